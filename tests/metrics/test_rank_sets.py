"""Sets of ranks hold the true ranks of all units at once, and say little where units are alike."""

import numpy as np
import pytest
from scipy.stats import norm

from metrics.scoring.certainty.rank_sets import rank_sets


def simulated(truth: np.ndarray, errors: np.ndarray, cities: int, seed: int) -> list[tuple]:
    """Sets in cities whose scores scatter around the truth, and draws around the scores."""
    source = np.random.default_rng(seed)
    shape = (len(truth), 1_000)
    return [
        rank_sets(source.normal(source.normal(truth, errors)[:, None], errors[:, None], shape))
        for _ in range(cities)
    ]


@pytest.mark.parametrize("apart", [0, 0.5, 3])
def test_the_true_ranks_of_all_are_inside_in_95_of_100_periods(apart):
    truth = 90 - apart * np.arange(9.0)
    errors = np.linspace(0.5, 2, 9)
    best_true = 1 + (truth[:, None] < truth).sum(axis=1)
    worst_true = 9 - (truth[:, None] > truth).sum(axis=1)  # equals may stand in any order
    held = [
        bool((best <= best_true).all() and (worst_true <= worst).all())
        for best, worst in simulated(truth, errors, 200, seed=3)
    ]
    assert np.mean(held) >= 0.91  # 0.95 in the long run, three Monte Carlo errors of 0.0154


def test_alike_may_have_any_rank_and_those_far_apart_have_one():
    (best, worst), = simulated(np.full(6, 90.0), np.ones(6), 1, seed=1)  # fmt: skip
    assert set(best) == {1} and set(worst) == {6}
    (best, worst), = simulated(90 - 20 * np.arange(4.0), np.ones(4), 1, seed=1)  # fmt: skip
    assert best.tolist() == worst.tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("gap", "best", "worst"),
    [
        (2.5, [1, 1, 2, 3], [2, 3, 4, 4]),
        (3.2, [1, 2, 2, 3], [1, 3, 4, 4]),
        (3.5, [1, 2, 3, 4], [1, 2, 3, 4]),
    ],
)
def test_a_difference_is_clear_from_the_95th_of_the_largest_ones_on(gap, best, worst):
    """Four normal spreads; 2.41 standard errors of each pair (1.08 to 1.38) are clear."""
    normal = norm.ppf((np.arange(400) + 0.5) / 400)
    steps = enumerate((1, 3, 7, 9))
    rows = np.stack([90 - gap * i + normal[np.arange(400) * k % 400] for i, k in steps])
    assert [ranks.tolist() for ranks in rank_sets(rows)] == [best, worst]


def test_degenerate_groups():
    alone = rank_sets(np.random.default_rng(1).normal(90, 1, (1, 500)))
    assert [ranks.tolist() for ranks in alone] == [[1], [1]]
    certain = np.repeat([[95.0], [90.0], [90.0]], 500, axis=1)  # two are equal: either order
    assert [ranks.tolist() for ranks in rank_sets(certain)] == [[1, 2, 2], [1, 3, 3]]
    mixed = np.stack([np.full(500, 95.0), np.random.default_rng(1).normal(95, 1, 500)])
    assert [ranks.tolist() for ranks in rank_sets(mixed)] == [[1, 1], [2, 2]]
