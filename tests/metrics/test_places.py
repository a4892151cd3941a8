"""Orders, ranks and lists of units whose scores are given: no store, no facts."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from metrics.scoring.lists import Lists, name_lists
from metrics.scoring.minimum import minimum_n
from metrics.scoring.place import Place, places_of, with_previous
from metrics.scoring.scores import UnitScore
from metrics.scoring.tree import Tree
from tests.metrics.scheme_files import small


def placed(scheme: Any, *units: tuple[str, str | None, float | None]) -> list[Place]:
    """Units as (name, group, score); without a score there is no data."""
    scores = {
        name: UnitScore(
            name,
            group,
            Tree(score=None if score is None else Decimal(str(score))),
            "no_data" if score is None else "value" if score else "zero",
            1,
        )
        for name, group, score in units
    }
    return places_of(scheme, scores)


def test_groups_stand_in_the_stated_order_then_by_name_then_those_without(tmp_path: Path) -> None:
    scheme = small(tmp_path, groups={"by": "units.group", "order": ["城郊组", "城区组"]})
    groups = ("乙组", None, "城区组", "甲组", "城郊组")
    units = [(f"单位{n}", group, 90.0) for n, group in enumerate(groups)]
    order = ["城郊组", "城区组", "乙组", "甲组", None]
    assert [place.score.group for place in placed(scheme, *units)] == order


def test_a_zero_has_a_rank_and_no_data_has_none(tmp_path: Path) -> None:
    places = placed(small(tmp_path), ("甲", None, 0), ("乙", None, None), ("丙", None, 50))
    assert [(place.score.unit, place.rank) for place in places] == [
        ("丙", 1),
        ("甲", 2),
        ("乙", None),
    ]


def test_dense_ranks_leave_no_gap(tmp_path: Path) -> None:
    units = [(name, None, score) for name, score in zip("甲乙丙丁", (95, 90, 90, 80), strict=True)]
    for then, ranks in (("dense", [1, 2, 2, 3]), ("min", [1, 2, 2, 4])):
        assert [place.rank for place in placed(small(tmp_path, ties=then), *units)] == ranks


def test_those_without_a_rank_stand_by_their_reason_then_by_name(tmp_path: Path) -> None:
    states = {"丁": "not_participating", "丙": "no_data", "乙": "no_data", "甲": "below_minimum_n"}
    units = {name: UnitScore(name, None, Tree(), state, 0) for name, state in states.items()}
    order = [place.score.unit for place in places_of(small(tmp_path), units)]
    assert order == ["甲", "丙", "乙", "丁"]


def test_a_place_beside_an_earlier_one() -> None:
    def place(rank: int | None, score: str | None) -> Place:
        tree = Tree(score=None if score is None else Decimal(score))
        return Place(UnitScore("甲", None, tree, "value", 1), rank)

    now = place(2, "90.5")
    better = with_previous(now, place(5, "88"))
    assert better == {
        "previous_rank": 5,
        "rank_change": 3,
        "previous_score": 88,
        "change": 2.5,
    }
    assert with_previous(now, place(None, "88"))["rank_change"] is None
    assert with_previous(place(None, "90.5"), place(1, "88"))["rank_change"] is None
    assert with_previous(now, place(None, "88"))["change"] == 2.5
    for other in (None, place(None, None)):
        assert str(with_previous(now, other)["change"]) == "nan"


FIVE = [("甲", None, 95), ("乙", None, 90), ("丙", None, 90), ("丁", None, 80), ("戊", None, 70)]


@pytest.mark.parametrize(
    ("red", "black", "named"),
    [
        (1, 1, (["甲"], ["戊"])),
        (2, 2, (["甲", "丙", "乙"], ["戊", "丁"])),  # who shares the last place is named too
        (0, 3, ([], ["戊", "丁", "丙", "乙"])),
        (9, 9, (["甲", "丙", "乙", "丁", "戊"], [])),  # nobody is on both
    ],
)
def test_lists_name_equals_together_and_nobody_twice(
    tmp_path: Path, red: int, black: int, named: tuple[list[str], list[str]]
) -> None:
    scheme = small(tmp_path, lists={"red": red, "black": black, "scope": "overall"})
    found = name_lists(scheme, [placed(scheme, *FIVE, ("己", None, None))])
    assert (list(found.red), list(found.black)) == named


@pytest.mark.parametrize(
    ("scope", "red", "black"),
    [("overall", ("甲",), ("丁",)), ("group", ("甲", "丙"), ("乙", "丁"))],
)
def test_lists_over_several_groups_go_by_scores(
    tmp_path: Path, scope: str, red: tuple, black: tuple
) -> None:
    """丙 is the first of the second group with less than 乙, the last of the first one."""
    groups = {"by": "units.group", "order": ["一组", "二组"]}
    scheme = small(tmp_path, groups=groups, lists={"red": 1, "black": 1, "scope": scope})
    units = [("甲", "一组", 95), ("乙", "一组", 90), ("丙", "二组", 80), ("丁", "二组", 70)]
    found = name_lists(scheme, [placed(scheme, *units)])
    assert (found.red, found.black) == (red, black)


def test_a_statement_is_made_after_so_many_times_in_so_many_periods(tmp_path: Path) -> None:
    """戊 was last twice in the last three periods, once in the last two; 丁 is not last now."""
    groups = {"by": "units.group", "order": []}
    last = [("戊", "丁"), ("丁", "戊"), ("丁", "戊"), ("戊", "丁")]  # (first, last), by period

    def named(times: int, within: int) -> tuple[str, ...]:
        rule = {"bottom": 1, "times": times, "within": within}
        scheme = small(tmp_path, groups=groups, statement=rule)
        periods = [placed(scheme, (a, None, 90), (b, None, 80)) for a, b in last]
        return name_lists(scheme, periods).statement

    assert named(1, 1) == ("丁",)
    assert named(2, 3) == () and named(2, 4) == ("丁",) and named(3, 4) == ()


@pytest.mark.parametrize("share", [10, 15, 20, 30, 40, 50, 60])
def test_an_early_warning_is_of_more_than_its_share(tmp_path: Path, share: int) -> None:
    """Who lost exactly the share has not lost more of it, whatever floats make of 1 - share."""
    scheme = small(tmp_path, early_warning=share)
    left = 10 - Fraction(share, 10)
    nodes = {
        name: SimpleNamespace(points=points, worth=Fraction(worth))
        for name, points, worth in (
            ("edge", left, 10),
            ("below", left - Fraction(1, 100), 10),
            ("nothing", None, 10),
            ("given_away", Fraction(0), 0),
        )
    }
    unit = UnitScore("甲", None, Tree(nodes=nodes, score=Decimal(80)), "value", 1)  # type: ignore[arg-type]
    assert name_lists(scheme, [[Place(unit, 1)]]).warnings == (("甲", "below"),)


def test_lists_of_one_unit_alone() -> None:
    every = Lists(("甲", "乙"), ("丙",), ("丙", "甲"), (("甲", "x"), ("乙", "x")))
    assert every.only("甲") == Lists(("甲",), (), ("甲",), (("甲", "x"),))


@pytest.mark.parametrize(
    ("period", "least"),
    [("2025-10", 31), ("2025-Q4", 93), ("2025-H1", 186), ("2025", 372), ("2025-W41", 7)],
)
def test_the_minimum_grows_with_the_period(tmp_path: Path, period: str, least: int) -> None:
    """Three months ask three times what a month asks, seven of 31 days ask 7 of 31."""
    scheme = small(tmp_path, n={"indicator": "given_score", "item": "评分", "minimum": 31})
    assert minimum_n(scheme, scheme.parse_period(period)) == least


def test_a_part_of_an_observation_is_asked_whole(tmp_path: Path) -> None:
    scheme = small(tmp_path, n={"indicator": "given_score", "item": "评分", "minimum": 5})
    assert minimum_n(scheme, scheme.parse_period("2025-W41")) == 2  # 35 / 31
