"""Mistakes found in public systems that do this job, each as a test that we do not make it.

They come from one product's department, region and post evaluations and from one vendor's
statistics scripts. The scores made of these numbers have their own tests.
"""

from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from kernel.periods import parse_period
from metrics.aggregation.aggregate import aggregate
from metrics.indicators import INDICATORS
from tests.metrics.tiny import cases, tiny_store

OCTOBER = parse_period("2025-10")
NINE = datetime(2025, 10, 6, 9)
RATES = [entry.id for entry in INDICATORS.values() if entry.kind == "ratio"]


@pytest.fixture(scope="module")
def perfect_and_idle() -> duckdb.DuckDBPyConnection:
    """Two registered districts: 甲区 did everything right, 乙区 had nothing to do."""
    done = cases("甲区", on_time=20, kind="district", rework_count=0, postpone_count=0)
    seen = {"district": "甲区", "found_at": NINE, "inspected_at": NINE, "filed_on": NINE.date()}
    return tiny_store(
        cases=[case | {"held": False} for case in done],
        inspections=[_only(seen, "district", "inspected_at") | {"passed": True}] * 5,
        units=[
            {"kind": "district", "name": name, "population": 10_000.0} for name in ("甲区", "乙区")
        ],
    )


def _only(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def said(con: duckdb.DuckDBPyConnection, indicator: str, district: str) -> dict[str, Any]:
    found = aggregate(con, [indicator], ("district",), OCTOBER)
    return found[found["district"] == district].iloc[0].to_dict()


@pytest.mark.parametrize("indicator", ["closure_rate", "on_time_closure_rate"])
def test_a_perfect_unit_is_not_turned_into_the_worst(perfect_and_idle, indicator):
    """Their region score took 100 - rate: the perfect grid lost 40 points, the idle kept them."""
    assert INDICATORS[indicator].better == "higher"
    assert said(perfect_and_idle, indicator, "甲区")["value"] == 100
    assert said(perfect_and_idle, indicator, "乙区")["state"] == "no_data"


@pytest.mark.parametrize("indicator", RATES)
def test_nothing_over_nothing_is_neither_0_nor_100(perfect_and_idle, indicator):
    """0/0 was shown as 0 % for grids in one product and as 100 for departments in another."""
    found = said(perfect_and_idle, indicator, "乙区")
    assert found["state"] == "no_data"
    assert found["value"] != found["value"]  # NaN


def test_a_unit_without_due_cases_does_not_get_the_worst_rates(perfect_and_idle):
    """A department with no due case got 0 for closure, on time and rework: last, for no work."""
    for indicator in ("closure_rate", "on_time_closure_rate", "rework_rate"):
        assert said(perfect_and_idle, indicator, "乙区")["state"] == "no_data"
    assert said(perfect_and_idle, "rework_rate", "甲区")["state"] == "zero"


def test_rates_are_not_rounded():
    """Whole percents before weighting, and 89.9 graded as 89, moved units by a grade."""
    con = tiny_store(cases=cases("甲区", on_time=899, late=101, kind="district"))
    assert said(con, "on_time_closure_rate", "甲区")["value"] == pytest.approx(89.9, abs=1e-12)


def test_no_indicator_stands_for_another():
    """One post's formula used the verify rate twice, another the closure for the filing rate."""
    formulas = [(e.kind, e.numerator, e.denominator, e.scale) for e in INDICATORS.values()]
    assert len(set(formulas)) == len(formulas)


@pytest.mark.parametrize(
    ("column", "moves"),
    [
        ("rework_count", {"rework_rate"}),
        ("postpone_count", {"postponement_rate"}),
        ("dispatch_accurate", {"dispatch_accuracy"}),
        ("resolved", {"resolution_rate"}),
    ],
)
def test_each_field_moves_its_own_indicator_alone(column, moves):
    """The bands of the number filed were fed with the number reworked."""
    before = cases("甲区", on_time=4, late=2, open_overdue=1, kind="district")
    after = [case | {column: 2 if column.endswith("count") else True} for case in before]
    on_cases = [entry.id for entry in INDICATORS.values() if entry.tables == ("cases",)]
    first, second = (aggregate(tiny_store(cases=c), on_cases, (), OCTOBER) for c in (before, after))
    moved = first["value"].fillna(-1) != second["value"].fillna(-1)
    assert set(first.loc[moved, "indicator"]) == moves


def test_what_is_bad_is_marked_as_bad():
    """A post's score added the miss rate instead of 1 - miss rate: more misses scored higher."""
    bad = {
        "late_closure_rate", "rework_rate", "postponement_rate", "held_rate", "repeat_rate",
        "complaints_per_10k", "handling_hours", "deduction_per_100_checks", "deduction_per_object",
        "findings_per_100_checks", "rebound_rate", "covert_gap", "overdue_open",
        "correction_rate", "wrong_penalties",
    }  # fmt: skip
    assert {entry.id for entry in INDICATORS.values() if entry.better == "lower"} == bad


def test_a_wrong_dispatch_is_not_counted_as_accurate():
    """Both branches of a vendor's script set the flag to accurate."""
    rows = [{"reported_at": NINE, "dispatch_accurate": flag} for flag in (True, False, None)]
    found = aggregate(tiny_store(cases=rows), ["dispatch_accuracy"], (), OCTOBER).iloc[0]
    assert (found["numerator"], found["denominator"]) == (1, 2)


def test_an_unrated_call_does_not_hide_a_bad_rating():
    """Taking the smallest rating id let an unrated call (0) stand for a bad one."""
    rows = [
        {"reported_at": NINE, "channel": "12345", "satisfaction": rating}
        for rating in (None, "very_dissatisfied")
    ]
    found = aggregate(tiny_store(cases=rows), ["satisfaction_rate"], (), OCTOBER).iloc[0]
    assert (found["state"], found["n"]) == ("zero", 1)


def test_a_missing_manual_score_is_neither_0_nor_100():
    """One back end gave 100 to a score that nobody had entered."""
    entry = {"period": "2025-10", "indicator": "队考核分", "team": "一中队"}
    con = tiny_store(score_entries=[entry | {"state": "no_data"}])
    found = aggregate(con, ["given_score"], ("team",), OCTOBER).iloc[0]
    assert found["state"] == "no_data"
    assert found["value"] != found["value"]  # NaN


def test_an_open_case_is_judged_at_the_time_of_its_export():
    """Judged at "now", an old export's open cases would all be overdue by the time it is read."""
    row = {"reported_at": NINE, "due_at": datetime(2025, 10, 9, 9)}
    early = tiny_store(cases=[row | {"as_of": datetime(2025, 10, 8, 8)}])
    late = tiny_store(cases=[row | {"as_of": datetime(2025, 10, 10, 8)}])
    ask = (["due"], (), OCTOBER)
    assert aggregate(early, *ask)["state"].tolist() == ["zero"]
    assert aggregate(late, *ask)["value"].tolist() == [1]


def test_the_assessment_month_is_not_the_calendar_month():
    """Calendar months would move the cases of 21 to 31 October into the wrong month."""
    days = [date(2025, 9, 20), date(2025, 9, 21), date(2025, 10, 20), date(2025, 10, 21)]
    rows = [{"reported_at": datetime(day.year, day.month, day.day)} for day in days]
    con = tiny_store(cases=rows)
    assert aggregate(con, ["filed"], (), parse_period("2025-10", 21))["value"].tolist() == [2]
