"""What is called certain is: intervals, clear changes and chances of places against known truth."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from scipy.stats import norm

from benchmarks.calibration import Result, calibrate, month, worlds
from data.store import Store
from metrics.schemes.rules.measured import Measured
from metrics.schemes.scheme import load_scheme
from metrics.scoring.certainty import past
from metrics.scoring.certainty.certain import draws_of
from metrics.scoring.certainty.contributions import SumColumn, contributions
from metrics.scoring.certainty.drawing import PART, _sides
from metrics.scoring.certainty.judging import (
    _tiers,
    chances_of_places,
    change_p,
    dispersion,
    holm,
    interval,
    shrink,
    widened,
)
from metrics.scoring.certainty.tests import more_than_others
from metrics.scoring.ranking import rank
from metrics.scoring.scores import scores
from tests.metrics.rule_examples import EXAMPLES, rule_of
from tests.metrics.scheme_files import small
from tests.metrics.tiny import cases, given, tiny_store


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.type)
@forall(value=st.fractions(0, 120, max_denominator=1000))
def test_a_rule_gives_many_values_what_it_gives_one(rule, value):
    value = max(Fraction(1), value) if rule.by_place else value
    (points,) = rule.points_of(np.array([float(value)]), 30.0)
    if rule.type == "bands" and value in (60, 80) and float(value) != value:
        return
    assert points == pytest.approx(float(rule.points(value, Fraction(30))), abs=1e-9)


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.type)
def test_without_its_lowest_a_rule_gives_the_same_above_it(rule):
    values = np.linspace(0, 300, 301)
    free = rule.unfloored(values, 30.0)
    if free is None:
        return
    points = rule.points_of(values, 30.0)
    lowest = points.min()
    assert np.allclose(points, np.maximum(free, lowest)) and free.min() < lowest


def single(hits: float, of: float) -> Measured:
    """hits of so many, in percent."""
    return Measured(Fraction(str(100 * hits / of)), Fraction(str(hits)), Fraction(of), n=of)


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.type)
def test_what_is_drawn_is_what_is_measured(rule):
    """The value of one draw of the sums is that of `measured` for the same sums."""
    found = [single(hits, 40) for hits in (30, 5, 2)][: len(rule.indicators("x"))]
    value, top, bottom, *_ = (
        np.array([float(number)])
        for number in (found[0].value, found[0].numerator, found[0].denominator)
    )
    more = tuple(np.array([float(one.numerator)]) for one in found[1:])
    assert rule.drawn(value, top, bottom, more) == pytest.approx(
        float(rule.measured(tuple(found)).value)
    )


def test_places_give_their_points():
    rule = rule_of({"type": "rank_points", "places": [10, 8, 5]})
    assert rule.points_of(np.array([1.0, 2.0, 3.0, 9.0]), 10.0).tolist() == [10, 8, 5, 5]


CALIBRATED = ("share", "late credit", "threshold", "bands", "findings, 1 a dirty visit",
              "findings, 3 a dirty visit")  # fmt: skip


@pytest.fixture(scope="module")
def calibrated() -> dict[str, Result]:
    """Thirty cities of nine units each. `python -m benchmarks.calibration` has the whole table."""
    return {
        name: calibrate(worlds()[name], n=100, units=9, cities=30, seed=7, draws=500)
        for name in CALIBRATED
    }


@pytest.mark.parametrize("name", CALIBRATED)
def test_intervals_hold_the_truth_and_nobody_is_accused_by_chance(calibrated, name):
    """270 intervals (a 95 % one holds 243 or more with a chance above 0.999) and thirty months
    without a change."""
    found = calibrated[name]
    assert found.coverage >= 0.90
    assert found.false_any <= 0.20  # 0.07 in the long run; 6 of 30 is beyond 0.999
    assert found.false_single <= 0.12


def test_units_are_among_the_last_three_as_often_as_is_said(calibrated):
    """All kinds together: the tenths that are said often are true within five points, beyond which
    three Monte Carlo errors are allowed."""
    every = [one for found in calibrated.values() for one in found.said_last]
    for tenth in range(10):
        own = [one for one in every if min(int(one[0] * 10), 9) == tenth]
        count = sum(number for _, _, number in own)
        if count < 30:
            continue
        said, true = (sum(one[i] * one[2] for one in own) / count for i in (0, 1))
        assert abs(said - true) <= 0.05 + 3 * (true * (1 - true) / count) ** 0.5, (said, true)


def test_all_of_a_few_is_not_certain():
    """45 of 45 has about the spread of 44 of 45, not a third of it."""
    world = worlds()["share"]

    def spread(hits: int) -> float:
        rows = np.stack([np.arange(45) < hits, np.ones(45)], axis=1).astype(float)
        other = np.stack([np.arange(45) < 40, np.ones(45)], axis=1).astype(float)
        fixed = iter([rows, other])
        fake = type(world)(**(vars(world) | {"rows": lambda rng, quality, n: next(fixed)}))
        city = month(fake, np.array([1.0, 0.9]), 45, np.random.default_rng(0), "x", 4_000)
        return float(city.drawn.scores[0].std())

    assert spread(44) / spread(45) < 1.6


def test_parts_of_unequal_observations_weigh_more():
    """A finding costs 1 here, or 1 to 9: an observation of the latter says less."""
    scheme = worlds()["share"].scheme()
    (leaf,) = scheme.leaves()
    columns = [SumColumn("one", "on_time_closure_rate", r) for r in ("numerator", "denominator")]
    alike = np.array([[1.0, 1], [0, 1]])
    unlike = np.array([[1.0, 1], [0, 1], [0, 9]])
    parts = [_sides(leaf, columns, added, np.ones(len(added)))[0][2] for added in (alike, unlike)]
    assert parts[0] == pytest.approx(PART) and parts[1] > 1.3 * PART


def test_draws_are_the_same_whoever_else_is_there(sample_store: Store):
    scheme = load_scheme("sample-district")
    period = scheme.parse_period("2025-10")
    with sample_store.connect() as con:
        found = scores(con, scheme, [period])
        facts = contributions(con, scheme, [period])
    first = draws_of([period], found, facts, 200)[period.id]
    again = draws_of([period], found, facts, 200)[period.id]
    del found.of[period.id]["澄湖区"]
    fewer = draws_of([period], found, facts, 200)[period.id]
    assert np.array_equal(first.scores, again.scores)
    assert np.allclose(first.of("东屏区"), fewer.of("东屏区"))


def test_the_lucky_team_is_not_called_risen_and_the_planted_fall_is(sample_store: Store):
    with sample_store.connect() as con:
        teams = load_scheme("yuncheng-team")
        lucky = rank(con, teams, teams.parse_period("2025-09")).table.set_index("unit")
        districts = load_scheme("sample-district")
        table = rank(con, districts, districts.parse_period("2025-10")).table.set_index("unit")
    assert lucky.loc["石溪县执法二中队", "clear"] == "no"
    assert table.loc["云栖区", "clear"] == "no"
    assert table.index[table["clear"] == "down"].tolist() == ["东屏区"]
    assert not (table["clear"] == "up").any()
    chances = table.dropna(subset="rank").groupby("group")["p_first"].sum()
    assert chances.tolist() == pytest.approx([1] * len(chances))


@pytest.mark.parametrize(("before", "clear"), [("2025-09", "up"), (None, "unknown")])
def test_a_change_of_what_counts_is_no_rise(tmp_path, before, clear):
    """甲 closes everything at last, but is also given a score that it was not given before."""
    scheme = small(tmp_path, n={"indicator": "due"})
    entries = [given("甲", "评分", 90, period, kind="district") for period in ("2025-10", before)]
    con = tiny_store(
        cases=[
            *cases("甲", on_time=20, open_overdue=20, kind="district", month=9),
            *cases("甲", on_time=40, kind="district"),
        ],
        score_entries=[entry for entry in entries if entry["period"]],
    )
    (row,) = rank(con, scheme, scheme.parse_period("2025-10")).table.to_dict("records")
    assert row["change"] > 10 and row["clear"] == clear
    assert row["judged"] == (1 if before else 0)


# What draws let one say


def test_holm_counts_only_what_was_judged():
    adjusted = holm([0.01, float("nan"), 0.04, 0.03])
    assert adjusted[[0, 2, 3]].tolist() == pytest.approx([0.03, 0.06, 0.06])
    assert np.isnan(adjusted[1])
    assert holm([]).size == 0


def test_a_change_is_as_likely_as_its_draws_say():
    source = np.random.default_rng(1)
    before = source.normal(90, 1, (3, 4_000))
    now = np.stack([source.normal(m, 1, 4_000) for m in (90, 93, 120)])
    p = change_p(now, before)
    assert p[0] > 0.5 and 0.01 < p[1] < 0.08 and p[2] < 1e-12


def test_an_interval_holds_the_score_itself():
    low, high = interval(np.random.default_rng(1).normal(90, 1, (2, 1_000)), np.array([90, 99.0]))
    assert low[0] < 88.5 and high[0] > 91.5 and high[1] == 99
    low, high = interval(np.array([[90.0], [80]]), np.array([91.0, 80]))  # one draw
    assert low.tolist() == [90, 80] and high.tolist() == [91, 80]


def test_of_a_step_at_the_end_of_an_interval_half_counts():
    """A step that 4 % of the draws lie on is outside of the middle 95 %, one of 6 % is inside."""
    rows = np.array([np.repeat([60.0, 75.0, 90.0], [40, 930, 30]),
                     np.repeat([60.0, 75.0, 90.0], [60, 890, 50])])  # fmt: skip
    low, high = interval(rows, np.array([75.0, 75.0]))
    assert low.tolist() == [75, 60] and high.tolist() == [75, 90]
    low, high = interval(rows, np.array([60.0, 90.0]))  # it holds what was observed
    assert low.tolist() == [60, 60] and high.tolist() == [75, 90]


def test_draws_that_do_not_move_speak_half_for_either_direction():
    still = np.full((1, 1_000), 75.0)
    assert change_p(still, still)[0] == 1
    now = np.repeat([[75.0, 90.0]], [60, 940], axis=1)
    assert change_p(now, still)[0] == pytest.approx(2 * 31 / 1_001)


def test_who_lies_on_the_floor_is_not_there_for_sure():
    """Nine equal units of few visits; one of them seems to have lost everything for sure, since
    points stop at 0: without the floor its draws say that little is known of it."""
    source = np.random.default_rng(1)
    free = source.normal(60, 1, (9, 1)) + source.normal(0, 30, (9, 4_000))
    free[-1] = source.normal(-60, 80, 4_000)
    floored = np.maximum(free, 0)
    sure = chances_of_places(floored, np.full(9, 10), 3).bottom[-1]
    assert sure > chances_of_places(floored, np.full(9, 10), 3, free).bottom[-1] + 0.02
    assert floored[-1].std() < 0.5 * free[-1].std()


def test_few_large_contributions_say_less():
    """Draws of the same spread: units whose variance rests on one visit in a hundred are less
    apart, once drawn together, than those whose variance rests on many."""
    source = np.random.default_rng(1)
    middle = np.linspace(82, 98, 9)[:, None]
    both = [np.diff(source.standard_gamma(k, (2, 9, 4_000)), axis=0)[0] for k in (50, 0.1)]
    alike = [4 * one / one.std(axis=1, keepdims=True) for one in both]
    apart = [np.ptp(shrink(middle + one, np.full(9, 100)).mean(axis=1)) for one in alike]
    assert apart[1] < 0.8 * apart[0]


def test_chances_of_places_sum_up_and_equals_share_them():
    same = np.random.default_rng(1).normal(90, 1, (6, 4_000))
    found = chances_of_places(same, np.full(6, 100), 2)
    assert found.first.sum() == pytest.approx(1) and found.bottom.sum() == pytest.approx(2)
    assert found.first.max() < 0.5  # equal units: none is surely the first
    assert set(found.tier) == {1}


def test_equal_scores_take_the_last_places_by_lot():
    """Of bands there are few scores: who is surely in one has equals, and one draw in two behind
    them does not put it there for sure."""
    source = np.random.default_rng(1)
    sure = np.full((4, 4_000), 90.0)
    rest = source.choice([75.0, 90.0], (2, 4_000))
    found = chances_of_places(np.concatenate([sure, rest]), np.full(6, 100), 3)
    assert found.bottom.sum() == pytest.approx(3)
    assert found.bottom[:4].min() > 0.2 and found.bottom[4:].max() < 0.9
    assert np.ptp(found.bottom[:4]) < 0.05
    assert found.behind[1:4].max() < 0.01  # an equal is not behind


def test_few_findings_by_luck_do_not_make_sure():
    """Twelve equal units with clusters, one of them without any finding: no sure last or first."""
    source = np.random.default_rng(1)
    spread = np.append(np.full(11, 3.0), 0.4)
    rows = source.normal(90, 1, (12, 1)) + spread[:, None] * source.normal(0, 1, (12, 4_000))
    rows[-1] += 94 - rows[-1].mean()
    surest = chances_of_places(rows, np.full(12, 100), 3).first[-1]
    assert surest < 0.5
    assert chances_of_places(rows, np.append(np.full(11, 100), 5_000), 3).first[-1] > surest + 0.1


def test_tiers_are_cut_where_everybody_before_is_ahead_of_everybody_after():
    source = np.random.default_rng(1)
    rows = np.stack([source.normal(m, 0.5, 4_000) for m in (95, 94.8, 90, 89.9, 80)])
    assert chances_of_places(rows, np.full(5, 100), 1).tier.tolist() == [1, 1, 2, 2, 3]
    chain = np.stack([source.normal(95 - i, 1.0, 4_000) for i in range(6)])
    assert set(chances_of_places(chain, np.full(6, 100), 1).tier) == {
        1
    }  # a chain without a gap is one tier


@pytest.mark.parametrize(("times", "tier"), [(9, [1, 2]), (8, [1, 1])])
def test_nine_times_in_ten_ahead_is_apart(times, tier):
    scores = np.array([[1] * times + [0] * (10 - times), [0] * times + [1] * (10 - times)])
    assert _tiers(scores).tolist() == tier


def test_chances_of_places_are_those_that_were_calibrated():
    """What four normal spreads gave when docs/certainty.md was measured: every constant of the
    drawing together (what a unit borrows, the prior, the grid) moves a figure here."""
    normal = norm.ppf((np.arange(400) + 0.5) / 400)
    spreads = ((90, 1, 1), (88, 2, 3), (88, 3, 7), (80, 1, 9))
    rows = np.stack([m + s * normal[np.arange(400) * k % 400] for m, s, k in spreads])
    n = np.array([100, 40, 10, 100])
    drawn = shrink(rows, n)
    assert drawn.mean(axis=1) == pytest.approx([89.7545, 87.6925, 87.3622, 80.3927], abs=1e-4)
    assert drawn.std(axis=1) == pytest.approx([1.0172, 1.7428, 2.7376, 1.0399], abs=1e-4)
    found = chances_of_places(rows, n, 2)
    assert found.first.tolist() == [0.735, 0.08, 0.185, 0]
    assert found.top3.tolist() == [1, 1, 0.995, 0.005]
    assert found.bottom.tolist() == [0.0225, 0.425, 0.5525, 1]
    assert found.behind[1:].tolist() == [0.8975, 0.815, 1] and np.isnan(found.behind[0])
    assert found.tier.tolist() == [1, 1, 1, 2]
    low, high = interval(rows, np.array([90, 88, 88, 99.0]))
    assert low == pytest.approx([88.0610, 84.1220, 82.1830, 78.0610], abs=1e-4)
    assert high == pytest.approx([91.9390, 91.8780, 93.8170, 99], abs=1e-4)
    assert change_p(rows[:1] + 3, rows[1:2])[0] == pytest.approx(6 / 401)


def test_draws_are_widened_around_their_mean():
    draws = np.array([[1.0, 2, 3]])
    assert widened(draws, 2).tolist() == [[0, 2, 4]] and widened(draws, 1).tolist() == [[1, 2, 3]]


def test_more_variation_than_chance_is_a_factor_above_one():
    source = np.random.default_rng(1)
    assert dispersion(source.normal(0, 1, 400)) < 1.25
    assert dispersion(source.normal(0, 1.5, 400)) == pytest.approx(2.25, abs=0.4)
    assert dispersion(np.linspace(-3, 5, 19)) == 1.0  # too few to say
    assert dispersion(np.append(np.linspace(-3, 5, 20), np.nan)) == pytest.approx(7.458655)


def test_of_equal_units_hardly_ever_one_has_more_rebounds():
    import pandas as pd

    source = np.random.default_rng(1)
    said = sum(
        more_than_others(pd.Series(source.binomial(120, 0.04, 19)), pd.Series([120] * 19)).any()
        for _ in range(100)
    )
    assert said <= 12
    assert more_than_others(pd.Series([20, 4, 5]), pd.Series([100, 100, 100])).tolist()[0]


def test_what_varies_more_than_chance_is_less_certain(sample_store: Store, monkeypatch):
    scheme = load_scheme("sample-district")
    period = scheme.parse_period("2025-10")

    def table(z: np.ndarray):
        monkeypatch.setattr(past, "past_changes", lambda periods, found: z)
        monkeypatch.setattr(past, "_KEPT", {})
        with sample_store.connect() as con:
            return rank(con, scheme, period).table.set_index("unit")

    calm = table(np.zeros(100))
    restless = table(np.random.default_rng(1).normal(0, 3, 1_000))
    wider = (restless["high"] - restless["low"]) / (calm["high"] - calm["low"])
    assert 2 < wider.median() < 3.2
    assert restless["low"].min() >= 0 and restless["high"].max() <= 100
    assert calm.loc["东屏区", "clear"] == "down" and restless.loc["东屏区", "clear"] == "no"


def test_a_period_that_runs_is_judged_by_whole_ones(sample_store: Store, monkeypatch):
    """Its own scores are of the same days of the earlier periods; the factor is of whole months,
    whichever page asks for it first."""
    scheme = load_scheme("sample-district")
    period = scheme.parse_period("2025-10").so_far({"grid": 16, "complaints": 16})
    factors = []
    with sample_store.connect() as con:
        for first in (scheme.parse_period("2025-10"), period):
            monkeypatch.setattr(past, "_KEPT", {})
            periods = first.last(13)
            past.drawn(con, periods[-1:], scores(con, scheme, periods))
            factors += past._KEPT.values()
    assert len(factors) == 2 and factors[0] == factors[1]


def test_the_last_finished_period_does_not_excuse_itself(sample_store: Store):
    """The planted fall is in no change that it is judged by."""
    scheme = load_scheme("sample-district")
    with sample_store.connect() as con:
        periods = past.past_periods(con, scheme)
        assert [periods[0].id, periods[-1].id] == ["2024-10", "2025-09"]
        assert 1 <= past.factor(con, scheme) < 1.1
