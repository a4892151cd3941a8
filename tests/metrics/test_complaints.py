"""Complaints: handling, curves, repeats, clusters and the comparison with inspections, by hand."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.store import Store
from kernel.periods import covering, parse_period
from metrics.aggregation.durations import median
from metrics.analyses.agreement import points_compared, quadrant
from metrics.analyses.clusters import clusters
from metrics.analyses.complaints import handling, repeats, still_open
from metrics.scoring.certainty.tests import clean_but_loud
from sample_city.sample import make_sample
from tests.metrics.tiny import tiny_store, units
from tests.sample_city.truth import clean_but_complained, same_matters
from ui.complaints.captions import of_quadrant

OCTOBER = parse_period("2025-10")
START = datetime(2025, 10, 6, 8)
AS_OF = datetime(2025, 10, 31, 8)
HOUR = timedelta(hours=1)


def order(number: int, done: float | None, due: float = 48, **more: Any) -> dict[str, Any]:
    """A hotline order done so many hours after its report, None: still open."""
    closed = None if done is None else START + done * HOUR
    return {
        "case_no": f"D{number}",
        "record_key": f"D{number}",
        "channel": "12345",
        "reported_at": START,
        "due_at": START + due * HOUR,
        "closed_at": closed,
        "district": "甲区",
        "subcategory": "占道",
        "as_of": AS_OF,
        **more,
    }


def test_handling_by_hand() -> None:
    con = tiny_store(
        units=units("district", "甲区", population=20_000),
        cases=[
            order(1, 10, satisfaction="satisfied", resolved=True),
            order(2, 60, satisfaction="dissatisfied", resolved=False, rework_count=1),
            order(3, None),
            order(4, None, due=9_000),
            order(5, 20, repeat_of="D1", rework_count=0),
            order(6, 5, channel="collector"),
            order(7, 5, voided=True),
        ],
    )
    row = handling(con, OCTOBER, ["district"]).iloc[0]
    assert row[["complaints", "per_10k"]].tolist() == [5, 2.5]
    assert row[["due", "judged", "on_time", "late", "overdue", "open"]].tolist() == [
        4,
        4,
        2,
        1,
        1,
        2,
    ]
    assert row["on_time_rate"] == 50
    assert row["on_time"] + row["late"] + row["overdue"] == row["judged"]
    assert row[["rated", "satisfaction_rate", "asked", "resolution_rate"]].tolist() == [
        2,
        50,
        2,
        50,
    ]
    assert row[["repeats", "repeat_rate"]].tolist() == [1, 20]
    assert row["rework_rate"] == pytest.approx(100 / 3)


def test_channels_are_told_apart_and_periods_in_order() -> None:
    con = tiny_store(
        cases=[order(1, 5), order(2, 5, channel="media")]
        + [order(3, 5, reported_at=START - timedelta(days=30))]
    )
    table = handling(con, OCTOBER.last(2), ["channel"])
    cells = table.set_index(["channel", "period"])["complaints"]
    assert cells["12345", "2025-09"] == cells["12345", "2025-10"] == cells["media", "2025-10"] == 1
    assert table["period"].tolist() == ["2025-09", "2025-10"] * 2
    assert table["per_10k"].isna().all()


def test_a_survival_curve_by_hand() -> None:
    """Done after 10, 30 and 40 hours, one still open at 20: 3/4, then half of that, then 0."""
    cases = [order(1, 10), order(2, 30), order(3, 40), order(4, None, as_of=START + 20 * HOUR)]
    table = still_open(tiny_store(cases=cases), OCTOBER)
    assert table["hours"].tolist() == [0, 10, 30, 40]
    assert table["open"].tolist() == pytest.approx([100, 75, 37.5, 0])
    assert table[["n", "done"]].iloc[0].tolist() == [4, 3]
    inside = table.iloc[1:3]
    assert (inside["low"] < inside["open"]).all() and (inside["open"] < inside["high"]).all()


def test_the_log_log_interval_is_that_of_the_formula() -> None:
    """S^exp(+-1.96 sqrt(V) / ln S) with Greenwood's V, at the first step of 10 of 40."""
    cases = [order(n, 10) for n in range(10)] + [order(n, 90) for n in range(10, 40)]
    row = still_open(tiny_store(cases=cases), OCTOBER).iloc[1]
    s, spread = 0.75, np.sqrt(10 / (40 * 30))
    bounds = [100 * s ** np.exp(side * 1.959964 * spread / np.log(s)) for side in (-1, 1)]
    assert row[["low", "high"]].tolist() == pytest.approx(sorted(bounds), rel=1e-4)


@given(
    st.lists(
        st.tuples(st.integers(1, 300), st.booleans()),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=25, deadline=None)
def test_the_curve_falls_and_meets_the_median(times: list[tuple[int, bool]]) -> None:
    cases = [
        order(n, None if still else hours, as_of=START + hours * HOUR)
        for n, (hours, still) in enumerate(times)
    ]
    table = still_open(tiny_store(cases=cases), OCTOBER)
    assert (table["open"].diff().dropna() < 0).all()
    half = table.loc[table["open"] <= 50 + 1e-9, "hours"]
    hours, is_open = (np.array(column) for column in zip(*times, strict=True))
    expected = median(hours.astype(float), is_open, np.ones(len(times)))
    assert (half.iloc[0] if len(half) else float("nan")) == pytest.approx(expected, nan_ok=True)


def test_a_curve_with_everything_open_is_flat() -> None:
    table = still_open(tiny_store(cases=[order(1, None), order(2, None)]), OCTOBER, by="district")
    assert table[["district", "hours", "open", "n", "done"]].values.tolist() == [
        ["甲区", 0, 100, 2, 0]
    ]


def test_long_curves_are_thinned_without_moving_a_point() -> None:
    cases = [order(n, 1 + n / 10, due=500) for n in range(700)]
    table = still_open(tiny_store(cases=cases), OCTOBER)
    assert len(table) == 200 and table["open"].iloc[-1] == 0
    for row in table.iloc[1:-1].to_dict("records"):
        left = sum(1 + n / 10 > row["hours"] + 1e-9 for n in range(700))
        assert row["open"] == pytest.approx(100 * left / 700)


def test_repeats_stand_beside_what_they_repeat() -> None:
    cases = [
        order(1, 10, satisfaction="satisfied", place="人民路1号"),
        order(2, 10, repeat_of="D1", reported_at=START + 90 * HOUR),
        order(3, 10, repeat_of="D1", reported_at=START + 95 * HOUR),
        order(4, 10, repeat_of="lost"),
    ]
    table = repeats(tiny_store(cases=cases), OCTOBER)
    assert table["case_no"].tolist() == ["D2", "D3", "D4"]
    assert table["times"].tolist() == [2, 2, 1]
    assert table["first_satisfaction"].tolist()[:2] == ["satisfied", "satisfied"]
    assert table["first_place"].tolist()[0] == "人民路1号"
    assert pd.isna(table["first_reported_at"].iloc[2])


def at(hours: float, channel: str, number: int, **more: Any) -> dict[str, Any]:
    place = {"place": "人民路1号", **more}
    return order(number, 1_000, channel=channel, reported_at=START + hours * HOUR, **place)


def test_one_matter_through_two_channels_is_a_cluster() -> None:
    cases = [
        at(0, "collector", 1),
        at(50, "12345", 2, place="人民路１号门口"),
        at(60, "12345", 3),
        at(200, "12345", 4),  # more than three days later, and alone
        at(55, "12345", 5, place="人民路3号"),
        at(55, "12345", 6, subcategory="垃圾"),
        at(55, "12345", 7, district="乙区"),
        at(57, "12345", 8, voided=True),
    ]
    table = clusters(tiny_store(cases=cases), OCTOBER)
    assert table["case_no"].tolist() == ["D1", "D2", "D3"]
    assert table[["cluster", "n", "channels", "span"]].iloc[0].tolist() == [1, 3, 2, 2.5]
    assert len(clusters(tiny_store(cases=cases), OCTOBER, within_days=6)) == 4


def test_two_channels_without_a_complaint_are_no_cluster() -> None:
    assert clusters(tiny_store(cases=[at(0, "collector", 1), at(5, "video", 2)]), OCTOBER).empty


def test_a_cluster_never_changes_a_count() -> None:
    cases = [at(0, "collector", 1), at(5, "12345", 2)]
    con = tiny_store(cases=cases)
    assert len(clusters(con, OCTOBER)) == 2
    assert handling(con, OCTOBER)["complaints"].tolist() == [1]


def visit(point: str, district: str = "甲区", **more: Any) -> dict[str, Any]:
    return {"inspected_at": START, "district": district, "point": point, **more}


def found(point: str, district: str = "甲区") -> dict[str, Any]:
    return {"found_at": START, "district": district, "point": point, "deduction": 0.5}


def test_points_inspected_clean_and_complained_about() -> None:
    con = tiny_store(
        inspections=[visit("人民路")] * 4
        + [visit("公园")] * 3
        + [visit("市场", point_type="菜市场")] * 3
        + [visit("小巷")] * 2,
        findings=[found("公园")] * 2,
        cases=[
            order(1, 5, place="人民路12号"),
            order(2, 5, place="人民路与中山路路口"),
            order(3, 5, place="人民路对面"),
            order(4, 5, place="小巷3弄口"),
            order(5, 5, place="市场", channel="collector"),
        ],
    )
    table = points_compared(con, OCTOBER).set_index("point")
    assert table["complaints"].to_dict() == {"人民路": 2, "小巷": 1, "公园": 0, "市场": 0}
    assert table["verdict"].to_dict() == {
        "人民路": "clean_complained",
        "小巷": "too_few",
        "公园": "dirty_quiet",
        "市场": "agreed",
    }
    assert table.loc["人民路", "expected"] == pytest.approx(4 * 2 / 12)
    assert table.loc["公园", ["findings", "deduction"]].tolist() == [2, 1]


def test_quadrants_lie_around_the_medians() -> None:
    register = [
        {"kind": "district", "name": name, "population": 10_000}
        for name in ("甲区", "乙区", "丙区")
    ]
    con = tiny_store(
        units=[*register, {"kind": "district", "name": "丁区"}],
        inspections=[visit("点", name) for name in ("甲区", "乙区", "丙区") for _ in range(10)],
        findings=[found("点", "乙区")] + [found("点", "丙区")] * 2,
        cases=[order(n, 5) for n in range(4)]
        + [order(10 + n, 5, district="乙区") for n in range(2)]
        + [order(20, 5, district="丙区")],
    )
    found_of = quadrant(con, OCTOBER)
    assert (found_of.median_measure, found_of.median_per_10k) == (10, 2)
    table = found_of.table.set_index("district")["quadrant"]
    assert table[["甲区", "乙区", "丙区"]].tolist() == ["clean_loud", "clean_quiet", "dirty_quiet"]
    assert pd.isna(table["丁区"])


def test_only_who_is_clearly_clean_and_clearly_complained_about_is_named() -> None:
    register = [
        {"kind": "district", "name": name, "population": 10_000}
        for name in ("甲区", "乙区", "丙区")
    ]

    def said(of_a_visit: int, calls: int) -> str:
        """60 problems each in 乙区 and 丙区, `of_a_visit` in one visit; 甲区 has 20 in 20."""
        problems = {"甲区": 20, "乙区": 60, "丙区": 60}
        con = tiny_store(
            units=register,
            inspections=[visit("点", name) for name in problems for _ in range(200)],
            findings=[
                found("点", name)
                | {"visit_no": f"{name}{n // (1 if name == '甲区' else of_a_visit)}"}
                for name, number in problems.items()
                for n in range(number)
            ],
            cases=[order(n, 5) for n in range(calls)]
            + [order(100 + n, 5, district="乙区") for n in range(10)]
            + [order(200 + n, 5, district="丙区") for n in range(10)],
        )
        return of_quadrant(quadrant(con, OCTOBER)).text("zh")

    assert said(1, 40).startswith("甲区检查问题明显少于")
    assert said(1, 12) == said(20, 40) == "没有单位检查问题明显少而诉求明显多。"


def test_of_equal_units_hardly_ever_one_is_said_to_be_inspected_badly() -> None:
    """100 months of 9 equal units: by medians somebody is named in 98."""
    source = np.random.default_rng(1)
    named = 0
    for _ in range(100):
        dirty = source.poisson(0.15 * 300, 9)
        table = pd.DataFrame({"visits": 300.0, "measured": 2.0 * dirty, "squares": 4.0 * dirty})
        table["complaints"], table["people"] = source.poisson(80, 9).astype(float), 4e5
        named += clean_but_loud(table).any()
    assert named <= 7


def test_an_empty_store_has_no_complaints() -> None:
    con = tiny_store()
    assert handling(con, OCTOBER)["complaints"].isna().all()
    assert still_open(con, OCTOBER).empty and repeats(con, OCTOBER).empty
    assert clusters(con, OCTOBER).empty and points_compared(con, OCTOBER).empty
    assert quadrant(con, OCTOBER).table.empty


def test_the_sample_city_tells_its_stories(sample_store: Store) -> None:
    """Matters that came twice are clusters; markets that inspectors find clean are on the list."""
    sample = make_sample()
    whole = covering(datetime(2024, 9, 21).date(), datetime(2025, 10, 20).date())
    with sample_store.connect() as con:
        listed = clusters(con, whole)
        points = points_compared(con, whole)
    cluster = dict(zip(listed["case_no"], listed["cluster"], strict=True))
    pairs = same_matters(sample)
    together = [
        cluster.get(first, 0) == cluster.get(second, -1)
        for first, second in zip(pairs["order"], pairs["case_no"], strict=True)
    ]
    assert np.mean(together) > 0.9
    clean = clean_but_complained(sample)
    top = points[points["verdict"] == "clean_complained"].head(len(clean))
    assert set(top["point"]) == set(clean["point"])
    counted = top.set_index("point")["visits"].astype(int).to_dict()
    assert counted == dict(zip(clean["point"], clean["visits"], strict=True))
