"""A change is taken apart under the same weights; what other weights did is a part of its own."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from metrics.schemes.rules.measured import Measured
from metrics.schemes.scheme import Scheme, load_scheme
from metrics.scoring.attribution import attribution_of, main_cause, main_changes
from metrics.scoring.explain import explain
from metrics.scoring.ranking import rank
from metrics.scoring.scores import UnitScore
from metrics.scoring.tree import Tree, score_tree
from tests.metrics.scheme_files import small
from tests.metrics.test_explain import measurement, random_schemes
from tests.metrics.tiny import given, tiny_store
from ui.unit.captions import change_clause

HALF = Measured(Fraction(50), Fraction(5), Fraction(10), 10, "value")
NAMES = {"order": "市容秩序", "public": "群众评价", "task": "任务目标"}


def scheme_of(folder: Path, **weights: int) -> Scheme:
    components = [
        {
            "id": name,
            "name": {"zh": NAMES[name], "en": name},
            "weight": weight,
            "indicator": "given_score",
            "item": NAMES[name],
            "rule": {"type": "manual", "out_of": 100},
        }
        for name, weight in weights.items()
    ]
    n = {"indicator": "given_score", "item": "市容秩序"}
    return small(folder, components=components, missing="renormalise", missing_limit=None, n=n)


def changed(scheme: Scheme, before: dict[str, float], now: dict[str, float]) -> Any:
    entries = [
        given("甲", NAMES[name], value, period, kind="district")
        for period, values in (("2025-09", before), ("2025-10", now))
        for name, value in values.items()
    ]
    return explain(tiny_store(score_entries=entries), scheme, scheme.parse_period("2025-10"), "甲")


def points_of(found: Any) -> dict[str, Decimal]:
    return {row.name_zh: row.points for row in found.attribution.itertuples()}


def test_a_component_that_drops_out_is_a_part_of_its_own(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, order=60, public=40)
    found = changed(scheme, {"order": 90, "public": 50}, {"order": 80})
    assert found.change == 6  # 60 % of 90 and 40 % of 50 before, 80 alone now
    assert points_of(found) == {"市容秩序": -10, "口径变化：群众评价本期无数据": 16}
    cause = main_cause(found.attribution, found.now.score, -1)
    assert cause is not None and cause["name_zh"] == "市容秩序"
    words = change_clause(found).message.text("zh")
    assert "上升 6.00 分，主要在口径变化：群众评价本期无数据（+16.00）" in words


def test_a_component_that_comes_in_is_said_to_have_been_missing_before(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, order=60, public=40)
    found = changed(scheme, {"order": 80}, {"order": 90, "public": 50})
    assert points_of(found) == {"市容秩序": 10, "口径变化：群众评价对比期无数据": -16}


def test_one_comes_and_one_goes(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, order=60, public=20, task=20)
    found = changed(scheme, {"order": 90, "public": 50}, {"order": 90, "task": 70})
    name = "口径变化：群众评价本期无数据，任务目标对比期无数据"
    assert points_of(found) == {name: found.change, "市容秩序": 0}


def notes_of(scheme: Scheme, entries: list[dict], period: str) -> list[str]:
    found = rank(tiny_store(score_entries=entries), scheme, scheme.parse_period(period))
    return [note.text("zh") for note in found.notes if note.code.startswith("rank-note-reweighted")]


def test_a_ranking_says_which_changes_are_not_between_the_same_components(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, order=60, public=40)

    def entries(**public: tuple[float | None, float | None]) -> list[dict]:
        return [
            given(unit, NAMES[name], value, period, kind="district")
            for unit, both in public.items()
            for period, own in zip(("2025-09", "2025-10"), both, strict=True)
            for name, value in (("order", 80), ("public", own))
            if value is not None
        ]

    told = notes_of(scheme, entries(甲=(50, None), 乙=(50, 60), 丙=(None, 60)), "2025-10")
    gone, came = "“群众评价”本期无数据", "“群众评价”上期无数据"
    assert [gone in told[0], "甲" in told[0], "乙" in told[0], "丙" in told[0]] == [1, 1, 0, 0]
    assert [came in told[1], "丙" in told[1]] == [1, 1] and len(told) == 2
    assert notes_of(scheme, entries(甲=(50, 60), 乙=(None, None)), "2025-10") == []
    assert notes_of(scheme, entries(甲=(50, None)), "2025-09") == []


def test_nothing_in_common_is_all_weights(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, order=60, public=40)
    found = changed(scheme, {"public": 50}, {"order": 80})
    assert points_of(found) == {"口径变化：市容秩序对比期无数据，群众评价本期无数据": Decimal(30)}


def test_the_same_gap_in_both_periods_is_no_change_of_weights(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, order=60, public=40)
    assert points_of(changed(scheme, {"order": 90}, {"order": 80})) == {"市容秩序": -10}


def test_a_quarter_with_a_month_without_a_component(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, order=60, public=40)
    entries = [
        given("甲", NAMES[name], value, f"2025-{month:02d}", kind="district")
        for month in range(4, 10)
        for name, value in (("order", 90), ("public", 50))
        if (month, name) != (9, "public")
    ]
    con = tiny_store(score_entries=entries)
    found = explain(con, scheme, scheme.parse_period("2025-Q3"), "甲")
    gains = points_of(found)
    assert gains.pop("四舍五入") + sum(gains.values()) == found.change
    assert gains == {
        "市容秩序": 0,
        "群众评价": 0,
        "口径变化：各月有数据的考核项不同": Decimal("5.333333"),
    }
    assert notes_of(scheme, entries, "2025-Q3") == [
        "甲与上期的升降含口径变化：各月有数据的考核项不同。"
    ]


@st.composite
def two_periods(draw: st.DrawFn) -> tuple[Scheme, Tree, Tree]:
    scheme = draw(random_schemes())
    trees = []
    for _ in range(2):
        leaves = {leaf.id: measurement(leaf, draw) for leaf in scheme.leaves()}
        names = ["total", *(node.id for node, _ in scheme.walk())]
        points = st.decimals(-9, 9, places=2).map(Fraction)
        entered = draw(st.dictionaries(st.sampled_from(names), points, max_size=3))
        trees.append(score_tree(scheme, leaves, entered, {}))
    return scheme, trees[0], trees[1]


@settings(max_examples=200, deadline=None)
@forall(two_periods())
def test_parts_add_up_and_a_component_moves_with_its_own_score(
    found: tuple[Scheme, Tree, Tree],
) -> None:
    scheme, old, new = found
    before, now = (UnitScore("甲", None, tree, "value", 0) for tree in (old, new))
    frame = attribution_of(before, now)
    if old.score is None or new.score is None:
        assert frame.empty
        return
    assert sum(frame["points"], Decimal(0)) == new.score - old.score
    assert sum(frame["before"], Decimal(0)) == old.score
    assert sum(frame["after"], Decimal(0)) == new.score
    main = main_changes(frame, now)
    rounding = frame.loc[frame["kind"] == "rounding", "points"].sum()
    assert sum(main["points"], Decimal(0)) + rounding == new.score - old.score
    weighting = frame["kind"].eq("weighting").any()
    if all(old.nodes[name].worth == node.worth for name, node in new.nodes.items()):
        assert not weighting
    for row in frame[frame["kind"] == "component"].itertuples():
        was, own = (
            sum(p.points for p in tree.parts if (p.node, p.kind) == (row.part, "component"))
            / tree.nodes[row.part].worth
            for tree in (old, new)
        )
        assert float(row.points) * float(own - was) >= -1e-9  # never blamed for what it did not do
        if own == was:
            assert row.points == 0


def test_the_shipped_schemes_have_no_row_of_weights_where_nothing_is_missing() -> None:
    scheme = load_scheme("sample-district")
    full = {leaf.id: HALF for leaf in scheme.leaves()}
    unit = UnitScore("甲", None, score_tree(scheme, full, {}, {}), "value", 0)
    assert set(attribution_of(unit, unit)["kind"]) <= {"component", "rounding"}
