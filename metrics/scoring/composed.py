"""Scores of another scheme as a component (日常考核计入全年目标管理): the mean of what it gave a
unit in its own periods inside, each by the version that was in force in it.

A period counts when it is over; one without a score of a unit is not in that unit's mean. Which
periods are missing is said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import duckdb

from kernel.periods import Period
from metrics.finished import progress_of, reach
from metrics.schemes.containing import periods_inside
from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules.measured import Measured
from metrics.schemes.versions import scored_by

Key = tuple[str, str]  # period id, component id


@dataclass(frozen=True)
class Taken:
    """What a component takes of another scheme in one period.

    counted: the other scheme's periods inside that are over and in which anybody has a score,
    oldest first. missing: those that are over, without a score of anybody; unfinished: those that
    are not over. found: the other scheme's scores (`metrics.scoring.scores.Scores`).
    """

    leaf: Component
    scheme: Scheme
    counted: tuple[Period, ...]
    missing: tuple[Period, ...]
    unfinished: tuple[Period, ...]
    found: Any

    @property
    def versions(self) -> tuple[int, ...]:
        """The versions of the other scheme that gave the scores."""
        return tuple(sorted({n for part in self.counted for n in scored_by(self.scheme, part)}))

    def scores(self, unit: str) -> dict[str, Fraction]:
        """The scores of a unit by period id, oldest first."""
        units = ((part.id, self.found.of[part.id].get(unit)) for part in self.counted)
        return {name: Fraction(own.score) for name, own in units if own and own.score is not None}

    def measured(self) -> dict[str, Measured]:
        """The mean of each unit that has a score in any of the parts."""
        units = dict.fromkeys(name for part in self.counted for name in self.found.of[part.id])
        made = {}
        for unit in units:
            if own := self.scores(unit):
                total, n = sum(own.values(), Fraction(0)), len(own)
                state = "value" if total else "zero"
                made[unit] = Measured(total / n, total, Fraction(n), n, state)
        return made


def of_period(takes: Mapping[Key, Taken], period: Period) -> list[Taken]:
    """Those of one period, in the order of the components."""
    return [one for (name, _), one in takes.items() if name == period.id]


def taken(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    score: Callable[[duckdb.DuckDBPyConnection, Scheme, Sequence[Period]], Any],
) -> dict[Key, Taken]:
    """What the components of a scheme take of others in each of the periods; one pass over the
    facts for each other scheme. score: `metrics.scoring.scores.scores`."""
    found: dict[Key, Taken] = {}
    leaves = [leaf for leaf in scheme.leaves() if leaf.scheme is not None]
    for name in dict.fromkeys(leaf.scheme for leaf in leaves):
        other = scheme.others.get(name or "")
        if other is None:
            continue  # an uploaded file that names what there is not: no data
        known = reach(con, other)
        first = min((min(one.days) for one in known.values()), default=date.max)
        over: dict[str, list[Period]] = {}
        unfinished: dict[str, tuple[Period, ...]] = {}
        for period in periods:
            inside = periods_inside(other, period)
            running = [p for p in inside if progress_of(other, p, known).running]
            unfinished[period.id] = tuple(running)
            over[period.id] = [p for p in inside if p not in running and p.end <= period.end]
        asked = {p.id: p for parts in over.values() for p in parts if p.end > first}
        made = score(con, other, list(asked.values()))
        for period in periods:
            without = [
                p
                for p in over[period.id]
                if all(unit.score is None for unit in made.of.get(p.id, {}).values())
            ]
            counted = tuple(p for p in over[period.id] if p not in without)
            gaps = tuple(without), unfinished[period.id]
            for leaf in (leaf for leaf in leaves if leaf.scheme == name):
                found[period.id, leaf.id] = Taken(leaf, other, counted, *gaps, made)
    return found


def composed_of(takes: Mapping[Key, Taken]) -> dict[str, dict[tuple[str, str], Measured]]:
    """Component id -> (period id, unit) -> measurement, as `metrics.scoring.measure` gives it."""
    found: dict[str, dict[tuple[str, str], Measured]] = {}
    for (period, leaf), one in takes.items():
        own = found.setdefault(leaf, {})
        own |= {(period, unit): made for unit, made in one.measured().items()}
    return found
