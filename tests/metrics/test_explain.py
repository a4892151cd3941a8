"""Explanations: parts sum to the score and to the change, exactly, for random schemes and facts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from metrics.schemes.model import Component
from metrics.schemes.rules.measured import Measured
from metrics.schemes.scheme import Scheme, list_schemes, load_scheme
from metrics.scoring.exact import rounded
from metrics.scoring.explain import Explanation, UnknownUnitError, explain, waterfall_of
from metrics.scoring.place import places_of
from metrics.scoring.ranking import rank
from metrics.scoring.scores import UnitScore, scores
from metrics.scoring.tree import Tree, score_tree
from tests.metrics.scheme_files import small
from tests.metrics.tiny import cases, day, given, tiny_store


def explained(con: Any, scheme: Scheme, unit: str, period: str = "2025-10") -> Explanation:
    return explain(con, scheme, scheme.parse_period(period), unit)


def test_waterfall_of_the_worked_example_with_an_adjustment() -> None:
    con = tiny_store(
        cases=cases("一中队", on_time=90, late=5, open_overdue=5, postponed=3, reworked=2),
        score_entries=[given("一中队", "队考核分", 90), given("一中队", "街道办分", 88)],
        adjustments=[{"team": "一中队", "period": "2025-10", "component": "system", "points": 1.0}],
    )
    found = explained(con, load_scheme("yuncheng-team"), "一中队")
    points = {(r.part, r.kind): r.points for r in found.waterfall.itertuples()}
    assert points == {
        ("system", "adjustment"): Decimal("0.7"),
        ("closure", "component"): Decimal("51.52"),
        ("postponement", "component"): Decimal("6.79"),
        ("rework", "component"): Decimal("6.86"),
        ("team_score", "component"): Decimal("13.5"),
        ("street_score", "component"): Decimal("13.2"),
    }
    assert sum(points.values()) == found.now.score.score == Decimal("92.57")


def test_rounding_is_a_part_of_its_own(tmp_path: Path) -> None:
    facts = cases("甲", on_time=2, open_overdue=1, kind="district")
    entries = [given("甲", "评分", 99.99, kind="district")]
    found = explained(tiny_store(cases=facts, score_entries=entries), small(tmp_path), "甲")
    last = found.waterfall.iloc[-1]
    assert (last["part"], last["kind"]) == ("total", "rounding")
    assert sum(found.waterfall.points) == found.now.score.score == 80
    assert last["points"] == Decimal("0.004")


def test_change_is_shared_out_to_components_and_categories(tmp_path: Path) -> None:
    september = [
        *cases("甲", on_time=8, open_overdue=2, kind="district", category="市容", month=9),
        *cases("甲", on_time=9, open_overdue=1, kind="district", category="广告", month=9, day=7),
    ]
    october = [
        *cases("甲", on_time=4, open_overdue=6, kind="district", category="市容"),
        *cases("甲", on_time=10, kind="district", category="广告", day=7),
    ]
    for number, case in enumerate(september + october):
        case["record_key"] = str(number)
    entries = [
        given("甲", "评分", 80, "2025-09", kind="district"),
        given("甲", "评分", 90, "2025-10", kind="district"),
    ]
    con = tiny_store(cases=september + october, score_entries=entries)
    found = explained(con, small(tmp_path), "甲")
    gains = {r.part: r.points for r in found.attribution.itertuples()}
    assert gains == {"closure": Decimal(-9), "given": Decimal(4)}
    assert found.change == Decimal(-5)
    inside = {(r.part, r.category): r.points for r in found.categories.itertuples()}
    assert inside == {("closure", "市容"): Decimal(-12), ("closure", "广告"): Decimal(3)}


def test_weighed_deductions_are_shared_out_by_category(tmp_path: Path) -> None:
    component = {
        "id": "inspection",
        "name": {"zh": "巡查", "en": "Inspection"},
        "weight": 100,
        "indicator": "deduction_per_100_checks",
        "rule": {"type": "per_100_checks", "cost": 1, "times": {"key_problem": 2}},
    }

    def finding(category: str | None, month: int, points: float, **more: Any) -> dict[str, Any]:
        found = {"found_at": day(5, month), "district": "甲", "deduction": points}
        return found | {"category": category} | more

    visits = [{"inspected_at": day(5, m), "district": "甲"} for m in (9, 10) for _ in range(50)]
    findings = [
        finding("市容", 9, 1),
        finding("市容", 10, 1, key_problem=True),
        finding(None, 10, 3),
    ]
    con = tiny_store(inspections=visits, findings=findings)
    found = explained(con, small(tmp_path, components=[component], n="checks"), "甲")
    assert found.change == Decimal(-8)
    inside = found.categories.set_index("category").points.to_dict()
    assert inside == {"市容": Decimal(-2), None: Decimal(-6)}


def test_no_score_no_waterfall_but_a_reason() -> None:
    entries = [given("一中队", "队考核分", 90)]
    con = tiny_store(cases=cases("一中队", on_time=40), score_entries=entries)
    found = explained(con, load_scheme("yuncheng-team"), "一中队")
    assert found.waterfall.empty and found.attribution.empty and found.change is None
    assert found.now.score.reason is not None


def test_unknown_unit_is_told_with_the_known_ones() -> None:
    con = tiny_store(cases=cases("一中队", on_time=40))
    with pytest.raises(UnknownUnitError, match="一中队"):
        explained(con, load_scheme("yuncheng-team"), "九中队")


# ------------------------------------------------------------------ properties

RULES: Mapping[str, list[dict[str, Any]]] = {
    "closure_rate": [
        {"type": "proportional"},
        {"type": "threshold", "full_at": 90, "minus_per_point": "0.7"},
        {"type": "target", "target": 97, "cap": 110},
        {"type": "linear", "zero_at": 30, "full_at": 99},
    ],
    "rework_rate": [
        {"type": "proportional", "invert": True},
        {"type": "threshold", "full_at": 1, "minus_per_point": 2, "side": "above"},
    ],
    "filed": [
        {"type": "bands", "includes": "to", "bands": [[0, 10, 3], [10, 70, 2], [70, None, 0]]}
    ],
}
BASE = load_scheme("gb30428-department")
WEIGHTS = st.sampled_from([3, 7, 11, 17, 29])


@st.composite
def nodes(draw: st.DrawFn, depth: int, ids: list[int]) -> dict[str, Any]:
    ids[0] += 1
    name = f"c{ids[0]}"
    node: dict[str, Any] = {
        "id": name,
        "name": {"zh": name, "en": name},
        "weight": draw(WEIGHTS),
        "missing": draw(st.sampled_from(["renormalise", "zero"])),
    }
    if draw(st.booleans()):
        node["adjustments"] = {"bonus": 5, "penalty": draw(st.sampled_from([None, 2]))}
    if depth and draw(st.booleans()):
        below = draw(st.lists(nodes(depth - 1, ids), min_size=1, max_size=3))
        return node | {"components": below, "full": sum(kid["weight"] for kid in below)}
    indicator = draw(st.sampled_from(sorted(RULES)))
    node |= {"indicator": indicator, "rule": draw(st.sampled_from(RULES[indicator]))}
    return node | {"full": draw(st.sampled_from([3, 100]))}


@st.composite
def random_schemes(draw: st.DrawFn) -> Scheme:
    tree = draw(st.lists(nodes(2, [0]), min_size=1, max_size=3))
    content = BASE.model_dump(by_alias=True)
    stage = draw(st.sampled_from(["total", "components", "both"]))
    content |= {
        "full": sum(node["weight"] for node in tree),
        "components": tree,
        "adjustments": {"bonus": 3, "penalty": 3},
        "ceiling": draw(st.sampled_from([None, 20])),
        "rounding": {"digits": draw(st.integers(0, 3)), "stage": stage, "mode": "half_up"},
    }
    return Scheme.model_validate(content)


def measurement(leaf: Component, draw: st.DrawFn) -> Measured:
    if draw(st.integers(0, 5)) == 0:
        return Measured(None, state=draw(st.sampled_from(["no_data", "not_participating"])))
    tries = draw(st.integers(1, 150))
    if leaf.indicator == "filed":
        return Measured(Fraction(tries), Fraction(tries), n=tries, state="value")
    hits = draw(st.integers(0, tries))
    value = Fraction(100 * hits, tries)
    return Measured(value, Fraction(hits), Fraction(tries), tries, "value")


@st.composite
def scored_trees(draw: st.DrawFn) -> tuple[Scheme, Tree]:
    scheme = draw(random_schemes())
    leaves = {leaf.id: measurement(leaf, draw) for leaf in scheme.leaves()}
    names = ["total", *(node.id for node, _ in scheme.walk())]
    points = st.decimals(-9, 9, places=2).map(Fraction)
    entered = draw(st.dictionaries(st.sampled_from(names), points, max_size=3))
    return scheme, score_tree(scheme, leaves, entered, {})


@settings(max_examples=150, deadline=None)
@forall(scored_trees())
def test_parts_sum_to_the_score_exactly(found: tuple[Scheme, Tree]) -> None:
    _, tree = found
    frame = waterfall_of(UnitScore("甲", None, tree, "value", 0))
    if tree.score is None:
        assert frame.empty
    else:
        assert sum(frame.points, Decimal(0)) == tree.score
        assert sum((piece.points for piece in tree.parts), Fraction(0)) == Fraction(tree.score)


@settings(max_examples=100, deadline=None)
@forall(scored_trees())
def test_full_marks_are_all_given_out_among_what_counts(found: tuple[Scheme, Tree]) -> None:
    scheme, tree = found
    tops = [node for node in tree.nodes.values() if node.parent is None]
    if any(node.points is not None for node in tops):
        assert sum((node.worth for node in tops), Fraction(0)) == Fraction(scheme.full)


@settings(max_examples=100, deadline=None)
@forall(st.fractions(-100, 100), st.integers(0, 4))
def test_half_up_is_within_half_a_unit(number: Fraction, digits: int) -> None:
    gap = Fraction(rounded(number, digits)) - number
    assert abs(gap) <= Fraction(1, 2 * 10**digits)
    if abs(gap) == Fraction(1, 2 * 10**digits):
        assert abs(Fraction(rounded(number, digits))) > abs(number)


COUNTS = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
PERIOD = BASE.parse_period("2025-10")
CITY = st.dictionaries(st.sampled_from(["甲", "乙", "丙", "丁"]), COUNTS, min_size=1)


def facts(city: Mapping[str, tuple[int, int, int]], month: int = 10) -> list[dict[str, Any]]:
    rows = []
    for unit, (on_time, late, missed) in city.items():
        rows += cases(
            unit,
            on_time,
            late,
            missed,
            reworked=late,
            kind="department",
            month=month,
            category="市容" if missed % 2 else "广告",
        )
    return rows


@settings(max_examples=12, deadline=None)
@forall(CITY, st.randoms())
def test_ranks_follow_scores_and_row_order_changes_nothing(city: dict, random: Any) -> None:
    rows = facts(city)
    table = rank(tiny_store(cases=rows), BASE, PERIOD).table
    random.shuffle(rows)
    again = rank(tiny_store(cases=rows), BASE, PERIOD).table
    assert table.drop(columns="reason").equals(again.drop(columns="reason"))
    ranked = table[table["rank"].notna()]
    for one in ranked.itertuples():
        better = (ranked.score > one.score).sum()
        assert one.rank == better + 1
        assert one.low <= one.score <= one.high or one.low != one.low


@settings(max_examples=12, deadline=None)
@forall(CITY, CITY)
def test_attribution_sums_to_the_change(september: dict, october: dict) -> None:
    con = tiny_store(cases=facts(september, 9) + facts(october, 10))
    for place in places_of(BASE, scores(con, BASE, [PERIOD]).of[PERIOD.id]):
        found = explain(con, BASE, PERIOD, place.score.unit)
        if found.change is not None:
            assert sum(found.attribution.points, Decimal(0)) == found.change
        parts = found.attribution[found.attribution.kind == "component"].set_index("part").points
        for name, rows in found.categories.groupby("part"):
            assert sum(rows.points, Decimal(0)) == parts[name]


LIMITLESS = load_scheme("sample-district@2").model_copy(update={"missing_limit": None})


@settings(max_examples=12, deadline=None)
@forall(st.integers(1, 40), st.lists(st.integers(1, 30), max_size=8), st.integers(1, 9))
def test_a_clean_visit_never_lowers_a_score(visits: int, tenths: list[int], more: int) -> None:
    def score(count: int) -> float:
        rows = [{"inspected_at": day(5), "district": "甲"} for _ in range(count)]
        findings = [
            {"found_at": day(5), "district": "甲", "deduction": t / 10, "point": str(t % 3)}
            for t in tenths
        ]
        findings.append({"found_at": datetime(2025, 6, 5), "district": "甲", "deduction": 1})
        con = tiny_store(inspections=rows, findings=findings)
        table = rank(con, LIMITLESS, PERIOD).table
        return table.score.iloc[0]

    assert score(visits + more) >= score(visits)


def perfect_facts() -> dict[str, list[dict[str, Any]]]:
    """A unit of each kind that did everything right, 150 times."""
    names = {"district": "甲", "team": "甲", "department": "甲"}
    done = [
        case | names | {"satisfaction": "very_satisfied", "channel": channel}
        for channel in ("collector", "12345")
        for case in cases("甲", on_time=20)
    ]
    for number, case in enumerate(done):
        case |= {"record_key": str(number), "case_no": str(number), "place": "甲"}
    entries = [
        {"indicator": item, "value": 100.0, "state": "value", "period": "2025-10"} | names
        for item in ("队考核分", "街道办分", "Acceptable streets")
    ]
    entries.append(
        {"indicator": "星级评定", "value": 5.0, "state": "value", "period": "2025-10"}
        | {"district": "甲", "point": "公厕0"}
    )
    seen = {"inspected_at": day(5), "district": "甲", "team": "甲"}
    checks = [dict(seen) for _ in range(50)]
    for type_ in ("公厕", "菜市场", "道路"):  # of one road all those of its type
        checks += [
            seen | {"point": "甲" if type_ == "道路" else f"{type_}{i}", "point_type": type_}
            for i in range(50)
        ]
    register = [{"name": "甲", "type": "道路", "class": "主干道", "district": "甲"}]
    reviewed = {f"{level}_reviewed_on": day(7) for level in ("team", "section", "legal")}
    reviewed |= {f"reviewed_by_{level}": True for level in ("team", "section", "legal")}
    penalties = [
        {"case_no": f"罚{i}", "filed_on": day(5), "closed_on": day(6), "team": "甲"}
        | {"procedure": "general", "executed": True, "online": True, "points": 5.0}
        | {"overturned": False, "corrected": False, "review_result": "passed", **reviewed}
        for i in range(30)
    ]
    officers = [{"kind": "team", "name": "甲", "officers": 10.0}]
    long_ago = {"found_at": datetime(2025, 6, 5), "district": "甲", "team": "甲", "deduction": 1}
    target = {"period": "2025-10", "district": "甲", "task": "拆违", "target": 10.0, "done": 30.0}
    return {
        "cases": done, "score_entries": entries, "inspections": checks, "tasks": [target],
        "points": register, "enforcement_cases": penalties, "units": officers,
        "findings": [long_ago],
    }  # fmt: skip


SHIPPED = [scheme for scheme in list_schemes() if isinstance(scheme, Scheme)]


@pytest.mark.parametrize("scheme", SHIPPED, ids=lambda scheme: scheme.id)
def test_a_perfect_unit_scores_full_marks(scheme: Scheme) -> None:
    table = rank(tiny_store(**perfect_facts()), scheme, scheme.parse_period("2025-10")).table
    assert table[["unit", "rank", "state"]].values.tolist() == [["甲", 1, "value"]]
    assert table.score.iloc[0] == scheme.full
