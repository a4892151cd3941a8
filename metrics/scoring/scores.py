"""The scores of all units in several periods, from one pass over the facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import duckdb

from kernel.messages import Message
from metrics.indicators import INDICATORS
from metrics.periods import Period
from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules import NOTHING, Measured, RankPoints
from metrics.scoring.adjustments import Entered, adjustments
from metrics.scoring.beyond import Beyond, beyond_full_marks
from metrics.scoring.longer import mean_of_months, months_to_score
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
    """`of[period id][unit]`; `entered`: adjustments by (period id, unit) and component; `homeless`:
    adjustments that the scheme has no place for, as (period id, unit, component, points); `beyond`:
    given scores that are not counted because they are no share of their full marks; `draws`: by
    period id and how many, what `metrics.scoring.certainty` has drawn so far."""

    of: dict[str, dict[str, UnitScore]] = field(default_factory=dict)
    entered: Entered = field(default_factory=dict)
    homeless: list[tuple[str, str, str, float]] = field(default_factory=list)
    beyond: list[Beyond] = field(default_factory=list)
    draws: dict[tuple[str, int], Any] = field(default_factory=dict)


def scores(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    measured: Measurements | None = None,
) -> Scores:
    """Score every unit that takes part in each of the periods.

    A period longer than the scheme's own is the mean of its months' scores where the scheme says
    so: its months are then scored too, in the same pass.

    measured: what `measure` finds for `periods_scored`, where it is at hand.
    """
    months = {p.id: months_to_score(scheme, p) for p in periods}
    every = periods_scored(scheme, periods)
    members = participants(con, scheme, every)
    if measured is None:
        measured = measure(con, scheme, every)
    entered, homeless = adjustments(con, scheme, every, months)
    beyond = beyond_full_marks(con, scheme, every)
    result = Scores(entered=entered, homeless=homeless, beyond=beyond)
    for period in every:  # months before what is made of them
        groups = members[period.id]
        leaves = {unit: _leaves(scheme, measured, (period.id, unit)) for unit in groups}
        places = group_places(scheme, leaves, groups)
        result.of[period.id] = {}
        minimum = minimum_n(scheme, period)
        for unit, group in groups.items():
            key = (period.id, unit)
            given = entered.get(key, {})
            if months.get(period.id):
                own = [result.of[month.id].get(unit) for month in months[period.id]]
                trees = [score.tree for score in own if score is not None]
                tree = mean_of_months(scheme, trees, leaves[unit], given)
            else:
                tree = score_tree(scheme, leaves[unit], given, places[unit])
            n = measured[SAMPLE].get(key, NOTHING).n
            state, reason = judge(scheme, tree, n, minimum)
            result.of[period.id][unit] = UnitScore(unit, group, tree, state, n, reason, minimum)
    return result


def periods_scored(scheme: Scheme, periods: Sequence[Period]) -> list[Period]:
    """The periods that scores of these are made of: months before what is made of them."""
    months = [month for period in periods for month in months_to_score(scheme, period)]
    return list({period.id: period for period in [*months, *periods]}.values())


def _leaves(scheme: Scheme, measured: Measurements, key: tuple[str, str]) -> Leaves:
    return {leaf.id: measured[leaf.id].get(key, NOTHING) for leaf in scheme.leaves()}


def judge(scheme: Scheme, tree: Tree, n: int, minimum: int) -> tuple[str, Message | None]:
    """The state of a unit, and why it is not ranked. minimum: see `minimum_n`."""
    if tree.score is None:
        return _without_score(tree)
    if n < minimum:
        indicator = INDICATORS[scheme.n.indicator]
        params = {
            "zh": indicator.zh,
            "en": indicator.en,
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
        if isinstance(leaf.rule, RankPoints):
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
