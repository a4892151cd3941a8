"""Quarters, half-years and years that a scheme makes of its months' scores."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from metrics.periods import MONTHS_IN, Period
from metrics.schemes.model import Scheme
from metrics.schemes.rules import NOTHING, Measured
from metrics.scoring.adjustments import TOTAL, capped
from metrics.scoring.exact import rounded
from metrics.scoring.tree import Node, Part, Tree


def months_to_score(scheme: Scheme, period: Period) -> tuple[Period, ...]:
    """The months whose mean is the period's score; empty when the period is scored directly."""
    if scheme.period.longer != "mean_of_months" or MONTHS_IN.get(period.grain, 1) == 1:
        return ()
    return period.months()


def mean_of_months(
    scheme: Scheme,
    months: Sequence[Tree],
    leaves: Mapping[str, Measured],
    adjustments: Mapping[str, Fraction],
) -> Tree:
    """The mean of the months that have a score, part by part.

    `leaves` are the measurements over the whole period, shown beside the mean points.
    `adjustments` are those of the longer period itself; they apply to the total.
    """
    scored = [month for month in months if month.score is not None]
    if not scored:
        return Tree(nodes={k: replace(n, points=None) for k, n in _any_nodes(months).items()})
    count = len(scored)
    tree = Tree(nodes={name: _mean_node(name, scored, leaves) for name in scored[0].nodes})
    points: dict[tuple[str, str], Fraction] = {}
    for month in scored:
        for part in month.parts:
            key = (part.node, part.kind)
            points[key] = points.get(key, Fraction(0)) + part.points / count
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


def _mean_node(name: str, scored: Sequence[Tree], leaves: Mapping[str, Measured]) -> Node:
    nodes = [month.nodes[name] for month in scored]
    known = [node.points for node in nodes if node.points is not None]
    points = sum(known, Fraction(0)) / len(nodes) if known else None
    worth = sum((node.worth for node in nodes), Fraction(0)) / len(nodes)
    if nodes[0].component.components:
        measured, state = NOTHING, "no_data" if points is None else "value" if points else "zero"
    else:
        measured = leaves.get(name, NOTHING)
        state = measured.state
    return Node(nodes[0].component, nodes[0].parent, worth, points, measured, state)


def _any_nodes(months: Sequence[Tree]) -> dict[str, Node]:
    return months[-1].nodes if months else {}
