"""What a version of the store shows to whom: the one place where rows and texts are held back.

Who is not shown all is given views under the names of the tables, and no way to what lies below
them: whatever any page asks, it asks these. Rows of other units stay countable, because totals are
made of them, but say nothing of themselves: texts, places, photos and the places of their files are
gone, and keys that join rows are scrambled. What is not named here as open is held back.

To whom of other units only places and scores are shown (`Person.own_alone`), those are one unit,
`OTHERS`: totals of the city stay true, and no question tells one of them from another. Places and
scores are made of views that tell them apart (`told_apart`), and are cut before they are handed on
(`metrics.scoring.own_alone`).
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from data.access.rights import Person
from kernel.schema import SYSTEM_TABLES, TABLES, UNIT_KINDS, Table, columns

# Tables whose rows are held back; the rest are registers, plans and goals, open to all.
NARROWED = (
    *("cases", "inspections", "findings", "enforcement_cases"),
    *("score_entries", "adjustments", "measures", "weekly_returns"),
)
# Of rows of other units these texts are still shown: what figures are grouped, joined and told by.
OPEN_TEXTS = frozenset(
    {
        *UNIT_KINDS, "month", "period", "indicator", "component", "item", "campaign", "agency",
        "category", "subcategory", "category_written", "subcategory_written",
        "point", "point_type", "point_class", "object", "object_type", "object_class", "road",
    }
)  # fmt: skip
# These join rows: their values differ where the hidden ones do.
KEYS = frozenset(
    {"case_no", "visit_no", "finding_no", "repeat_of", "record_key", "content_hash", "place_key"}
)
# What people wrote of a case, and what shows the place: `texts` is the right to them.
TEXTS = frozenset({"text", "place", "place_key", "photo_before", "photo_after", "reason"})
# Persons: `inspectors` is the right to their names.
PEOPLE = frozenset({"inspector", "collector", "given_by", "officers"})
_HIDDEN_NUMBERS = ("x", "y", "source_row")  # of other units: where it is
OTHERS = "其他单位"  # all units that are not one's own, as one
OTHERS_IN_ENGLISH = "Other units"
_ONE = "other_units_are_one"  # the mark of a connection
# By what an object of another unit could be told from the next one.
OBJECTS = frozenset({"object", "road", "point", "point_id", "name", "parent"})
# Figures, goals and persons of single units, which add up to nothing: rows of others are left out.
_LEFT_OUT = frozenset({"tasks", "own_figures", "weekly_returns", "measures", "leaders"})
# The store's own books hold raw rows and what was read in them: for those who decide on imports.
_BOOKS = frozenset({"rejected_rows", "conflicts"})
_ACCOUNTS = ("import_batches", "undone_batches")  # their column `account` quotes rows


def narrowed(path: Path, person: Person, told_apart: bool = False) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a version file as this person is shown it; like `Store.connect`.
    told_apart: with the names of other units, to make places and scores of."""
    con = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
        }
    )
    try:
        below = f"kept_{secrets.token_hex(8)}"  # no query of ours names it
        file = str(path).replace("'", "''")
        con.execute(f"ATTACH '{file}' AS {below} (READ_ONLY)")
        _limit(con)
        for statement in views(con, f"{below}.main", person, told_apart):
            con.execute(statement)
        con.execute(f"CREATE VIEW store_info AS SELECT * FROM {below}.main.store_info")
        con.execute("SET enable_external_access = false; SET lock_configuration = true")
    except BaseException:
        con.close()
        raise
    return con


def others_are_one(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a connection does not tell other units apart: no places can be made of it."""
    with con.cursor() as cursor:
        sql = "SELECT 1 FROM duckdb_views() WHERE view_name = ?"
        return cursor.execute(sql, [_ONE]).fetchone() is not None


def views(
    con: duckdb.DuckDBPyConnection, below: str, person: Person, told_apart: bool = False
) -> Iterator[str]:
    """The statements that make the views over the tables of a schema."""
    own = None if person.units is None else own_and_below(con, below, person.units)
    pooled = person.own_alone and not told_apart
    if pooled:
        yield f"CREATE VIEW {_ONE} AS SELECT 1"
    for table in TABLES.values():
        shown = _shown(table, own, person)
        if pooled and table.units:
            shown |= _pooled(table, own or frozenset(), person.salt)
        chosen = ", ".join(f'{sql} AS "{name}"' for name, sql in shown.items())
        where = f" WHERE {_mine(own)} OR {_NO_UNIT}" if pooled and table.name in _LEFT_OUT else ""
        selected = f"SELECT {chosen} FROM {below}.{table.name}{where}"
        if pooled and table.name == "units":
            selected = _register(own or frozenset(), below)
        yield f"CREATE VIEW {table.name} AS {selected}"
    deciding = "decide" in person.rights and own is None and "texts" in person.rights
    for name in SYSTEM_TABLES:
        what = "*"
        if name in _ACCOUNTS and not deciding:
            what = "* REPLACE ('{}' AS account)"
        where = "" if deciding or name not in _BOOKS else " WHERE false"
        if pooled and name == "unit_stays":
            where = f" WHERE {_registered(own or frozenset())}"
        yield f"CREATE VIEW {name} AS SELECT {what} FROM {below}.{name}{where}"


def own_and_below(
    con: duckdb.DuckDBPyConnection, below: str, units: frozenset[str]
) -> frozenset[tuple[str, str]]:
    """Kind and name of these units, of whatever kind, and of all that the register has below them;
    a former name counts for the one that it has now."""
    registered = con.execute(f"SELECT kind, name, parent FROM {below}.units").fetchall()
    renamed = con.execute(f"SELECT kind, former, name FROM {below}.former_names").fetchall()
    found = {(kind, name) for name in units for kind in UNIT_KINDS if name}
    while True:
        names = {name for _, name in found}
        more = {(kind, name) for kind, name, parent in registered if parent in names}
        more |= {(kind, former) for kind, former, name in renamed if (kind, name) in found}
        more |= {(kind, name) for kind, former, name in renamed if (kind, former) in found}
        if more <= found:
            return frozenset(found)
        found |= more


def _shown(table: Table, own: frozenset[tuple[str, str]] | None, person: Person) -> dict[str, str]:
    """Column -> what is shown of it, of all columns of a table."""
    names = {field.name: field for field in columns(table)}
    held = table.name in NARROWED
    mine = _mine(own) if held and table.units else "true"
    found = {}
    for name, field in names.items():
        sql, foreign = f'"{name}"', f'"{name}"'
        if field.type == "text" and name in PEOPLE and "inspectors" not in person.rights:
            sql = foreign = _scrambled_people(sql, person.salt)
        elif held and name in KEYS | TEXTS:
            hidden = name in TEXTS and "texts" not in person.rights
            scrambled = _scrambled(sql, person.salt) if name in KEYS else "NULL"
            foreign, sql = scrambled, scrambled if hidden else sql
        elif held and name in PEOPLE:
            foreign = "NULL" if name != "inspector" else _scrambled(sql, person.salt)
        elif held and (field.type == "text" and name not in OPEN_TEXTS or name in _HIDDEN_NUMBERS):
            foreign = "NULL"
        same = mine == "true" or sql == foreign
        found[name] = sql if same else f"CASE WHEN {mine} THEN {sql} ELSE {foreign} END"
    return found


def _pooled(table: Table, own: frozenset[tuple[str, str]], salt: str) -> dict[str, str]:
    """Column -> what is shown of it where other units are one: their names, and of rows that are
    not one's own the objects, by which their unit could be told."""
    found = {}
    for kind in UNIT_KINDS:
        names = ["''", *sorted(_text(name) for of, name in own if of == kind)]
        shown = f'"{kind}" IS NULL OR "{kind}" IN ({", ".join(names)})'
        found[kind] = f'CASE WHEN {shown} THEN "{kind}" ELSE {_text(OTHERS)} END'
    fields = {field.name for field in columns(table)}
    hidden = {name: _scrambled(f'"{name}"', salt) for name in OBJECTS & fields}
    hidden |= dict.fromkeys({"address", "aliases"} & fields, "NULL")
    for name, sql in hidden.items():
        found[name] = f'CASE WHEN {_mine(own)} OR {_NO_UNIT} THEN "{name}" ELSE {sql} END'
    return found


def _register(own: frozenset[tuple[str, str]], below: str) -> str:
    """One's own units, and those beside them as one of each kind: what they are together."""
    mine = _registered(own)
    names = ", ".join(_text(name) for _, name in sorted(own)) or "''"
    as_one = {"kind": "kind", "name": _text(OTHERS)}
    for name in ("population", "officers"):  # unknown where that of any is
        as_one[name] = f"CASE WHEN count({name}) = count(*) THEN sum({name}) END"
    fields = [field.name for field in columns(TABLES["units"])]
    listed = ", ".join(as_one.get(name, "NULL") for name in fields)
    parent = f"* REPLACE (CASE WHEN parent IN ({names}) THEN parent END AS parent)"
    return (
        f"SELECT {parent} FROM {below}.units WHERE {mine} UNION ALL "
        f"SELECT {listed} FROM {below}.units WHERE NOT {mine} AND valid_to IS NULL GROUP BY kind"
    )


def _registered(own: frozenset[tuple[str, str]]) -> str:
    """Whether a row of the register is one of these units."""
    pairs = ", ".join(f"({_text(kind)}, {_text(name)})" for kind, name in sorted(own))
    return f"(kind, name) IN ({pairs})" if pairs else "false"


_NO_UNIT = "(" + " AND ".join(f"coalesce(\"{kind}\", '') = ''" for kind in UNIT_KINDS) + ")"


def _mine(own: frozenset[tuple[str, str]] | None) -> str:
    """Whether a row names one of these units."""
    if own is None:
        return "true"
    kinds: dict[str, list[str]] = {}
    for kind, name in sorted(own):
        kinds.setdefault(kind, []).append(_text(name))
    said = [f'"{kind}" IN ({", ".join(names)})' for kind, names in kinds.items()]
    return f"coalesce({' OR '.join(said)}, false)" if said else "false"


def _scrambled(column: str, salt: str) -> str:
    """Another name for each value, the same for the same; nothing for nothing."""
    return f"CASE WHEN {column} = '' THEN '' ELSE '#' || {_digest(column, salt, 16)} END"


def _scrambled_people(column: str, salt: str) -> str:
    """The same for each of the names that stand in one text."""
    parts = f"regexp_split_to_array({column}, '[、，,;；/\\s]+')"
    each = f"list_transform({parts}, one -> '#' || {_digest('one', salt, 8)})"
    return f"CASE WHEN {column} = '' THEN '' ELSE array_to_string({each}, '、') END"


def _digest(column: str, salt: str, length: int) -> str:
    return f"substr(md5({_text(salt)} || {column}), 1, {length})"


def _text(value: Any) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _limit(con: duckdb.DuckDBPyConnection) -> None:
    """The bounds that every connection has."""
    for option in ("memory_limit", "threads"):
        if value := os.environ.get(f"SHIRONG_{option.upper()}"):
            con.execute(f"SET {option} = {_text(value)}")
