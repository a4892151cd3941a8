"""Classes of problems by decision: what a person said that a name means, over what was read.

A fact's `category` and `subcategory` are what metrics count. Where a decision gave another name
than the one that was read, that one stays beside it (`category_written`, `subcategory_written`):
merges compare it, and a decision that is taken back brings it back. Contents and keys of records
never depend on decisions, so that the same file is the same however its names are understood.
"""

from collections.abc import Iterable
from typing import NamedTuple

import duckdb
import pyarrow as pa

from data.parsing.categories import class_of, fold_class, is_class
from data.storage.words import words_as_read
from kernel.schema import TABLES, Table


class _Classes(NamedTuple):
    """Both names of a fact's class, and what was read where that is another (empty: nothing)."""

    category: str | None
    subcategory: str | None
    category_written: str | None
    subcategory_written: str | None


_READ = ("category", "subcategory")


def classed_tables() -> list[Table]:
    """The tables whose facts name a class of problems."""
    return [t for t in TABLES.values() if "subcategory" in {f.name for f in t.fields}]


def as_read(table: Table, alias: str = "") -> dict[str, str]:
    """SQL, by column: the classes and listed words of a fact as its export named them."""
    words = words_as_read(table, alias)
    if table not in classed_tables():
        return words
    dot = f"{alias}." if alias else ""
    return {n: f"nullif(coalesce({dot}{n}_written, {dot}{n}), '')" for n in _READ} | words


def facts_as_read(table: Table) -> str:
    """SQL: the facts of a table as a relation, decisions on classes left out."""
    replaced = ", ".join(f"{sql} AS {name}" for name, sql in as_read(table).items())
    return f"(SELECT * REPLACE ({replaced}) FROM {table.name})" if replaced else table.name


def rename_classes(
    con: duckdb.DuckDBPyConnection, tables: Iterable[Table] | None = None, rows: str = ""
) -> dict[str, int]:
    """Bring the facts (default: of all tables) in line with the decisions on classes. rows: the
    relation that holds them, where it is not the table itself.

    Returns how many fact rows of which table changed. Run again it changes nothing.
    """
    classes, subclasses = decided_classes(con)
    changed = {}
    for table in classed_tables() if tables is None else tables:
        if table not in classed_tables():
            continue
        found = con.execute(
            f"SELECT DISTINCT {', '.join(_Classes._fields)} FROM {rows or table.name}"
        ).fetchall()
        pairs = [(now, _meant(now, classes, subclasses)) for now in map(_Classes._make, found)]
        if stale := [pair for pair in pairs if pair[0] != pair[1]]:
            changed[table.name] = _rename(con, rows or table.name, stale)
    return changed


def decided_classes(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, str], dict[str, str]]:
    """Decided meanings of names of classes and of sub-classes, by folded name.

    A decision for a class of the vocabulary is about classes, any other about sub-classes. One for
    a name that was itself decided on follows it.
    """
    classes: dict[str, str] = {}
    subclasses: dict[str, str] = {}
    for written, name in con.execute(
        "SELECT written, subcategory FROM category_decisions "
        "WHERE subcategory IS NOT NULL ORDER BY decided_at"
    ).fetchall():
        (classes if is_class(name) else subclasses)[fold_class(written)] = name
    return classes, {written: _last(name, subclasses) for written, name in subclasses.items()}


def _last(name: str, decided: dict[str, str]) -> str:
    """The end of a chain of decisions; a ring of them ends where it began."""
    for _ in decided:
        name = decided.get(fold_class(name), name)
    return name


def _meant(now: _Classes, classes: dict[str, str], subclasses: dict[str, str]) -> _Classes:
    """What a fact's classes are by the decisions. A class that the export did not name is that of
    the sub-class that was decided."""
    read = (now.category if now.category_written is None else now.category_written) or None
    below = now.subcategory if now.subcategory_written is None else now.subcategory_written
    subcategory = subclasses.get(fold_class(below), below) if below else None
    if read:
        category: str | None = classes.get(fold_class(read), read)
    else:
        category = class_of(subcategory) if subcategory and subcategory != below else None
    return _Classes(
        category,
        subcategory,
        None if category == read else read or "",
        None if subcategory == (below or None) else below,
    )


def _rename(
    con: duckdb.DuckDBPyConnection, rows: str, stale: list[tuple[_Classes, _Classes]]
) -> int:
    """Replace the first by the second of each pair; return how many rows had it."""
    names = [f"old_{n}" for n in _Classes._fields] + [f"new_{n}" for n in _Classes._fields]
    columns = zip(*((*old, *new) for old, new in stale), strict=True)
    con.register("renamed", pa.table([pa.array(c, pa.string()) for c in columns], names=names))
    sets = ", ".join(f"{n} = r.new_{n}" for n in _Classes._fields)
    same = " AND ".join(f"f.{n} IS NOT DISTINCT FROM r.old_{n}" for n in _Classes._fields)
    row = con.execute(f"UPDATE {rows} AS f SET {sets} FROM renamed AS r WHERE {same}").fetchone()
    con.unregister("renamed")
    return int(row[0]) if row else 0
