"""Two units side by side: parts add up to the difference, chances are those of the ranking."""

import pytest

from kernel.periods import parse_period
from metrics.analyses.two_units import two_units
from metrics.schemes.scheme import load_scheme
from metrics.schemes.single import single
from metrics.scoring.explain import UnknownUnitError
from metrics.scoring.ranking import rank
from tests.metrics.compare_claims import SLOWEST_LAST, A, B
from ui.compare.captions import of_pair


@pytest.fixture(scope="module")
def con(sample_store):
    with sample_store.connect() as con:
        yield con


@pytest.fixture(scope="module")
def ranking(con):
    scheme = load_scheme("sample-district")
    return rank(con, scheme, scheme.parse_period("2025-10"))


def test_the_parts_and_the_rest_add_up_to_the_difference_of_the_scores(con, ranking):
    units = ranking.table["unit"].tolist()
    for other in units[1:]:
        found = two_units(con, ranking, units[0], other)
        top = found.components[found.components["depth"] == 0]
        parts = top["contribution_one"].fillna(0).sum() - top["contribution_other"].fillna(0).sum()
        assert parts + found.rest == pytest.approx(found.difference, abs=1e-9)


def test_each_side_is_its_own_and_the_other_way_round_is_the_opposite(con, ranking):
    one, other = ranking.table["unit"].tolist()[:2]
    there, back = two_units(con, ranking, one, other), two_units(con, ranking, other, one)
    assert there.difference == -back.difference and there.ahead == back.ahead == one
    assert there.sure == back.sure
    assert (there.components["value_one"].dropna() == back.components["value_other"].dropna()).all()
    assert (there.components["difference"] + back.components["difference"]).abs().max() < 1e-9


def test_the_first_of_a_group_is_ahead_with_the_chance_that_the_ranking_says(con, ranking):
    for _, own in ranking.table.groupby("group", sort=False):
        first, *others = own["unit"]
        said = own.set_index("unit")["p_behind"]
        for other in others:
            assert two_units(con, ranking, first, other).sure == said[other]


def test_of_two_groups_and_of_one_unit_twice_nobody_says_a_chance(con, ranking):
    first = ranking.table.groupby("group", sort=False)["unit"].first().tolist()
    assert two_units(con, ranking, *first).sure != two_units(con, ranking, *first).sure  # NaN
    assert two_units(con, ranking, first[0], first[0]).difference == 0


def test_by_one_indicator_the_difference_is_that_of_its_values(con):
    scheme = single("by:on_time_closure_rate", "district")
    found_ranking = rank(con, scheme, parse_period("2025-10"))
    one, other = found_ranking.table["unit"].tolist()[:2]
    found = two_units(con, found_ranking, one, other)
    (row,) = found.components.to_dict("records")
    assert row["difference"] == row["value_one"] - row["value_other"]
    assert found.rest != found.rest


def test_where_the_lowest_is_first_the_lower_is_in_front():
    from metrics.analyses.two_units import TwoUnits

    found = TwoUnits(SLOWEST_LAST, A, B, 0.95, None, 0.0)
    assert found.ahead == "乙"
    assert "乙在前" in of_pair(found)[0].message.text("zh")


def test_a_unit_that_the_ranking_does_not_have_is_refused(con, ranking):
    with pytest.raises(UnknownUnitError, match="无此区"):
        two_units(con, ranking, ranking.table["unit"].iloc[0], "无此区")
