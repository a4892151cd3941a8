"""The city and its groups taken as one unit each: what published notices give beside the ranks.

A total is recomputed from the rows of its units: their numerators and denominators are added and
divided again, so that a large unit counts for more than a small one. It is no mean of rates, and no
mean of scores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import duckdb

from kernel.periods import Period
from metrics.aggregation.aggregate import aggregate
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules.measured import NOT_MEASURED, Measured
from metrics.scoring.exact import exact_or_none
from metrics.scoring.longer import mean_of_months, weight_of
from metrics.scoring.place import RANKED
from metrics.scoring.scores import Scores, UnitScore
from metrics.scoring.tree import Tree, score_tree


@dataclass(frozen=True)
class Total:
    """One group, or all units (group None). units: how many have a rank; n: their observations.
    tree: as of a unit, without bonus and penalty points; its score is None where a component of
    the scheme says nothing of several units together (points by place, another scheme's scores)."""

    group: str | None
    units: int
    n: int
    tree: Tree

    @property
    def score(self) -> Decimal | None:
        return self.tree.score


def totals_of_groups(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, found: Scores
) -> list[Total]:
    """The total of all units that have a rank, then those of their groups, where there are several.

    found: the scores of the period, and of the months that it is the mean of. Of fewer than two
    units there is no total.
    """
    ranked = [unit for unit in found.of[period.id].values() if unit.state in RANKED]
    groups: dict[str | None, list[UnitScore]] = {None: ranked}
    for unit in ranked:
        if unit.group is not None:
            groups.setdefault(unit.group, []).append(unit)
    if len(groups) == 2:
        groups = {None: ranked}
    return [
        Total(name, len(own), sum(unit.n for unit in own), _tree(con, scheme, period, found, own))
        for name, own in groups.items()
        if len(own) > 1
    ]


def _tree(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    period: Period,
    found: Scores,
    units: Sequence[UnitScore],
) -> Tree:
    names = [unit.unit for unit in units]
    leaves = _leaves(con, found, period, names)
    months = found.made_of.get(period.id)
    if not months:
        return _scored(found.versions[period.id], leaves)
    trees = [
        (_scored(found.versions[one.id], _leaves(con, found, one, names)), weight_of(one, period))
        for one in months
    ]
    return mean_of_months(scheme, trees, leaves, {})


def _scored(version: Scheme, leaves: Mapping[str, Measured]) -> Tree:
    tree = score_tree(version, leaves, {}, {})
    if any(leaf.scheme or (leaf.rule and leaf.rule.by_place) for leaf in version.leaves()):
        tree.score = None
    return tree


def _leaves(
    con: duckdb.DuckDBPyConnection, found: Scores, period: Period, names: Sequence[str]
) -> dict[str, Measured]:
    version, of = found.versions[period.id], found.of[period.id]
    trees = [of[name].tree for name in names if name in of]
    return {
        leaf.id: _added([tree.nodes[leaf.id].measured for tree in trees if leaf.id in tree.nodes])
        if _adds_up(leaf)
        else _asked(con, version, leaf, period, names)
        for leaf in version.leaves()
    }


def _adds_up(leaf: Component) -> bool:
    """Whether numerators and denominators of units add to those of all."""
    entry = INDICATORS[leaf.indicator or ""]
    return leaf.scheme is None and (entry.adds_up or entry.kind == "given")


def _added(parts: Sequence[Measured]) -> Measured:
    """Several measurements of one indicator as one: sums divided again."""
    known = [part for part in parts if part.value is not None]
    if not known:
        return NOT_MEASURED
    top = sum((part.numerator or Fraction(0) for part in known), Fraction(0))
    n = sum(part.n for part in known)
    unjudged = [part.no_deadline for part in parts if part.no_deadline is not None]
    whole = Measured(
        top, top, None, n, "value" if top else "zero", sum(unjudged) if unjudged else None
    )
    if known[0].denominator is None:
        return replace(whole, value=sum((part.value or Fraction(0) for part in known), Fraction(0)))
    bottom = sum((part.denominator or Fraction(0) for part in known), Fraction(0))
    # What a ratio is multiplied by stands in any part that is not 0.
    scale = next(
        (p.value * (p.denominator or 0) / p.numerator for p in known if p.value and p.numerator),
        Fraction(0),
    )
    value = scale * top / bottom if bottom else None
    return replace(whole, value=value, denominator=bottom)


def _asked(
    con: duckdb.DuckDBPyConnection,
    version: Scheme,
    leaf: Component,
    period: Period,
    names: Sequence[str],
) -> Measured:
    """What cannot be added (medians, differences, targets) is asked of the rows again."""
    if leaf.scheme is not None or leaf.indicator is None or leaf.figure is not None:
        return NOT_MEASURED
    filters = {**leaf.all_filters, version.scores.kind: tuple(names)}
    row = aggregate(con, [leaf.indicator], (), period, filters, version.rules).iloc[0]
    value = exact_or_none(row["value"])
    if value is None:
        return NOT_MEASURED
    top, bottom = exact_or_none(row["numerator"]), exact_or_none(row["denominator"])
    return Measured(value, top, bottom, round(row["n"]), str(row["state"]))
