"""Words of closed lists by decision: what a person said that a word means that no layout knows.

Such a word leaves its field (`method`) blank and stands beside it as it was written
(`method_written`). A decision fills the field; one that is taken back leaves it blank again.
Contents and keys of records never depend on decisions.
"""

from collections.abc import Iterable

import duckdb

from data.parsing.values import fold_word
from data.unit_resolution.former import has_table
from kernel.schema import TABLES, Table


def words_as_read(table: Table, alias: str = "") -> dict[str, str]:
    """SQL, by field: a listed word as its export gave it; blank where nobody knew it."""
    dot = f"{alias}." if alias else ""
    return {
        name: f"CASE WHEN {dot}{name}_written IS NULL THEN {dot}{name} END" for name in table.words
    }


def understand_words(
    con: duckdb.DuckDBPyConnection, tables: Iterable[Table] | None = None, rows: str = ""
) -> dict[str, int]:
    """Bring the facts (default: of all tables) in line with the decisions on words. rows: the
    relation that holds them, where it is not the table itself.

    Returns how many fact rows of which table changed. Run again it changes nothing.
    """
    decided = decided_words(con)
    changed: dict[str, int] = {}
    for table in TABLES.values() if tables is None else tables:
        for name in table.words:
            if moved := _understand(con, table, name, decided.get(name, {}), rows or table.name):
                changed[table.name] = changed.get(table.name, 0) + moved
    return changed


def decided_words(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str | None]]:
    """By field, the value of each folded word about which something is decided."""
    found: dict[str, dict[str, str | None]] = {}
    for field, written, value in con.execute(
        "SELECT field, written, value FROM word_decisions ORDER BY decided_at"
    ).fetchall():
        found.setdefault(field, {})[fold_word(written)] = value
    return found


def _understand(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    name: str,
    decided: dict[str, str | None],
    rows: str,
) -> int:
    kind = next(f.type for f in table.fields if f.name == name)
    sql_type = "BOOLEAN" if kind == "boolean" else "VARCHAR"
    now = con.execute(
        f"SELECT DISTINCT {name}_written, CAST({name} AS VARCHAR) FROM {rows} "
        f"WHERE {name}_written IS NOT NULL ORDER BY ALL"
    ).fetchall()
    moved = 0
    for written, value in now:
        meant = decided.get(fold_word(written))
        if meant != value:
            row = con.execute(
                f"UPDATE {rows} SET {name} = CAST(? AS {sql_type}) WHERE {name}_written = ?"
                f" AND CAST({name} AS VARCHAR) IS NOT DISTINCT FROM ?",
                [meant, written, value],
            ).fetchone()
            moved += int(row[0]) if row else 0
    return moved


def has_words(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the store keeps unknown words, which one of an earlier program does not."""
    return has_table(con, "word_decisions")
