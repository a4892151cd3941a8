"""What draws let one say: intervals, clear changes, chances of places, tiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from metrics.aggregation.figures import Floats

LEVEL = 0.05
PRIOR = 2.0  # standard errors, by calibration (docs/certainty.md)
APART = 0.9  # chance that one is ahead of another, from which on they are told apart


def interval(scores: Floats, observed: Floats) -> tuple[Floats, Floats]:
    """95 % percentile intervals by unit (scores: units x draws), which hold the score itself.

    Where scores come in steps the step at an end counts half (Lancaster's mid-p, 1961): it is left
    out when that still leaves out no more than the level. Whole, it makes intervals of bands hold
    the truth in 0.99.
    """
    ordered = np.sort(scores, axis=1)
    low, high = _end(ordered), -_end(-ordered[:, ::-1])
    return np.fmin(low, observed), np.fmax(high, observed)


def _end(ordered: Floats) -> Floats:
    """The lower ends of intervals; ordered: units x draws, ascending."""
    count = ordered.shape[1]
    beyond = LEVEL / 2 * count  # so many draws are left out
    at = min(int(beyond), count - 1)
    ends = ordered[:, at].copy()
    for i in np.flatnonzero(ordered[:, min(at + 1, count - 1)] == ends):
        first, last = (int(np.searchsorted(ordered[i], ends[i], side)) for side in _SIDES)
        if (first + last) / 2 < beyond and last < count:
            ends[i] = ordered[i, last]
    return ends


_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


def widened(scores: Floats, by: float) -> Floats:
    """The draws of each unit, further from their mean by a factor: for more variation than chance
    (see `dispersion`)."""
    middle = scores.mean(axis=1, keepdims=True)
    return scores if by == 1 else middle + by * (scores - middle)


def change_p(now: Floats, before: Floats) -> Floats:
    """Two-sided p of "no change" by unit: how seldom the draws cross zero, at most twice as many;
    those at zero count half (see `interval`).

    Where none crosses, the normal tail says how far away zero is.
    """
    moved = now - before
    draws = moved.shape[1]
    still = (moved == 0).sum(axis=1) / 2
    crossing = np.minimum((moved < 0).sum(axis=1), (moved > 0).sum(axis=1)) + still
    p = np.minimum(2 * (crossing + 1) / (draws + 1), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        far = 2 * norm.sf(np.abs(moved.mean(axis=1)) / moved.std(axis=1))
    return np.where(crossing == 0, np.fmin(p, far), p)


def holm(p: Sequence[float] | Floats) -> Floats:
    """p adjusted for all that were judged (Holm 1979): the chance that any of those called clear is
    none stays below the level, whatever depends on what. NaN stays NaN and is not counted."""
    values = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(values))
    adjusted = np.full(values.shape, np.nan)
    order = known[np.argsort(values[known], kind="stable")]
    steps = values[order] * (len(order) - np.arange(len(order)))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0) if len(order) else []
    return adjusted


@dataclass(frozen=True)
class Places:
    """By unit: chance of the first place, of the first three, of the last `bottom`; that the unit
    shown first is ahead of it (NaN of itself); tier from 1."""

    first: Floats
    top3: Floats
    bottom: Floats
    behind: Floats
    tier: NDArray[np.int64]


def chances_of_places(
    scores: Floats, n: Floats, bottom: int, unfloored: Floats | None = None
) -> Places:
    """Chances of places inside one group. scores: units x draws, no NaN, in the order shown; n: how
    many observations are behind each unit; unfloored: the draws where points have no lower end.

    The draws are drawn together first, as far as the units differ no more than chance: without it
    the chances are too bold. That is done without the floor of the rules: a unit of few visits that
    lies on it would seem to be there for sure. A score that nobody can have is not drawn (of bands
    there are few), and equal ones take their places by lot.
    A tier ends where everybody before is ahead of everybody after with a chance of 0.9 or more.
    """
    shrunk = _drawn_together(scores, n, unfloored)
    count = len(shrunk)
    lot = np.random.default_rng(1).random(shrunk.shape)
    order = np.argsort(lot - shrunk, axis=0)
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(count)[:, None], axis=0)
    return Places(
        first=(rank == 0).mean(axis=1),
        top3=(rank < 3).mean(axis=1),
        bottom=(rank >= count - bottom).mean(axis=1),
        behind=np.append(np.nan, (shrunk[0] > shrunk[1:]).mean(axis=1)),
        tier=_tiers(shrunk),
    )


def chance_ahead(
    scores: Floats, n: Floats, one: int, other: int, unfloored: Floats | None = None
) -> float:
    """The chance that one unit of a group is truly ahead of another, of all that are as
    `chances_of_places` takes them: what that says of the first of the group."""
    shrunk = _drawn_together(scores, n, unfloored)
    return float((shrunk[one] > shrunk[other]).mean())


def _drawn_together(scores: Floats, n: Floats, unfloored: Floats | None) -> NDArray[np.int64]:
    """The draws as places among the scores that somebody can have."""
    possible = np.unique(scores.round(9))
    free = scores if unfloored is None else unfloored
    return np.searchsorted((possible[1:] + possible[:-1]) / 2, shrink(free, n))


def shrink(scores: Floats, n: Floats) -> Floats:
    """Draws of the true scores, given that the units of one group come from one city: a normal
    spread of unknown size around an unknown mean, both drawn from what the scores say of them
    (Gelman et al., Bayesian Data Analysis, section 5.4)."""
    middle, own = scores.mean(axis=1, keepdims=True), scores.std(axis=1, keepdims=True)
    if len(scores) < 3 or not own.any():
        return scores
    source = np.random.default_rng(0)
    variance = _moderated(own[:, 0] ** 2, n)[:, None] * _heavier(scores - middle)
    noise = source.standard_normal(scores.shape)  # of who has one score in all draws
    noise = np.divide(scores - middle, own, out=noise, where=own > 0)
    spread = _spreads(middle[:, 0], variance[:, 0], scores.shape[1], source)
    weight = 1 / (variance + spread**2)
    total = weight.sum(axis=0)
    mean = (weight * middle).sum(axis=0) / total
    mean += source.standard_normal(len(mean)) / np.sqrt(total)
    keep = spread**2 * weight
    return mean + keep * (middle - mean) + np.sqrt(keep * variance) * noise


def _moderated(variance: Floats, n: Floats) -> Floats:
    """Each unit's variance, half its own and half what the variance of one observation of the whole
    group gives for its n: who by luck has few findings seems surer than it is."""
    n = np.maximum(n, 1)
    return (variance + (variance * n).mean() / n) / 2


def _heavier(around: Floats) -> float:
    """How many times the variance counts, since it is known from few large contributions only.

    The fourth cumulant of weights of Exp(1) is 6 times the sum of fourth powers, so the excess
    kurtosis of the draws tells the degrees of freedom of their variance, 12 over it, pooled over
    the units; a t distribution with so many has 1 + 2 / df times the variance, about.
    """
    variance = (around**2).mean(axis=1)
    fourth = (around**4).mean(axis=1) - 3 * variance**2
    excess = float(fourth.sum() / (variance**2).sum())
    return 1 + max(excess, 0.0) / 6


def _spreads(middle: Floats, variance: Floats, count: int, source: np.random.Generator) -> Floats:
    """Draws of the standard deviation between units, from its marginal posterior on a grid. A
    priori it is as likely below PRIOR usual standard errors as above (DuMouchel 1994;
    Spiegelhalter, Abrams and Myles 2004, section 5.7.3): nine units that differ by chance alone say
    little of it.
    """
    usual = PRIOR / np.sqrt((1 / variance).mean())
    most = 4 * max(float(middle.std()), float(np.sqrt(variance.mean())))
    grid = (np.arange(200) + 0.5) * most / 200
    total = variance + grid[:, None] ** 2
    precision = (1 / total).sum(axis=1)
    mean = (middle / total).sum(axis=1) / precision
    fit = ((middle - mean[:, None]) ** 2 / total).sum(axis=1)
    log = -0.5 * (np.log(precision) + np.log(total).sum(axis=1) + fit) - 2 * np.log(usual + grid)
    chance = np.exp(log - log.max())
    return source.choice(grid, count, p=chance / chance.sum())


def _tiers(scores: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tiers of units in the order shown, from 1."""
    tier = np.ones(len(scores), dtype=np.int64)
    ahead = np.array([(one > scores).mean(axis=1) for one in scores])
    for cut in range(1, len(scores)):
        tier[cut] = tier[cut - 1] + bool(ahead[:cut, cut:].min() >= APART)
    return tier


def dispersion(z: Floats) -> float:
    """How much more than chance past changes vary: the winsorised variance of their z, at least 1.

    z: changes over their standard deviation, NaN where unknown. A tenth on either side is pulled in
    to the rest, so that a few real changes do not pass for noise; the factor that pulling in costs
    a normal sample is given back.
    """
    known = np.sort(z[~np.isnan(z)])
    if len(known) < 20:
        return 1.0
    low, high = np.quantile(known, [0.1, 0.9])
    pulled = np.clip(known, low, high)
    return float(max(np.mean((pulled - pulled.mean()) ** 2) / _WINSORISED, 1.0))


# Variance of a standard normal variable after its outer tenths are pulled in to +-1.2816.
_Q = norm.ppf(0.9)
_WINSORISED = float(0.8 - 2 * _Q * norm.pdf(_Q) + 0.2 * _Q**2)
