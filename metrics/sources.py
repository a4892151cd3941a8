"""The sources that bring facts: a platform, a hotline, patrols, each with exports of its own."""

# A case comes from a source of complaints when most cases of its import do: a platform's export
# holds a few complaints of its own, and says nothing about the hotline's.
OF_COMPLAINTS = (
    "(batch_id IN (SELECT batch_id FROM cases GROUP BY batch_id"
    " HAVING AVG(CASE WHEN is_complaint THEN 1e0 ELSE 0e0 END) > 0.5))"
)
# A source of facts: its table, and which of its rows.
FACT_SOURCES = {
    "grid": ("cases", f"NOT {OF_COMPLAINTS}"),
    "complaints": ("cases", OF_COMPLAINTS),
    "inspections": ("inspections", "TRUE"),
    "findings": ("findings", "TRUE"),
    "enforcement": ("enforcement_cases", "TRUE"),
}
# The one source of a table, of cases the one whose day counts where no other is told apart.
SOURCE_OF = {
    "cases": "grid",
    "inspections": "inspections",
    "findings": "findings",
    "enforcement_cases": "enforcement",
}
