"""Bayesian bootstrap (Rubin 1981): the sums of every unit under random weights of its observations.

An observation's weight is Exp(1), so that of k equal ones is Gamma(k). To each component two
parts of an observation are added, one that lowers its value and one that raises it, drawn from the
city's own: 45 of 45 is not certain, and a miss costs what misses cost here. For a plain share that
is a beta prior (Brown, Cai and DasGupta 2001); PART is a little more than Jeffreys' half, by exact
coverage (docs/certainty.md). Seeded by period and component: the same on every machine, and
whichever of the units are asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from metrics.schemes.model import Component, Scheme
from metrics.scoring.certainty.contributions import Observations, SumColumn
from metrics.scoring.certainty.values import value_of

Numbers = NDArray[np.float64]
PART = 0.65  # of an observation


@dataclass(frozen=True)
class DrawnSums:
    """Drawn sums by column: an array units x draws each; units in the order of `units`."""

    units: tuple[str, ...]
    of: Mapping[SumColumn, Numbers]


def draw_sums(
    scheme: Scheme,
    period: str,
    observations: Sequence[Observations],
    units: Sequence[str],
    draws: int,
) -> DrawnSums:
    """Sums of the units in `draws` random weightings of the observations of one period."""
    found: dict[SumColumn, Numbers] = {}
    for rows in observations:
        own = _summed(rows, _source(period, "rows", rows.columns[0].leaf), draws)
        mine = {column.leaf for column in rows.columns}
        for leaf in (one for one in scheme.leaves() if one.id in mine):
            _add_parts(leaf, rows, _source(period, "parts", leaf.id), own)
        here = [(at, rows.units.index(unit)) for at, unit in enumerate(units) if unit in rows.units]
        to, of = [at for at, _ in here], [at for _, at in here]
        for column, sums in zip(rows.columns, own, strict=True):
            found[column] = np.zeros((len(units), draws))
            found[column][to] = sums[of]
    return DrawnSums(tuple(units), found)


def _summed(rows: Observations, source: np.random.Generator, draws: int) -> Numbers:
    """Drawn sums of all units of one kind of observations: columns x units x draws."""
    found = np.empty((len(rows.columns), len(rows.units), draws))
    starts = np.searchsorted(rows.unit, np.arange(len(rows.units) + 1))
    for unit, (first, end) in enumerate(pairwise(starts)):
        weights = source.standard_gamma(rows.count[first:end, None], (end - first, draws))
        found[:, unit] = rows.added[first:end].T @ weights
    return found


def _add_parts(
    leaf: Component, rows: Observations, source: np.random.Generator, found: Numbers
) -> None:
    """PART of an observation on either side of a component's value, for units that have any."""
    own = [i for i, column in enumerate(rows.columns) if column.leaf == leaf.id]
    added, counts = _distinct(rows.added[:, own], rows.count)
    touched = np.unique(rows.unit[np.any(rows.added[:, own] != 0, axis=1)])
    shape = len(touched), found.shape[2]
    for vectors, chances, part in _sides(leaf, [rows.columns[i] for i in own], added, counts):
        weight = source.standard_gamma(part, shape)
        if len(vectors) == 1:
            picked = vectors[0][:, None, None]
        else:
            at = np.searchsorted(chances.cumsum()[:-1], source.random(shape), "right")
            picked = np.moveaxis(vectors[at], 2, 0)
        for i, column in enumerate(own):
            found[column, touched] += weight * picked[i]


def _distinct(added: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """The different observations of the city that touch a component, and how many of each."""
    touching = np.any(added != 0, axis=1)
    vectors, inverse = np.unique(added[touching], axis=0, return_inverse=True)
    return vectors, np.bincount(inverse.ravel(), counts[touching], len(vectors)).astype(float)


def _sides(
    leaf: Component, columns: Sequence[SumColumn], added: Numbers, counts: Numbers
) -> list[tuple[Numbers, Numbers, float]]:
    """The city's observations that lower the value of a component, and those that raise it, each
    with its chance; and how much of one is added. Where the city has none on a side, one is made
    up: nothing in the numerator of what is otherwise usual, or all of it.

    One observation says less where some move the value much and others little, as findings that
    come in clusters do: by 1 + the square of their coefficient of variation."""
    city = counts @ added

    def value(sums: Numbers) -> Numbers:
        of = {column: sums[:, i] for i, column in enumerate(columns)}
        return value_of(leaf, lambda name, role: of.get(SumColumn(leaf.id, name, role)))

    moved = value(city + added) - value(city[None, :])
    typical = city / max(counts.sum(), 1)
    counted = np.array([column.role in ("numerator", "weighed") for column in columns])
    amount = np.where(typical > 0, typical, 1.0)
    nothing, all_of_it = np.where(counted, 0.0, typical), np.where(counted, amount.max(), amount)
    sides = []
    for side, made_up in ((moved < 0, nothing), (moved > 0, all_of_it)):
        if side.any():
            chances = counts[side] / counts[side].sum()
            mean = chances @ moved[side]
            unequal = float(chances @ (moved[side] / mean) ** 2)  # 1 where all move it alike
            sides.append((added[side], chances, PART * unequal))
        else:
            sides.append((made_up[None, :], np.ones(1), PART))
    return sides


def _source(*names: str) -> np.random.Generator:
    return np.random.default_rng([crc32(name.encode()) for name in names])
