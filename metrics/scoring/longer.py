"""Quarters, half-years and years that a scheme makes of its months' scores, each month by the
version of the scheme that was in force; and ranges of days in which the scheme changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kernel.periods import MONTHS_IN, Period
from metrics.schemes.model import Scheme
from metrics.schemes.rules.measured import NOT_MEASURED, Measured
from metrics.schemes.versions import stretches
from metrics.scoring.adjustments import TOTAL, capped
from metrics.scoring.exact import rounded
from metrics.scoring.tree import Node, Part, Tree


def months_to_score(scheme: Scheme, period: Period) -> tuple[Period, ...]:
    """The months whose mean is the period's score, or the stretches of a range of days that are by
    different versions of the scheme; empty when the period is scored directly."""
    if scheme.period.longer != "mean_of_months":
        return ()
    if MONTHS_IN.get(period.grain, 1) == 1:
        return stretches(scheme, period)
    return period.months()


def weight_of(period: Period, of: Period) -> int:
    """What a part counts for in the mean: a stretch of days its days, a month as any other."""
    return period.days if of.grain == "custom" else 1


def mean_of_months(
    scheme: Scheme,
    months: Sequence[tuple[Tree, int]],
    leaves: Mapping[str, Measured],
    adjustments: Mapping[str, Fraction],
) -> Tree:
    """The mean of the months that have a score, part by part, by their weights.

    `leaves` are the measurements over the whole period, shown beside the mean points.
    `adjustments` are those of the longer period itself; they apply to the total. Components of any
    version are there, those of the newest first; one that a month's version does not have gave
    nothing of nothing in that month.
    """
    scored = [(month, weight) for month, weight in months if month.score is not None]
    if not scored:
        return Tree(nodes={k: replace(n, points=None) for k, n in _any_nodes(months).items()})
    count = sum(weight for _, weight in scored)
    names = dict.fromkeys(name for month, _ in reversed(scored) for name in month.nodes)
    tree = Tree(nodes={name: _mean_node(name, scored, leaves) for name in names})
    points: dict[tuple[str, str], Fraction] = {}
    for month, weight in scored:
        for part in month.parts:
            key = (part.node, part.kind)
            points[key] = points.get(key, Fraction(0)) + part.points * weight / count
    entered = adjustments.get(TOTAL, Fraction(0))
    if scheme.adjustments is not None and entered:
        extra = capped(entered, scheme.adjustments)
        points[TOTAL, "adjustment"] = points.get((TOTAL, "adjustment"), Fraction(0)) + extra
    total = sum(points.values(), Fraction(0))
    digits = scheme.rounding.digits if scheme.rounding.stage != "components" else 6
    tree.score = rounded(total, digits)
    gain = Fraction(tree.score) - total
    points[TOTAL, "rounding"] = points.get((TOTAL, "rounding"), Fraction(0)) + gain
    tree.parts = [Part(node, kind, value) for (node, kind), value in points.items() if value]
    return tree


def _mean_node(
    name: str, scored: Sequence[tuple[Tree, int]], leaves: Mapping[str, Measured]
) -> Node:
    nodes = [(month.nodes[name], weight) for month, weight in scored if name in month.nodes]
    count = sum(weight for _, weight in scored)
    known = [node.points * weight for node, weight in nodes if node.points is not None]
    points = sum(known, Fraction(0)) / count if known else None
    worth = sum((node.worth * weight for node, weight in nodes), Fraction(0)) / count
    last = nodes[-1][0]
    if last.component.components:
        measured, state = (
            NOT_MEASURED,
            "no_data" if points is None else "value" if points else "zero",
        )
    else:
        measured = leaves.get(name, last.measured if len(nodes) < len(scored) else NOT_MEASURED)
        state = measured.state
    return Node(last.component, last.parent, worth, points, measured, state)


def _any_nodes(months: Sequence[tuple[Tree, int]]) -> dict[str, Node]:
    return months[-1][0].nodes if months else {}
