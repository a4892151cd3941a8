"""Checks of names: units and kinds of problems that nothing resolves, as the review lists them."""

from collections.abc import Callable, Iterable

from data.checks.check import FIRST, Check, Connection, Found, of_rows, union
from data.checks.layouts import layouts
from data.reviewing.review import unknown_categories
from data.reviewing.unresolved import unresolved
from data.unit_resolution.units import exact_key
from kernel.schema import TABLES, UNIT_KINDS

Source = dict[str, object]
_NAMED = [(table.name, kind) for table in TABLES.values() if table.units for kind in UNIT_KINDS]
_CLASSED = [
    (table.name, level)
    for table in TABLES.values()
    for level in ("category", "subcategory")
    if any(field.name == level for field in table.fields)
]


def _unknown_units(con: Connection, limit: int | None) -> Found:
    """Names that are no unit's although units of their kind are registered."""
    with con.cursor() as cursor:
        names = [name for name in unresolved(cursor, layouts(cursor)) if name.registered]
        first, among = _first_rows(cursor, _NAMED, {exact_key(n.name) for n in names}, exact_key)
    rows = [
        {"kind": n.kind, "name": n.name, "rows": n.rows} | first.get(exact_key(n.name), {})
        for n in names
    ]
    return of_rows(rows, limit, among)


def _unknown_categories(con: Connection, limit: int | None) -> Found:
    """Classes and sub-classes that the vocabulary does not know, nobody having decided what they
    mean; layouts that do not use the vocabulary have kinds of their own."""
    with con.cursor() as cursor:
        names = unknown_categories(cursor, layouts(cursor))
        first, among = _first_rows(cursor, _CLASSED, {n.written for n in names}, str)
    rows = [
        {"field": n.level, "name": n.written, "rows": n.rows} | first.get(n.written, {})
        for n in names
    ]
    return of_rows(rows, limit, among)


def _first_rows(
    con: Connection,
    columns: Iterable[tuple[str, str]],
    names: set[str],
    folded: Callable[[str], str],
) -> tuple[dict[str, Source], int]:
    """Where each of some names was first read, by its folded form; and how many names there are."""
    found: dict[str, Source] = {}
    known = set()
    every = union(
        [
            f"SELECT {column} AS name, {FIRST} FROM {table} WHERE {column} IS NOT NULL "
            f"GROUP BY {column}"
            for table, column in columns
        ]
    )
    for name, source in con.execute(f"{every} ORDER BY ALL").fetchall():
        known.add(folded(name))
        if folded(name) in names and source is not None:
            found.setdefault(folded(name), source)
    return found, len(known)


CHECKS = (
    Check("values-units", "warning", _unknown_units),
    Check("values-categories", "warning", _unknown_categories),
)
