"""aggregate: groups, periods, filters, shares, states; and what must hold for any facts."""

from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from kernel.periods import covering, parse_period
from metrics.aggregation.aggregate import CountingRules, IndicatorError, aggregate
from metrics.aggregation.durations import median
from metrics.indicators import INDICATORS
from metrics.indicators.definition import LEFT_OUT_REASONS
from tests.metrics.random_city import random_city
from tests.metrics.tiny import tiny_store, units

SEPTEMBER, OCTOBER = parse_period("2025-09"), parse_period("2025-10")
NINE = datetime(2025, 10, 6, 9)
COLUMNS = ["period", "indicator", "numerator", "denominator", "value", "n", "variance", "state"]
COLUMNS += LEFT_OUT_REASONS


def case(district: str | None, **more: Any) -> dict[str, Any]:
    return {"reported_at": NINE, "due_at": NINE, "closed_at": NINE, "district": district, **more}


def test_shape_and_order():
    con = tiny_store(
        cases=[case("乙区"), case("甲区"), case("甲区", reported_at=datetime(2025, 9, 6, 9))]
    )
    found = aggregate(con, ["due", "filed"], ("district",), [SEPTEMBER, OCTOBER])
    assert found.columns.tolist() == ["district", *COLUMNS]
    keys = list(zip(found["period"], found["district"], found["indicator"], strict=True))
    assert keys == [
        (period, district, indicator)
        for period in ("2025-09", "2025-10")
        for district in ("乙区", "甲区")
        for indicator in ("due", "filed")
    ]
    states = found[found["indicator"] == "filed"]["state"].tolist()
    assert states == ["no_data", "value", "value", "value"]


def test_the_city_is_one_row_per_period_even_without_any_fact():
    found = aggregate(tiny_store(), list(INDICATORS), (), [SEPTEMBER, OCTOBER])
    assert len(found) == 2 * len(INDICATORS)
    assert set(found["state"]) == {"no_data"}
    assert found["value"].isna().all()


def test_no_group_gives_an_empty_table_with_its_columns():
    found = aggregate(tiny_store(), ["filed"], ("district",), OCTOBER)
    assert found.empty
    assert found.columns.tolist() == ["district", *COLUMNS]
    assert aggregate(tiny_store(), [], ("district",), OCTOBER).empty


def test_rows_that_name_no_unit_are_in_the_city_and_in_no_group():
    con = tiny_store(cases=[case("甲区"), case(None)])
    assert aggregate(con, ["filed"], (), OCTOBER)["value"].tolist() == [2]
    assert aggregate(con, ["filed"], ("district",), OCTOBER)["district"].tolist() == ["甲区"]


def test_registered_units_without_facts_have_no_data_in_their_time():
    merged = units("district", "丙区", valid_to=date(2025, 8, 31))
    register = [*units("district", "甲区", "乙区"), *merged]
    con = tiny_store(cases=[case("甲区")], units=register)
    found = aggregate(con, ["closure_rate"], ("district",), OCTOBER)
    assert dict(zip(found["district"], found["state"], strict=True)) == {
        "甲区": "value",
        "乙区": "no_data",
    }
    only = aggregate(con, ["filed"], ("district",), OCTOBER, {"district": ["乙区"]})
    assert only["district"].tolist() == ["乙区"]
    inside = aggregate(con, ["filed"], ("street",), OCTOBER, {"district": ["甲区"]})
    assert inside.empty


def test_a_table_without_the_column_serves_all_groups():
    """Checks have no category: every category of a district is per that district's checks."""
    visit = {"inspected_at": NINE, "district": "甲区"}
    problem = {"found_at": NINE, "district": "甲区", "deduction": 1.0}
    con = tiny_store(
        inspections=[visit] * 50,
        findings=[problem | {"category": c} for c in ("市容环境", "市容环境", "街面秩序")],
    )
    ask = (["deduction_per_100_checks"], ("district", "category"), OCTOBER)
    assert aggregate(con, *ask)["value"].tolist() == [4, 2]
    one = aggregate(con, ["deduction_per_100_checks"], (), OCTOBER, {"category": ["街面秩序"]})
    assert one["value"].tolist() == [2]


def test_a_fact_of_two_units_counts_by_its_shares_and_once_for_the_city():
    rows = [case("甲区", share=0.2), case("乙区", share=0.8), case("甲区")]
    con = tiny_store(cases=rows)
    assert aggregate(con, ["due"], ("district",), OCTOBER)["value"].tolist() == [0.8, 1.2]
    assert aggregate(con, ["due"], (), OCTOBER)["value"].tolist() == [2]


def test_periods_may_overlap_and_leave_gaps():
    days = [date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 31)]
    con = tiny_store(
        cases=[case("甲区", reported_at=datetime(d.year, d.month, d.day)) for d in days]
    )
    periods = [OCTOBER, parse_period("2025-Q3"), parse_period("2025"), parse_period("2024")]
    found = aggregate(con, ["filed"], (), periods)
    assert found["value"].fillna(0).tolist() == [2, 1, 3, 0]
    assert found["period"].tolist() == ["2025-10", "2025-Q3", "2025", "2024"]


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ("2025-10", {"2025-10", "2025-W41"}),
        ("2025-Q4", {"2025-10", "2025-W41", "2025-Q4"}),
        ("2025-H2", {"2025-10", "2025-W41", "2025-Q4", "2025-H2"}),
        ("2025", {"2025-10", "2025-W41", "2025-Q4", "2025-H2", "2025"}),
        ("2025-W41", {"2025-W41"}),
        ("2025-10-01..2025-10-31", {"2025-10", "2025-W41"}),
        ("2025-10-06..2025-10-12", {"2025-W41"}),
        ("2025-10-01..2025-10-30", {"2025-W41"}),
        ("2025-02-01..2025-12-31", {"2025-10", "2025-W41", "2025-Q4", "2025-H2"}),
        ("2025-01-01..2025-12-31", {"2025-10", "2025-W41", "2025-Q4", "2025-H2", "2025"}),
    ],
)
def test_a_stated_score_counts_only_in_periods_that_hold_its_own(asked, labels):
    """A yearly score is not January's, a quarterly one not its first month's."""
    every = ["2025", "2025-H2", "2025-Q4", "2025-10", "2025-W41"]
    rows = [{"period": label, "indicator": label, "value": 1.0} for label in every]
    con = tiny_store(score_entries=rows)
    for start in (1,) if ".." in asked else (1, 21):
        period = parse_period(asked, month_starts_on=start)
        found = aggregate(con, ["given_score"], ("item",), period)
        assert set(found.loc[found["state"] == "value", "item"]) == labels


def test_filters_choose_rows_and_an_empty_choice_is_nothing():
    con = tiny_store(cases=[case("甲区", channel="12345"), case("甲区", channel="video")])
    for channels, expected in ((["12345"], 1), (["12345", "video"], 2), (["media"], 0), ([], 0)):
        found = aggregate(con, ["filed"], (), OCTOBER, {"channel": channels})
        assert found["numerator"].fillna(0).tolist() == [expected]


def test_questions_that_cannot_be_answered_are_refused_in_words():
    con = tiny_store()
    for ask, told in (
        ((["closing_rate"], (), OCTOBER), "没有指标“closing_rate”"),
        ((["pass_rate"], ("category",), OCTOBER), "没有“category”这一列"),
        ((["pass_rate"], (), OCTOBER, {"subcategory": ["x"]}), "没有“subcategory”这一列"),
        ((["filed"], ("1; DROP TABLE cases",), OCTOBER), "这一列"),
    ):
        with pytest.raises(IndicatorError) as error:
            aggregate(con, *ask)
        assert told in str(error.value)
        assert error.value.message.text("en")
    with pytest.raises(IndicatorError, match="没有统计规则“paused”"):
        CountingRules(set_aside=("paused",))
    with pytest.raises(IndicatorError):
        CountingRules(due_rule="some")


def test_variance_of_a_rate_is_that_of_a_sampled_share():
    con = tiny_store(cases=[case("甲区")] * 3 + [case("甲区", closed_at=None)])
    found = aggregate(con, ["closure_rate", "filed"], (), OCTOBER)
    assert found["variance"].iloc[0] == pytest.approx(100**2 * 0.75 * 0.25 / 4)
    assert np.isnan(found["variance"].iloc[1])


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.booleans(), st.integers(1, 3)), min_size=1, max_size=30
    )
)
def test_median_agrees_with_scipy(rows):
    hours, is_open, weight = (np.array(column) for column in zip(*rows, strict=True))
    found = median(hours.astype(float), is_open, weight.astype(float))
    times, hidden = hours.repeat(weight), is_open.repeat(weight)
    if hidden.all():
        assert np.isnan(found)
        return
    curve = ecdf(CensoredData(uncensored=times[~hidden], right=times[hidden])).sf
    reached = curve.probabilities <= 0.5 + 1e-12
    expected = curve.quantiles[reached][0] if reached.any() else np.nan
    assert found == pytest.approx(expected, nan_ok=True)


def test_districts_sum_to_the_city():
    con = random_city(seed=7)
    con.execute("DELETE FROM cases WHERE district IS NULL")
    con.execute("DELETE FROM inspections WHERE district IS NULL")
    con.execute("DELETE FROM findings WHERE district IS NULL")
    additive = [
        e.id for e in INDICATORS.values() if e.tables[0] in ("cases", "inspections", "findings")
    ]
    period = parse_period("2025-10", 21)
    whole = aggregate(con, additive, (), period).set_index("indicator")
    parts = aggregate(con, additive, ("district",), period)
    summed = parts.groupby("indicator")["numerator"].sum()
    gap = INDICATORS["covert_gap"].id  # counts other rows when one district has no scores
    for indicator in set(additive) - {gap}:
        assert summed[indicator] == pytest.approx(whole.loc[indicator, "numerator"])


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_nothing(seed):
    con = random_city(seed, rows=120)
    ask = (list(INDICATORS), ("team",), parse_period("2025-10", 21))
    before = aggregate(con, *ask)
    for table in ("cases", "findings", "inspections", "score_entries", "tasks"):
        frame = con.execute(f"SELECT * FROM {table}").df().sample(frac=1, random_state=seed)
        con.execute(f"DELETE FROM {table}")
        con.register("frame", frame)
        con.execute(f"INSERT INTO {table} SELECT * FROM frame")
    pd.testing.assert_frame_equal(aggregate(con, *ask), before, check_exact=True)


@pytest.fixture(scope="module")
def empty() -> duckdb.DuckDBPyConnection:
    return tiny_store()


@settings(max_examples=15, deadline=None)
@given(
    checks=st.integers(1, 6),
    deductions=st.lists(st.sampled_from([0.0, 0.1, 0.3, 2.0]), max_size=6),
)
def test_a_clean_visit_never_raises_deductions_per_100_checks(empty, checks, deductions):
    def deducted(visits: int) -> pd.Series:
        empty.execute("DELETE FROM inspections")
        empty.execute(
            "INSERT INTO inspections (day) SELECT DATE '2025-10-06' FROM range(?)", [visits]
        )
        names = ["deduction_per_100_checks", "findings_per_100_checks"]
        return aggregate(empty, names, (), OCTOBER)["value"]

    empty.execute("DELETE FROM findings")
    empty.execute("INSERT INTO findings (day, deduction) VALUES ('2025-08-06', 1)")
    for deduction in deductions:
        empty.execute("INSERT INTO findings (day, deduction) VALUES ('2025-10-06', ?)", [deduction])
    assert (deducted(checks + 1) <= deducted(checks)).all()


def test_a_period_reads_its_first_and_last_day():
    first, last = date(2025, 10, 1), date(2025, 10, 20)
    moments = [datetime(2025, 9, 30, 23, 59), datetime(2025, 10, 1), datetime(2025, 10, 20, 23, 59)]
    moments.append(moments[-1] + timedelta(minutes=1))
    con = tiny_store(cases=[case("甲区", reported_at=moment) for moment in moments])
    assert aggregate(con, ["filed"], (), covering(first, last))["value"].tolist() == [2]
