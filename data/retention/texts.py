"""Which columns hold what people wrote, and how a relation loses those that may not be kept.

A record whose texts are gone is what it would be had its file never had them: its fingerprint is
made anew, so that the same file again changes nothing.
"""

from collections.abc import Collection

import duckdb

from data.retention.settings import Retention
from data.storage.derived_columns import PERIOD_START
from data.storage.incoming import Incoming, content_columns, hash_sql
from data.storage.renaming import as_read
from kernel.schema import TABLES, Table

FREE_TEXTS = ("text", "photo_before", "photo_after")


def free_texts(table: Table) -> list[str]:
    """The columns of a table in which people write, or that name photos."""
    return [field.name for field in table.fields if field.name in FREE_TEXTS]


def tables_with_texts() -> list[Table]:
    """The tables that have such columns."""
    return [table for table in TABLES.values() if free_texts(table)]


def name_erased(con: duckdb.DuckDBPyConnection, retention: Retention) -> None:
    """Fill the temporary table `erased`, which `spent` reads."""
    con.execute("CREATE OR REPLACE TEMP TABLE erased (table_name VARCHAR, record_key VARCHAR)")
    if retention.records:
        con.executemany("INSERT INTO erased VALUES (?, ?)", sorted(retention.records))


def aged(table: Table, retention: Retention, present: Collection[str] | None = None) -> str:
    """SQL: whether what people wrote of a row may not be kept. present: the columns that there are
    (default: all of the table)."""
    names = {field.name for field in table.fields} if present is None else set(present)
    whose = f"record_key IN (SELECT record_key FROM erased WHERE table_name = '{table.name}')"
    dates = [name for name in table.day_from if name in names]
    if retention.before and dates:
        day = PERIOD_START if dates == ["period"] else f"coalesce({', '.join(dates)})"
        whose += f" OR coalesce({day} < DATE '{retention.before}', false)"
    return f"({whose})"


def spent(table: Table, retention: Retention, present: Collection[str] | None = None) -> str:
    """SQL: whether a row has a text that may not be kept."""
    names = [n for n in free_texts(table) if present is None or n in present]
    filled = " OR ".join(f'"{name}" IS NOT NULL' for name in names) or "false"
    return f"(({filled}) AND {aged(table, retention, present)})"


def without_texts(table: Table, retention: Retention) -> dict[str, str]:
    """SQL, by column of a table: what is to stand in place of what may not be kept."""
    lost = spent(table, retention)
    read = as_read(table)
    values = {
        name: read.get(name, f'"{name}"')
        for name in content_columns(table)
        if name not in FREE_TEXTS
    }
    replaced = dict.fromkeys(free_texts(table), "NULL") | {"content_hash": hash_sql(table, values)}
    return {n: f'CASE WHEN {lost} THEN {sql} ELSE "{n}" END' for n, sql in replaced.items()}


def forget_waiting(incoming: Incoming, retention: Retention) -> tuple[int, list[int]]:
    """Take from the records of a sheet, while they wait, what may not be kept; of how many texts
    went, and the rows of which nothing that people wrote may be kept."""
    if not retention:
        return 0, []
    con, table = incoming.con, incoming.table
    name_erased(con, retention)
    present = [name for name in free_texts(table) if name in incoming.columns]
    values = {name: f'"{name}"' for name in incoming.columns if name not in FREE_TEXTS}
    whose = aged(table, retention, incoming.columns)
    rows = con.execute(f"SELECT DISTINCT source_row FROM incoming WHERE {whose}").fetchall()
    texts = 0
    if rows and present:
        gone = ", ".join(f'"{name}" = NULL' for name in present)
        done = con.execute(
            f"UPDATE incoming SET {gone}, content_hash = {hash_sql(table, values)} "
            f"WHERE {spent(table, retention, incoming.columns)}"
        ).fetchone()
        texts = done[0] if done else 0
    return texts, [row for (row,) in rows]
