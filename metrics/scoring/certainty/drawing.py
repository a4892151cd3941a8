"""Bayesian bootstrap (Rubin 1981): the sums of every unit under random weights of its observations.

An observation's weight is Exp(1), so that of k equal ones is Gamma(k). To each component two
parts of an observation are added, one that lowers its value and one that raises it, drawn from the
city's own: 45 of 45 is not certain, and a miss costs what misses cost here. For a plain share that
is a beta prior (Brown, Cai and DasGupta 2001); PART is a little more than Jeffreys' half, by exact
coverage (docs/certainty.md). Seeded by period, unit and component: the same on every machine and
whatever other units there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from metrics.schemes.model import Component, Scheme
from metrics.scoring.certainty.contributions import Column, Rows
from metrics.scoring.certainty.values import value_of

Numbers = NDArray[np.float64]
PART = 0.65  # of an observation


@dataclass(frozen=True)
class Sums:
    """Drawn sums by column: an array units x draws each; units in the order of `units`."""

    units: tuple[str, ...]
    of: Mapping[Column, Numbers]


def draw(
    scheme: Scheme, period: str, observations: Sequence[Rows], units: Sequence[str], draws: int
) -> Sums:
    """Sums of the units in `draws` random weightings of the observations of one period."""
    place = {unit: i for i, unit in enumerate(units)}
    found: dict[Column, Numbers] = {}
    for number, rows in enumerate(observations):
        for column in rows.columns:
            found[column] = np.zeros((len(units), draws))
        starts = np.searchsorted(rows.unit, np.arange(len(rows.units) + 1))
        for unit, first, end in zip(rows.units, starts[:-1], starts[1:], strict=True):
            if unit not in place:
                continue
            source = _source(period, unit, f"rows {number}")
            weights = source.standard_gamma(rows.count[first:end, None], (end - first, draws))
            summed = rows.added[first:end].T @ weights
            for i, column in enumerate(rows.columns):
                found[column][place[unit]] = summed[i]
    for leaf in scheme.leaves():
        _add_parts(leaf, period, observations, place, found, draws)
    return Sums(tuple(units), found)


def _add_parts(
    leaf: Component,
    period: str,
    observations: Sequence[Rows],
    place: Mapping[str, int],
    found: dict[Column, Numbers],
    draws: int,
) -> None:
    """PART of an observation on either side of a component's value, for units that have any."""
    for rows in observations:
        own = [i for i, column in enumerate(rows.columns) if column.leaf == leaf.id]
        if not own:
            continue
        columns = [rows.columns[i] for i in own]
        added, counts = _distinct(rows.added[:, own], rows.count)
        sides = _sides(leaf, columns, added, counts)
        touched = np.unique(rows.unit[np.any(rows.added[:, own] != 0, axis=1)])
        for unit in (rows.units[i] for i in touched):
            if unit not in place:
                continue
            source = _source(period, unit, leaf.id)
            for vectors, chances in sides:
                picked = vectors[source.choice(len(vectors), draws, p=chances)]
                weight = source.standard_gamma(PART, draws)
                for i, column in enumerate(columns):
                    found[column][place[unit]] += weight * picked[:, i]


def _distinct(added: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """The different observations of the city that touch a component, and how many of each."""
    touching = np.any(added != 0, axis=1)
    vectors, inverse = np.unique(added[touching], axis=0, return_inverse=True)
    return vectors, np.bincount(inverse.ravel(), counts[touching], len(vectors)).astype(float)


def _sides(
    leaf: Component, columns: Sequence[Column], added: Numbers, counts: Numbers
) -> list[tuple[Numbers, Numbers]]:
    """The city's observations that lower the value of a component, and those that raise it, each
    with its chance. Where the city has none on a side, one is made up: nothing in the numerator of
    what is otherwise usual, or all of it."""
    city = counts @ added

    def value(sums: Numbers) -> Numbers:
        of = {column: sums[:, i] for i, column in enumerate(columns)}
        return value_of(leaf, lambda name, role: of.get(Column(leaf.id, name, role)))

    moved = value(city + added) - value(city[None, :])
    typical = city / max(counts.sum(), 1)
    counted = np.array([column.role in ("numerator", "weighed") for column in columns])
    amount = np.where(typical > 0, typical, 1.0)
    nothing, all_of_it = np.where(counted, 0.0, typical), np.where(counted, amount.max(), amount)
    sides = []
    for side, made_up in ((moved < 0, nothing), (moved > 0, all_of_it)):
        if side.any():
            sides.append((added[side], counts[side] / counts[side].sum()))
        else:
            sides.append((made_up[None, :], np.ones(1)))
    return sides


def _source(*names: str) -> np.random.Generator:
    return np.random.default_rng([crc32(name.encode()) for name in names])
