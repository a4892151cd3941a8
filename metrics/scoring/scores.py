"""The scores of all units in several periods, from one pass over the facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb

from data.access.narrowing import others_are_one
from data.access.rights import RightMissingError
from kernel.messages import Message
from kernel.periods import Period
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules.measured import NOT_MEASURED, Measured
from metrics.schemes.versions import version_for
from metrics.scoring.adjustments import adjustments
from metrics.scoring.beyond import Beyond, beyond_full_marks
from metrics.scoring.composed import Key, Taken, composed_of, taken
from metrics.scoring.longer import mean_of_months, months_to_score, weight_of
from metrics.scoring.measure import SAMPLE, Measurements, measure
from metrics.scoring.minimum import minimum_n
from metrics.scoring.participants import participants
from metrics.scoring.tree import Tree, score_tree

Leaves = dict[str, Measured]


@dataclass
class UnitScore:
    """One unit in one period. state: value | zero | below_minimum_n | no_data | not_participating.

    n: the size of what the scheme names as its sample. reason: why the unit is not ranked.
    minimum: the n that it needs to be ranked in this period.
    """

    unit: str
    group: str | None
    tree: Tree
    state: str
    n: int
    reason: Message | None = None
    minimum: int = 0

    @property
    def score(self) -> Decimal | None:
        return self.tree.score


@dataclass
class Scores:
    """`of[period id][unit]`; `versions`: by period id, the version of the scheme that scored it;
    `made_of`: by period id, the parts whose mean it is; `entered`: adjustments by (period id, unit)
    and component; `homeless`: adjustments that the scheme has no place for, as (period id, unit,
    component, points); `beyond`: given scores that are not counted because they are no share of
    their full marks; `draws`: by period id and how many, what `metrics.scoring.certainty` has drawn
    so far; `again`: by period ids, see `like_for_like`; `taken`: by (period id, component id), the
    scores of other schemes that components take."""

    of: dict[str, dict[str, UnitScore]] = field(default_factory=dict)
    versions: dict[str, Scheme] = field(default_factory=dict)
    made_of: dict[str, tuple[Period, ...]] = field(default_factory=dict)
    entered: dict[tuple[str, str], Mapping[str, Fraction]] = field(default_factory=dict)
    homeless: list[tuple[str, str, str, float]] = field(default_factory=list)
    beyond: list[Beyond] = field(default_factory=list)
    draws: dict[tuple[str, int], Any] = field(default_factory=dict)
    again: dict[tuple[str, str], "Scores"] = field(default_factory=dict)
    taken: dict[Key, Taken] = field(default_factory=dict)


def scores(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    measured: Measurements | None = None,
    by: Mapping[str, Scheme] | None = None,
) -> Scores:
    """Score every unit that takes part in each of the periods, each by the version of the scheme
    that is in force in it.

    A period longer than the scheme's own is the mean of its months' scores where the scheme says
    so: its months are then scored too, in the same pass.

    measured: what `measure` finds for `periods_scored` by the scheme alone, where it is at hand.
    by: period id -> the version that scores it, where that is not the one in force.
    Raises RightMissingError where the connection does not tell the units apart.
    """
    if others_are_one(con):
        raise RightMissingError("others")
    if measured is not None:
        scheme = scheme.among(())
    every = periods_scored(scheme, periods)
    result = Scores()
    own: dict[int, list[Period]] = {}
    for period in every:
        version = (by or {}).get(period.id) or version_for(scheme, period)
        result.versions[period.id] = version
        own.setdefault(version.version, []).append(period)
    months = {p.id: months_to_score(scheme, p) for p in periods}
    result.made_of = months
    known = {}
    for number, mine in own.items():
        version, ids = result.versions[mine[0].id], {period.id for period in mine}
        takes = taken(con, version, mine, scores)
        result.taken |= takes
        own_measured = measured or measure(con, version, mine, composed_of(takes))
        known[number] = own_measured, participants(con, version, mine)
        entered, homeless = adjustments(con, version, every, months, ids)
        result.entered |= entered
        result.homeless += homeless
        result.beyond += beyond_full_marks(con, version, mine)
    for period in every:  # months before what is made of them
        version = result.versions[period.id]
        found, members = known[version.version]
        groups = members[period.id]
        leaves = {unit: _leaves(version, found, (period.id, unit)) for unit in groups}
        places = group_places(version, leaves, groups)
        result.of[period.id] = {}
        minimum = minimum_n(version, period)
        for unit, group in groups.items():
            key = (period.id, unit)
            given = result.entered.get(key, {})
            if months.get(period.id):
                trees = [
                    (result.of[month.id][unit].tree, weight_of(month, period))
                    for month in months[period.id]
                    if unit in result.of[month.id]
                ]
                tree = mean_of_months(version, trees, leaves[unit], given)
            else:
                tree = score_tree(version, leaves[unit], given, places[unit])
            n = found[SAMPLE].get(key, NOT_MEASURED).n
            state, reason = judge(version, tree, n, minimum)
            result.of[period.id][unit] = UnitScore(unit, group, tree, state, n, reason, minimum)
    return result


def like_for_like(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, before: Period, now: Period, found: Scores
) -> Scores | None:
    """The scores of two periods, the earlier one scored again by the version of the later one,
    month by month where they are the mean of months; None where the earlier one was scored by it.

    found: the scores of both as they are published. See `alike` for which periods that can be.
    """
    months = [months_to_score(scheme, period) for period in (before, now)]
    together = len(months[0]) == len(months[1])
    pairs = [*(zip(*months, strict=True) if together else ()), (before, now)]
    by = {old.id: found.versions[new.id] for old, new in pairs}
    scored = [found.versions[part.id] for part in (*months[0], before)]
    wanted = [found.versions[part.id] for part in (*months[1], now)]
    if together and [v.version for v in scored] == [v.version for v in wanted]:
        return None
    key = before.id, now.id
    if key not in found.again:
        other = (
            scores(con, scheme, [before], by=by)
            if together
            else scores(con, found.versions[now.id].among(()), [before])
        )
        for part in (*months[1], now):
            other.of[part.id], other.versions[part.id] = found.of[part.id], found.versions[part.id]
        other.made_of[now.id] = found.made_of.get(now.id, ())
        other.draws = {key: one for key, one in found.draws.items() if key[0] == now.id}
        found.again[key] = other
    return found.again[key]


def scorable_alike(scheme: Scheme, before: Period, now: Period) -> bool:
    """Whether an earlier period can be scored by the rules of a later one: not where only the later
    one is a range of days of which one part is by another version than the other."""
    made_of = len(months_to_score(scheme, now))
    return made_of in (0, len(months_to_score(scheme, before)))


def periods_scored(scheme: Scheme, periods: Sequence[Period]) -> list[Period]:
    """The periods that scores of these are made of: months before what is made of them."""
    months = [month for period in periods for month in months_to_score(scheme, period)]
    return list({period.id: period for period in [*months, *periods]}.values())


def _leaves(scheme: Scheme, measured: Measurements, key: tuple[str, str]) -> Leaves:
    return {leaf.id: measured[leaf.id].get(key, NOT_MEASURED) for leaf in scheme.leaves()}


def judge(scheme: Scheme, tree: Tree, n: int, minimum: int) -> tuple[str, Message | None]:
    """The state of a unit, and why it is not ranked. minimum: see `minimum_n`."""
    if tree.score is None:
        return _without_score(tree)
    if n < minimum:
        indicator = INDICATORS[scheme.n.indicator]
        params = {
            "zh": indicator.name("zh"),
            "en": indicator.name("en"),
            "n": n,
            "minimum": minimum,
        }
        return "below_minimum_n", _message("rank-below-minimum", **params)
    return ("zero" if tree.score == 0 else "value"), None


def _without_score(tree: Tree) -> tuple[str, Message]:
    states = {n.state for n in tree.nodes.values() if not n.component.components}
    if not states & {"value", "zero"}:
        if "not_participating" in states:
            return "not_participating", _message("rank-not-participating")
        return "no_data", _message("rank-no-data")
    if tree.blocked:
        names = [tree.nodes[name].component.name for name in tree.blocked]
        zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
        return "no_data", _message("rank-component-missing", zh=zh, en=en)
    return "no_data", _message("rank-too-much-missing", missing=f"{float(tree.missing):.0f}")


def group_places(
    scheme: Scheme, leaves: Mapping[str, Leaves], groups: Mapping[str, str | None]
) -> dict[str, dict[str, int]]:
    """Places inside the group for the leaves that give points by place; equal values share one."""
    places: dict[str, dict[str, int]] = {unit: {} for unit in groups}
    for leaf in scheme.leaves():
        if leaf.rule is not None and leaf.rule.by_place:
            for unit in groups:
                places[unit][leaf.id] = _place(leaf, unit, leaves, groups)
    return places


def _place(
    leaf: Component, unit: str, leaves: Mapping[str, Leaves], groups: Mapping[str, str | None]
) -> int:
    own = leaves[unit][leaf.id].value
    if own is None:
        return 0
    rivals = [leaves[u][leaf.id].value for u, group in groups.items() if group == groups[unit]]
    lower_is_better = INDICATORS[leaf.indicator or ""].better == "lower"
    return 1 + sum(
        other is not None and (other < own if lower_is_better else other > own) for other in rivals
    )


def _message(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
