"""Two versions of the store side by side: which fact rows one has and the other has not.

Rows are compared by fingerprint, day by day first, so that only days that differ are looked at row
by row. Neither version is written to, and neither can see the other's file.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb
import pandas as pd

from data.schema import PROVENANCE, TABLES, UNIT_KINDS, columns

COUNTS = ("added", "changed", "removed")
_FOLLOWS = frozenset(("hour", "place_key"))  # of what the content says already
# What people decide after the import, so that the fingerprint of the content does not know of it.
_DECIDED = ("category", "subcategory")
_CLOCKS = frozenset(("handling_hours", "overdue_days"))


def changed_days(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    table: str,
    kind: str,
    until: date,
) -> list[date]:
    """The days before `until` on which a dated fact table differs in anything that can be counted,
    in order. Compared are rows that name a unit of the kind, and not where they came from."""
    content = _fingerprint(before, after, table, clocks=True)
    sql = (
        f"SELECT day, count(*), bit_xor({content}) FROM {table} "
        f"WHERE {kind} IS NOT NULL AND day < ? GROUP BY day"
    )
    seen = [set(con.cursor().execute(sql, [until]).fetchall()) for con in (before, after)]
    return sorted({day for day, _, _ in seen[0] ^ seen[1]})


def changed_rows(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    table: str,
    kind: str,
    days: Sequence[date],
) -> pd.DataFrame:
    """How many rows of a fact table differ on some days, by day and unit of a kind.

    Columns: day, unit, added, changed, removed. A record that moved to another day or unit is
    removed there and added here. A row whose open case is only older is not counted as changed.
    """
    content = _fingerprint(before, after, table, clocks=False)
    sql = (
        f"SELECT hash(record_key) AS record, day, {kind} AS unit, bit_xor({content}) AS content "
        f"FROM {table} WHERE {kind} IS NOT NULL AND day IN (SELECT unnest(?)) GROUP BY ALL"
    )
    found = [con.cursor().execute(sql, [list(days)]).df() for con in (before, after)]
    rows = found[0].merge(found[1], "outer", ["record", "day", "unit"], suffixes=("", "_after"))
    rows["added"] = rows["content"].isna()
    rows["removed"] = rows["content_after"].isna()
    rows["changed"] = ~rows["added"] & ~rows["removed"] & (rows["content"] != rows["content_after"])
    counts = rows.groupby(["day", "unit"])[list(COUNTS)].sum().reset_index()
    return counts[counts[list(COUNTS)].any(axis=1)].reset_index(drop=True)


def unplaced_rows(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    table: str,
    kind: str,
    days: Sequence[date],
) -> pd.Series:
    """By day, how many records named a unit of a kind before and name none that is known after."""
    sql = (
        f"SELECT hash(record_key) AS record, day FROM {table} "
        f"WHERE day IN (SELECT unnest(?)) GROUP BY ALL HAVING (count({kind}) > 0) = ?"
    )
    found = [
        con.cursor().execute(sql, [list(days), named]).df()
        for con, named in ((before, True), (after, False))
    ]
    return found[0].merge(found[1]).groupby("day").size()


def registers_differ(
    before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection, tables: Iterable[str]
) -> bool:
    """Whether lists that hold for a time (units, points) differ in anything but their source."""
    without = {field.name for field in PROVENANCE} | {"as_of"}
    for table in tables:
        names = [f'"{c.name}"' for c in columns(TABLES[table]) if c.name not in without]
        sql = f"SELECT count(*), bit_xor(hash({', '.join(names)})) FROM {table}"
        if len({con.cursor().execute(sql).fetchone() for con in (before, after)}) > 1:
            return True
    return False


def _fingerprint(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    table: str,
    clocks: bool,
) -> str:
    """SQL: a hash of what a row says, as far as both versions have the columns for it; `clocks`:
    also of times that run on while a case is open."""
    known = ["record_key", "content_hash", "share", *UNIT_KINDS, *_DECIDED]
    known += [field.name for field in TABLES[table].derived if field.name not in _FOLLOWS]
    sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
    held = [{name for (name,) in con.cursor().execute(sql, [table]).fetchall()}
            for con in (before, after)]  # fmt: skip
    names = [n for n in known if n in held[0] & held[1] and (clocks or n not in _CLOCKS)]
    return f"hash({', '.join(names)})"
