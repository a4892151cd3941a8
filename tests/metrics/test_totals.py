"""The total of a group is that of its rows: no mean of rates, and no mean of scores."""

import pytest

from data.store import Store
from metrics.aggregation.aggregate import aggregate
from metrics.schemes.scheme import load_scheme
from metrics.schemes.single import code_of, rankable, single
from metrics.scoring.scores import scores
from metrics.scoring.totals import totals_of_groups
from tests.metrics.rule_examples import rule_of
from tests.metrics.tiny import cases, tiny_store, units

PERIOD = "2025-09"


@pytest.fixture(scope="module")
def con(sample_store: Store):
    with sample_store.connect() as con:
        yield con


@pytest.mark.parametrize("name", [entry.id for entry in rankable()])
def test_a_total_of_one_indicator_is_what_the_rows_of_its_units_give(con, name: str) -> None:
    scheme = single(code_of(name), "district")
    period = scheme.parse_period(PERIOD)
    found = scores(con, scheme, [period])
    for total in totals_of_groups(con, scheme, period, found):
        own = [u.unit for u in found.of[period.id].values() if u.state in ("value", "zero")]
        if total.group is not None:
            own = [u for u in own if found.of[period.id][u].group == total.group]
        (row,) = aggregate(con, [name], (), period, {"district": own}, scheme.rules).to_dict(
            "records"
        )
        (node,) = total.tree.nodes.values()
        assert node.measured.value is not None
        assert float(node.measured.value) == pytest.approx(row["value"], abs=1e-6)


def test_a_large_unit_counts_for_more_than_a_small_one() -> None:
    """90 of 100 and 1 of 10 on time are 91 of 110, not 50 %."""
    rows = cases("甲", 90, late=10, kind="district", month=9)
    rows += cases("乙", 1, late=9, kind="district", month=9)
    con = tiny_store(units=units("district", "甲", "乙"), cases=rows)
    scheme = single("by:on_time_closure_rate", "district")
    period = scheme.parse_period(PERIOD)
    (total,) = totals_of_groups(con, scheme, period, scores(con, scheme, [period]))
    assert f"{total.score}" == "82.73" and (total.units, total.n, total.group) == (2, 110, None)
    con.close()


@pytest.mark.parametrize("written", ["2025-09", "2025-Q3"])
def test_of_a_scheme_the_total_is_scored_like_a_unit(con, written: str) -> None:
    """It lies among its units, and adds up from its components."""
    scheme = load_scheme("sample-district")
    period = scheme.parse_period(written)
    months = period.months() if written.endswith("Q3") else ()
    found = scores(con, scheme, [*months, period])
    whole = totals_of_groups(con, scheme, period, found)
    assert [total.group for total in whole] == [None, "城区组", "城郊组"]
    for total in whole:
        own = [
            float(unit.score)
            for unit in found.of[period.id].values()
            if unit.score is not None and total.group in (None, unit.group)
        ]
        assert total.score is not None and min(own) <= total.score <= max(own)
        assert float(sum(part.points for part in total.tree.parts)) == pytest.approx(
            float(total.score), abs=1e-9
        )
        assert total.n == sum(
            u.n for u in found.of[period.id].values() if total.group in (None, u.group)
        )


def test_points_by_place_have_no_total(con) -> None:
    """Of many units together there is no place; a score without it would be another scheme's."""
    scheme = load_scheme("gb30428-department")
    leaf = scheme.leaves()[0]
    placed = leaf.model_copy(update={"rule": rule_of({"type": "rank_points", "places": [9, 5]})})
    changed = scheme.model_copy(update={"components": (placed, *scheme.components[1:])})
    period = changed.parse_period(PERIOD)
    found = scores(con, changed, [period])
    assert all(one.score is None for one in totals_of_groups(con, changed, period, found))
