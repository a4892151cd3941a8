"""The stories that the sample hides are there, and as large as its docstring says."""

import pandas as pd
import pytest

from sample_city import places, stories
from sample_city.sample import Sample, make_sample
from tests.sample_city import truth

CUT = pd.Timestamp("2025-10-21 08:00")


@pytest.fixture(scope="module")
def due(sample: Sample) -> pd.DataFrame:
    """Cases that were due at the end, with on_time and open_overdue."""
    cases = sample.cases
    cases = cases[~(cases["voided"] | cases["held"] | cases["self_handled"])]
    closed = cases["closed_at"].where(cases["closed_at"] <= CUT)
    cases = cases.assign(
        on_time=closed <= cases["bundle_due_at"],
        open_overdue=closed.isna() & (cases["bundle_due_at"] < CUT),
    )
    return cases[closed.notna() | cases["open_overdue"]]


@pytest.fixture(scope="module")
def on_time(due: pd.DataFrame) -> pd.DataFrame:
    """Percent on time: districts x months back."""
    return due.groupby(["district", "months_back"])["on_time"].mean().unstack() * 100


def test_one_district_worsens_and_no_other(on_time: pd.DataFrame) -> None:
    fall = on_time[[3, 4, 5]].mean(axis=1) - on_time[0]
    assert fall.idxmax() == stories.WORSENING
    assert fall[stories.WORSENING] > 10
    assert fall.drop(stories.WORSENING).max() < 5
    assert on_time.loc[stories.WORSENING, 0] == pytest.approx(79.6, abs=0.05)


def test_one_district_improves(on_time: pd.DataFrame) -> None:
    rise = on_time[[0, 1, 2]].mean(axis=1) - on_time[[10, 11, 12]].mean(axis=1)
    assert rise.idxmax() == stories.IMPROVING
    assert rise[stories.IMPROVING] > 4


def test_one_inspector_is_strict(sample: Sample) -> None:
    rate = sample.findings["inspector"].value_counts() / sample.visits["inspector"].value_counts()
    others = rate.drop(stories.STRICT_INSPECTOR)
    assert rate[stories.STRICT_INSPECTOR] > 1.6 * others.max()


def test_one_district_is_worse_when_not_warned(sample: Sample) -> None:
    keys = ["district", "method"]
    rate = sample.findings.groupby(keys).size() / sample.visits.groupby(keys).size()
    ratio = rate.xs("暗访", level="method") / rate.xs("明查", level="method")
    assert ratio.idxmax() == stories.COVERT_GAP
    assert ratio[stories.COVERT_GAP] > 2.5 * ratio.drop(stories.COVERT_GAP).max()


def test_problems_come_back_in_two_streets(sample: Sample) -> None:
    links = truth.story_chains(sample)
    cases = sample.cases
    closed = cases[cases["closed_at"].notna() & ~cases["voided"]]
    links = links[links["case_no"].isin(cases["case_no"])]
    rate = links["street"].value_counts() / closed["street"].value_counts()
    assert set(rate.nlargest(2).index) == set(stories.RETURN_STREETS)
    assert rate[list(stories.RETURN_STREETS)].min() > 0.25
    assert rate.drop(list(stories.RETURN_STREETS)).max() < 0.08


def test_chains_are_returns_of_one_type_after_the_closing(sample: Sample) -> None:
    links = truth.story_chains(sample)
    cases = pd.concat([sample.cases, sample.orders]).set_index("case_no")
    first, again = cases.loc[links["case_no"]], cases.loc[links["returned_as"]]
    assert (first["subcategory"].to_numpy() == again["subcategory"].to_numpy()).all()
    assert (first["true_place"].to_numpy() == again["true_place"].to_numpy()).all()
    assert (first["reported_at"].to_numpy() < again["reported_at"].to_numpy()).all()
    assert links["days"].between(0, 30).all()
    assert (links["place"] != links["returned_place"]).mean() > 0.5


def test_a_place_is_spelled_in_many_ways() -> None:
    house = {places.respell("听雨路128号", n) for n in range(6)}
    assert {"听雨路１２８号", "听雨路128号门前", "听雨路 128 号"} < house
    assert "听雨路/望云路路口" in {places.respell("听雨路与望云路路口", n) for n in range(6)}
    assert "听雨路6弄口" in {places.respell("听雨路6弄", n) for n in range(6)}


def test_the_smallest_team_has_luck(due: pd.DataFrame) -> None:
    teams = due[due["handler_kind"].eq("team") & due["months_back"].eq(0)]
    table = teams.groupby("handler")["on_time"].agg(["mean", "size"])
    assert table["size"].idxmin() == stories.LUCKY_TEAM
    assert table.loc[stories.LUCKY_TEAM, "mean"] == 1
    assert table["mean"].drop(stories.LUCKY_TEAM).max() < 1


def test_one_district_ignores_the_key_problem(sample: Sample) -> None:
    findings = sample.findings
    key = findings[findings["key_problem"] & (findings["months_back"] < stories.IGNORED_MONTHS)]
    rectified = key.groupby("district")["rectified_at"].apply(lambda done: done.notna().mean())
    assert rectified.idxmin() == stories.IGNORES_KEY_PROBLEM
    assert rectified[stories.IGNORES_KEY_PROBLEM] < 0.5
    assert rectified.drop(stories.IGNORES_KEY_PROBLEM).min() > 0.75
    assert key["district"].value_counts().idxmax() == stories.IGNORES_KEY_PROBLEM


def test_an_overdue_pile_lies_behind_one_department(due: pd.DataFrame) -> None:
    pile = due[due["open_overdue"]]["handler"].value_counts()
    assert pile.idxmax() == stories.PILE_DEPARTMENT
    assert pile.iloc[0] > 2 * pile.iloc[1]


def test_the_same_matter_comes_over_two_channels(sample: Sample) -> None:
    pairs = truth.same_matters(sample)
    orders = sample.orders.set_index("case_no").loc[pairs["order"]]
    cases = sample.cases.set_index("case_no").loc[pairs["case_no"]]
    wait = orders["reported_at"].to_numpy() - cases["reported_at"].to_numpy()
    assert len(pairs) > 500
    assert (orders["subcategory"].to_numpy() == cases["subcategory"].to_numpy()).all()
    assert (wait >= pd.Timedelta(0)).all() and (wait <= pd.Timedelta(days=2)).all()


def test_some_points_are_clean_and_complained_about(sample: Sample) -> None:
    points = truth.clean_but_complained(sample)
    assert not sample.findings["point"].isin(points["point"]).any()
    assert (points["visits"] > 30).all()
    assert (points["calls"] > 80).all()


# Without stories


@pytest.fixture(scope="module")
def plain() -> Sample:
    return make_sample(4, planted=False)


def test_without_stories_nobody_is_lucky_strict_or_ignorant(plain: Sample) -> None:
    cases, found, orders = plain.cases, plain.findings, plain.orders
    lucky = cases[cases["handler"].eq(stories.LUCKY_TEAM)]
    lucky = lucky[lucky["reported_at"] >= stories.LUCKY_SINCE]
    assert (lucky["closed_at"] > lucky["bundle_due_at"]).any()
    key = found[found["key_problem"] & found["district"].eq(stories.IGNORES_KEY_PROBLEM)]
    assert key["rectified_at"].notna().mean() > 0.8
    piled = cases[cases["handler"].eq(stories.PILE_DEPARTMENT)]
    assert piled["closed_at"].isna().mean() < 0.1
    clean = truth.clean_but_complained(plain)["point"]
    assert found["point"].isin(clean).any() and not orders["place"].eq(clean.iloc[0]).sum() > 10


def test_without_stories_problems_come_together_and_inspectors_differ(plain: Sample) -> None:
    of_visit = plain.findings.groupby("visit_no").agg(
        found=("finding_no", "size"), kinds=("subcategory", "nunique")
    )
    assert 1.6 < of_visit["found"].mean() < 2.0
    several = of_visit[of_visit["found"] > 1]
    assert 0.4 < (several["kinds"] == 1).mean() < 0.65
    visits = plain.visits["inspector"].value_counts()
    rates = plain.findings["inspector"].value_counts() / visits
    assert rates.std() / rates.mean() > 0.15
    assert rates.idxmax() != stories.STRICT_INSPECTOR or rates.max() < 1.8 * rates.median()
