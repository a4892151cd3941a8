"""Which object a fact speaks of, of which type and class, and on which road it lies.

`prepare` looks up every place of a table once and leaves temporary tables; `with_objects` is the
SQL that joins them. Both are functions of what is stored: the register, the kinds, the facts.
"""

from collections.abc import Sequence, Set

import duckdb
import pyarrow as pa

from data.objects.kinds import kinds_of
from data.objects.register import Listed, Register, read_register
from kernel.schema import TABLES, Table

# Which column of a table names the place that is looked up.
PLACED = {
    "cases": "place",
    "inspections": "point",
    "findings": "point",
    "score_entries": "point",
    "adjustments": "point",
    "points": "name",
}
_JOINED = {
    "p": "placed_objects",
    "s": "object_stays",
    "o": "object_stays",
    "t": "said_types",
    "k": "said_classes",
}
_ALIASES = r"regexp_split_to_array(coalesce(aliases, ''), '[、，,；;]')"


def load_register(con: duckdb.DuckDBPyConnection, place_key: str, alias_key: str) -> Register:
    """The register of a store. place_key, alias_key: SQL that folds `name` and `alias`."""
    if con.execute("SELECT 1 FROM points LIMIT 1").fetchone() is None:
        return read_register([], kinds_of(con))  # folding nothing takes as long as planning it
    aliases: dict[tuple[str | None, str | None], list[str]] = {}
    for name, district, key in con.execute(
        f"SELECT name, district, {alias_key} AS key FROM (SELECT name, district, "
        f"unnest({_ALIASES}) AS alias FROM points WHERE aliases IS NOT NULL)"
    ).fetchall():
        if key:
            aliases.setdefault((name, district), []).append(key)
    rows = con.execute(
        f"SELECT DISTINCT name, {place_key}, type, class, district, street, parent, address, "
        "valid_from, valid_to, batch_id, source_row FROM points WHERE name IS NOT NULL "
        "ORDER BY batch_id, source_row"
    ).fetchall()
    listed = [
        Listed(name, key, tuple(sorted({*aliases.get((name, district), ())})), type_, class_,
               district, street, parent, address, begin, end)
        for name, key, type_, class_, district, street, parent, address, begin, end, *_ in rows
    ]  # fmt: skip
    return read_register(listed, kinds_of(con))


def prepare_objects(
    con: duckdb.DuckDBPyConnection, table: Table, rows: str, register: Register, place_key: str
) -> set[str]:
    """Fill the temporary tables that `with_objects` joins for a table, whose facts are in the
    relation `rows`; the names of those that hold anything. place_key: SQL that folds its column of
    places."""
    column = PLACED[table.name]
    named = f"FROM {rows} WHERE {column} IS NOT NULL"
    places = []
    if con.execute(f"SELECT 1 {named} LIMIT 1").fetchone():  # see load_register
        places = con.execute(
            f"SELECT {column}, district, street, {place_key} FROM "
            f"(SELECT DISTINCT {column}, district, street {named})"
        ).fetchall()
    said = _said(con, table, rows)
    types = {kind for kind, _ in said if kind}
    tables: dict[str, tuple[Sequence[str], list[tuple[object, ...]]]] = {
        "placed_objects": (
            ("place", "district", "street", "key", "object", "road"),
            [(*place, *register.place(place[0], place[3], *place[1:3])) for place in places],
        ),
        "object_stays": (
            ("object", "type", "class", "begin_on", "end_on", "first"),
            [(s.object, s.type, s.class_, s.begin, s.end, s.first) for s in register.stays],
        ),
        "said_types": (("written", "type"), [(w, register.kind(w)) for w in sorted(types)]),
        "said_classes": (
            ("type", "written", "class"),
            [(t, c, register.class_of(t, c)) for t, c in sorted(said, key=str)],
        ),
    }
    kinds = {"begin_on": pa.date32(), "end_on": pa.date32(), "first": pa.bool_()}
    for name, (columns, values) in tables.items():
        if values:
            _fill(con, name, columns, values, kinds)
    return {name for name, (_, values) in tables.items() if values}


def _said(
    con: duckdb.DuckDBPyConnection, table: Table, rows: str
) -> set[tuple[str | None, str | None]]:
    """The types and classes of points that visits say themselves, as pairs."""
    found: set[tuple[str | None, str | None]] = set()
    sources = {rows: table.name}
    if table.name == "findings":
        sources["inspections"] = "inspections"
    for name, kind in sources.items():
        fields = {f.name for f in TABLES[kind].fields}
        if "point_type" in fields:
            class_ = "point_class" if "point_class" in fields else "NULL"
            found |= set(
                con.execute(f"SELECT DISTINCT point_type, {class_} FROM {name}").fetchall()
            )
    return {*found, *((t, None) for t, _ in found)}


def with_objects(table: Table, rows: str, filled: Set[str]) -> str:
    """SQL: the rows of a relation with `object`, `object_type`, `object_class` and `road` filled,
    and `place_key` where the table has it.

    The type is what the row says itself, else its visit, else the register; so is the class, of the
    row's day. A point that no register has is its own object, called as it is written. One SELECT:
    each that stands in another plans all columns again, which takes longer than a few rows do, and
    so does each join with nothing. filled: the temporary tables that hold anything.
    """

    def of(alias: str, column: str) -> str:
        return f"{alias}.{column}" if _JOINED[alias] in filled else "NULL"

    column = PLACED[table.name]
    fields = {f.name for f in table.fields}
    written = f"nullif(trim(f.{column}), '')" if table.name != "cases" else "NULL"
    object_ = f"coalesce({of('p', 'object')}, {written})"
    day = "f.day" if table.day_from else "f.valid_from"
    on_the_day = f"coalesce({day}, CAST(f.as_of AS DATE), DATE '9999-12-31') BETWEEN"
    joins = {
        "p": f"p.place = f.{column} AND p.district IS NOT DISTINCT FROM f.district "
        "AND p.street IS NOT DISTINCT FROM f.street",
        "s": f"s.object = {object_} AND s.first AND {on_the_day} s.begin_on AND s.end_on",
    }
    visits, type_, class_ = "", of("s", "type"), of("s", "class")
    if "point_type" in fields:
        said_type = "f.point_type"
        said_class = "f.point_class" if "point_class" in fields else "NULL"
        if table.name == "findings":
            visits = (
                "LEFT JOIN (SELECT visit_no AS of_visit, any_value(point_type) AS type, "
                "any_value(point_class) AS class FROM inspections WHERE visit_no IS NOT NULL "
                "GROUP BY visit_no) AS v ON v.of_visit = f.visit_no"
            )
            said_type = f"coalesce({said_type}, v.type)"
            said_class = f"coalesce({said_class}, v.class)"
        type_ = f"coalesce({of('t', 'type')}, {of('s', 'type')})"
        class_ = f"coalesce({of('k', 'class')}, {of('o', 'class')}, {of('s', 'class')})"
        joins |= {
            "t": f"t.written = {said_type}",
            "k": f"k.type IS NOT DISTINCT FROM {said_type} "
            f"AND k.written IS NOT DISTINCT FROM {said_class}",
            "o": f"o.object = {object_} AND o.type = {type_} "
            f"AND {on_the_day} o.begin_on AND o.end_on",
        }
    values = {"object": object_, "road": of("p", "road")}
    values |= {"object_type": type_, "object_class": class_}
    if "place_key" in {f.name for f in table.derived}:
        values["place_key"] = of("p", "key")
    replaced = ", ".join(f"{formula} AS {name}" for name, formula in values.items())
    joined = " ".join(
        f"LEFT JOIN {_JOINED[alias]} AS {alias} ON {on}"
        for alias, on in joins.items()
        if _JOINED[alias] in filled
    )
    return f"(SELECT f.* REPLACE ({replaced}) FROM {rows} AS f {visits} {joined})"


def fill_register(con: duckdb.DuckDBPyConnection, register: Register) -> None:
    """Say of every row of the register itself which object it is, of which type and class."""
    rows = [
        (row.name, row.district, row.street, row.address, row.type, row.class_, label,
         register.kind(row.type), register.class_of(row.type, row.class_),
         label if register.is_road(row.type) else register.place(
             row.name, row.key, row.district, row.street)[1])
        for row, label in register.labels.items()
    ]  # fmt: skip
    keys = ("name", "district", "street", "address", "type", "class")
    _fill(con, "register_rows", (*keys, "o", "o_type", "o_class", "o_road"), rows)
    same = " AND ".join(f"p.{key} IS NOT DISTINCT FROM r.{key}" for key in keys)
    con.execute(
        "UPDATE points AS p SET object = r.o, object_type = r.o_type, object_class = r.o_class, "
        f"road = r.o_road FROM (SELECT DISTINCT * FROM register_rows) AS r WHERE {same}"
    )


def _fill(
    con: duckdb.DuckDBPyConnection,
    name: str,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    types: dict[str, pa.DataType] | None = None,
) -> None:
    """A temporary table of these rows."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [
        pa.array(column, (types or {}).get(n, pa.string()))
        for n, column in zip(columns, values, strict=True)
    ]
    con.register("filling", pa.table(arrays, names=list(columns)))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM filling")
    con.unregister("filling")
