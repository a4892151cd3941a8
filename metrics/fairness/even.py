"""Ranks with the severity of inspectors taken out of what they found."""

from dataclasses import dataclass, replace
from fractions import Fraction

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.fairness.severity import Severity, severity, unit_factors
from metrics.fairness.visits import visits_by_inspector
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.scoring.exact import rounded
from metrics.scoring.longer import months_to_score
from metrics.scoring.place import RANKED, places_of
from metrics.scoring.scores import UnitScore, scores


@dataclass(frozen=True)
class Evened:
    """table: group, unit, factor (how severe the inspectors were whom the unit met), score, rank,
    even_score, even_rank, change (places; positive: better without severity). components: names of
    the components that were evened out; none when the scheme scores no findings."""

    table: pd.DataFrame
    components: list[Component]


COLUMNS = ["group", "unit", "factor", "score", "rank", "even_score", "even_rank", "change"]


def evened(
    con: duckdb.DuckDBPyConnection, period: Period, scheme: Scheme, found: Severity
) -> Evened | None:
    """Scores and ranks of a period as they would be with inspectors of even severity.

    The findings of a unit are divided by its factor (`unit_factors`, out of the shrunk factors of
    the inspectors), and go through the rules of the scheme again; floor, ceiling and rounding as
    there. None when inspectors could not be compared, or the score is made of other periods'.
    """
    leaves = [leaf for leaf in scheme.leaves() if _counts_findings(leaf)]
    if found.told or months_to_score(scheme, period):
        return None
    kind = scheme.scores.kind
    factors = unit_factors(visits_by_inspector(con, kind, [period]), found)
    units = scores(con, scheme, [period]).of[period.id]
    even = {
        name: _evened(scheme, unit, leaves, float(factors.get(name, 1.0)))
        for name, unit in units.items()
    }
    before = {place.score.unit: place.rank for place in places_of(scheme, units)}
    rows = []
    for place in places_of(scheme, even):
        unit = place.score
        if unit.state not in RANKED:
            continue
        rank, official = place.rank or 0, before[unit.unit] or 0
        rows.append(
            {
                "group": unit.group,
                "unit": unit.unit,
                "factor": float(factors.get(unit.unit, 1.0)),
                "score": float(units[unit.unit].score or 0),
                "rank": official,
                "even_score": float(unit.score or 0),
                "even_rank": rank,
                "change": official - rank,
            }
        )
    return Evened(pd.DataFrame(rows, columns=COLUMNS), leaves)


def _counts_findings(leaf: Component) -> bool:
    """Whether the value of a component grows in step with what inspectors find."""
    assert leaf.rule is not None and leaf.indicator is not None
    return INDICATORS[leaf.indicator].counts_problems and not leaf.rule.by_place


def _evened(scheme: Scheme, unit: UnitScore, leaves: list[Component], factor: float) -> UnitScore:
    if unit.tree.score is None or factor <= 0:
        return unit
    gain = Fraction(0)
    nodes = dict(unit.tree.nodes)
    for leaf in leaves:
        node = nodes[leaf.id]
        if node.points is None or node.measured.value is None or leaf.rule is None:
            continue
        value, full = node.measured.value, Fraction(leaf.scale)
        even = leaf.rule.points(value / Fraction(factor), full)
        more = (even - leaf.rule.points(value, full)) * node.worth / full
        gain += more
        nodes[leaf.id] = replace(node, points=node.points + more)
    total = Fraction(unit.tree.score) + gain
    if scheme.floor is not None:
        total = max(total, Fraction(scheme.floor))
    if scheme.ceiling is not None:
        total = min(total, Fraction(scheme.ceiling))
    digits = scheme.rounding.digits if scheme.rounding.stage != "components" else 6
    tree = replace(unit.tree, nodes=nodes, score=rounded(total, digits))
    return replace(unit, tree=tree)


def inspectors(
    con: duckdb.DuckDBPyConnection, period: Period, scheme: Scheme
) -> tuple[Severity, Evened | None]:
    """The severity of the inspectors, and the ranks without it."""
    found = severity(con, period, scheme)
    return found, evened(con, period, scheme, found)
