"""Findings of one visit belong together: how many come at once, and tests that know it.

A count of findings is a number of dirty visits times what each has. Its variance is `together`
times that of single findings: the sum of squares of what each visit has over the sum. With a
logarithmic number per dirty visit such a count is negative binomial, and of two such counts one
given their sum is beta-binomial; both become the Poisson and the binomial test where findings come
one by one.
"""

from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd
from scipy.special import betaln, gammaln
from scipy.stats import nbinom, poisson

from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules
from metrics.aggregation.counted import Filters, ask, column, counted
from metrics.aggregation.figures import Floats
from metrics.scoring.certainty.contributions import CLUSTERS

BORROWED = 5.0  # findings' worth of the whole city that each kind borrows: few say little
ALL_KINDS = None  # the key of all kinds together
_SINGLE = 1.001  # below it findings come one by one


def together(
    con: duckdb.DuckDBPyConnection,
    periods: Sequence[Period],
    level: str,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> dict[str | None, float]:
    """By kind of problem, how many times the variance of single findings their number has, 1 or
    more; ALL: of all kinds together. Pooled over the city and the periods."""
    visit = f"COALESCE(district, '') || ' ' || {CLUSTERS['findings'][1]}"
    parts = []
    for period in periods:
        rows = counted("findings", period, filters, rules)
        kind = column(rows.table, level)
        parts.append(
            ask(
                con,
                f"SELECT {visit} AS visit, COALESCE({kind}, '') AS kind,"
                f" SUM(COALESCE(share, 1e0)) AS found FROM {rows.table} WHERE {rows.where}"
                " GROUP BY 1, 2",
                rows.params,
            )
        )
    found = pd.concat(parts, ignore_index=True)
    whole = _ratio(found.groupby("visit")["found"].sum())
    usual = _ratio(found["found"])
    factors: dict[str | None, float] = {ALL_KINDS: whole}
    for name, own in found.groupby("kind")["found"]:
        squares = float((own**2).sum()) + BORROWED * usual
        factors[str(name)] = max(squares / (float(own.sum()) + BORROWED), 1.0)
    return factors


def _ratio(found: pd.Series) -> float:
    total = float(found.sum())
    return max(float((found**2).sum()) / total, 1.0) if total > 0 else 1.0


def more_than(count: Floats, expected: Floats, factor: Floats) -> Floats:
    """p of at least `count` where `expected` are expected, by cell."""
    seen, mean = np.round(count) - 1, np.maximum(expected, 1e-9)
    extra = np.maximum(factor - 1, 1e-9)
    single = poisson.sf(seen, mean)
    return np.where(factor < _SINGLE, single, nbinom.sf(seen, mean / extra, 1 / (1 + extra)))


def differ(
    count: Floats, tries: Floats, other: Floats, other_tries: Floats, factor: Floats
) -> Floats:
    """Two-sided p of "both counts have one rate per try", by cell; NaN where there are no tries or
    nothing was found."""
    p = np.full(len(count), np.nan)
    rows = zip(count, tries, other, other_tries, factor, strict=True)
    for at, (own, n, rest, others, much) in enumerate(rows):
        total = round(own + rest)
        if not (n > 0 and others > 0 and total > 0):
            continue
        seen, share = min(round(own), total), n / (n + others)
        chance = _splits(total, share, much)
        p[at] = min(2 * min(chance[: seen + 1].sum(), chance[seen:].sum()), 1.0)
    return p


def _splits(total: int, share: float, factor: float) -> Floats:
    """Chances of 0..total of `total` findings on the one side, beta-binomial with this factor."""
    one = np.arange(total + 1)
    size = total / (max(factor, _SINGLE) - 1)
    a, b = size * share, size * (1 - share)
    log = -gammaln(one + 1) - gammaln(total - one + 1) + betaln(one + a, total - one + b)
    chance = np.exp(log - log.max())
    return chance / chance.sum()
