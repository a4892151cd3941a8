"""Two schemes over the same data: scores and ranks side by side, in one period or in many."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.schemes.model import Scheme
from metrics.scoring.components import float_or_nan
from metrics.scoring.measure import Measurements
from metrics.scoring.place import places_of
from metrics.scoring.scores import scores

STANDING = ("period", "unit", "group", "score", "rank", "state", "reason", "last")


def measured_by(scheme: Scheme) -> str:
    """Equal for schemes whose components measure the same: weights and most figures of rules only
    turn measurements into points, so such schemes can share them."""
    parts: list[object] = [
        scheme.scores.kind,
        scheme.rules,
        scheme.n.indicator,
        scheme.n.all_filters,
    ]
    parts += [scheme.period.longer, scheme.period.grain]
    for leaf in scheme.leaves():
        assert leaf.rule is not None
        own = type(leaf.rule).__name__, leaf.rule.measures
        parts += [leaf.id, leaf.indicator, leaf.over, leaf.all_filters, *own]
    return repr(parts)


def standings(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    measured: Measurements | None = None,
) -> pd.DataFrame:
    """Every unit's score and rank by one scheme: one row per period and unit, in the order of the
    ranking. Columns: period (id), unit, group, score, rank (Int64), state, reason (Message or
    None), last (bool: nobody of its group stands lower, and somebody higher)."""
    found = scores(con, scheme, periods, measured)
    rows = []
    for period in periods:
        places = places_of(scheme, found.of[period.id])
        lowest: dict[str | None, int] = {}
        for place in places:
            if place.rank is not None:
                lowest[place.score.group] = max(lowest.get(place.score.group, 0), place.rank)
        for place in places:
            own = place.score
            last = place.rank is not None and 1 < place.rank == lowest[own.group]
            score = float_or_nan(own.score)
            rows.append(
                (period.id, own.unit, own.group, score, place.rank, own.state, own.reason, last)
            )
    frame = pd.DataFrame(rows, columns=list(STANDING))
    frame = frame.astype({"group": object, "reason": object, "score": float, "last": bool})
    return frame.astype({"rank": "Int64"})


def compared(official: pd.DataFrame, trial: pd.DataFrame) -> pd.DataFrame:
    """Two standings side by side, in the order of the official one; units that only the trial
    ranks follow.

    Columns: period, unit, group (official, else the trial's), and for either side with the suffix
    _official or _trial: score, rank, state, reason, last, group; score_change and rank_change
    (Int64; positive: better under the trial).
    """
    both = official.merge(
        trial, on=["period", "unit"], how="outer", suffixes=("_official", "_trial"), sort=False
    )
    order = {
        key: at for at, key in enumerate(zip(official["period"], official["unit"], strict=True))
    }
    keys = zip(both["period"], both["unit"], strict=True)
    both["at"] = [order.get(key, len(order)) for key in keys]
    both = both.sort_values("at", kind="stable").drop(columns="at").reset_index(drop=True)
    sides = zip(both["group_official"], both["group_trial"], strict=True)
    both["group"] = [next((g for g in pair if isinstance(g, str)), None) for pair in sides]
    both["group"] = both["group"].astype(object)
    both["score_change"] = (both["score_trial"] - both["score_official"]).round(6)
    both["rank_change"] = both["rank_official"] - both["rank_trial"]
    return both


def moved(both: pd.DataFrame) -> pd.DataFrame:
    """The rows whose rank differs: another one, one gained or one lost."""
    known = both["rank_official"].notna(), both["rank_trial"].notna()
    return both[(both["rank_change"].fillna(0) != 0) | (known[0] != known[1])]


def over_periods(both: pd.DataFrame) -> pd.DataFrame:
    """One row per unit over all its periods: unit, group, periods (in which both rank it), moved
    (in how many of them the rank differs), rank_official and rank_trial (means over these),
    rank_change (of the means; positive: better), score_official, score_trial, score_change (means
    where both have a score), first_official, first_trial, last_official, last_trial (how often).
    In the order of the mean official rank, groups together."""
    rows = []
    for unit, own in both.groupby("unit", sort=False):
        ranked = own[own["rank_official"].notna() & own["rank_trial"].notna()]
        scored = own[own["score_change"].notna()]
        row = {"unit": unit, "group": own["group"].iloc[-1], "periods": len(ranked)}
        row["moved"] = int((ranked["rank_change"] != 0).sum())
        for side in ("official", "trial"):
            row[f"rank_{side}"] = _mean(ranked[f"rank_{side}"])
            row[f"score_{side}"] = _mean(scored[f"score_{side}"])
            row[f"first_{side}"] = int((own[f"rank_{side}"] == 1).sum())
            row[f"last_{side}"] = int(own[f"last_{side}"].fillna(False).astype(bool).sum())
        row["rank_change"] = round(row["rank_official"] - row["rank_trial"], 6)
        row["score_change"] = round(row["score_trial"] - row["score_official"], 6)
        rows.append(row)
    frame = pd.DataFrame(rows)
    groups = {name: at for at, name in enumerate(dict.fromkeys(both["group"]))}
    frame["at"] = [groups[name] for name in frame["group"]]
    order = frame.sort_values(["at", "rank_official", "unit"], kind="stable", na_position="last")
    return order.drop(columns="at").reset_index(drop=True)


def _mean(values: pd.Series) -> float:
    return float(values.astype(float).mean()) if len(values) else float("nan")
