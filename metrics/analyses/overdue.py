"""The pile of overdue cases as it stood at given moments."""

from collections.abc import Sequence
from datetime import datetime

import duckdb
import pandas as pd

from metrics.aggregation.aggregate import CountingRules
from metrics.indicators.definition import SET_ASIDE

# Who has to dispose of a case: the most specific unit that the export names for it.
OWNER = "coalesce(f.department, f.team, f.contractor, f.street, f.district)"


def overdue_at(
    con: duckdb.DuckDBPyConnection,
    moments: Sequence[datetime],
    by: Sequence[str] = (),
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Cases past their deadline and undone at each moment.

    Columns: `moment`, one per entry of `by`, `overdue` (cases, weighted by share). `by` takes
    columns of cases, and `owner`: the department, else team, contractor, street or district named.
    Unlike the indicator `overdue_open`, which says what is open today out of a period's cases, this
    is the whole pile, and it can be told for the past: a case counts at a moment when it had been
    reported and its deadline had passed by then, and it was done later or never. What is not done
    is overdue only where its own export says so; a case without a deadline is in no pile. Cases
    that name no unit have None there; a moment without any overdue case has no row, except when
    `by` is empty: then `overdue` is NaN where no case reported by then has a deadline.
    """
    rules = rules or CountingRules()
    apart = "".join(f" AND NOT {SET_ASIDE[flag]}" for flag in rules.set_aside)
    named = {key: OWNER if key == "owner" else f'f."{key}"' for key in by}
    groups = "".join(f", {column}" for column in named.values())
    keys = "".join(f", {column} AS {key}" for key, column in named.items())
    values = ", ".join("(CAST(? AS TIMESTAMP))" for _ in moments)
    sql = f"""
        WITH moments(moment) AS (VALUES {values}),
        late AS (
            SELECT * REPLACE (coalesce(share, 1e0) AS share),
              coalesce(reported_at, filed_at) AS since FROM cases
            WHERE deadline < ? AND (done_at > deadline OR (is_overdue_open AND deadline < as_of))
              {apart}
        )
        SELECT m.moment{keys}, coalesce(sum(f.share), 0e0) AS overdue
        FROM moments AS m {"LEFT JOIN" if not by else "JOIN"} late AS f
          ON f.since < m.moment AND f.deadline < m.moment
         AND (f.done_at IS NULL OR f.done_at >= m.moment)
        GROUP BY m.moment{groups} ORDER BY m.moment{groups}
    """
    with con.cursor() as cursor:
        table = cursor.execute(sql, [*moments, max(moments)]).df()
    if not by:
        known = open_at(con, moments, rules)
        table["overdue"] = table["overdue"].where((known["with_deadline"] > 0).to_numpy())
    return table


def open_at(
    con: duckdb.DuckDBPyConnection, moments: Sequence[datetime], rules: CountingRules | None = None
) -> pd.DataFrame:
    """What can be judged overdue at each moment, and what cannot.

    Columns: `moment`, `with_deadline` (cases reported before it that have one, done or not,
    set aside or not), `unjudged` (open at it and without one), weighted by share.
    """
    rules = rules or CountingRules()
    kept = "".join(f" AND NOT {SET_ASIDE[flag]}" for flag in rules.set_aside)
    values = ", ".join("(CAST(? AS TIMESTAMP))" for _ in moments)
    sql = f"""
        WITH moments(moment) AS (VALUES {values}),
        days AS (
            SELECT CAST(coalesce(reported_at, filed_at) AS DATE) AS since, deadline IS NULL AS free,
              TRUE{kept} AS kept,
              CAST(CASE WHEN is_disposed THEN coalesce(done_at, reported_at, filed_at) END AS DATE)
                AS gone, sum(coalesce(share, 1e0)) AS n
            FROM cases GROUP BY ALL
        )
        SELECT m.moment AS moment,
          coalesce(sum(CASE WHEN NOT d.free THEN d.n END), 0e0) AS with_deadline,
          coalesce(sum(CASE WHEN d.free AND d.kept AND (d.gone IS NULL OR d.gone >= m.moment)
            THEN d.n END), 0e0) AS unjudged
        FROM moments AS m LEFT JOIN days AS d ON d.since < m.moment
        GROUP BY m.moment ORDER BY m.moment
    """
    with con.cursor() as cursor:
        return cursor.execute(sql, list(moments)).df()
