"""The formulas of indicators on sums written by hand: no store."""

import numpy as np
import pandas as pd
import pytest

from metrics.aggregation.figures import Figures, divided, figures_of
from metrics.aggregation.tasks import completion, is_met
from metrics.indicators import INDICATORS

NAN = float("nan")


def figures(kind: str, variance: str | None = None, **sums: list[float]) -> Figures:
    """The first indicator of a kind (and a kind of variance) on sums by role."""
    entry = next(
        one for one in INDICATORS.values() if one.kind == kind and variance in (None, one.variance)
    )
    return figures_of(entry, lambda role: np.array(sums[role.replace(" ", "_")], dtype=float))


def told(numbers: np.ndarray) -> list[float]:
    return pytest.approx(numbers.tolist(), nan_ok=True)


def test_nothing_of_nothing_is_no_data_and_nothing_of_something_is_zero() -> None:
    found = figures("ratio", "binomial", numerator=[0, 0, 3], denominator=[0, 4, 4])
    assert found.state.tolist() == ["no_data", "zero", "value"]
    assert told(found.value) == [NAN, 0, 75]
    assert told(found.variance) == [NAN, 0, 100**2 * 0.75 * 0.25 / 4]
    assert figures("count", numerator=[0, 2]).state.tolist() == ["zero", "value"]
    assert told(divided(np.array([1.0, 1.0]), np.array([0.0, -1.0]))) == [NAN, NAN]


def test_the_variance_of_a_sum_is_that_of_its_squares() -> None:
    entry = next(i for i in INDICATORS.values() if (i.kind, i.variance) == ("ratio", "sum"))
    found = figures("ratio", "sum", numerator=[6], denominator=[4], squares=[14])
    assert [entry.scale * 1.5] == told(found.value)
    assert [entry.scale**2 * 14 / 16] == told(found.variance)


def test_the_difference_is_of_scores_where_both_sides_have_some_else_of_pass_rates() -> None:
    open_ = {"open_scored": [2, 2, 1], "open_score": [180, 180, 80], "open_judged": [4, 4, 4]}
    open_ |= {"open_squares": [16250, 16250, 6400], "open_passed": [3, 3, 3]}
    covert = {"covert_scored": [2, 0, 2], "covert_score": [140, 0, 160]}
    covert |= {"covert_squares": [9850, 0, 12850], "covert_passed": [2, 2, 2]}
    found = figures("difference", **open_, **covert, covert_judged=[5, 5, 5])
    assert told(found.value) == [20, 75 - 40, 0]
    # 85 and 95, 65 and 75: 25 around each mean, over n - 1; of shares 100^2 p (1 - p) / (n - 1)
    assert told(found.variance) == [25 + 25, 1875 / 3 + 2400 / 4, NAN]  # one score has no spread
    assert found.n.tolist() == [4, 9, 3]
    assert found.numerator.tolist() == [2, 4, 1] and found.denominator.tolist() == [2, 5, 2]


def test_a_unit_stands_apart_when_every_entry_says_so() -> None:
    sums = {"numerator": [0, 0, 80], "denominator": [0, 0, 1], "entries": [2, 2, 2]}
    found = figures("given", **sums, apart=[2, 0, 1])
    assert found.state.tolist() == ["not_participating", "no_data", "value"]
    found.hide(np.array([True, False, True]))
    assert found.state.tolist() == ["no_data"] * 3
    assert np.isnan(found.numerator).tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("direction", "done", "target", "part"),
    [
        *(("at_least", 50, 100, 0.5), ("at_least", 150, 100, 1.5), ("at_least", 0, 100, 0)),
        *(("at_least", 2, 0, NAN), ("at_least", NAN, 100, NAN)),
        *(("at_most", 9, 10, 1), ("at_most", 10, 10, 1), ("at_most", 40, 10, 0.25)),
        *(("at_most", 0, 0, 1), ("at_most", 2, 0, 0), ("at_most", NAN, 10, NAN)),
        *(("rank", 3, 3, 1), ("rank", 4, 3, 0), ("zero", 0, 0, 1), ("zero", 1, 0, 0)),
        *(("equal", 5, 5, 1), ("equal", 4, 5, 0), ("equal", 6, 5, 0), ("unclear", 5, 5, NAN)),
    ],
)
def test_how_far_a_target_is_met(direction: str, done: float, target: float, part: float) -> None:
    columns = [pd.Series([one]) for one in (done, target, direction)]
    assert completion(*columns).tolist() == pytest.approx([part], nan_ok=True)
    assert is_met(*columns).tolist() == [part == 1 and direction != "at_least"]
