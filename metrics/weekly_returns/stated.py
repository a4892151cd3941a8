"""The weekly returns as they stand: the newest of each week, what it replaced, who was due."""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd

from data.unit_resolution.stays import stays_sql
from kernel.schema import UNIT_KINDS
from metrics.aggregation.conditions import filter_sql
from metrics.aggregation.counted import Filters, ask
from metrics.own_figures.below import inside, split

_UNIT_ORDER = (*(kind for kind in UNIT_KINDS if kind != "district"), "district")
UNIT = ["kind", "unit"]
KEY = [*UNIT, "item", "week"]


@dataclass(frozen=True)
class Returns:
    """rows: kind, unit, item, week (its first day, a Monday), period (2025-W43), reported (NaN: the
    cell was empty), returned_on, source_file, source_sheet, source_row, record_key: the newest
    return of each. replaced: the earlier ones of the same, with `by` (what stands now)."""

    rows: pd.DataFrame
    replaced: pd.DataFrame


def returns(
    con: duckdb.DuckDBPyConnection, before: date, filters: Filters | None = None
) -> Returns:
    """Returns of weeks that ended before a day. Of two of one week the later one counts: by the day
    that they say, else by their export's time, else by the order of import."""
    rest, districts = split(filters)
    conditions, params = filter_sql("weekly_returns", rest)
    within = " AND ".join([*conditions, "day <= ?", "item IS NOT NULL"])
    named = " ".join(f"WHEN {kind} IS NOT NULL THEN '{kind}'" for kind in _UNIT_ORDER)
    units = ", ".join(_UNIT_ORDER)
    query = (
        f"SELECT CASE {named} END AS kind, COALESCE({units}) AS unit, item, day AS week, period,"
        " reported, returned_on, district, source_file, source_sheet, source_row, record_key"
        f" FROM weekly_returns WHERE {within} AND COALESCE({units}) IS NOT NULL"
        " ORDER BY day, returned_on NULLS FIRST, as_of NULLS FIRST, batch_id, record_key"
    )
    table = inside(con, ask(con, query, [*params, before - timedelta(days=7)]), districts)
    newest = ~table.duplicated(KEY, keep="last")
    rows = table[newest].reset_index(drop=True)
    now = rows[[*KEY, "reported"]].rename(columns={"reported": "by"})
    replaced = table[~newest].merge(now, on=KEY, how="left")
    other = replaced["reported"].ne(replaced["by"]) & ~(
        replaced["reported"].isna() & replaced["by"].isna()
    )
    return Returns(rows, replaced[other].reset_index(drop=True))


def expected(con: duckdb.DuckDBPyConnection, rows: pd.DataFrame) -> pd.DataFrame:
    """Who was to report in which week: every unit that ever reported, from its first return on, as
    long as the register does not say that it ended; in weeks of which at least one unit reported.

    Columns: kind, unit, week, told (whether it reported any count).
    """
    told = rows[rows["reported"].notna()]
    weeks = told["week"].drop_duplicates().sort_values()
    first = told.groupby(UNIT, as_index=False).agg(since=("week", "min"))
    pairs = first.merge(weeks.to_frame(), how="cross")
    pairs = pairs[pairs["week"] >= pairs["since"]]
    with con.cursor() as cursor:
        ended = cursor.execute(
            f"SELECT kind, name AS unit, max(valid_to) AS ended FROM {stays_sql(cursor)}"
            " WHERE name IS NOT NULL GROUP BY kind, name HAVING count(*) = count(valid_to)"
        ).df()
    pairs = pairs.merge(ended, on=UNIT, how="left")
    pairs = pairs[~(pd.to_datetime(pairs["ended"]) < pairs["week"])].drop(columns="ended")
    said = told[[*UNIT, "week"]].drop_duplicates().assign(told=True)
    found = pairs.merge(said, on=[*UNIT, "week"], how="left")
    found["told"] = found["told"].eq(True)
    return found.drop(columns="since").sort_values(["week", *UNIT]).reset_index(drop=True)
