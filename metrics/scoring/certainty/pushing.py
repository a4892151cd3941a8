"""Drawn sums through the scheme's own rules: points of components and scores, draw by draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.scoring.certainty.drawing import DrawnSums
from metrics.scoring.certainty.values import is_drawn, value_of
from metrics.scoring.scores import UnitScore

Numbers = NDArray[np.float64]
TAKEN = "scheme_score"  # the indicator whose values are drawn with another scheme


@dataclass(frozen=True)
class Draws:
    """The draws of one period.

    units: those of the period, in order. scores: units x draws, NaN for a unit without score.
    unfloored: the same where neither components nor the total stop at their lowest; `scores` itself
    where nothing lies there.
    leaves: by component, its points on its own scale, units x draws. sampled: which units have
    anything that is drawn in their score; the others are as they are. counted: which components
    count in whose score, units x components.
    """

    units: tuple[str, ...]
    scores: Numbers
    unfloored: Numbers
    leaves: Mapping[str, Numbers] = field(default_factory=dict)
    sampled: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    counted: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 0), dtype=bool))

    def of(self, unit: str) -> Numbers:
        """The scores drawn for one unit."""
        return self.scores[self.units.index(unit)]


def push(scheme: Scheme, units: Mapping[str, UnitScore], sums: DrawnSums) -> Draws:
    """The draws of a period whose score comes from its own rows."""
    names = sums.units
    scored = [units[name] for name in names]
    width = next(iter(sums.of.values())).shape[1] if sums.of else 1
    fixed = np.array([_fixed(unit) for unit in scored], dtype=float)
    total = np.repeat(fixed[:, None], width, axis=1)
    below = np.zeros_like(total)  # how far the floors of components lift a score
    leaves: dict[str, Numbers] = {}
    sampled = np.zeros(len(names), dtype=bool)
    counted = []
    for leaf in scheme.leaves():
        nodes = [unit.tree.nodes.get(leaf.id) for unit in scored]
        rate = np.array([float(n.worth / Fraction(n.component.scale)) if n else 0.0 for n in nodes])
        points, lifted, drawn = _points(scheme, leaf, scored, sums, width)
        leaves[leaf.id] = points
        total += np.where(rate[:, None] > 0, rate[:, None] * np.nan_to_num(points), 0.0)
        if lifted is not None:
            below += rate[:, None] * lifted
        sampled |= drawn & (rate > 0)
        counted.append(rate > 0)
    unfloored = total - below
    if scheme.ceiling is not None:
        total = np.minimum(total, float(scheme.ceiling))
        unfloored = np.minimum(unfloored, float(scheme.ceiling))
    if scheme.floor is not None:
        total = np.maximum(total, float(scheme.floor))
    if np.array_equal(total, unfloored):
        unfloored = total
    total[without := [unit.score is None for unit in scored]] = np.nan
    unfloored[without] = np.nan
    return Draws(names, total, unfloored, leaves, sampled, np.stack(counted, axis=1))


def mean_of(months: Sequence[Draws], units: Sequence[str], weights: Sequence[int]) -> Draws:
    """The draws of a period whose score is the weighted mean of its months' scores."""
    widths = [month.scores.shape[1] for month in months]
    width = min((w for w in widths if w > 1), default=1)  # 1: a month without observations
    stacked = np.full((len(months), len(units), width), np.nan)
    free = np.full_like(stacked, np.nan)
    sampled = np.zeros(len(units), dtype=bool)
    leaves = max(month.counted.shape[1] for month in months)
    counted = np.zeros((len(units), leaves), dtype=bool)
    for number, month in enumerate(months):
        at = {unit: i for i, unit in enumerate(month.units)}
        for i, unit in enumerate(units):
            if unit in at:
                stacked[number, i] = month.scores[at[unit]][:width]
                free[number, i] = month.unfloored[at[unit]][:width]
                sampled[i] |= month.sampled[at[unit]]
                own = month.counted[at[unit]]
                counted[i, : own.size] |= own
    weight = np.array(weights, dtype=float)[:, None, None]
    known = ~np.isnan(stacked)
    count = (known * weight).sum(axis=0)
    mean, unfloored = (
        (np.where(known, each, 0.0) * weight).sum(axis=0) / np.where(count, count, np.nan)
        for each in (stacked, free)
    )
    return Draws(tuple(units), mean, unfloored, {}, sampled, counted)


def _fixed(unit: UnitScore) -> float:
    """What of a score is no component: adjustments as they were entered."""
    return float(sum(part.points for part in unit.tree.parts if part.kind == "adjustment"))


def _points(
    scheme: Scheme, leaf: Component, units: Sequence[UnitScore], sums: DrawnSums, width: int
) -> tuple[Numbers, Numbers | None, NDArray[np.bool_]]:
    """Points of a component, units x draws; how far its lowest lifts them, None for rules without
    a lowest; and for which units they are drawn."""
    assert leaf.rule is not None
    nodes = [unit.tree.nodes.get(leaf.id) for unit in units]
    seen = np.array([_observed(node) for node in nodes], dtype=float)[:, None]
    values = np.repeat(seen, width, axis=1)
    drawn = np.zeros(len(units), dtype=bool)
    own = {(c.indicator, c.role): array for c, array in sums.of.items() if c.leaf == leaf.id}
    if is_drawn(leaf) and own:
        over = np.array([_over(node) for node in nodes], dtype=float)[:, None]

        def given(name: str, role: str) -> Numbers | None:
            found = own.get((name, role))
            entry = INDICATORS[name]
            if found is None and role == "denominator" and entry.denominator is not None:
                return np.repeat(over, width, axis=1)  # a census: inhabitants, objects
            return found

        found = value_of(leaf, given)
        touched = ~np.isnan(found) & ~np.isnan(values)
        values = np.where(touched, found, values)
        drawn = touched.any(axis=1) & (np.ptp(np.nan_to_num(values), axis=1) > 0)
    elif (TAKEN, "value") in own:
        given_by = own[TAKEN, "value"]
        touched = ~np.isnan(given_by) & ~np.isnan(values)
        values = np.where(touched, given_by, values)
        drawn = touched.any(axis=1) & (np.ptp(np.nan_to_num(values), axis=1) > 0)
    if leaf.rule.by_place:
        values = _places(leaf, values, [unit.group for unit in units])
    with np.errstate(invalid="ignore"):
        known, scale = np.nan_to_num(values), float(leaf.scale)
        points = leaf.rule.points_of(known, scale)
        free = leaf.rule.unfloored(known, scale)
    missing = np.isnan(values)
    lifted = None if free is None else np.where(missing, 0, points - free)
    return np.where(missing, np.nan, points), lifted, drawn


def _observed(node: object) -> float:
    value = getattr(getattr(node, "measured", None), "value", None)
    return float("nan") if value is None else float(value)


def _over(node: object) -> float:
    value = getattr(getattr(node, "measured", None), "denominator", None)
    return float("nan") if value is None else float(value)


def _places(leaf: Component, values: Numbers, groups: Sequence[str | None]) -> Numbers:
    """Places inside the group, draw by draw; equal values share the better place."""
    lower = INDICATORS[leaf.indicator or ""].better == "lower"
    found = np.full(values.shape, np.nan)
    for group in dict.fromkeys(groups):
        own = [i for i, other in enumerate(groups) if other == group]
        part = values[own] if lower else -values[own]
        found[own] = rankdata(part, method="min", axis=0, nan_policy="omit")
    return found
