"""What kinds of problem there are: by unit, against the period before, over thirteen periods.

Problems come from a source: what inspections found (counted per 100 checks), the cases that were
filed, or the complaints among them (counted per 100 of their kind, since nobody knows how often
one looked). Sums weigh rows by their share, as everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import norm

from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.counted import Filters
from metrics.aggregation.units import groups_of
from metrics.scoring.categories import UNNAMED
from metrics.scoring.certainty.tests import discoveries
from metrics.scoring.certainty.together import ALL_KINDS, differ, more_than, together

PERIODS_SHOWN = 13
VITAL_SHARE = 80.0  # Pareto: the kinds that together make up this much of it
GROUP = "group"


@dataclass(frozen=True)
class Source:
    """What is counted and what it is divided by: indicator ids."""

    counted: str
    base: str


PROBLEM_SOURCES = {
    "findings": Source("findings", "checks"),
    "cases": Source("filed", "filed"),
    "complaints": Source("complaints", "complaints"),
}


def categories(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str | None = None,
    source: str = "findings",
    level: str = "subcategory",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Kinds of problem, the most frequent first, of the city or of each unit, with the change.

    by: a kind of unit, `group` (the groups of the districts) or None. level: category or
    subcategory. Columns: `by` if given, category (empty: problems that name none), count, share
    (percent of the unit's problems), cumulative (percent, from the most frequent on), vital (among
    those that make up the first 80 %), n (what count is divided by), rate (per 100 of n, NaN
    without n), previous (its rate in the period before), change, change_is_clear (false discovery
    rate 5 %; findings of one visit belong together, see `metrics.scoring.certainty.together`).
    """
    both = [period.previous(), period]
    table = counts(con, both, by, source, level, filters, rules)
    keys = [*_named(by), "category"]
    before = table[table["period"] != period.id].set_index(keys, drop=True)
    now = table[table["period"] == period.id].drop(columns="period")
    found = now.merge(
        before[["count", "n", "rate"]].add_prefix("before_").reset_index(), on=keys, how="left"
    )
    found["change"] = found["rate"] - found["before_rate"]
    if source == "findings":
        factor = _factors(found["category"], together(con, both, level, filters, rules))
        names = ("count", "n", "before_count", "before_n")
        counts_now, n, counts_before, n_before = (found[name].to_numpy(float) for name in names)
        p = differ(counts_now, n, counts_before, n_before, factor)
    else:
        p = _shares_differ(found)
    found["change_is_clear"] = discoveries(p)
    found = found[(found["count"] > 0) | (found["before_count"] > 0)]
    found = found.sort_values([*_named(by), "count", "category"], ascending=_order(by))
    within = found.groupby(by, sort=False)["count"] if by else found["count"]
    total = within.transform("sum") if by else found["count"].sum()
    found["share"] = 100 * found["count"] / total
    found["cumulative"] = 100 * within.cumsum() / total
    found["vital"] = found["cumulative"] - found["share"] < VITAL_SHARE - 1e-9
    found = found.rename(columns={"before_rate": "previous"})
    columns = ["count", "share", "cumulative", "vital", "n", "rate", "previous", "change"]
    return found[[*keys, *columns, "change_is_clear"]].reset_index(drop=True)


def heat(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str = "district",
    source: str = "findings",
    level: str = "subcategory",
    top: int | None = None,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Every kind of problem in every unit: the cells of a heat table, long.

    Kinds are ordered by how frequent they are in the city (the first `top`), units by name.
    Columns: category, `by`, count, n, rate (per 100 of n; NaN where nothing was checked), city (the
    rate of all units together), times (rate over the city's), stands_out (clearly more than the
    city's rate gives, findings of one visit taken together; false discovery rate 5 %).
    """
    table = counts(con, [period], by, source, level, filters, rules)
    table = table[table["category"] != UNNAMED]
    whole = table.groupby("category")[["count", "n"]].sum()
    whole = whole[whole["count"] > 0].sort_values("count", ascending=False, kind="stable")
    whole = whole.head(top) if top else whole
    table = table[table["category"].isin(whole.index)]
    total = table.drop_duplicates(by)["n"].sum()
    table["city"] = 100 * _divided(table["category"].map(whole["count"]), total)
    table["times"] = table["rate"] / table["city"]
    expected = (table["city"] * table["n"] / 100).to_numpy(float)
    factor = np.ones(len(table))
    if source == "findings":
        factor = _factors(table["category"], together(con, [period], level, filters, rules))
    above = more_than(table["count"].to_numpy(float), expected, factor)
    table["stands_out"] = discoveries(above) & (table["rate"] > table["city"]).to_numpy()
    place = {category: at for at, category in enumerate(whole.index)}
    table = table.assign(place=table["category"].map(place)).sort_values(["place", by])
    columns = ["category", by, "count", "n", "rate", "city", "times", "stands_out"]
    return table[columns].reset_index(drop=True)


def beside_heat(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str = "district",
    source: str = "findings",
    level: str = "subcategory",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """The problems that stand in no cell of a heat table, so that it adds up with them: those of a
    unit that name no kind (`category` empty), and those of a kind that name no unit (`by` None).

    Columns: category, `by`, count (above 0).
    """
    table = counts(con, [period], by, source, level, filters, rules)
    unnamed = table[(table["category"] == UNNAMED) & (table["count"] > 0)]
    whole = counts(con, [period], None, source, level, filters, rules)
    inside = table.groupby("category")["count"].sum()
    left = whole["count"] - whole["category"].map(inside).fillna(0.0)
    nowhere = whole.assign(count=left.round(9), **{by: None})
    rows = pd.concat([unnamed, nowhere[nowhere["count"] > 0]], ignore_index=True)
    return rows[["category", by, "count"]]


def trend(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    source: str = "findings",
    level: str = "subcategory",
    top: int = 8,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """The `top` kinds of problem over the thirteen periods that end with this one, in one frame.

    Columns: category (most frequent in the last period first), period, count, n, rate (NaN where
    nothing was checked). Every kind has all thirteen periods.
    """
    periods = period.last(PERIODS_SHOWN)
    table = counts(con, periods, None, source, level, filters, rules)
    table = table[table["category"] != UNNAMED]
    order = table[table["period"] == period.id].sort_values(
        ["count", "category"], ascending=[False, True]
    )
    kinds = order["category"].head(top).tolist()
    table = table[table["category"].isin(kinds)]
    place = {category: at for at, category in enumerate(kinds)}
    table = table.assign(place=table["category"].map(place))
    table = table.sort_values("place", kind="stable")
    return table[["category", "period", "count", "n", "rate"]].reset_index(drop=True)


def counts(
    con: duckdb.DuckDBPyConnection,
    periods: Sequence[Period],
    by: str | None,
    source: str,
    level: str,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Every kind of problem of every unit in each period: `by`, category, period, count, n, rate.

    Kinds that a unit has none of are there with 0; what names no category has an empty one.
    Problems that name no unit are in no unit. rate: 100 * count / n.
    """
    indicators, own = PROBLEM_SOURCES[source], _named(by)
    unit = ["district"] if by == GROUP else own
    wanted = dict.fromkeys([indicators.counted, indicators.base])
    whole = aggregate(con, list(wanted), unit, periods, filters, rules)
    split = aggregate(con, [indicators.counted], [*unit, level], periods, filters, rules)
    split = split.rename(columns={level: "category"})
    if by == GROUP:
        groups = groups_of(con, "district", periods)
        whole, split = (
            frame.assign(group=frame["district"].map(groups)).dropna(subset=[GROUP])
            for frame in (whole, split)
        )
    keys = [*own, "period"]
    sums = whole.pivot_table(
        index=keys, columns="indicator", values="numerator", aggfunc="sum", dropna=False
    )
    sums = sums.reindex(columns=list(wanted)).fillna(0.0)
    cells = split.groupby([*keys, "category"])["numerator"].sum().unstack("category")
    cells = cells.reindex(sums.index).fillna(0.0)
    rest = (sums[indicators.counted] - cells.sum(axis=1)).round(9)
    if rest.any():
        cells[UNNAMED] = rest
    table = cells.rename_axis(columns="category").melt(ignore_index=False, value_name="count")
    table["n"] = sums[indicators.base].reindex(table.index)
    table["rate"] = 100 * _divided(table["count"], table["n"])
    return table.reset_index()[[*own, "category", "period", "count", "n", "rate"]]


def _factors(kinds: pd.Series, factors: dict[str | None, float]) -> np.ndarray:
    """How many times the variance of single findings each kind has."""
    return np.array([factors.get(str(kind), factors[ALL_KINDS]) for kind in kinds], dtype=float)


def _shares_differ(found: pd.DataFrame) -> np.ndarray:
    """p of "the share of a kind has not changed": shares of cases are binomial."""

    def variance(count: pd.Series, n: pd.Series) -> pd.Series:
        share = _divided(count, n)
        return 10_000 * _divided(share * (1 - share), n)

    both = variance(found["count"], found["n"]) + variance(found["before_count"], found["before_n"])
    z = _divided(found["change"].abs(), both**0.5)
    return 2 * norm.sf(z.to_numpy(float))


def _divided(above: pd.Series, below: pd.Series | float) -> pd.Series:
    """Quotient, NaN where there is nothing to divide by."""
    return above / (below.where(below > 0) if isinstance(below, pd.Series) else below or np.nan)


def _named(by: str | None) -> list[str]:
    return [by] if by else []


def _order(by: str | None) -> list[bool]:
    return [*(True for _ in _named(by)), False, True]
