"""Dates stand in one line of a table, as numbers do."""

from metrics.documents.table_layout import column_needs, letters_wide


def test_a_date_is_not_broken_at_its_hyphens() -> None:
    """2025 / -10- / 20 below each other: the deadlines of promises were written so."""
    (date,) = column_needs(["期限"], [["2025-10-20"]], [False])
    (words,) = column_needs(["What"], [["well-kept"]], [False])
    assert date.least >= letters_wide("2025-10-20")
    assert words.least < letters_wide("well-kept")
