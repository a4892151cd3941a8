"""The certainty of a ranking: draws of its periods, and what of each unit follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kernel.periods import Period
from metrics.schemes.model import Scheme
from metrics.scoring.certainty.contributions import Observations, SumColumn
from metrics.scoring.certainty.drawing import draw_sums
from metrics.scoring.certainty.judging import (
    LEVEL,
    Floats,
    chances_of_places,
    change_p,
    holm,
    interval,
)
from metrics.scoring.certainty.pushing import TAKEN, Draws, mean_of, push
from metrics.scoring.composed import Key
from metrics.scoring.longer import weight_of
from metrics.scoring.scores import Scores, UnitScore

DRAWS = 2_000
FEWEST = 500
UNITS = 60  # with more units each gets fewer draws


@dataclass(frozen=True)
class UnitCertainty:
    """What is certain of one unit.

    low, high: 95 % interval; clear: see `certainty`; p_first, p_top3, p_bottom: chances of the
    first place of the group, of its first three, of the last that the scheme asks for; p_behind:
    chance that the first of the group is truly ahead of it; tier: of the group, from 1; judged: how
    many changes the adjustment covered.
    """

    low: float = float("nan")
    high: float = float("nan")
    clear: str = "unknown"
    p_first: float = float("nan")
    p_top3: float = float("nan")
    p_bottom: float = float("nan")
    p_behind: float = float("nan")
    tier: int | None = None
    judged: int = 0


def months_of(found: Scores, periods: Sequence[Period]) -> list[Period]:
    """The periods that are drawn from their own facts: these, or the months that they are the mean
    of."""
    every: dict[str, Period] = {}
    for period in periods:
        every |= {one.id: one for one in found.made_of.get(period.id) or (period,)}
    return list(every.values())


def draws_of(
    periods: Sequence[Period],
    found: Scores,
    observations: Mapping[str, Sequence[Observations]],
    draws: int = DRAWS,
    taken: Mapping[Key, Floats] | None = None,
) -> dict[str, Draws]:
    """The draws of each period. found: the scores, observations: the facts, of all of `months_of`
    these. taken: what was drawn of the scores of other schemes that components take, units x draws,
    by period id and component id."""
    made: dict[str, Draws] = {}
    for name in (month.id for month in months_of(found, periods)):
        units, version = found.of[name], found.versions[name]
        width = max(min(draws, draws * UNITS // max(len(units), 1)), min(FEWEST, draws))
        own = {leaf: one for (period_id, leaf), one in (taken or {}).items() if period_id == name}
        width = min([width, *(one.shape[1] for one in own.values() if one.shape[1] > 1)])
        rows = draw_sums(version, name, observations[name], list(units), width)
        for leaf, one in own.items():
            values = np.broadcast_to(one[:, :width], (len(units), width))
            rows = replace(rows, of={**rows.of, SumColumn(leaf, TAKEN, "value"): values})
        made[name] = push(version, units, rows)
    for period in periods:
        if of := found.made_of.get(period.id):
            made[period.id] = _mean(found, period, of, made)
    return made


def _mean(
    found: Scores, period: Period, months: Sequence[Period], made: Mapping[str, Draws]
) -> Draws:
    """A longer period: the mean of its months, moved by what was entered for it itself."""
    units = found.of[period.id]
    weights = [weight_of(month, period) for month in months]
    mean = mean_of([made[month.id] for month in months], list(units), weights)
    moved = np.full((len(units), 1), np.nan)
    for i, (name, unit) in enumerate(units.items()):
        known = [
            (float(score), weight)
            for month, weight in zip(months, weights, strict=True)
            if name in found.of[month.id] and (score := found.of[month.id][name].score) is not None
        ]
        if unit.score is not None and known:
            whole = sum(weight for _, weight in known)
            moved[i] = float(unit.score) - sum(score * w for score, w in known) / whole
    return replace(mean, scores=mean.scores + moved, unfloored=mean.unfloored + moved)


def certainty(
    scheme: Scheme,
    ranked: Sequence[UnitScore],
    scored: Sequence[UnitScore],
    now: Draws,
    before: Draws | None,
) -> dict[str, UnitCertainty]:
    """Unit -> what is certain of it. ranked: the units that have a rank, in the order shown;
    scored: those that have a score; who has no rank has an interval alone.

    clear: `up` (better) or `down` where the change since `before` is beyond chance after Holm's
    adjustment for all `judged` units of the ranking, `no` where it is not, `unknown` where nobody
    can say (no earlier score, nothing sampled in the score, or other components that have data).
    """
    found: dict[str, dict[str, Any]] = {unit.unit: {} for unit in scored}
    clear, judged = _changes([unit.unit for unit in ranked], now, before, scheme.sign)
    for name, word in clear.items():
        found[name] |= {"clear": word, "judged": judged}
    for group in dict.fromkeys(unit.group for unit in ranked):
        own = [unit for unit in ranked if unit.group == group]
        rows = [now.units.index(unit.unit) for unit in own]
        if now.sampled[rows].any():
            n = np.array([unit.n for unit in own], dtype=float)
            last = min(last_places(scheme), len(own))
            good, free = scheme.sign * now.scores[rows], scheme.sign * now.unfloored[rows]
            at = chances_of_places(good, n, last, free)
            for i, unit in enumerate(own):
                found[unit.unit] |= {
                    "p_first": float(at.first[i]),
                    "p_top3": float(at.top3[i]),
                    "p_bottom": float(at.bottom[i]),
                    "p_behind": float(at.behind[i]),
                    "tier": int(at.tier[i]),
                }
    low, high = intervals(scored, now)
    return {
        unit.unit: UnitCertainty(low=float(low[i]), high=float(high[i]), **found[unit.unit])
        for i, unit in enumerate(scored)
    }


def last_places(scheme: Scheme) -> int:
    """How many places at the end of a group the scheme asks for: those that make a statement, else
    its black list, else the last."""
    if scheme.statement is not None:
        return scheme.statement.bottom
    return max(scheme.lists.black if scheme.lists else 1, 1)


def intervals(scored: Sequence[UnitScore], now: Draws) -> tuple[Floats, Floats]:
    """95 % intervals of units that have a score; NaN where nothing in it is sampled."""
    if not scored:
        return np.array([]), np.array([])
    rows = [now.units.index(unit.unit) for unit in scored]
    observed = np.array([float(unit.score or 0) for unit in scored])
    low, high = interval(now.scores[rows], observed)
    unknown = ~now.sampled[rows]
    low[unknown] = high[unknown] = np.nan
    return low, high


def _changes(
    names: Sequence[str], now: Draws, before: Draws | None, sign: int
) -> tuple[dict[str, str], int]:
    """Whether each change is clear, and how many were judged."""
    clear = dict.fromkeys(names, "unknown")
    known = [n for n in names if before and n in before.units] if before else []
    if before is None or not known:
        return clear, 0
    width = min(now.scores.shape[1], before.scores.shape[1])
    here = [now.units.index(name) for name in known]
    there = [before.units.index(name) for name in known]
    new, old = now.scores[here, :width], before.scores[there, :width]
    same = (now.counted[here] == before.counted[there]).all(axis=1)
    judged = same & now.sampled[here] & before.sampled[there] & ~np.isnan(old).any(axis=1)
    p = np.full(len(known), np.nan)
    p[judged] = change_p(new[judged], old[judged])
    better = sign * (new.mean(axis=1) - old.mean(axis=1)) > 0
    for name, chance, up in zip(known, holm(p), better, strict=True):
        if not np.isnan(chance):
            clear[name] = ("up" if up else "down") if chance < LEVEL else "no"
    return clear, int(judged.sum())
