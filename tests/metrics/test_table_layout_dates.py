"""Dates stand in one line of a table, as numbers do."""

from metrics.documents.table_layout import column_needs, letters_wide


def test_a_date_is_not_broken_at_its_hyphens() -> None:
    """2025 / -10- / 20 below each other: the deadlines of promises were written so."""
    (date,) = column_needs(["期限"], [["2025-10-20"]], [False])
    (words,) = column_needs(["What"], [["well-kept"]], [False])
    assert date.least >= letters_wide("2025-10-20")
    assert words.least < letters_wide("well-kept")


def test_a_long_text_asks_for_room_to_wrap_in_a_few_lines() -> None:
    """What was promised stood in six lines of four characters, cut at the end of its row."""
    text = "数字城管案卷派遣当日签收，临期两天由分管领导督办"
    (long,) = column_needs(["承诺事项"], [[text]], [False])
    assert long.least >= letters_wide(text) / 4
    (most,) = column_needs(["承诺事项"], [[text * 9]], [False])
    assert most.least < 10  # no table is turned across a page for one text
