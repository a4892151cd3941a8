"""What would have taken a unit to a better rank, in what it can act on; found by scoring again.

One leaf at a time is made better step by step (one more case closed on time, a tenth of a point
less deducted), the unit is scored anew with everything else as it was, and its group is ranked
anew. Because a better leaf never makes its own unit's rank worse, halving finds the fewest steps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules.measured import Lever, Measured
from metrics.scoring.measure import exact_scale
from metrics.scoring.place import Place, places_of
from metrics.scoring.scores import Leaves, UnitScore, group_places, judge
from metrics.scoring.tree import score_tree

TOP = 3
_TENTH = Fraction(1, 10)


@dataclass(frozen=True)
class NeededStep:
    """The least of one component that takes a unit to rank `target` or better.

    amount: in the units of the component's numerator (cases, points), or of its value (scores,
    percent of a task). share: of all that could be made better there (0..1). rank, score: what
    the unit would have had.
    """

    target: int
    component: Component
    amount: Fraction
    share: float
    rank: int
    score: Decimal


def distances(
    scheme: Scheme,
    units: Mapping[str, UnitScore],
    unit: str,
    entered: Mapping[str, Mapping[str, Fraction]],
    more: Mapping[str, tuple[Fraction, ...]] | None = None,
) -> list[NeededStep]:
    """For the next better rank, and for the top three: what each component would have to gain.

    units: all units of the period, scored directly (not as a mean of months). entered: their
    adjustments by unit. more: by leaf whose rule reads several indicators, the numerators of all
    but the first. Components that alone do not suffice are left out; the least share of what could
    be better comes first.
    """
    own = units[unit]
    members = {name: u for name, u in units.items() if u.group == own.group}
    now = _place(scheme, members, unit).rank
    if now is None or now == 1:
        return []
    found = []
    for target in sorted({now - 1, min(now - 1, TOP)}, reverse=True):
        reached = []
        for leaf in scheme.leaves():
            lever = lever_of(leaf, own.tree.nodes[leaf.id].measured, (more or {}).get(leaf.id, ()))
            if lever is None or not lever.room:
                continue

            def after(k: int, leaf: Component = leaf, lever: Lever = lever) -> Place:
                changed = rescored(scheme, members, unit, {leaf.id: lever.after(k)}, entered)
                return _place(scheme, changed, unit)

            def enough(k: int, at: Callable[[int], Place] = after, target: int = target) -> bool:
                return (at(k).rank or now) <= target

            k = _fewest(lever.room, enough)
            if k is not None:
                place = after(k)
                assert place.rank is not None and place.score.score is not None
                share = k / lever.room
                amount = k * lever.step
                reached.append(
                    NeededStep(target, leaf, amount, share, place.rank, place.score.score)
                )
        found += sorted(reached, key=lambda s: s.share)
    return found


def lever_of(leaf: Component, measured: Measured, more: tuple[Fraction, ...] = ()) -> Lever | None:
    """How a leaf can be made better; None when nothing was measured or nothing can be counted.

    more: for a rule that reads several indicators, the numerators of all but the first.
    """
    assert leaf.rule is not None and leaf.indicator is not None
    entry = INDICATORS[leaf.indicator]
    value, top, bottom = measured.value, measured.numerator, measured.denominator
    if value is None:
        return None
    if len(leaf.rule.indicators(leaf.indicator)) > 1:
        return leaf.rule.lever(measured, more)
    lower = leaf.rule.costs or entry.better == "lower"
    match entry.kind:
        case "ratio":
            if top is None or not bottom or not (lower or entry.better):
                return None
            scale = Fraction(100) if leaf.over else exact_scale(entry.scale)
            step = _TENTH if "deduction" in entry.numerator.value else Fraction(1)
            sign = -1 if lower else 1

            def ratio(k: int) -> Measured:
                changed = top + sign * k * step
                return replace(measured, numerator=changed, value=scale * changed / bottom)

            return Lever(step, int((top if lower else bottom - top) / step), ratio)
        case "count":
            fewer = Lever(Fraction(1), int(value), lambda k: replace(measured, value=value - k))
            return fewer if lower else None
        case "given" | "task":
            step = _TENTH if entry.kind == "given" else Fraction(1)
            best = Decimal(100) if leaf.rule.most is None else leaf.rule.most
            room = max(int((Fraction(best) - value) / step), 0)
            return Lever(step, room, lambda k: replace(measured, value=value + k * step))
        case "difference" | "median" | "figure":
            return None
        case _:
            assert_never(entry.kind)


def rescored(
    scheme: Scheme,
    units: Mapping[str, UnitScore],
    unit: str,
    changed: Mapping[str, Measured],
    entered: Mapping[str, Mapping[str, Fraction]],
) -> dict[str, UnitScore]:
    """The units (one group) scored again, with some leaves of one of them measured otherwise.

    The others change only where points are given by place.
    """
    leaves: dict[str, Leaves] = {name: _leaves(scheme, u) for name, u in units.items()}
    leaves[unit] |= changed
    places = group_places(scheme, leaves, {name: u.group for name, u in units.items()})
    by_place = any(leaf.rule and leaf.rule.by_place for leaf in scheme.leaves())
    found = dict(units)
    for name in units if by_place else (unit,):
        tree = score_tree(scheme, leaves[name], entered.get(name, {}), places[name])
        state, reason = judge(scheme, tree, units[name].n, units[name].minimum)
        found[name] = replace(units[name], tree=tree, state=state, reason=reason)
    return found


def _leaves(scheme: Scheme, unit: UnitScore) -> Leaves:
    return {leaf.id: unit.tree.nodes[leaf.id].measured for leaf in scheme.leaves()}


def _place(scheme: Scheme, units: Mapping[str, UnitScore], unit: str) -> Place:
    return next(p for p in places_of(scheme, dict(units)) if p.score.unit == unit)


def _fewest(room: int, enough: Callable[[int], bool]) -> int | None:
    """The smallest k from 1 to room that is enough; None when not even all of it is."""
    if not enough(room):
        return None
    low, high = 0, room
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def nearest(steps: Sequence[NeededStep], target: int) -> NeededStep | None:
    """The step to a rank that asks least, in cases or points before scores that people give."""
    of_target = [s for s in steps if s.target == target]
    stated = {s.component.id: INDICATORS[s.component.indicator or ""].made_of for s in of_target}
    of_target.sort(key=lambda s: (stated[s.component.id] == "statements", s.share))
    return of_target[0] if of_target else None
