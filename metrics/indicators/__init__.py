"""The indicators: one entry each, from which ranking, trend, drill-down and catalogue follow.

`INDICATORS` holds them by id, in the order in which the catalogue lists them.
"""

from metrics.indicators import cases, complaints, enforcement, inspections, intake, records
from metrics.indicators.definition import Indicator, Measure, View

SUBJECTS = {
    "cases": cases,
    "intake": intake,
    "complaints": complaints,
    "inspections": inspections,
    "enforcement": enforcement,
    "records": records,
}
INDICATORS: dict[str, Indicator] = {
    entry.id: entry for module in SUBJECTS.values() for entry in module.INDICATORS
}
# The rows of a table as they are, nothing set aside: what no indicator counts can be counted too.
ROWS_OF = "rows:"
ROW_TABLES = (
    *("cases", "inspections", "findings", "enforcement_cases"),
    *("score_entries", "tasks", "adjustments"),
)
ROW_COUNTS: dict[str, Indicator] = {
    f"{ROWS_OF}{table}": Indicator(
        id=f"{ROWS_OF}{table}",
        subject="rows",
        kind="count",
        numerator=Measure(table),
        seen_in=(table,),
        scored=False,
    )
    for table in ROW_TABLES
}
# What `aggregate` answers and `counted_rows` lists.
COUNTABLE: dict[str, Indicator] = INDICATORS | ROW_COUNTS

__all__ = [
    *("COUNTABLE", "INDICATORS", "ROWS_OF", "ROW_COUNTS", "SUBJECTS"),
    *("Indicator", "Measure", "shown_in"),
]


def shown_in(view: View) -> tuple[str, ...]:
    """The ids of the indicators that a view shows, in its order."""
    places = {entry.id: entry.shown[view] for entry in INDICATORS.values() if view in entry.shown}
    return tuple(sorted(places, key=lambda name: places[name]))
