"""Which ranks each unit may truly have: simultaneous confidence sets (Mogstad, Romano, Shaikh and
Wilhelm, "Inference for Ranks", Review of Economic Studies 91, 2024, section 3).

All differences between two units of a group are judged together: one that is larger than its
standard error times the 95 % quantile of the largest studentised difference among the draws is
clear. Behind as many as are clearly better, ahead of as many as are clearly worse: the ranks
between hold the true ones of all units at once, in 95 of 100 periods. They are wide where units are
alike, and so for analysts alone; nothing is shrunk.
"""

import duckdb
import numpy as np
from numpy.typing import NDArray

from metrics.aggregation.figures import Floats
from metrics.scoring.certainty.judging import LEVEL
from metrics.scoring.certainty.past import drawn
from metrics.scoring.ranking import Ranking
from metrics.scoring.scores import scores

Ranks = NDArray[np.int64]


def rank_sets(drawn_scores: Floats) -> tuple[Ranks, Ranks]:
    """Best and worst rank of each unit of one group. drawn_scores: units x draws, no NaN."""
    middle = drawn_scores.mean(axis=1)
    around = drawn_scores - middle[:, None]
    count, draws = around.shape
    apart = middle[:, None] - middle
    error = np.zeros((count, count))
    largest = np.zeros(draws)
    for unit in range(count - 1):
        differ = around[unit] - around[unit + 1 :]
        own = differ.std(axis=1)
        error[unit, unit + 1 :] = error[unit + 1 :, unit] = own
        sampled = own > 0  # two that are both certain differ by what they differ
        if sampled.any():
            studentised = np.abs(differ[sampled]) / own[sampled, None]
            largest = np.maximum(largest, studentised.max(axis=0))
    ahead = apart > np.maximum(np.quantile(largest, 1 - LEVEL) * error, 1e-9)
    return 1 + ahead.sum(axis=0), count - ahead.sum(axis=1)


def sets_of(con: duckdb.DuckDBPyConnection, ranking: Ranking) -> dict[str, tuple[int, int]]:
    """Unit -> best and worst rank in its group, of those that have a rank in a group of which
    anything is drawn."""
    scheme, period = ranking.scheme, ranking.period
    draws = drawn(con, [period], scores(con, scheme, [period]))[period.id]
    found: dict[str, tuple[int, int]] = {}
    ranked = ranking.table[ranking.table["rank"].notna()]
    for _, units in ranked.groupby("group", dropna=False, sort=False)["unit"]:
        rows = [draws.units.index(unit) for unit in units]
        if draws.sampled[rows].any():
            best, worst = rank_sets(draws.scores[rows])
            found |= zip(units, zip(best.tolist(), worst.tolist(), strict=True), strict=True)
    return found
