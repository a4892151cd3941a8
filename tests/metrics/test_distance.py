"""What a better rank would have taken: the fewest steps, shown against trying every number."""

import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from metrics.schemes.rules.measured import Measured
from metrics.schemes.scheme import load_scheme
from metrics.scoring.distance import NeededStep, distances, lever_of, nearest, rescored
from metrics.scoring.place import places_of
from metrics.scoring.scores import Scores, scores
from tests.metrics.scheme_files import small
from tests.metrics.tiny import cases, given, tiny_store

TEAMS = load_scheme("yuncheng-team")


def found_of(scheme, **facts) -> Scores:
    return scores(tiny_store(**facts), scheme, [scheme.parse_period("2025-10")])


def district(unit: str, closed: int, missed: int, score: float) -> tuple[list, list]:
    own = cases(unit, on_time=closed, open_overdue=missed, kind="district")
    return own, [given(unit, "评分", score, kind="district")]


def city(*units: tuple[str, int, int, float]) -> dict:
    parts = [district(*unit) for unit in units]
    return {
        "cases": [row for own, _ in parts for row in own],
        "score_entries": [row for _, own in parts for row in own],
    }


def steps(scheme, found: Scores, unit: str, **more) -> list[NeededStep]:
    return distances(scheme, found.of["2025-10"], unit, {}, **more)


def test_the_fewest_cases_that_pass_the_next(tmp_path: Path) -> None:
    # 60 points for closure: each of 10 cases is worth 6. 乙 is 12 points behind: 2 cases tie, and
    # units that tie share the better place.
    scheme = small(tmp_path)
    found = found_of(scheme, **city(("甲", 9, 1, 80), ("乙", 7, 3, 80)))
    by_case = next(s for s in steps(scheme, found, "乙") if s.component.id == "closure")
    assert (by_case.target, by_case.amount, by_case.rank) == (1, 2, 1)
    assert by_case.score == 86
    assert by_case.share == pytest.approx(2 / 3)


def test_a_component_that_alone_is_not_enough_is_left_out(tmp_path: Path) -> None:
    scheme = small(tmp_path)
    found = found_of(scheme, **city(("甲", 10, 0, 100), ("乙", 9, 1, 10)))
    assert [s.component.id for s in steps(scheme, found, "乙")] == []


def test_the_first_has_nothing_to_gain(tmp_path: Path) -> None:
    scheme = small(tmp_path)
    found = found_of(scheme, **city(("甲", 9, 1, 80), ("乙", 7, 3, 80)))
    assert steps(scheme, found, "甲") == []


def test_next_rank_and_top_three_are_asked_for_separately(tmp_path: Path) -> None:
    scheme = small(tmp_path)
    ladder = [(name, 90 - 5 * i, 10 + 5 * i, 80.0) for i, name in enumerate("甲乙丙丁戊己")]
    found = found_of(scheme, **city(*ladder))
    by_case = {s.target: s for s in steps(scheme, found, "己") if s.component.id == "closure"}
    assert {t: s.amount for t, s in by_case.items()} == {5: 5, 3: 15}
    assert nearest(list(by_case.values()), 3) is by_case[3]


def test_late_cases_are_taken_before_open_ones() -> None:
    facts = cases("一中队", on_time=90, late=5, open_overdue=5)
    leaf = next(leaf for leaf in TEAMS.leaves() if leaf.id == "closure")
    found = found_of(TEAMS, cases=facts, score_entries=[given("一中队", "队考核分", 90)])
    measured = found.of["2025-10"]["一中队"].tree.nodes["closure"].measured
    lever = lever_of(leaf, measured, more=(Fraction(5),))
    assert lever is not None and lever.room == 10
    assert lever.after(1).numerator == Fraction(92) + Fraction(6, 10)
    assert lever.after(5).numerator == 95
    assert lever.after(10).value == 100


COUNTS = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 100)).filter(
    lambda c: c[0] + c[1] > 0
)


@settings(max_examples=15, deadline=None)
@forall(st.lists(COUNTS, min_size=2, max_size=5))
def test_one_step_less_is_never_enough(counts: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scheme = small(Path(folder))
    names = "甲乙丙丁戊"[: len(counts)]
    found = found_of(scheme, **city(*((n, *c) for n, c in zip(names, counts, strict=True))))
    units = found.of["2025-10"]
    for unit in names:
        for step in steps(scheme, found, unit):
            node = units[unit].tree.nodes[step.component.id]
            lever = lever_of(step.component, node.measured)
            assert lever is not None
            needed = step.amount / lever.step

            def rank_after(k: int, unit=unit, step=step, lever=lever) -> int:
                change: dict[str, Measured] = {step.component.id: lever.after(k)}
                again = rescored(scheme, units, unit, change, {})
                return next(p.rank or 99 for p in places_of(scheme, again) if p.score.unit == unit)

            enough = [k for k in range(1, lever.room + 1) if rank_after(k) <= step.target]
            assert enough[0] == needed
            assert rank_after(int(needed)) == step.rank
