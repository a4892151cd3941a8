"""What the weights of a scheme do in fact: effective weights, ranks under other ones, gaps.

Sources: effective weight and ranks under redrawn weights as in Saisana, Saltelli and Tarantola
(2005) and the OECD/JRC Handbook on composite indicators (2008), step 7; effective weight of
component k is cov(its points, the score) / var(score), which sums to 1 over the components.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import pearsonr

from metrics.scoring.certainty.judging import LEVEL, holm
from metrics.scoring.ranking import Ranking

WEIGHT_DRAWS = 2_000
SPREAD = 0.25  # weights are drawn between 75 % and 125 % of the official ones
FEWEST = 3  # units, below which nothing varies enough to speak of shares
FEWEST_CORRELATED = 5
ADJUSTED_POINTS = "adjustments"

Numbers = NDArray[np.float64]


def points_by_component(ranking: Ranking, group: str = "") -> pd.DataFrame:
    """Points of the score by unit (rows, as ranked) and component of the first level, beside
    `adjustments` (all of the score that is in no component: extra points, limits, rounding)."""
    table = _ranked(ranking, group)
    top = ranking.components[ranking.components["parent"].isna()]
    names = list(dict.fromkeys(top["component"]))
    points = top.pivot(index="unit", columns="component", values="contribution")
    points = points.reindex(index=table["unit"], columns=names)
    points[ADJUSTED_POINTS] = table["score"].to_numpy() - points.sum(axis=1).to_numpy()
    return points


def effective_weights(ranking: Ranking, group: str = "") -> pd.DataFrame:
    """Nominal and effective weights in percent, of the components of the first level.

    Columns: component, name_zh, name_en, nominal, effective (NaN with fewer than three units, or
    when all have the same score), spread (standard deviation of its points between the units).
    """
    points = points_by_component(ranking, group).drop(columns=ADJUSTED_POINTS)
    known = points.dropna(how="all").fillna(0.0)
    total = known.sum(axis=1)
    rows = []
    for node in ranking.scheme.components:
        own = known[node.id]
        share = float("nan")
        if len(known) >= FEWEST and total.var() > 1e-9:
            share = float(100 * np.cov(own, total)[0, 1] / total.var())
        rows.append(
            {
                "component": node.id,
                "name_zh": node.name.zh,
                "name_en": node.name.en,
                "nominal": float(100 * node.weight / ranking.scheme.full),
                "effective": share,
                "spread": float(own.std()) if len(own) > 1 else float("nan"),
            }
        )
    return pd.DataFrame(rows)


def ranks_redrawn(
    ranking: Ranking, group: str = "", draws: int = WEIGHT_DRAWS, spread: float = SPREAD
) -> pd.DataFrame:
    """Ranks inside each group under weights drawn evenly within +- `spread` of the official ones.

    The weights are brought back to their sum; what a component without data gave away is given
    away anew; extra points stay. Columns: group, unit, rank (official), median, low, high (5th and
    95th percentile of the rank), best, worst, same (percent of draws with the official rank).
    Seeded: the same on every machine.
    """
    table = _ranked(ranking, group)
    points = points_by_component(ranking, group)
    extra = points.pop(ADJUSTED_POINTS).to_numpy(float)
    shares, worth = _shares(ranking, points)
    source = np.random.default_rng(0)
    nominal = np.array([float(node.weight) for node in ranking.scheme.components])
    weights = nominal * source.uniform(1 - spread, 1 + spread, (draws, len(nominal)))
    present = worth > 0
    total = weights @ present.T  # draws x units: weights of what each unit has
    full = float(ranking.scheme.full)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = full * (weights @ (shares * present).T) / total + extra
    scores = np.round(scores, ranking.scheme.rounding.digits)
    found = []
    groups = table["group"].map(lambda name: name if isinstance(name, str) else "")
    for name in dict.fromkeys(groups):
        own = np.flatnonzero((groups == name).to_numpy())
        rank = _places(scores[:, own])
        for at, place in enumerate(own):
            row, mine = table.iloc[place], rank[:, at]
            low, middle, high = np.quantile(mine, [0.05, 0.5, 0.95], method="nearest")
            found.append(
                {
                    "group": row["group"],
                    "unit": row["unit"],
                    "rank": int(row["rank"]),
                    "median": int(middle),
                    "low": int(low),
                    "high": int(high),
                    "best": int(mine.min()),
                    "worst": int(mine.max()),
                    "same": float(100 * (mine == row["rank"]).mean()),
                }
            )
    columns = ["group", "unit", "rank", "median", "low", "high", "best", "worst", "same"]
    return pd.DataFrame(found, columns=columns)


def deciding_gaps(ranking: Ranking, group: str = "") -> pd.DataFrame:
    """What decides each gap between neighbours of a group.

    Columns: group, ahead, behind, gap (points), component (its id or `adjustments`; None at a gap
    of 0), points (of the gap, by that component; more than the gap where others work against it),
    against (the component that works most against the gap, None when none does), against_points.
    """
    table = _ranked(ranking, group)
    points = points_by_component(ranking, group).fillna(0.0)
    rows = []
    for (_, one), (_, two) in pairwise(table.iterrows()):
        if not _same(one["group"], two["group"]):
            continue
        apart = points.loc[one["unit"]] - points.loc[two["unit"]]
        gap = round(float(one["score"] - two["score"]), 6)
        against = apart.min() < -0.005
        rows.append(
            {
                "group": one["group"],
                "ahead": one["unit"],
                "behind": two["unit"],
                "gap": gap,
                "component": apart.idxmax() if gap > 0 else None,
                "points": float(apart.max()) if gap > 0 else float("nan"),
                "against": apart.idxmin() if against else None,
                "against_points": float(apart.min()) if against else float("nan"),
            }
        )
    columns = [
        "group", "ahead", "behind", "gap", "component", "points", "against", "against_points",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def correlations(ranking: Ranking, group: str = "") -> pd.DataFrame:
    """Pearson correlation of the points of each two components over the units.

    Columns: one, other (ids), r, n (units that have both), clear (beyond chance at 5 %, adjusted
    by Holm over the pairs). Fewer than five units give no row.
    """
    points = points_by_component(ranking, group).drop(columns=ADJUSTED_POINTS)
    rows, chances = [], []
    names = list(points.columns)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            both = points[[one, other]].dropna()
            if len(both) < FEWEST_CORRELATED or (both.std() < 1e-9).any():
                continue
            found = pearsonr(both[one], both[other])
            rows.append({"one": one, "other": other, "r": float(found[0]), "n": len(both)})
            chances.append(float(found[1]))
    table = pd.DataFrame(rows, columns=["one", "other", "r", "n"])
    return table.assign(clear=holm(chances) < LEVEL)


def _ranked(ranking: Ranking, group: str) -> pd.DataFrame:
    table = ranking.table
    kept = table["rank"].notna() & ((table["group"] == group) | (not group))
    return table[kept].reset_index(drop=True)


def _shares(ranking: Ranking, points: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Share of its full marks that each unit has of each component, and what that was worth."""
    top = ranking.components[ranking.components["parent"].isna()]
    weights = top.pivot(index="unit", columns="component", values="weight")
    weights = weights.reindex(index=points.index, columns=points.columns).fillna(0.0)
    worth = weights.to_numpy(float)
    own = points.fillna(0.0).to_numpy(float)
    return np.divide(own, worth, out=np.zeros_like(own), where=worth > 0), worth


def _places(scores: Numbers) -> NDArray[np.int64]:
    """Places by row; equal scores share the better place."""
    ahead = scores[:, None, :] > scores[:, :, None]  # draws x unit x rival
    return 1 + ahead.sum(axis=2)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other or (pd.isna(one) and pd.isna(other)))
