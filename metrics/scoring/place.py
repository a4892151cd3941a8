"""The places of units in a ranking: their order, and the ranks inside their groups."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from metrics.schemes.model import Scheme
from metrics.scoring.components import float_or_nan
from metrics.scoring.scores import UnitScore

RANKED = ("value", "zero")
# Those without a rank follow in this order.
_UNRANKED = ("below_minimum_n", "no_data", "not_participating")


@dataclass(frozen=True)
class Place:
    """One unit's score and its rank inside its group (None: not ranked)."""

    score: UnitScore
    rank: int | None


def places_of(scheme: Scheme, units: dict[str, UnitScore]) -> list[Place]:
    """All units in the order shown: groups, inside them by rank, then those without a rank."""
    found: list[Place] = []
    groups = {unit.group for unit in units.values()}
    for group in sorted(groups, key=lambda name: _group_order(scheme, name)):
        members = [unit for unit in units.values() if unit.group == group]
        ranked = [unit for unit in members if unit.state in RANKED]
        found += _ranked(scheme, ranked)
        rest = [unit for unit in members if unit.state not in RANKED]
        rest.sort(
            key=lambda u: (
                _UNRANKED.index(u.state),
                -scheme.sign * (u.score or Decimal(0)),
                u.unit,
            )
        )
        found += [Place(unit, None) for unit in rest]
    return found


def _ranked(scheme: Scheme, units: list[UnitScore]) -> list[Place]:
    """Ranks by rounded score (the lowest first where the scheme says so), then by the deciding
    components; equal ones share a rank.

    `min` and `unordered` share the first of their places (1, 1, 3), `dense` leaves no gap
    (1, 1, 2). Units that share a rank are listed by name.
    """

    def standing(unit: UnitScore) -> tuple[Fraction, ...]:
        assert unit.score is not None
        return (
            scheme.sign * Fraction(unit.score),
            *(_share(unit, name) for name in scheme.ties.by),
        )

    ordered = sorted(units, key=lambda u: u.unit)
    ordered.sort(key=standing, reverse=True)
    found: list[Place] = []
    for position, unit in enumerate(ordered):
        if found and standing(unit) == standing(ordered[position - 1]):
            place = found[-1].rank
        elif scheme.ties.then == "dense":
            place = (found[-1].rank or 0) + 1 if found else 1
        else:
            place = position + 1
        found.append(Place(unit, place))
    return found


def _share(unit: UnitScore, name: str) -> Fraction:
    """How much of its full marks a component got; below all others when it has no data."""
    node = unit.tree.nodes[name]
    return node.points / node.worth if node.points is not None and node.worth else Fraction(-1)


def _group_order(scheme: Scheme, name: str | None) -> tuple[int, str]:
    groups = scheme.groups
    stated = [] if groups is None else [*groups.order, *groups.of]
    if name is None:
        return len(stated) + 1, ""
    return (stated.index(name) if name in stated else len(stated)), name


def with_previous(now: Place, before: Place | None) -> dict[str, object]:
    """A place beside that of an earlier period: previous_rank, rank_change (positive: better),
    previous_score and change, None or NaN where either is missing."""
    new, old = now.score.score, before.score.score if before else None
    old_rank = before.rank if before else None
    return {
        "previous_rank": old_rank,
        "rank_change": old_rank - now.rank if old_rank and now.rank else None,
        "previous_score": float_or_nan(old),
        "change": float("nan") if old is None or new is None else float(new - old),
    }
