"""One unit's score from its measurements alone: who gives marks away, limits, rounding, states."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from metrics.schemes.rules.measured import Measured
from metrics.scoring.tree import Tree, score_tree
from tests.metrics.scheme_files import small

EXEMPT = Measured(None, state="not_participating")


def leaf(name: str, weight: int, **more: Any) -> dict[str, Any]:
    score = {"indicator": "given_score", "item": name, "rule": {"type": "manual", "out_of": 100}}
    return {"id": name, "name": {"zh": name, "en": name}, "weight": weight, **score, **more}


def scored(
    folder: Path,
    values: dict[str, float | Measured],
    entered: dict[str, str] | None = None,
    daily: dict[str, Any] | None = None,
    y: dict[str, Any] | None = None,
    **changes: Any,
) -> Tree:
    """60 marks for `given`; 40 for `daily`, worked out of 20: 12 for `x`, 8 for `y`."""
    inside = [leaf("x", 12), leaf("y", 8, **(y or {}))]
    own = {"id": "daily", "name": {"zh": "日常", "en": "Daily"}, "weight": 40, "full": 20}
    components = [leaf("given", 60), {**own, "components": inside, **(daily or {})}]
    scheme = small(
        folder, components=components, n={"indicator": "given_score", "item": "given"}, **changes
    )
    leaves = {
        name: value
        if isinstance(value, Measured)
        else Measured(Fraction(str(value)), n=1, state="value" if value else "zero")
        for name, value in values.items()
    }
    points = {name: Fraction(value) for name, value in (entered or {}).items()}
    tree = score_tree(scheme, leaves, points, {})
    if tree.score is not None:
        assert sum(part.points for part in tree.parts) == tree.score
    return tree


def test_what_is_missing_gives_its_marks_to_its_neighbours(tmp_path: Path) -> None:
    tree = scored(tmp_path, {"given": 100, "x": 50})
    assert (tree.score, tree.missing) == (80, 16)
    assert [tree.nodes[name].worth for name in ("given", "daily", "x", "y")] == [60, 40, 40, 0]
    tree = scored(tmp_path, {"x": 50, "y": 100})
    assert (tree.score, tree.missing) == (70, 60)
    assert [tree.nodes[name].worth for name in ("given", "daily", "x", "y")] == [0, 100, 60, 40]


@pytest.mark.parametrize(("where", "score"), [("y", 72), ("daily", 72), (None, 80)])
def test_the_nearest_word_on_missing_data_counts(
    tmp_path: Path, where: str | None, score: int
) -> None:
    says = {where: {"missing": "zero"}} if where else {}
    tree = scored(tmp_path, {"given": 100, "x": 50}, **says)
    assert (tree.score, tree.missing) == (score, 0 if where else 16)


def test_who_is_exempt_is_no_zero_and_not_missing(tmp_path: Path) -> None:
    tree = scored(tmp_path, {"given": 100, "x": 50, "y": EXEMPT}, y={"missing": "zero"})
    assert (tree.score, tree.missing) == (80, 0)
    assert tree.nodes["y"].state == "not_participating"


def test_a_part_that_must_be_there_blocks_the_total(tmp_path: Path) -> None:
    tree = scored(tmp_path, {"given": 100, "x": 50}, y={"missing": "not_ranked"})
    assert tree.score is None and tree.blocked == ["y"]


@pytest.mark.parametrize(("limit", "score"), [(16, 80), (15.9, None)])
def test_so_much_may_be_missing_and_no_more(tmp_path: Path, limit: Any, score: Any) -> None:
    values: dict[str, Any] = {"given": 100, "x": 50}
    assert scored(tmp_path, values, missing_limit=limit).score == score


def test_without_any_measurement_there_is_no_zero(tmp_path: Path) -> None:
    tree = scored(tmp_path, {}, missing="zero")
    assert tree.score is None and tree.parts == []


@pytest.mark.parametrize(
    ("entered", "limits", "score"),
    [
        ("1", (2, 1), 62),  # one of the 20 points inside are two of the total
        ("3", (2, 1), 64),
        ("-5", (2, 1), 58),
        ("-5", (2, None), 50),
        ("5", (None, 1), 70),
    ],
)
def test_points_inside_a_component_are_weighted_and_limited(
    tmp_path: Path, entered: str, limits: tuple[Any, Any], score: int
) -> None:
    allowed = {"adjustments": dict(zip(("bonus", "penalty"), limits, strict=True))}
    values: dict[str, Any] = {"given": 60, "x": 60, "y": 60}
    assert scored(tmp_path, values, {"daily": entered}, daily=allowed).score == score
    assert scored(tmp_path, values, {"daily": entered}).score == 60  # no place for them


@pytest.mark.parametrize(
    ("stage", "score"), [("total", "41"), ("both", "40"), ("components", "40.000000")]
)
def test_rounding_is_where_the_scheme_says(tmp_path: Path, stage: str, score: str) -> None:
    """20.46 and 20.48: rounded for themselves they are 40, together 41."""
    rounding = {"digits": 0, "stage": stage, "mode": "half_up"}
    tree = scored(tmp_path, {"given": 34.1, "x": 51.2}, daily={"full": 40, "components": [
        leaf("x", 24), leaf("y", 16)]}, rounding=rounding)  # fmt: skip
    assert str(tree.score) == score


@pytest.mark.parametrize(
    ("changes", "entered", "score", "limit"),
    [
        ({"floor": 0}, "-90", 0, 30),
        ({"floor": 10}, "-90", 10, 40),
        ({"floor": None}, "-90", -30, None),
        ({"ceiling": 100}, "90", 100, -50),
        ({"ceiling": None}, "90", 150, None),
        ({"floor": 60, "ceiling": 61}, "0", 60, None),
    ],
)
def test_limits_are_parts_of_their_own(
    tmp_path: Path, changes: dict, entered: str, score: int, limit: int | None
) -> None:
    free = {"adjustments": {"bonus": None, "penalty": None}, **changes}
    tree = scored(tmp_path, {"given": 60, "x": 60, "y": 60}, {"total": entered}, **free)
    assert tree.score == score
    assert [p.points for p in tree.parts if p.kind == "limit"] == ([limit] if limit else [])


def test_states_of_leaves_and_of_what_holds_them(tmp_path: Path) -> None:
    tree = scored(tmp_path, {"given": 50, "x": 0})
    states = {name: node.state for name, node in tree.nodes.items()}
    assert states == {"given": "value", "daily": "zero", "x": "zero", "y": "no_data"}
    assert tree.nodes["daily"].points == 0 and tree.nodes["y"].points is None
    assert scored(tmp_path, {"given": 50}).nodes["daily"].state == "no_data"


def test_every_part_says_what_it_is_and_whose(tmp_path: Path) -> None:
    """20.46, and 7.2 and 4.8 of the 20 inside, are rounded where they stand; 12 are whole."""
    tree = scored(
        tmp_path,
        {"given": 34.1, "x": 60, "y": 60},
        {"daily": "1"},
        daily={"adjustments": {"bonus": 2, "penalty": 2}},
        rounding={"digits": 0, "stage": "both", "mode": "half_up"},
    )
    leaves = {(name, kind) for name in ("given", "x", "y") for kind in ("component", "rounding")}
    assert {(part.node, part.kind) for part in tree.parts} == leaves | {("daily", "adjustment")}
    assert tree.score == 46
