"""The same matter through several channels: shown as a cluster, never merged.

Cases belong together when they speak of the same subcategory at the same place (`place_key`) of the
same district, each reported within a few days of the one before, and came by different channels.
Each stays a case of its own in every count; the cluster only says that they may be one matter.
"""

from datetime import timedelta

import duckdb
import pandas as pd

from kernel.periods import Period, covering
from kernel.schema import UNIT_KINDS
from metrics.aggregation.aggregate import CountingRules
from metrics.aggregation.counted import Filters, ask, counted

WITHIN_DAYS = 3
_AROUND = 30  # days before and after a period in which its clusters may begin and end
_KEY = ["district", "place_key", "kind"]
_NAMES = (
    *("case_no", "channel", "is_complaint", "reported_at", "closed_at", "category", "subcategory"),
    *("place", "x", "y", *UNIT_KINDS, "source_file", "source_sheet", "source_row", "record_key"),
)


def clusters(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    within_days: int = WITHIN_DAYS,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Cases that may be one matter: one row per case, the largest clusters first.

    Listed are clusters with a complaint and at least two channels of which a case was reported in
    the period. filters choose the cases that are looked at (a filter on the channel would hide the
    others). Columns: cluster (1, 2 ..), n (its cases), channels (how many different ones), span
    (days from its first to its last report), then case_no, channel, is_complaint, reported_at,
    closed_at, category, subcategory, place, x, y, district, street, team, contractor, department,
    source_file, source_sheet, source_row, record_key.
    """
    around = covering(
        period.start - timedelta(days=_AROUND), period.last_day + timedelta(days=_AROUND)
    )
    # All cases, set aside by the same rules as complaints are.
    rows = counted("postponement_rate", around, filters, rules, part="denominator")
    names = ", ".join((*_NAMES, "place_key", "COALESCE(subcategory, category) AS kind"))
    shared = "s.place_key = f.place_key AND s.kind = f.kind AND s.district = f.match_district"
    query = (
        f"WITH f AS (SELECT {names}, COALESCE(district, '') AS match_district FROM {rows.table}"
        f" WHERE {rows.where} AND place_key IS NOT NULL AND channel IS NOT NULL),"
        " s AS (SELECT match_district AS district, place_key, kind FROM f"
        " GROUP BY match_district, place_key, kind HAVING COUNT(DISTINCT channel) > 1)"
        f" SELECT {', '.join(f'f.{name} AS {name}' for name in (*_NAMES, 'place_key', 'kind'))}"
        f" FROM f JOIN s ON {shared}"
    )
    table = ask(con, query, rows.params).drop_duplicates("record_key")
    table = table.sort_values([*_KEY, "reported_at", "record_key"]).reset_index(drop=True)
    gap = table.groupby(_KEY, dropna=False)["reported_at"].diff()
    table["root"] = (~(gap <= pd.Timedelta(days=within_days))).cumsum()
    groups = table.groupby("root")
    table["n"] = groups["record_key"].transform("size")
    table["channels"] = groups["channel"].transform("nunique")
    last = groups["reported_at"].transform("max")
    table["span"] = (last - groups["reported_at"].transform("min")).dt.total_seconds() / 86_400
    reported = table["reported_at"]
    table["inside"] = (reported >= pd.Timestamp(period.start)) & (
        reported < pd.Timestamp(period.end)
    )
    listed = (
        (table["channels"] > 1)
        & groups["is_complaint"].transform("any")
        & table.groupby("root")["inside"].transform("any")
    )
    table = table.assign(last=last)[listed.astype(bool)]
    table = table.sort_values(
        ["n", "last", "root", "reported_at"], ascending=[False, False, True, True]
    )
    table["cluster"] = table.groupby("root", sort=False).ngroup() + 1
    return table[["cluster", "n", "channels", "span", *_NAMES]].reset_index(drop=True)
