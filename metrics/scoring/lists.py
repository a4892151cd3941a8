"""Who is named: red and black list, those who make a statement, early warnings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.schemes.model import Scheme
from metrics.scoring.place import Place


@dataclass(frozen=True)
class Lists:
    """Names of units, best first on the red and worst first on the others.

    warnings: (unit, component) where a component lost more of its full marks than the scheme's
    early warning allows.
    """

    red: tuple[str, ...] = ()
    black: tuple[str, ...] = ()
    statement: tuple[str, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()

    def only(self, unit: str) -> "Lists":
        """The same, of one unit alone."""
        named = (self.red, self.black, self.statement)
        red, black, statement = (tuple(one for one in names if one == unit) for names in named)
        return Lists(red, black, statement, tuple(o for o in self.warnings if o[0] == unit))


def name_lists(scheme: Scheme, periods: Sequence[Sequence[Place]]) -> Lists:
    """The lists of the last of the periods. Units that share a place are named together, and only
    ranked units are named."""
    now = periods[-1]
    red: list[str] = []
    black: list[str] = []
    if scheme.lists is not None:
        for group in _groups(now, scheme.lists.scope == "group"):
            red += _end(group, scheme.lists.red, scheme.sign)
            black += _end(group, scheme.lists.black, scheme.sign, best=False)
        black = [unit for unit in black if unit not in red]  # a group smaller than both lists
    return Lists(tuple(red), tuple(black), _statement(scheme, periods), _warnings(scheme, now))


def _groups(places: Sequence[Place], by_group: bool) -> list[list[Place]]:
    ranked = [place for place in places if place.rank is not None]
    names = dict.fromkeys(place.score.group if by_group else None for place in ranked)
    return [[p for p in ranked if not by_group or p.score.group == name] for name in names]


def _end(group: Sequence[Place], size: int, sign: int, best: bool = True) -> list[str]:
    """The first or the last `size` units of a group, with those that equal the last one named.

    Inside one group ranks decide, over several groups scores do (sign -1: the lower is better).
    """
    one_group = len({place.score.group for place in group}) == 1

    def standing(place: Place) -> float:
        key = -float(place.rank or 0) if one_group else sign * float(place.score.score or 0)
        return key if best else -key

    ordered = sorted(group, key=standing, reverse=True)
    if size == 0 or not ordered:
        return []
    edge = standing(ordered[min(size, len(ordered)) - 1])
    return [place.score.unit for place in ordered if standing(place) >= edge]


def _statement(scheme: Scheme, periods: Sequence[Sequence[Place]]) -> tuple[str, ...]:
    rule = scheme.statement
    if rule is None:
        return ()
    at_the_end = [
        [
            name
            for group in _groups(places, True)
            for name in _end(group, rule.bottom, scheme.sign, best=False)
        ]
        for places in periods[-rule.within :]
    ]
    times = Counter(name for names in at_the_end for name in names)
    return tuple(name for name in at_the_end[-1] if times[name] >= rule.times)


def _warnings(scheme: Scheme, now: Sequence[Place]) -> tuple[tuple[str, str], ...]:
    if scheme.early_warning is None:
        return ()
    kept = 1 - Fraction(scheme.early_warning) / 100
    return tuple(
        (place.score.unit, name)
        for place in now
        for name, node in place.score.tree.nodes.items()
        if node.points is not None and node.worth and node.points / node.worth < kept
    )
