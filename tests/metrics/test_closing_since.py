"""The newest period's cases have had less time to be closed than those of the one before."""

from datetime import datetime

import pytest

from metrics.closing_since import closed_since, closing_notes
from metrics.schemes.scheme import load_scheme
from tests.metrics.tiny import tiny_store

SCHEME = load_scheme("sample-district")  # months from the 21st
NOW, BEFORE = SCHEME.parse_period("2025-10"), SCHEME.parse_period("2025-09")
EXPORTED = datetime(2025, 10, 21, 8)


def case(number: int, reported: str, closed: str | None, **more) -> dict:
    day = datetime.fromisoformat(reported)
    return {
        "case_no": f"{number}", "record_key": f"{number}", "channel": "collector",
        "district": "甲区", "reported_at": day, "filed_at": day, "as_of": EXPORTED,
        "closed_at": closed and datetime.fromisoformat(closed), "due_at": datetime(2025, 12, 1),
    } | more  # fmt: skip


# Closed before 21 September 08:00, after it, and (the last two) never or elsewhere.
EARLIER = [
    case(1, "2025-09-01", "2025-09-05"),
    case(2, "2025-09-02", "2025-09-21 07:59"),
    case(3, "2025-09-03", "2025-09-21 08:01"),
    case(4, "2025-09-04", "2025-10-12"),
    case(5, "2025-09-05", None),
    case(6, "2025-09-06", "2025-10-12", voided=True),
    case(7, "2025-08-01", "2025-10-12"),
]
NEW = [case(11, "2025-10-01", "2025-10-05"), case(12, "2025-10-02", None)]


def test_it_counts_what_the_new_period_has_had_no_time_for():
    found = closed_since(tiny_store(cases=EARLIER + NEW), SCHEME, NOW, BEFORE)
    assert (found.days, found.open, found.later, found.closed) == (1, 1, 2, 4)
    (note,) = closing_notes(found)
    assert "期末后 1 天导出时，本期有 1 件案卷尚未结案" in note.text("zh") and "2 件" in note.text(
        "zh"
    )


@pytest.mark.parametrize(
    ("earlier", "new"),
    [
        (EARLIER[:2], NEW),  # nothing was closed later
        (EARLIER, NEW[:1]),  # nothing is open
        ([*EARLIER[:3], *(case(100 + i, "2025-09-01", "2025-09-05") for i in range(200))], NEW),
        ([], []),
    ],
)
def test_it_is_silent_where_time_made_no_difference(earlier, new):
    assert closing_notes(closed_since(tiny_store(cases=earlier + new), SCHEME, NOW, BEFORE)) == []


def test_a_scheme_that_judges_no_closing_says_nothing_of_it():
    scheme = load_scheme("nyc-scorecard")
    assert closed_since(tiny_store(cases=EARLIER + NEW), scheme, NOW, BEFORE) is None
