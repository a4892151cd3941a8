"""Rebound (反弹): the same kind of problem at the same place again, soon after it was closed.

A case has rebounded when a case of the same subcategory, in the same district and at the same
place (`place_key`, see docs/place-matching.md), was reported after its closing, within the days
that the scheme sets. Links join a closed case to the first case reported after it; chains are
links that share a case. The links of a period are the numerator of the indicator `rebound_rate`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import duckdb
import pandas as pd
from scipy.cluster.hierarchy import DisjointSet

from kernel.periods import Period, covering
from kernel.schema import UNIT_KINDS
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.counted import Filters, ask, counted
from metrics.analyses.ledger import known_until
from metrics.indicators.definition import SET_ASIDE

CHAIN_DAYS = 180  # how far back and ahead of a period its chains are followed
_CLOSED = (
    "CASE WHEN COALESCE(self_handled, FALSE) THEN done_at ELSE COALESCE(closed_at, disposed_at) END"
)
_CASE = (
    "case_no, channel, COALESCE(reported_at, filed_at) AS reported_at,"
    f" {_CLOSED} AS closed_at, category, subcategory, place, x, y, {', '.join(UNIT_KINDS)},"
    " source_file, source_sheet, source_row, record_key"
)
_NAMES = (
    *("case_no", "channel", "reported_at", "closed_at", "category", "subcategory", "place"),
    *("x", "y", *UNIT_KINDS, "source_file", "source_sheet", "source_row", "record_key"),
)
_MATCH = (
    "place_key, COALESCE(district, '') AS match_district, COALESCE(subcategory, category) AS kind"
)


def rebound_rates(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: Sequence[str] = ("district", "subcategory"),
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """How many closed cases came back, by unit, category, both or all in one; the most returns
    first.

    Columns: *by, closed (cases whose return could be seen), returned, rate (percent, NaN without
    closed cases), previous (the rate of the period before), change, city (percent, of all the rows
    of this period), watching (of those not returned, the ones closed so lately that the days are
    not over at the facts' as-of time: the rate can still rise).
    """
    rules = rules or CountingRules()
    both = [period.previous(), period]
    found = aggregate(con, ["rebound_rate"], by, both, filters, rules)
    before = found[found["period"] != period.id].rename(columns={"value": "previous"})
    table = found[found["period"] == period.id].rename(
        columns={"denominator": "closed", "numerator": "returned", "value": "rate"}
    )[[*by, "closed", "returned", "rate"]]
    table = _beside(table, before[[*by, "previous"]], by)
    table["change"] = table["rate"] - table["previous"]
    whole = table[["returned", "closed"]].sum()
    table["city"] = 100 * whole["returned"] / whole["closed"] if whole["closed"] else float("nan")
    watched = _watching(con, period, by, filters, rules)
    table = _beside(table, watched, by).fillna({"watching": 0.0})
    order = ["returned", "rate", *by]
    ascending = [False, False, *(True for _ in by)]
    return table.sort_values(order, ascending=ascending).reset_index(drop=True)


def _beside(table: pd.DataFrame, other: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """What another table says of the same groups; without groups both have one row at most."""
    if by:
        return table.merge(other, on=list(by), how="left")
    return table.reset_index(drop=True).join(other.reset_index(drop=True))


def links(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """The cases of a period that came back, each beside its return; by place and time.

    Columns of the closed case: case_no, channel, reported_at, closed_at, category, subcategory,
    place, x, y, district, street, team, contractor, department, source_file, source_sheet,
    source_row, record_key, share; of the first case reported after its closing the same names with
    `returned_` before them (no share); place_key and days (calendar days from the closing to the
    return).
    """
    rules = rules or CountingRules()
    rows = counted("rebound_rate", period, filters, rules)
    back = ", ".join(f"r.{name} AS returned_{name}" for name in _NAMES)
    own = ", ".join(f"c.{name} AS {name}" for name in (*_NAMES, "share", "place_key", "days"))
    units = ", ".join(f"c.{name}" for name in ("record_key", *UNIT_KINDS))
    answer = ", ".join(
        (*_NAMES, "share", "place_key", "days", *(f"returned_{name}" for name in _NAMES))
    )
    query = (
        f"WITH c AS (SELECT {_CASE}, COALESCE(share, 1e0) AS share, return_days AS days, {_MATCH}"
        f" FROM {rows.table} WHERE {rows.where}),"
        f" r AS (SELECT {_CASE}, {_MATCH} FROM cases"
        f" WHERE NOT {SET_ASIDE['voided']} AND day >= ? AND place_key IS NOT NULL)"
        f" SELECT {answer} FROM (SELECT {own}, {back}, ROW_NUMBER() OVER (PARTITION BY {units}"
        " ORDER BY r.reported_at, r.record_key) AS turn FROM c JOIN r"
        " ON c.place_key = r.place_key AND c.match_district = r.match_district"
        " AND c.kind = r.kind AND r.reported_at > c.closed_at) AS pairs"
        " WHERE turn = 1 ORDER BY district, place_key, reported_at, record_key"
    )
    return ask(con, query, [*rows.params, period.start])


def chains(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Whole chains of cases that came back in a period: one row per case, the longest chain first.

    A chain is listed when one of its closed cases, or a return, was reported in the period; it is
    followed 180 days back and ahead. filters choose chains by their closed cases. Columns: chain
    (1, 2 ..), step (0 the first case), returns (of the chain), days (from the closing before to
    this report; NaN for cases that returned from nothing), then those of a case as in `links`
    without share.
    """
    wide = covering(
        period.start - timedelta(days=CHAIN_DAYS), period.end + timedelta(days=CHAIN_DAYS)
    )
    found = links(con, wide, filters, rules)
    sets = DisjointSet(pd.unique(pd.concat([found["record_key"], found["returned_record_key"]])))
    for first, second in zip(found["record_key"], found["returned_record_key"], strict=True):
        sets.merge(first, second)
    inside = _within(found["reported_at"], period) | _within(found["returned_reported_at"], period)
    listed = {sets[key] for key in found.loc[inside, "record_key"]}
    kept = [sets[key] in listed for key in found["record_key"]]
    found = found[pd.Series(kept, index=found.index, dtype=bool)]
    returned = found[[f"returned_{name}" for name in _NAMES]].set_axis(list(_NAMES), axis=1)
    cases = pd.concat([found[list(_NAMES)], returned]).drop_duplicates("record_key")
    days = found.groupby("returned_record_key")["days"].min()
    cases["days"] = cases["record_key"].map(days).astype(float)
    cases["root"] = [sets[key] for key in cases["record_key"]]
    cases["returns"] = cases.groupby("root")["days"].transform("count")
    cases["last"] = cases.groupby("root")["reported_at"].transform("max")
    cases = cases.sort_values(
        ["returns", "last", "root", "reported_at", "record_key"],
        ascending=[False, False, True, True, True],
    )
    cases["chain"] = cases.groupby("root", sort=False).ngroup() + 1
    cases["step"] = cases.groupby("chain").cumcount()
    return cases[["chain", "step", "returns", "days", *_NAMES]].reset_index(drop=True)


def _within(moments: pd.Series, period: Period) -> pd.Series:
    return (moments >= pd.Timestamp(period.start)) & (moments < pd.Timestamp(period.end))


def _watching(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: Sequence[str],
    filters: Filters | None,
    rules: CountingRules,
) -> pd.DataFrame:
    """Closed cases whose days of watching are not over, and which have not come back so far."""
    rows = counted("rebound_rate", period, filters, rules, part="denominator")
    names = [f'"{name}"' for name in by]
    asked = ", ".join([*names, "SUM(COALESCE(share, 1e0)) AS watching"])
    groups = f" GROUP BY {', '.join(names)}" if names else ""
    query = (
        f"SELECT {asked} FROM {rows.table}"
        f" WHERE {rows.where} AND return_days IS NULL AND {_CLOSED} > ?{groups}"
    )
    since = (known_until(con) or datetime.max) - timedelta(days=rules.rebound_days)
    return ask(con, query, [*rows.params, since])
