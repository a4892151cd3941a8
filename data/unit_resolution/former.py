"""The names that registered units had before, as `data.unit_resolution.renames` settled them."""

from dataclasses import dataclass
from datetime import date

import duckdb


@dataclass(frozen=True)
class FormerName:
    """A name that a registered unit had, on the days from `begin` to `end` as far as known."""

    kind: str
    former: str
    name: str
    begin: date | None
    end: date | None


def former_names(con: duckdb.DuckDBPyConnection) -> list[FormerName]:
    """The former names of registered units; none in a store of an earlier program."""
    if not has_table(con, "former_names"):
        return []
    rows = con.execute("SELECT * FROM former_names ORDER BY ALL").fetchall()
    return [FormerName(*row) for row in rows]


def current_names(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """Kind and former name -> the name that the unit has now."""
    return {(one.kind, one.former): one.name for one in former_names(con)}


def has_table(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether a store has a table, which one of an earlier program may lack."""
    try:  # to list all tables takes ten times as long
        con.execute(f"SELECT 1 FROM {table} LIMIT 0")
    except duckdb.CatalogException:
        return False
    return True
