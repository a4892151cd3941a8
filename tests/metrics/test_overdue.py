"""The overdue pile as it stood at past moments."""

from datetime import datetime, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.aggregation.aggregate import CountingRules
from metrics.analyses.overdue import overdue_at
from tests.metrics.tiny import tiny_store

START = datetime(2025, 10, 1, 8, 30)


def _case(due: int, done: int | None, department: str | None = "市政科", **more: object) -> dict:
    """Reported at START; due and done so many hours later (done None: still open)."""
    return {
        "reported_at": START,
        "due_at": START + timedelta(hours=due),
        "disposed_at": None if done is None else START + timedelta(hours=done),
        "department": department,
        **more,
    }


def _pile(cases: list[dict], hours: int) -> float:
    found = overdue_at(tiny_store(cases=cases), [START + timedelta(hours=hours)])
    return float(found["overdue"].iloc[0])


def test_a_late_case_is_in_the_pile_from_its_deadline_until_it_is_done() -> None:
    case = [_case(due=10, done=50)]
    assert [_pile(case, hours) for hours in (9, 11, 49, 51)] == [0, 1, 1, 0]


def test_an_open_case_stays_and_one_in_time_never_enters() -> None:
    cases = [_case(due=10, done=None), _case(due=10, done=9)]
    assert [_pile(cases, hours) for hours in (5, 200)] == [0, 1]


def test_set_aside_cases_are_not_counted_unless_the_scheme_counts_them() -> None:
    con = tiny_store(cases=[_case(due=10, done=None, held=True)])
    moments = [START + timedelta(hours=20)]
    assert overdue_at(con, moments)["overdue"].tolist() == [0]
    assert overdue_at(con, moments, rules=CountingRules(set_aside=("voided",)))[
        "overdue"
    ].tolist() == [1]


def test_shares_are_summed() -> None:
    cases = [_case(10, None, "甲科", share=0.2), _case(10, None, "乙科", share=0.8)]
    con = tiny_store(cases=cases)
    found = overdue_at(con, [START + timedelta(hours=20)], ("department",))
    assert dict(zip(found["department"], found["overdue"], strict=True)) == {
        "甲科": 0.2,
        "乙科": 0.8,
    }


case = st.tuples(
    st.integers(1, 40), st.none() | st.integers(1, 80), st.sampled_from(["甲科", "乙科"])
)


@settings(max_examples=25, deadline=None)
@given(st.lists(case, max_size=20), st.integers(1, 90))
def test_agrees_with_pandas(cases: list[tuple], hours: int) -> None:
    moment = START + timedelta(hours=hours)
    rows = pd.DataFrame(cases, columns=["due", "done", "department"])
    late = rows[
        (rows["due"] < hours)
        & (rows["done"].isna() | (rows["done"] > rows["due"]))
        & (rows["done"].isna() | (rows["done"] >= hours))
    ]
    con = tiny_store(cases=[_case(*row) for row in cases])
    found = overdue_at(con, [moment], ("department",))
    expected = late.groupby("department").size().to_dict()
    assert dict(zip(found["department"], found["overdue"], strict=True)) == expected


def test_the_owner_is_the_most_specific_unit_that_the_export_names() -> None:
    cases = [
        _case(10, None, "甲科", team="一中队", district="甲区"),
        _case(10, None, None, team="一中队", district="甲区"),
        _case(10, None, None, district="甲区"),
    ]
    found = overdue_at(tiny_store(cases=cases), [START + timedelta(hours=20)], ("owner",))
    assert set(found["owner"]) == {"甲科", "一中队", "甲区"}
