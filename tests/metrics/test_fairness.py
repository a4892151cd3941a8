"""What the page on fairness is computed from: by hand, by simulation with known truth, by law."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.periods import parse_period
from metrics.fairness import coverage, even, funnel, planner, severity, weights, xmr
from metrics.fairness.series import (
    at_the_end,
    of_scores,
    score_history,
    weekly,
    weeks_before,
)
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank
from tests.metrics.tiny import tiny_store, units
from ui.fairness import captions as words

# Weights


@pytest.fixture(scope="module")
def october(sample_store):
    scheme = load_scheme("sample-district")
    con = sample_store.connect()
    yield con, scheme, scheme.parse_period("2025-10")
    con.close()


def ranking_of(points: dict[str, tuple[float, ...]], of_weights=(60.0, 40.0), ranks=None):
    """A ranking by hand: points of the components of each unit, in order of rank."""
    from types import SimpleNamespace

    from metrics.schemes.model import Text

    names = [f"c{i}" for i in range(len(of_weights))]
    nodes = [
        SimpleNamespace(id=n, weight=w, name=Text(zh=n, en=n))
        for n, w in zip(names, of_weights, strict=True)
    ]
    scheme = SimpleNamespace(components=nodes, full=100.0, rounding=SimpleNamespace(digits=2))
    table = pd.DataFrame(
        {
            "unit": list(points),
            "group": None,
            "rank": pd.array(ranks or range(1, len(points) + 1), dtype="Int64"),
            "score": [sum(p) for p in points.values()],
        }
    )
    rows = [
        {"unit": u, "component": n, "parent": None, "contribution": p, "weight": w}
        for u, own in points.items()
        for n, p, w in zip(names, own, of_weights, strict=True)
    ]
    return SimpleNamespace(scheme=scheme, table=table, components=pd.DataFrame(rows))


def test_effective_weights_by_hand():
    """Points 30/20/10 and 40/30/35: the first varies with variance 100, the second with 25 and a
    covariance of 25 with it; the total 70/50/45 has variance 175."""
    found = weights.effective_weights(ranking_of({"a": (30, 40), "b": (20, 30), "c": (10, 35)}))
    assert found["nominal"].tolist() == [60, 40]
    assert found["effective"].tolist() == pytest.approx([100 * 125 / 175, 100 * 50 / 175])


def test_effective_weights_of_the_sample_city(october):
    con, scheme, period = october
    found = weights.effective_weights(rank(con, scheme, period))
    assert found["nominal"].tolist() == [45, 30, 15, 10]
    assert found["effective"].round().tolist() == [52, 17, 9, 22]


def test_too_few_units_have_no_effective_weights():
    found = weights.effective_weights(ranking_of({"a": (30, 40), "b": (20, 30)}))
    assert found["effective"].isna().all()
    assert words.of_weights(found).code == "fairness-weights-unknown"


def test_a_unit_that_is_better_in_all_keeps_its_rank_under_any_weights():
    found = weights.ranks_redrawn(ranking_of({"a": (50, 35), "b": (40, 30), "c": (20, 10)}))
    assert (found["same"] == 100).all() and (found["low"] == found["high"]).all()


def test_units_that_trade_one_component_for_another_change_places():
    found = weights.ranks_redrawn(ranking_of({"a": (55, 20), "b": (35, 39.9), "c": (5, 5)}))
    assert found["same"].iloc[0] == pytest.approx(50, abs=10) and found["worst"].tolist()[:2] == [
        2,
        2,
    ]
    assert found["same"].iloc[2] == 100
    assert words.of_redrawn(found).code == "fairness-ranks-move"


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 40)), min_size=3, max_size=7, unique=True))
def test_effective_weights_sum_to_100_and_redrawn_ranks_are_ranks(points):
    points = sorted(points, key=lambda p: -sum(p))
    made = ranking_of({f"u{i}": p for i, p in enumerate(points)})
    found = weights.effective_weights(made)
    if found["effective"].notna().all():
        assert found["effective"].sum() == pytest.approx(100)
    redrawn = weights.ranks_redrawn(made, draws=50)
    assert redrawn[["best", "worst"]].stack().between(1, len(points)).all()
    order = redrawn[["best", "low", "median", "high", "worst"]].to_numpy()
    assert (np.diff(order, axis=1) >= 0).all()


def test_a_gap_names_what_decides_it_and_what_works_against():
    found = weights.deciding_gaps(ranking_of({"a": (50, 20), "b": (44, 22)}))
    row = found.iloc[0]
    assert (row["gap"], row["component"], row["points"]) == (4, "c0", 6)
    assert (row["against"], row["against_points"]) == ("c1", -2)


def test_equal_scores_have_nothing_that_decides():
    found = weights.deciding_gaps(ranking_of({"a": (50, 20), "b": (44, 26)}, ranks=[1, 1]))
    assert found["component"].iloc[0] is None


# Severity: simulation with known truth


def simulated(factors, seed=0, months=8, per_cell=6, unit_rates=(0.08, 0.12, 0.2), alone=False):
    """Visits of inspectors with known factors. alone: each inspector in one unit only."""
    source = np.random.default_rng(seed)
    rows = []
    for month in range(months):
        for unit, rate in enumerate(unit_rates):
            weather = source.gamma(20, 1 / 20)
            for name, factor in factors.items():
                if alone and list(factors).index(name) != unit:
                    continue
                for method, more in (("open", 1.0), ("covert", 1.5)):
                    dirty = source.poisson(per_cell * rate * weather * factor * more / 1.5)
                    found = sum(source.integers(1, 3) for _ in range(dirty))
                    rows.append(
                        (
                            name,
                            f"u{unit}",
                            f"m{month}",
                            date(2025, month + 1, 3),
                            method,
                            per_cell,
                            found,
                        )
                    )
    columns = ["inspector", "unit", "month", "day", "method", "checks", "findings"]
    return pd.DataFrame(rows, columns=columns)


EVEN = dict.fromkeys("ABCDEFGH", 1.0)


def test_a_planted_inspector_is_found_and_his_factor_with_him():
    found = severity.compare(simulated(EVEN | {"C": 2.0}, per_cell=30))
    assert found.told == ""
    clear = found.table[found.table["clear"] == "strict"]
    assert clear["inspector"].tolist() == ["C"]
    row = clear.iloc[0]
    assert row["low"] < 2.0 / (2.0 ** (1 / 8)) < row["high"]
    assert 1 < row["shrunk"] < row["factor"]
    said = words.of_severity(found, lambda name: f"检查员{name}").text("zh")
    assert "检查员C明显偏严" in said


def test_where_none_is_planted_hardly_ever_one_is_named():
    named = [
        (severity.compare(simulated(EVEN, seed=seed, per_cell=20)).table["clear"] != "").any()
        for seed in range(40)
    ]
    assert sum(named) <= 5  # 5 % after Holm; clusters and weather are in the simulation


def test_a_dirty_unit_is_not_taken_for_a_strict_inspector():
    """C checks mostly the dirtiest unit: raw rates name him, the regression does not."""
    visits = simulated(EVEN, seed=3, per_cell=20, unit_rates=(0.05, 0.05, 0.4))
    kept = (visits["inspector"] != "C") | (visits["unit"] == "u2") | (visits["month"] < "m2")
    visits = visits[kept]
    rates = visits.groupby("inspector")[["findings", "checks"]].sum()
    rates = rates["findings"] / rates["checks"]
    assert rates["C"] > 1.3 * rates.drop("C").max()
    found = severity.compare(visits)
    assert found.told == "" and (found.table["clear"] == "").all()


@pytest.mark.parametrize(
    ("visits", "told"),
    [
        (simulated({}), "no_inspector"),
        (simulated({"A": 1.0}, per_cell=30), "one_inspector"),
        (simulated({"A": 1.0, "B": 2.0, "C": 1.0}, per_cell=30, alone=True), "no_overlap"),
        (simulated({"A": 1.0, "B": 1.0}, months=1, per_cell=2), "too_few"),
    ],
)
def test_what_cannot_be_told_is_said_to_be_so(visits, told):
    found = severity.compare(visits)
    assert found.told == told
    assert words.of_severity(found, str).text("zh").endswith("无法判断。")


def test_inspectors_with_months_of_their_own_cannot_be_told_from_the_months():
    visits = simulated({"A": 1.0, "B": 2.0}, months=8, per_cell=40)
    early = visits["month"] < "m4"
    visits = visits[(visits["inspector"] == "A") == early]
    assert severity.compare(visits).told == "no_overlap"


def test_one_who_never_finds_anything_is_clearly_lenient():
    visits = simulated(EVEN, per_cell=30)
    visits.loc[visits["inspector"] == "E", "findings"] = 0
    row = severity.compare(visits).table.set_index("inspector").loc["E"]
    assert (row["factor"], row["clear"], row["shrunk"]) == (0, "lenient", 1)
    assert 0 < row["high"] < 0.5


def test_severity_taken_out_moves_who_met_the_strict_one():
    visits = pd.DataFrame(
        {
            "inspector": ["A", "B", "B"],
            "unit": ["x", "x", "y"],
            "checks": [10.0, 30.0, 40.0],
            "findings": 0,
        }
    )
    table = pd.DataFrame({"inspector": ["A", "B"], "shrunk": [1.4, 1.0]})
    factors = severity.unit_factors(visits, severity.Severity("", table))
    assert factors.to_dict() == pytest.approx({"x": 1.1, "y": 1.0})


def test_ranks_without_severity_on_the_sample_city(october):
    """The sample city has one inspector who finds more; everybody meets him alike."""
    con, scheme, period = october
    found, evened = even.inspectors(con, period, scheme)
    assert found.told == "" and (found.table["clear"] == "strict").sum() == 1
    table = evened.table
    assert (table["even_score"] - table["score"]).abs().max() < 0.5
    up = table["factor"] > 1
    assert (table["even_score"] >= table["score"])[up].all()
    assert words.of_evened(evened).code == "fairness-evened-same"


def test_too_many_visits_for_one_regression_are_read_over_fewer_periods(october, monkeypatch):
    con, scheme, period = october
    assert severity.severity(con, period, scheme).first == "2024-11"
    monkeypatch.setattr(severity, "MOST_NUMBERS", 150_000)
    found = severity.severity(con, period, scheme)
    assert (found.first, found.last, found.told) == ("2025-05", "2025-10", "")


def test_the_periods_named_are_those_with_checks(october):
    con, scheme, _ = october
    found = severity.severity(con, scheme.parse_period("2024-12"), scheme)
    assert (found.first, found.last) == ("2024-10", "2024-12")


# Coverage


def visits_on(*days, point="P1", district="甲区", street="一街", **more):
    return [
        {
            "visit_no": f"{point}-{day}",
            "inspected_at": f"{day} 09:00",
            "day": day,
            "point": point,
            "district": district,
            "street": street,
            **more,
        }
        for day in days
    ]


OCTOBER = parse_period("2025-10")


def known_points(*names, district="甲区", street="一街"):
    return [{"point_id": n, "name": n, "district": district, "street": street} for n in names]


def test_a_point_of_the_register_that_nobody_checked_is_listed_first():
    con = tiny_store(
        units=units("district", "甲区", "乙区"),
        points=[*known_points("P1", "P2"), *known_points("P3", district="乙区", street="二街")],
        inspections=[*visits_on("2025-10-20", as_of=None), *visits_on("2025-09-20", point="P2")],
    )
    found = coverage.unchecked(con, OCTOBER, "district", 4)
    assert found.registered and found.known == 3
    assert found.points["name"].tolist() == ["P3", "P2"]
    assert pd.isna(found.points["last"].iloc[0])
    assert found.streets["street"].tolist() == ["二街"]
    assert coverage.unchecked(con, OCTOBER, "district", 8).points["name"].tolist() == ["P3"]


def test_without_a_register_the_points_seen_before_count():
    con = tiny_store(
        units=units("district", "甲区"),
        inspections=[*visits_on("2025-10-20"), *visits_on("2025-08-01", point="P2")],
    )
    found = coverage.unchecked(con, OCTOBER, "district", 4)
    assert not found.registered and found.points["name"].tolist() == ["P2"]


def test_shares_of_checks_and_of_points_by_hand():
    con = tiny_store(
        units=units("district", "甲区", "乙区"),
        points=[*known_points("P1", "P2", "P3"), *known_points("P9", district="乙区")],
        inspections=[
            *visits_on("2025-10-01"),
            *visits_on("2025-10-02", "2025-10-03", "2025-10-04", point="P9", district="乙区"),
        ],
    )
    found = coverage.shares(con, OCTOBER, "district").set_index("unit")
    assert found.loc["甲区", ["check_share", "point_share"]].tolist() == [25, 75]
    assert found.loc["乙区", "ratio"] == 3 and found.loc["乙区", "uneven"] == "more"
    assert found.loc["甲区", "uneven"] == "less" and found.loc["甲区", "visited"] == 1


def test_an_empty_store_covers_nothing_and_says_so():
    con = tiny_store()
    found = coverage.unchecked(con, OCTOBER, "district", 4)
    assert words.of_unchecked(found, 4).code == "fairness-unchecked-unknown"
    table = coverage.shares(con, OCTOBER, "district")
    assert words.of_shares(table).code == "fairness-shares-no-checks"
    assert words.of_times(coverage.check_times(con, OCTOBER)).code == "fairness-shares-no-checks"


# Planner


def test_numbers_of_checks_by_hand():
    """Variance 100 per check: (1.96 + 0.8416)^2 * 200 / 4 = 392.4 and 1.96^2 * 100 / 1 = 384.1."""
    assert planner.checks_to_tell(100, 2) == 393
    assert planner.checks_for_interval(100, 1) == 385


@given(st.floats(0.1, 1e4), st.floats(0.1, 20))
def test_the_planner_agrees_with_itself_both_ways(variance, difference):
    n = planner.checks_to_tell(variance, difference)
    assert planner.told_apart(variance, n) <= difference + 1e-9
    if n > 1:
        assert planner.told_apart(variance, n - 1) > difference - 1e-9


def test_power_is_what_the_planner_says():
    """Two units 2 points apart, each with the number of checks that the planner asks for."""
    source = np.random.default_rng(0)
    n = planner.checks_to_tell(100, 2)
    gap = source.normal(2, np.sqrt(200 / n), 20_000)
    assert (np.abs(gap) > 1.96 * np.sqrt(200 / n)).mean() == pytest.approx(0.8, abs=0.01)


def test_the_variance_of_a_check_gives_the_width_that_the_ranking_has(october):
    """The interval of a score by draws and that of the planner agree, but for what else varies."""
    con, scheme, period = october
    one = planner.checked(con, period, scheme)[0]
    assert one.component == "inspection" and one.slope == pytest.approx(-0.45)
    table = rank(con, scheme, period).table.set_index("unit")
    width = ((table["high"] - table["low"]) / 2).median()
    assert planner.half_width(one.variance, one.checks.median()) == pytest.approx(width, rel=0.35)


# Funnel


def test_limits_of_chance_alone_by_hand():
    """Eight units at the city's rate of 50 %, n = 100: error 5, limits +- 9.8 and +- 15.45."""
    names = np.array(list("abcdefgh"), dtype=object)
    value, n = np.full(8, 50.0), np.full(8, 100.0)
    found = funnel.of_values("pass_rate", names, value, n, np.full(8, 25.0))
    assert found.tau == 0 and found.centre == 50
    row = found.table.iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((50 - 9.8, 50 + 9.8), abs=0.01)
    assert row["lowest"] == pytest.approx(50 - 15.45, abs=0.01)


def test_one_unit_far_out_is_outside_and_many_that_differ_widen_the_limits():
    names = np.array([f"u{i}" for i in range(20)], dtype=object)
    n = np.full(20, 400.0)
    calm = np.random.default_rng(1).normal(90, 1.5, 20)
    calm[7] = 75
    found = funnel.of_values("pass_rate", names, calm, n, 0 * n)
    assert found.table.loc[found.table["place"] == "outside", "unit"].tolist() == ["u7"]
    wild = np.random.default_rng(1).normal(80, 8, 20)
    wide = funnel.of_values("pass_rate", names, wild, n, 0 * n)
    assert wide.phi > 5 and wide.tau == pytest.approx(np.std(wild), rel=0.4)
    assert (wide.table["place"] != "outside").all()


def test_fewer_than_five_units_have_no_funnel():
    names, four = np.array(list("abcd"), dtype=object), np.full(4, 50.0)
    assert funnel.of_values("pass_rate", names, four, four, four) is None
    assert words.of_funnel(None, "pass_rate").code == "fairness-funnel-unknown"


def test_units_that_differ_by_chance_alone_are_seldom_outside():
    source, names, outside = np.random.default_rng(2), np.arange(19).astype(object), 0
    for _ in range(200):
        n = source.integers(60, 400, 19).astype(float)
        value = 100 * source.binomial(n.astype(int), 0.9) / n
        made = funnel.of_values("pass_rate", names, value, n, 0 * n)
        outside += (made.table["place"] == "outside").sum()
    assert outside / (200 * 19) < 0.01


# XmR


def months(count):
    return [f"2024-{m:02d}" if m <= 12 else f"2025-{m - 12:02d}" for m in range(1, count + 1)]


def test_limits_by_hand():
    """Values 10, 12, 10, 12 ...: mean 11, moving range 2, limits 11 +- 5.32."""
    table = xmr.xmr(months(12), [10, 12] * 6)
    assert table[["centre", "low", "high"]].iloc[0].tolist() == pytest.approx([11, 5.68, 16.32])
    assert not table["trial"].any() and (table["signal"] == "").all()


def test_under_twelve_values_limits_are_on_trial_and_under_six_there_are_none():
    assert xmr.xmr(months(11), [10, 12] * 5 + [10])["trial"].all()
    short = xmr.xmr(months(5), [10, 12, 10, 12, 40])
    assert short["low"].isna().all() and (short["signal"] == "").all()


def test_a_jump_is_out_of_line_and_does_not_widen_its_own_limits():
    table = xmr.xmr(months(13), [10, 12] * 6 + [30])
    assert table["signal"].iloc[-1] == "high" and table["high"].iloc[-1] < 20


@pytest.mark.parametrize(
    ("values", "signal"),
    [
        ([10, 12, 8, 12, 8, 10, 7] + [11, 11.2, 11.1, 11.3, 11.2, 11.4, 11.1], "above"),
        ([10, 13, 10, 13, 10, 13, 10] + [9.4, 10, 10.4, 11, 11.6, 12.1, 12.9], "rising"),
        ([10, 11] * 6 + [13.4, 11, 13.4], "near_high"),
    ],
)
def test_runs_are_signals(values, signal):
    assert xmr.xmr(months(len(values)), values)["signal"].iloc[-1] == signal


def test_a_change_of_scheme_begins_anew_and_is_told():
    ids = months(20)
    table = xmr.xmr(ids, [10, 12] * 5 + [80, 82] * 5, starts={ids[10]})
    assert (table["signal"] == "").all() and table["segment"].tolist() == [1] * 10 + [2] * 10
    assert table["centre"].iloc[-1] == 81 and table["trial"].all()
    ends = at_the_end(table.assign(unit="甲", group=None))
    said = words.of_control(ends, weekly=False).text("zh")
    assert "试用" in said and "重新计算" in said
    without = xmr.xmr(ids, [10, 12] * 5 + [80, 82] * 5)
    assert (without["signal"] != "").any()


@given(st.lists(st.floats(-1e6, 1e6), max_size=30), st.integers(0, 29))
def test_any_series_has_its_rows_and_limits_around_the_centre(values, start):
    ids = [f"p{i}" for i in range(len(values))]
    table = xmr.xmr(ids, values, starts={f"p{start}"})
    assert table["id"].tolist() == ids
    known = table[table["centre"].notna()]
    assert (known["low"] <= known["centre"]).all() and (known["centre"] <= known["high"]).all()


def test_chance_alone_is_seldom_a_signal_at_the_end():
    source = np.random.default_rng(5)
    ends = [xmr.xmr(months(24), source.normal(90, 2, 24))["signal"].iloc[-1] for _ in range(300)]
    assert np.mean([bool(end) for end in ends]) < 0.08


def test_gaps_are_no_values_and_units_begin_with_their_first_score():
    history = pd.DataFrame(
        {
            "unit": "甲",
            "group": "g",
            "period": months(14),
            "score": [np.nan, *[10.0, 12.0] * 6, np.nan],
        }
    )
    found = of_scores(history)
    assert len(found) == 13 and pd.isna(found["value"].iloc[-1])
    assert at_the_end(found)["id"].tolist() == ["2025-01"]
    assert of_scores(history.assign(score=np.nan)).empty


def test_a_period_that_is_not_over_has_no_place_in_a_series(october):
    con, scheme, period = october
    found = score_history(con, period.shift(1), scheme)
    last = found[found["period"] == period.shift(1).id]
    assert last["score"].isna().all()
    assert found.loc[found["period"] == period.id, "score"].notna().all()
    weeks = weekly(con, period.shift(1), "findings_per_100_checks", "district", scheme)
    assert weeks["id"].max() == "2025-W42"


def test_weeks_end_with_the_period():
    weeks = weeks_before(parse_period("2025-10", month_starts_on=21))
    assert weeks[-1].end <= date(2025, 10, 21) < weeks[-1].end + timedelta(days=7)
    assert len(weeks) == 26 and weeks[0].end == weeks[1].start
