"""Two versions of the store side by side: which fact rows one has and the other has not.

Rows are compared by fingerprint, day by day first, so that only days that differ are looked at row
by row. Neither version is written to, and neither can see the other's file.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import duckdb
import pandas as pd

from data.unit_resolution.former import current_names
from data.unit_resolution.stays import stays_sql
from kernel.schema import PROVENANCE, TABLES, UNIT_KINDS, columns

CHANGE_COUNTS = ("added", "changed", "removed")
_FOLLOWS = frozenset(("hour", "place_key"))  # of what the content says already
# What people decide after the import, so that the fingerprint of the content does not know of it.
_DECIDED = ("category", "subcategory")
_CLOCKS = frozenset(("handling_hours", "overdue_days"))
Names = dict[tuple[str, str], str]  # kind and name -> name


def renamed(before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection) -> Names:
    """The units that only go by another name after: by kind, their name before -> that after.

    A unit that became one with another that was there before is not among them: its rows and
    scores moved.
    """
    sides = [before.cursor(), after.cursor()]
    was, now = (current_names(con) for con in sides)
    known, still = (set(con.execute("SELECT kind, name FROM units").fetchall()) for con in sides)
    back = {
        (kind, name): now.get((kind, former), former)
        for (kind, former), name in was.items()
        if (kind, former) not in now  # a renaming that was taken back
    }
    return {
        (kind, name): to
        for (kind, name), to in {**back, **now}.items()
        if (kind, to) not in known and (kind, name) not in still
    }


def changed_days(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    table: str,
    kind: str,
    until: date,
) -> list[date]:
    """The days before `until` on which a dated fact table differs in anything that can be counted,
    in order. Compared are rows that name a unit of the kind, and not where they came from."""
    seen = []
    for con, content in zip(
        (before, after), _fingerprints(before, after, table, True), strict=True
    ):
        sql = (
            f"SELECT day, count(*), bit_xor({content}) FROM {table} "
            f"WHERE {kind} IS NOT NULL AND day < ? GROUP BY day"
        )
        seen.append(set(con.cursor().execute(sql, [until]).fetchall()))
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
    removed there and added here. A row whose open case is only older is not counted as changed,
    nor one whose unit only goes by another name; units go by their names after.
    """
    units = (_called(kind, renamed(before, after)), kind)
    contents = _fingerprints(before, after, table, clocks=False)
    found = []
    for con, unit, content in zip((before, after), units, contents, strict=True):
        sql = (
            f"SELECT hash(record_key) AS record, day, {unit} AS unit, "
            f"bit_xor({content}) AS content FROM {table} "
            f"WHERE {kind} IS NOT NULL AND day IN (SELECT unnest(?)) GROUP BY ALL"
        )
        found.append(con.cursor().execute(sql, [list(days)]).df())
    rows = found[0].merge(found[1], "outer", ["record", "day", "unit"], suffixes=("", "_after"))
    rows["added"] = rows["content"].isna()
    rows["removed"] = rows["content_after"].isna()
    rows["changed"] = ~rows["added"] & ~rows["removed"] & (rows["content"] != rows["content_after"])
    counts = rows.groupby(["day", "unit"])[list(CHANGE_COUNTS)].sum().reset_index()
    return counts[counts[list(CHANGE_COUNTS)].any(axis=1)].reset_index(drop=True)


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
        if table == "units":
            stays = [
                con.cursor().execute(f"SELECT * FROM {stays_sql(con)} ORDER BY ALL").fetchall()
                for con in (before, after)
            ]
            if stays[0] != stays[1]:
                return True
    return False


def _fingerprints(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    table: str,
    clocks: bool,
) -> list[str]:
    """SQL for either side: a hash of what a row says, as far as both versions have the columns for
    it, units by their names after; `clocks`: also of times that run on while a case is open."""
    known = ["record_key", "content_hash", "share", *UNIT_KINDS, *_DECIDED]
    known += [field.name for field in TABLES[table].derived if field.name not in _FOLLOWS]
    sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
    held = [{name for (name,) in con.cursor().execute(sql, [table]).fetchall()}
            for con in (before, after)]  # fmt: skip
    names = [n for n in known if n in held[0] & held[1] and (clocks or n not in _CLOCKS)]
    new = renamed(before, after)
    return [f"hash({', '.join(_called(n, side) for n in names)})" for side in (new, {})]


def _called(column: str, names: Mapping[tuple[str, str], str]) -> str:
    """SQL: a column; one that names units of a kind by other names."""
    own = [(name, to) for (kind, name), to in names.items() if kind == column]
    if not own:
        return column
    cases = " ".join(f"WHEN {_quoted(name)} THEN {_quoted(to)}" for name, to in own)
    return f"CASE {column} {cases} ELSE {column} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
