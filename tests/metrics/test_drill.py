"""rows: exactly the rows behind a number, with the file, sheet and row they came from."""

from datetime import datetime

import duckdb
import pytest

from kernel.periods import parse_period
from metrics.aggregation.aggregate import CountingRules, IndicatorError, aggregate
from metrics.aggregation.drill import PARTS, counted_rows
from metrics.analyses.evidence import RowsQuestion, evidence, sides
from metrics.indicators import INDICATORS
from tests.metrics.random_city import random_city
from tests.metrics.tiny import tiny_store

MONTH = parse_period("2025-10", 21)
OCTOBER = parse_period("2025-10")
NINE = datetime(2025, 10, 6, 9)


@pytest.fixture(scope="module")
def city() -> duckdb.DuckDBPyConnection:
    return random_city(seed=5)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("indicator", [n for n, e in INDICATORS.items() if not e.composed])
def test_the_rows_add_up_to_the_number(city, indicator, part):
    entry = INDICATORS[indicator]
    of_teams = ("cases_per_officer", "case_points_per_officer", "given_score")
    kind = "team" if indicator in of_teams else "district"
    # Amounts of one task add up; of several tasks, and of limits, the completions are averaged.
    amounts = {"task": ["拆违"], "direction": ["at_least"]}
    filters = amounts if indicator == "task_completion" else {}
    filters = {"figure": ["周转率"]} if indicator == "own_figure" else filters
    period = parse_period("2025", 21) if indicator == "task_completion" else MONTH
    found = aggregate(city, [indicator], (kind,), period, filters)
    found = found[found["state"] != "no_data"]
    assert len(found)
    column = "numerator" if entry.denominator is None else part
    measure = entry.numerator if column == "numerator" else entry.over
    for said in found.to_dict("records"):
        behind = counted_rows(city, indicator, period, {kind: said[kind]}, part, filters=filters)
        counts = measure.counts or entry.kind in ("difference", "median")
        each = 1.0 if counts else behind[measure.value.strip("{}")].fillna(0).astype(float)
        shares = behind["share"].fillna(1.0)
        if entry.kind == "difference":  # visits that were judged but not scored count when none is
            scored = behind["score"].notna()
            shares = shares[scored] if scored.any() else shares
        assert (each * shares).sum() == pytest.approx(said[column]), said


def test_where_a_row_came_from_stands_first():
    row = {
        "reported_at": NINE,
        "district": "甲区",
        "source_file": "十月.xlsx",
        "source_sheet": "案卷",
    }
    con = tiny_store(cases=[row | {"source_row": n} for n in (9, 3)])
    found = counted_rows(con, "filed", OCTOBER)
    assert found.columns[:6].tolist() == [
        "source_file",
        "source_sheet",
        "source_row",
        "batch_id",
        "record_key",
        "share",
    ]
    assert found["source_row"].tolist() == [3, 9]
    assert set(found["source_file"]) == {"十月.xlsx"}
    assert counted_rows(con, "filed", OCTOBER, limit=1)["source_row"].tolist() == [3]


def test_rows_that_name_no_unit_can_be_listed():
    con = tiny_store(cases=[{"reported_at": NINE, "district": name} for name in ("甲区", None)])
    assert counted_rows(con, "filed", OCTOBER, {"district": None})["source_row"].tolist() == [3]
    assert len(counted_rows(con, "filed", OCTOBER)) == 2


def test_rules_and_filters_hold_for_the_rows_as_well():
    held = {"reported_at": NINE, "due_at": NINE, "closed_at": NINE}
    held |= {"held": True, "channel": "12345"}
    con = tiny_store(cases=[held, held | {"held": False, "channel": "video"}])
    assert len(counted_rows(con, "due", OCTOBER)) == 1
    assert len(counted_rows(con, "due", OCTOBER, rules=CountingRules(set_aside=()))) == 2
    assert len(counted_rows(con, "due", OCTOBER, filters={"channel": ["12345"]})) == 0


def test_the_rows_that_could_not_be_judged_can_be_listed():
    plain = {"reported_at": NINE, "due_at": NINE, "closed_at": NINE}
    con = tiny_store(cases=[plain, plain | {"due_at": None}, plain | {"due_at": None}])
    assert counted_rows(con, "closure_rate", OCTOBER, part="no_deadline")[
        "source_row"
    ].tolist() == [3, 4]
    assert len(counted_rows(con, "closure_rate", OCTOBER, part="denominator")) == 1
    with pytest.raises(IndicatorError):
        counted_rows(con, "filed", OCTOBER, part="no_deadline")


def test_the_people_behind_a_rate_are_rows_of_the_register():
    register = [
        {"kind": "district", "name": name, "population": 1000.0} for name in ("甲区", "乙区")
    ]
    con = tiny_store(units=register)
    whole = counted_rows(con, "complaints_per_10k", OCTOBER, part="denominator")
    assert whole["name"].tolist() == ["甲区", "乙区"]
    one = counted_rows(con, "complaints_per_10k", OCTOBER, {"district": "乙区"}, "denominator")
    assert one["population"].tolist() == [1000]


def test_unknown_indicators_parts_and_columns_are_refused():
    con = tiny_store()
    for ask in (
        ("closing_rate", OCTOBER),
        ("filed", OCTOBER, None, "quotient"),
        ("filed", OCTOBER, {"village": "x"}),
    ):
        with pytest.raises(IndicatorError):
            counted_rows(con, *ask)


def test_the_rows_that_are_left_out_can_be_listed() -> None:
    before = NINE.replace(hour=8)
    con = tiny_store(
        cases=[
            {"case_no": "1", "reported_at": NINE, "closed_at": before},
            {"case_no": "2", "reported_at": NINE, "closed_at": NINE.replace(hour=15)},
            {"case_no": "3", "reported_at": NINE, "stage": "closed"},
        ]
    )
    asked = RowsQuestion("handling_hours")
    assert sides(con, asked, OCTOBER) == ("numerator", "denominator", "undated", "before_report")
    assert evidence(con, asked, OCTOBER, "before_report")["case_no"].tolist() == ["1"]
    assert evidence(con, asked, OCTOBER, "undated")["case_no"].tolist() == ["3"]
    assert sides(con, RowsQuestion("filed"), OCTOBER) == ("numerator",)
