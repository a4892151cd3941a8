"""In which range the figures of the facts lie. What lies outside is stored as written, pointed out
at import and by the checks."""

Range = tuple[float | None, float | None]  # None: open

# Field -> the range that its values lie in.
RANGES: dict[str, dict[str, Range]] = {
    "cases": {"rework_count": (0, None), "postpone_count": (0, None)},
    "inspections": {"score": (0, 100)},
    "findings": {"deduction": (0, None), "quantity": (0, None), "notified_times": (0, None)},
    "enforcement_cases": {"points": (0, None), "amount": (0, None), "fine": (0, None)},
    "score_entries": {"n": (0, None)},
    "tasks": {"target": (0, None), "done": (0, None)},
    "check_plans": {"visits": (0, None)},
    "check_quotas": {"quota": (0, None)},
    "weekly_returns": {"reported": (0, None)},
    "key_problems": {"weight": (0, None)},
    "units": {"population": (0, None), "officers": (0, None)},
}
# Full marks are the scheme's to say; without one, a score beyond these deserves a look.
USUAL_MARKS: Range = (0, 100)


def ranges_at_import(table: str) -> dict[str, Range]:
    """The ranges of a table's fields, as far as they are known without a scheme."""
    given = {"value": USUAL_MARKS} if table == "score_entries" else {}
    return RANGES.get(table, {}) | given
