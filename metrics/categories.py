"""What each category of problems cost a component: the inside of a change."""

from collections.abc import Mapping
from fractions import Fraction

import duckdb
import pandas as pd

from metrics.aggregate import aggregate
from metrics.counting import dimensions
from metrics.deductions import weighed_deductions
from metrics.exact import exact_or_none
from metrics.indicators import INDICATORS
from metrics.periods import Period
from metrics.rules import NOTHING, Deduction, Measured
from metrics.scheme_model import Component, Scheme

UNNAMED = ""  # rows without a category


def category_losses(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    leaf: Component,
    unit: str,
    periods: tuple[Period, Period],
) -> tuple[dict[str, Fraction], dict[str, Fraction]] | None:
    """What each category adds to the part of a rate that is lost, in each of two periods.

    For a rate that should be high that is what it misses (cases not closed on time, by category,
    over all due cases); for one that should be low, the rate itself. They sum to the rate lost,
    rows without a category under UNNAMED. None when the indicator counts nothing that has a
    category, or has no denominator in a period.
    """
    assert leaf.indicator is not None and leaf.rule is not None
    entry = INDICATORS[leaf.indicator]
    if entry.kind not in ("ratio", "count") or "category" not in dimensions(entry.numerator.table):
        return None
    kind = scheme.scores.kind
    filters = leaf.all_filters | {kind: (unit,)}
    ask = (con, sorted(set(leaf.reads)))
    whole = _measured(aggregate(*ask, (), periods, filters, scheme.rules), leaf)
    split = _measured(aggregate(*ask, ("category",), periods, filters, scheme.rules), leaf)
    if isinstance(leaf.rule, Deduction) and leaf.rule.weighs_findings:
        whole, split = _weighed(con, scheme, leaf, unit, periods, whole)
    found = []
    for period in periods:
        total = whole.get((period.id, UNNAMED), NOTHING)
        base = Fraction(1) if entry.kind == "count" else total.denominator
        if not base or total.numerator is None:
            return None
        losses = {
            category: _loss(entry.better, one) / base
            for (own, category), one in split.items()
            if own == period.id
        }
        rest = _loss(entry.better, total) / base - sum(losses.values(), Fraction(0))
        found.append(losses | ({UNNAMED: rest} if rest else {}))
    return found[0], found[1]


def _loss(better: str | None, measured: Measured) -> Fraction:
    lost = measured.numerator or Fraction(0)
    return (measured.denominator or Fraction(0)) - lost if better == "higher" else lost


def _measured(frame: pd.DataFrame, leaf: Component) -> dict[tuple[str, str], Measured]:
    """(period id, category) -> what the leaf's rule reads, with exact counts."""
    assert leaf.indicator is not None and leaf.rule is not None
    by_place: dict[tuple[str, str], dict[str, Measured]] = {}
    for row in frame.to_dict("records"):
        key = (row["period"], row.get("category", UNNAMED))
        by_place.setdefault(key, {})[row["indicator"]] = Measured(
            exact_or_none(row["value"]),
            exact_or_none(row["numerator"]),
            exact_or_none(row["denominator"]),
        )
    names = leaf.rule.indicators(leaf.indicator)
    return {
        key: leaf.rule.measured(tuple(found.get(name, NOTHING) for name in names))
        for key, found in by_place.items()
    }


def _weighed(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    leaf: Component,
    unit: str,
    periods: tuple[Period, Period],
    stated: Mapping[tuple[str, str], Measured],
) -> tuple[dict[tuple[str, str], Measured], dict[tuple[str, str], Measured]]:
    """The same two tables for deductions that the scheme weighs itself."""
    assert isinstance(leaf.rule, Deduction) and leaf.indicator is not None
    kind = scheme.scores.kind
    ask = (con, kind, leaf.indicator, leaf.rule, periods, leaf.all_filters)
    split = {
        (period, category): Measured(None, sums.total)
        for (period, name, category), sums in weighed_deductions(*ask, by="category").items()
        if name == unit and category != UNNAMED
    }
    totals = weighed_deductions(*ask)
    whole = {
        key: Measured(
            None,
            totals[key[0], unit].total if (key[0], unit) in totals else Fraction(0),
            measured.denominator,
        )
        for key, measured in stated.items()
    }
    return whole, split
