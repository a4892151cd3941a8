"""Kinds of problem: counts, shares, rates and what is called clear, against rows worked by hand."""

from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import betabinom, binomtest, poisson

from data.store import Store
from kernel.periods import parse_period
from metrics.aggregation.aggregate import IndicatorError
from metrics.analyses.complaints import still_open
from metrics.analyses.key_problems import key_problems
from metrics.analyses.occurrence import by_hour, by_method, places
from metrics.analyses.problems import beside_heat, categories, counts, heat, trend
from metrics.analyses.rebound import rebound_rates
from metrics.scoring.certainty.tests import discoveries
from metrics.scoring.certainty.together import differ, more_than
from tests.metrics.tiny import tiny_store, units

OCTOBER = parse_period("2025-10")
SAMPLE_MONTH = parse_period("2025-10", 21)


def visits(number: int, district: str = "甲区", month: int = 10, **more: Any) -> list[dict]:
    at = datetime(2025, month, 6, 9)
    return [{"inspected_at": at, "district": district, "method": "open", **more}] * number


def found(
    number: int, kind: str | None, district: str | None = "甲区", month: int = 10, **more: Any
):
    at = datetime(2025, month, 6, 9)
    row = {"found_at": at, "district": district, "subcategory": kind, "method": "open"}
    return [{**row, **more}] * number


def test_shares_and_rates_by_hand() -> None:
    findings = found(6, "垃圾") + found(3, "占道") + found(1, None) + found(2, "垃圾", month=9)
    con = tiny_store(findings=findings, inspections=visits(50) + visits(40, month=9))
    table = categories(con, OCTOBER)
    assert table["category"].tolist() == ["垃圾", "占道", ""]
    assert table["count"].tolist() == [6, 3, 1]
    assert table["share"].tolist() == [60, 30, 10]
    assert table["cumulative"].tolist() == [60, 90, 100]
    assert table["vital"].tolist() == [True, True, False]
    assert table["rate"].tolist() == [12, 6, 2]
    assert table["previous"].tolist() == [5, 0, 0]
    assert table["change"].tolist() == [7, 6, 2]


def test_a_kind_that_vanished_is_still_told() -> None:
    con = tiny_store(findings=found(3, "占道", month=9), inspections=visits(9) + visits(9, month=9))
    table = categories(con, OCTOBER)
    assert table[["category", "count", "rate"]].values.tolist() == [["占道", 0, 0]]
    assert table["change"].tolist() == pytest.approx([-100 / 3])


def test_findings_without_visits_have_no_rate() -> None:
    table = categories(tiny_store(findings=found(3, "占道")), OCTOBER)
    assert table["count"].tolist() == [3]
    assert table["rate"].isna().all()


def test_what_is_shared_counts_in_parts() -> None:
    findings = found(1, "垃圾", share=0.2) + found(1, "垃圾", "乙区", share=0.8)
    con = tiny_store(findings=findings, inspections=visits(10) + visits(10, "乙区"))
    table = categories(con, OCTOBER, "district").set_index("district")
    assert table["count"].to_dict() == {"甲区": 0.2, "乙区": 0.8}
    assert table["rate"].to_dict() == {"甲区": 2, "乙区": 8}
    assert categories(con, OCTOBER)["count"].tolist() == [1]


def test_groups_add_up_their_districts() -> None:
    register = units("district", "甲区", "乙区", group="城区组") + units(
        "district", "丙县", group="城郊组"
    )
    findings = found(2, "垃圾") + found(3, "垃圾", "乙区") + found(4, "垃圾", "丙县")
    con = tiny_store(
        units=register,
        findings=findings,
        inspections=visits(10) + visits(40, "乙区") + visits(20, "丙县"),
    )
    table = categories(con, OCTOBER, "group").set_index("group")
    assert table["count"].to_dict() == {"城区组": 5, "城郊组": 4}
    assert table["n"].to_dict() == {"城区组": 50, "城郊组": 20}
    assert table["rate"].to_dict() == {"城区组": 10, "城郊组": 20}


def test_only_a_change_beyond_chance_is_clear() -> None:
    findings = found(60, "垃圾") + found(20, "垃圾", month=9)
    findings += found(9, "占道") + found(7, "占道", month=9)
    con = tiny_store(findings=findings, inspections=visits(300) + visits(300, month=9))
    clear = categories(con, OCTOBER).set_index("category")["change_is_clear"]
    assert clear.to_dict() == {"垃圾": True, "占道": False}


def test_cases_are_told_per_100_cases() -> None:
    at = datetime(2025, 10, 6, 9)
    rows = [{"reported_at": at, "subcategory": kind, "channel": "collector"} for kind in "甲甲甲乙"]
    rows += [{"reported_at": at, "subcategory": "丙", "voided": True}]
    table = categories(tiny_store(cases=rows), OCTOBER, source="cases")
    assert table[["category", "count", "n", "rate", "share"]].values.tolist() == [
        ["甲", 3, 4, 75, 75],
        ["乙", 1, 4, 25, 25],
    ]


def test_the_heat_table_is_whole_and_marks_what_stands_out() -> None:
    findings = found(20, "占道") + found(2, "占道", "乙区") + found(3, "垃圾", "乙区")
    con = tiny_store(
        findings=findings, inspections=visits(100) + visits(100, "乙区") + visits(50, "丙区")
    )
    table = heat(con, OCTOBER).set_index(["category", "district"])
    assert len(table) == 2 * 3
    assert table.loc[("占道", "甲区"), ["count", "rate"]].tolist() == [20, 20]
    assert table.loc[("垃圾", "丙区"), "rate"] == 0
    assert table.loc[("占道", "甲区"), "city"] == pytest.approx(100 * 22 / 250)
    assert table.index[table["stands_out"]].tolist() == [("占道", "甲区")]


def test_the_heat_table_and_what_stands_beside_it_add_up() -> None:
    findings = (
        found(20, "占道") + found(3, "垃圾", "乙区") + found(2, None) + found(5, "占道", None)
    )
    findings += found(1, None, None)
    con = tiny_store(findings=findings, inspections=visits(100) + visits(100, "乙区"))
    cells, rest = heat(con, OCTOBER), beside_heat(con, OCTOBER)
    assert cells["count"].sum() + rest["count"].sum() == 31
    told = [tuple(row) for row in rest.astype(object).where(rest.notna(), None).to_numpy()]
    assert sorted(told, key=str) == sorted(
        [("", "甲区", 2), ("占道", None, 5), ("", None, 1)], key=str
    )
    named = tiny_store(findings=found(2, "占道"), inspections=visits(10))
    assert beside_heat(named, OCTOBER).empty


def test_an_unvisited_unit_has_no_rate_in_the_heat_table() -> None:
    con = tiny_store(
        units=units("district", "甲区", "乙区"), findings=found(1, "占道"), inspections=visits(5)
    )
    table = heat(con, OCTOBER).set_index("district")
    assert table.loc["甲区", "rate"] == 20
    assert pd.isna(table.loc["乙区", "rate"])
    assert not table.loc["乙区", "stands_out"]


def test_a_trend_has_thirteen_periods_of_every_kind() -> None:
    findings = found(2, "垃圾") + found(1, "占道") + found(4, "占道", month=3)
    con = tiny_store(findings=findings, inspections=visits(10) + visits(8, month=3))
    table = trend(con, OCTOBER, top=2)
    assert table["category"].tolist() == ["垃圾"] * 13 + ["占道"] * 13
    one = table[table["category"] == "占道"].set_index("period")["rate"]
    assert one.index[0] == "2024-10" and one.index[-1] == "2025-10"
    assert one["2025-03"] == 50 and one["2025-10"] == 10
    assert one.isna().sum() == 11  # nothing was checked in the other months


def test_methods_are_compared_by_their_own_visits() -> None:
    inspections = visits(40) + visits(20, method="covert")
    findings = found(2, "占道") + found(5, "占道", method="covert")
    table = by_method(tiny_store(findings=findings, inspections=inspections), OCTOBER)
    assert table["method"].tolist() == ["open", "covert"]
    assert table["findings_per_100_checks"].tolist() == [5, 25]


def test_hours_are_counted_per_such_weekday() -> None:
    mondays = [datetime(2025, 10, day, 8, 30) for day in (6, 6, 13)]
    cases = [{"reported_at": at} for at in [*mondays, datetime(2025, 10, 14, 23)]]
    table = by_hour(tiny_store(cases=cases), OCTOBER).set_index(["weekday", "hour"])
    assert len(table) == 7 * 24
    assert table["count"].sum() == 4
    assert table.loc[(1, 8), ["count", "days", "per_day"]].tolist() == [3, 2, 1.5]
    assert table.loc[(2, 23), "days"] == 2  # the 7th and the 14th; nothing is known of the 21st


def test_findings_by_hour_are_told_per_visit_of_that_hour() -> None:
    con = tiny_store(findings=found(3, "占道"), inspections=visits(12))
    cell = by_hour(con, OCTOBER, "findings").set_index(["weekday", "hour"]).loc[(1, 9)]
    assert cell[["count", "checks", "rate"]].tolist() == [3, 12, 25]


def test_spellings_of_a_place_are_one_pile() -> None:
    at = datetime(2025, 10, 6, 9)
    here = {"reported_at": at, "district": "甲区", "subcategory": "占道", "x": 10.0, "y": 1.0}
    cases = [
        {**here, "place": "人民路12号"},
        {**here, "place": "人民路１２号门口", "x": 20.0, "y": 3.0},
        {**here, "place": "人民路12号", "subcategory": "垃圾", "x": None, "y": None},
        {**here, "place": "人民路12号", "district": "乙区"},
        {**here, "place": None},
    ]
    table = places(tiny_store(cases=cases), OCTOBER)
    assert table[["district", "n"]].values.tolist() == [["甲区", 3], ["乙区", 1]]
    top = table.iloc[0]
    assert (top["place"], top["x"], top["y"]) == ("人民路12号", 15, 2)
    assert (top["kinds"], top["categories"], top["top_n"]) == (2, ["占道", "垃圾"], 2)
    assert top["spellings"] == 2


def test_an_inspected_point_lies_where_cases_there_are() -> None:
    at = datetime(2025, 9, 6, 9)
    cases = [
        {"reported_at": at, "district": "甲区", "place": f"人民路{n}号", "x": x, "y": x}
        for n, x in ((1, 10.0), (9, 30.0))
    ]
    con = tiny_store(cases=cases, findings=found(2, "占道", point="人民路"))
    assert places(con, OCTOBER, "findings")[["place", "x", "y"]].values.tolist() == [
        ["人民路", 20, 20]
    ]


@pytest.mark.parametrize("source", ["findings", "cases"])
def test_counts_agree_with_pandas_on_the_sample_city(sample_store: Store, source: str) -> None:
    with sample_store.connect() as con:
        table = counts(con, [SAMPLE_MONTH], "district", source, "subcategory")
        rows = con.execute(
            f"SELECT * FROM {source} WHERE day >= '2025-09-21' AND day < '2025-10-21'"
        ).df()
    if source == "cases":
        gone = rows["voided"].astype("boolean").fillna(False) | rows["stage"].eq("voided")
        own = rows["self_handled"].astype("boolean").fillna(False)
        rows = rows[~(gone | own)]
    expected = rows.groupby(["district", "subcategory"])["share"].sum()
    counted = table.set_index(["district", "category"])["count"]
    assert len(expected) > 50
    pd.testing.assert_series_equal(
        counted[counted > 0].sort_index(), expected.sort_index(), check_names=False
    )


def test_an_empty_store_has_no_problems() -> None:
    con = tiny_store()
    assert categories(con, OCTOBER).empty and heat(con, OCTOBER).empty
    assert trend(con, OCTOBER).empty and places(con, OCTOBER).empty
    assert by_method(con, OCTOBER).empty
    assert by_hour(con, OCTOBER)["count"].sum() == 0


@pytest.mark.parametrize(
    "question",
    [
        lambda con, name: categories(con, OCTOBER, name),
        lambda con, name: places(con, OCTOBER, level=name),
        lambda con, name: key_problems(con, OCTOBER, by=name),
        lambda con, name: still_open(con, OCTOBER, by=name),
        lambda con, name: rebound_rates(con, OCTOBER, (name,)),
    ],
)
def test_a_column_that_is_none_is_refused(question: Any) -> None:
    with pytest.raises(IndicatorError):
        question(tiny_store(), "district; DROP TABLE cases")


# Findings of one visit belong together


def _null_month(source: np.random.Generator, size: float) -> tuple[np.ndarray, np.ndarray]:
    """Counts of 20 kinds in 9 equal districts of 300 visits with 0.3 findings each, `size` of one
    kind on a dirty visit; and by kind the sum of squares of what each visit has."""
    counts, squares = np.zeros((9, 20)), np.zeros(20)
    for unit in range(9):
        for kind, dirty in enumerate(source.poisson(0.3 / size * 300 / 20, 20)):
            each = source.geometric(1 / size, dirty) if size > 1 else np.ones(dirty)
            counts[unit, kind] = each.sum()
            squares[kind] += (each**2).sum()
    return counts, squares


def test_nobody_stands_out_because_findings_of_a_visit_come_together() -> None:
    """Sixty months in which all districts and months are equal, two findings of one kind per dirty
    visit: as if findings were single, almost every month accuses somebody; 3 of 60 are expected."""
    source = np.random.default_rng(1)
    single = heated = moved = 0
    for _ in range(60):
        (before, squares_before), (now, squares) = (_null_month(source, 2) for _ in range(2))
        factor = np.maximum(squares / now.sum(axis=0), 1)
        expected = np.tile(now.mean(axis=0), 9)
        alone = more_than(now.ravel(), expected, np.ones(180))
        single += discoveries(alone).any()
        heated += discoveries(more_than(now.ravel(), expected, np.tile(factor, 9))).any()
        factor = (squares + squares_before) / (now + before).sum(axis=0)
        city, tries = [month.sum(axis=0) for month in (now, before)], np.full(20, 2_700.0)
        moved += discoveries(differ(city[0], tries, city[1], tries, factor)).any()
    assert single >= 50
    assert heated <= 7 and moved <= 7


def test_findings_of_one_visit_are_no_many_proofs() -> None:
    def told(apart: bool) -> tuple[bool, bool]:
        now = [found(1, "垃圾", visit_no=f"V{n if apart else n // 10}")[0] for n in range(40)]
        now += [found(1, "垃圾", "乙区", visit_no=f"W{n}")[0] for n in range(10)]
        checked = [(name, month) for name in ("甲区", "乙区") for month in (9, 10)]
        rows = [row for name, month in checked for row in visits(100, name, month)]
        con = tiny_store(findings=now, inspections=rows)
        change = categories(con, OCTOBER)["change_is_clear"].any()
        return bool(change), bool(heat(con, OCTOBER)["stands_out"].any())

    assert told(apart=True) == (True, True)
    assert told(apart=False)[1] is False


def test_counts_that_come_together_are_tested_by_their_own_laws() -> None:
    assert more_than(np.array([9.0]), np.array([4.0]), np.ones(1)) == pytest.approx(
        poisson.sf(8, 4)
    )
    pair = np.array([12.0]), np.array([10.0]), np.array([3.0]), np.array([10.0])
    assert differ(*pair, np.ones(1)) == pytest.approx(binomtest(3, 15).pvalue, rel=0.02)
    many = differ(*pair, np.full(1, 3.0))
    spread = betabinom(15, 3.75, 3.75)
    assert many == pytest.approx(2 * spread.cdf(3), rel=1e-6)
    assert np.isnan(differ(np.zeros(1), np.ones(1), np.zeros(1), np.ones(1), np.ones(1))).all()
