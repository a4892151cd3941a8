"""The certainty of a ranking: draws of its periods, and the columns that follow from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from metrics.certainty.contributions import contributions
from metrics.certainty.drawing import draw
from metrics.certainty.judging import LEVEL, Numbers, change_p, holm, interval, places
from metrics.certainty.pushing import Draws, mean_of, push
from metrics.periods import Period
from metrics.schemes.model import Scheme
from metrics.scoring.longer import months_to_score
from metrics.scoring.scores import Scores, UnitScore

DRAWS = 4_000
FEWEST = 500
UNITS = 60  # with more units each gets fewer draws
COLUMNS = ("low", "high", "clear", "p_first", "p_top3", "p_bottom", "tier", "judged")


def draws_of(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    found: Scores,
    draws: int = DRAWS,
) -> dict[str, Draws]:
    """The draws of each period, from one pass over the facts. found: the scores of all of them, and
    of the months that a longer one is the mean of."""
    months = {period.id: months_to_score(scheme, period) for period in periods}
    direct = {p.id: p for p in periods if not months[p.id]}
    direct |= {m.id: m for of in months.values() for m in of}
    observations = contributions(con, scheme, list(direct.values()))
    drawn: dict[str, Draws] = {}
    for name in direct:
        units = found.of[name]
        width = max(min(draws, draws * UNITS // max(len(units), 1)), min(FEWEST, draws))
        sums = draw(scheme, name, observations[name], list(units), width)
        drawn[name] = push(scheme, units, sums)
    for period in periods:
        if of := months[period.id]:
            drawn[period.id] = _mean(found, period.id, [m.id for m in of], drawn)
    return drawn


def _mean(found: Scores, period: str, months: Sequence[str], drawn: Mapping[str, Draws]) -> Draws:
    """A longer period: the mean of its months, moved by what was entered for it itself."""
    units = found.of[period]
    mean = mean_of([drawn[month] for month in months], list(units))
    moved = []
    for name, unit in units.items():
        own = [found.of[m][name].score for m in months if name in found.of[m]]
        known = [float(score) for score in own if score is not None]
        moved.append(
            float("nan") if unit.score is None or not known
            else float(unit.score) - sum(known) / len(known)
        )  # fmt: skip
    return Draws(mean.units, mean.scores + np.array(moved)[:, None], {}, mean.sampled)


@dataclass(frozen=True)
class Known:
    """What is certain of one unit: see COLUMNS."""

    low: float = float("nan")
    high: float = float("nan")
    clear: str = "unknown"
    p_first: float = float("nan")
    p_top3: float = float("nan")
    p_bottom: float = float("nan")
    tier: int | None = None
    judged: int = 0


def certainty(
    scheme: Scheme,
    ranked: Sequence[UnitScore],
    now: Draws,
    before: Draws | None,
    widen: float = 1.0,
) -> dict[str, Known]:
    """Unit -> what is certain of it. ranked: the units that have a rank, in the order shown; the
    others have their interval alone.

    clear: `up` or `down` where the change since `before` is beyond chance after Holm's adjustment
    for all `judged` units of the ranking, `no` where it is not, `unknown` where nobody can say (no
    earlier score, or nothing sampled in the score).
    """
    names = [unit.unit for unit in ranked]
    observed = np.array([float(unit.score or 0) for unit in ranked])
    found = {name: {} for name in names}  # type: dict[str, dict]
    clear, judged = _changes(names, now, before, widen)
    bottom = (
        scheme.statement.bottom if scheme.statement else (scheme.lists.black if scheme.lists else 1)
    )
    for name, word in clear.items():
        found[name] |= {"clear": word, "judged": judged}
    for group in dict.fromkeys(unit.group for unit in ranked):
        own = [unit.unit for unit in ranked if unit.group == group]
        drawn = np.stack([now.of(unit) for unit in own])
        at = places(drawn, min(bottom, len(own)), widen)
        for i, unit in enumerate(own):
            found[unit] |= {
                "p_first": float(at.first[i]), "p_top3": float(at.top3[i]),
                "p_bottom": float(at.bottom[i]), "tier": int(at.tier[i]),
            }  # fmt: skip
    low, high = _intervals(names, observed, now, widen)
    return {
        name: Known(low=float(low[i]), high=float(high[i]), **found[name])
        for i, name in enumerate(names)
    }


def last_places(scheme: Scheme) -> int:
    """How many places at the end of a group the scheme asks for: those that make a statement, else
    its black list, else the last."""
    if scheme.statement is not None:
        return scheme.statement.bottom
    return max(scheme.lists.black if scheme.lists else 1, 1)


def _intervals(
    names: Sequence[str], observed: Numbers, now: Draws, widen: float
) -> tuple[Numbers, Numbers]:
    if not names:
        return np.array([]), np.array([])
    rows = [now.units.index(name) for name in names]
    low, high = interval(now.scores[rows], observed, widen)
    unknown = ~now.sampled[rows]
    low[unknown] = high[unknown] = np.nan
    return low, high


def _changes(
    names: Sequence[str], now: Draws, before: Draws | None, widen: float
) -> tuple[dict[str, str], int]:
    """Whether each change is clear, and how many were judged."""
    clear = dict.fromkeys(names, "unknown")
    if before is None:
        return clear, 0
    p = np.full(len(names), np.nan)
    ups = np.zeros(len(names), dtype=bool)
    for i, name in enumerate(names):
        if name not in before.units:
            continue
        here, there = now.units.index(name), before.units.index(name)
        width = min(now.scores.shape[1], before.scores.shape[1])
        new, old = now.scores[[here], :width], before.scores[[there], :width]
        if now.sampled[here] and before.sampled[there] and not np.isnan(old).any():
            p[i] = change_p(new, old, widen)[0]
            ups[i] = new.mean() > old.mean()
    adjusted = holm(p)
    for i, name in enumerate(names):
        if not np.isnan(p[i]):
            clear[name] = ("up" if ups[i] else "down") if adjusted[i] < LEVEL else "no"
    return clear, int((~np.isnan(p)).sum())


def columns_of(units: Sequence[str], known: Mapping[str, Known]) -> pd.DataFrame:
    """The columns of COLUMNS for units in this order; unknown for those that have no rank."""
    rows = [known.get(unit, Known()) for unit in units]
    return pd.DataFrame([{name: getattr(row, name) for name in COLUMNS} for row in rows])
