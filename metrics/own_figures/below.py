"""Rows of units that are districts or lie in them: a file of towns seldom names its district."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from data.unit_resolution.stays import stays_sql
from metrics.aggregation.counted import Filters


def split(filters: Filters | None) -> tuple[dict[str, Sequence[str | None]], Sequence[str | None]]:
    """Filters without the districts, and the districts."""
    rest = dict(filters or {})
    return rest, rest.pop("district", ())


def inside(
    con: duckdb.DuckDBPyConnection, table: pd.DataFrame, districts: Sequence[str | None]
) -> pd.DataFrame:
    """The rows (kind, unit, district) of units that are one of the districts, name it, or whose
    parent it is by the register; all rows where no district is asked for."""
    if not districts:
        return table
    with con.cursor() as cursor:
        known = cursor.execute(
            f"SELECT kind, name AS unit, parent FROM {stays_sql(cursor)}"
            " WHERE parent IS NOT NULL ORDER BY valid_from NULLS FIRST"
        ).df()
    parents = known.drop_duplicates(["kind", "unit"], keep="last")
    above = table[["kind", "unit"]].merge(parents, on=["kind", "unit"], how="left")["parent"]
    own = table["district"].fillna(pd.Series(above.to_numpy(), index=table.index))
    return table[own.isin([name for name in districts if name])].reset_index(drop=True)
