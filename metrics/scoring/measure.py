"""What a scheme measures: every component's indicator for all units in several periods.

`aggregate` is asked once for all indicators and periods; once more for each further set of filters
that components name. Deductions that the scheme weighs itself replace the stated ones.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.aggregate import aggregate
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules.measured import NOT_MEASURED, Measured
from metrics.scoring.deductions import Weighed, weighed_deductions
from metrics.scoring.exact import exact_or_none
from metrics.scoring.participants import exemptions

SAMPLE = "n"  # the key of what the scheme names as its sample
# component id -> (period id, unit) -> measurement
Measurements = dict[str, dict[tuple[str, str], Measured]]
_Filters = tuple[tuple[str, tuple[str | None, ...]], ...]
CLEAN = Measured(Fraction(0), Fraction(0), state="zero")
EXEMPT = Measured(None, state="not_participating")


def measure(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    composed: Measurements | None = None,
) -> Measurements:
    """Measurements of every leaf, and under SAMPLE those of the scheme's `n`.

    A pair of period and unit that is not there has no data. composed: those of the components that
    take scores of another scheme.
    """
    kind = scheme.scores.kind
    tables = _fetch(con, scheme, periods)
    found: Measurements = {SAMPLE: tables[_key(scheme.n.all_filters)][scheme.n.indicator]}
    exempt = exemptions(con, kind, periods)
    for leaf in scheme.leaves():
        assert leaf.rule is not None and leaf.indicator is not None
        if leaf.scheme is not None:
            whole = {(period, unit) for period, unit, item in exempt if item is None}
            found[leaf.id] = (composed or {}).get(leaf.id, {}) | dict.fromkeys(whole, EXEMPT)
            continue
        table = tables[_key(leaf.all_filters)]
        read = [table[name] for name in leaf.rule.indicators(leaf.indicator)]
        values = {
            pair: leaf.rule.measured(tuple(t.get(pair, NOT_MEASURED) for t in read))
            for pair in set().union(*read)
        }
        if leaf.over is not None:
            values = {
                p: _divided(m, table[leaf.over].get(p, NOT_MEASURED)) for p, m in values.items()
            }
        if leaf.rule.clean_is_full:
            for pair, sample in found[SAMPLE].items():
                if sample.value is not None and values.get(pair, NOT_MEASURED).value is None:
                    values[pair] = CLEAN
        if leaf.rule.weighing is not None:
            sums = weighed_deductions(
                con, kind, leaf.indicator, leaf.rule.weighing, periods, leaf.all_filters
            )
            values = {p: _reweighed(m, sums.get(p), leaf) for p, m in values.items()}
        whole = {(period, unit) for period, unit, item in exempt if item in (None, leaf.item)}
        found[leaf.id] = values | dict.fromkeys(whole, EXEMPT)
    return found


def unmeasured(scheme: Scheme, found: Measurements) -> list[Component]:
    """The components that no unit has a value of; those that take scores of another scheme are not
    told."""
    return [
        leaf
        for leaf in scheme.leaves()
        if leaf.scheme is None and all(one.value is None for one in found.get(leaf.id, {}).values())
    ]


def _fetch(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period]
) -> dict[_Filters, dict[str, dict[tuple[str, str], Measured]]]:
    """filters -> indicator -> (period id, unit) -> measurement."""
    wanted: dict[_Filters, set[str]] = defaultdict(set)
    wanted[_key(scheme.n.all_filters)].add(scheme.n.indicator)
    for leaf in (one for one in scheme.leaves() if one.reads):
        wanted[_key(leaf.all_filters)].update(leaf.reads)
    return {
        filters: _by_indicator(
            aggregate(
                con, sorted(names), (scheme.scores.kind,), periods, dict(filters), scheme.rules
            ),
            scheme.scores.kind,
            names,
        )
        for filters, names in wanted.items()
    }


def _key(filters: Mapping[str, tuple[str | None, ...]]) -> _Filters:
    return tuple(sorted(filters.items()))


def _by_indicator(
    frame: pd.DataFrame, kind: str, names: set[str]
) -> dict[str, dict[tuple[str, str], Measured]]:
    found: dict[str, dict[tuple[str, str], Measured]] = {name: {} for name in names}
    columns = [
        kind,
        "period",
        "indicator",
        "numerator",
        "denominator",
        "value",
        "n",
        "state",
        "no_deadline",
    ]
    rows = frame[columns].itertuples(index=False, name=None)
    for unit, period, name, *figures, no_deadline in rows:
        one = _exactly(name, *figures)
        if no_deadline == no_deadline:  # a number: the indicator asks for deadlines
            one = replace(one, no_deadline=no_deadline)
        found[name][period, unit] = one
    return found


def _exactly(
    name: str,
    numerator: float,
    denominator: float,
    value: float,
    n: float,
    state: str,
) -> Measured:
    """A row of `aggregate` without float noise: ratios are divided again, exactly."""
    top, bottom, stated = (exact_or_none(x) for x in (numerator, denominator, value))
    indicator = INDICATORS[name]
    if stated is not None and top is not None and bottom and indicator.is_quotient:
        stated = top / bottom * exact_scale(indicator.scale)
    return Measured(stated, top, bottom, round(n), state)


@cache
def exact_scale(scale: float) -> Fraction:
    """What a ratio is multiplied by: 100 for percent and for 百点扣分."""
    return Fraction(repr(scale))


def _divided(rate: Measured, count: Measured) -> Measured:
    """A rate in percent over another count; no data where nothing was counted."""
    if rate.numerator is None or not count.value or rate.state in ("no_data", "not_participating"):
        return replace(rate, value=None, denominator=count.value, state="no_data")
    share = rate.numerator / count.value
    return replace(rate, value=100 * share, denominator=count.value, n=count.n)


def _reweighed(stated: Measured, sums: Weighed | None, leaf: Component) -> Measured:
    """The measurement with the scheme's own weighing of the problems in the numerator."""
    if stated.value is None:
        return stated
    total = sums.total if sums else Fraction(0)
    value = total
    if stated.denominator is not None:
        value *= exact_scale(INDICATORS[leaf.indicator or ""].scale) / stated.denominator
    return replace(stated, value=value, numerator=total, state="zero" if value == 0 else "value")
