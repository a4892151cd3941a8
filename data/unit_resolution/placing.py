"""From records to facts: unit names looked up, shared responsibility split, the district filled.

A record is one row of a source. A fact row is the part of it that one set of units answers for:
a cell that names two units gives two fact rows whose shares sum to 1. The same statement serves
the import (records waiting in a temporary table) and `resolve_units` (records stored long ago).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from data.layouts.profile import Profile, UnitSource
from data.storage.deriving import fact_day
from data.storage.renaming import facts_as_read
from data.unit_resolution.aliases import rebuild_aliases
from data.unit_resolution.splitting import parts_of, possible_names
from data.unit_resolution.units import Registry, spellings
from kernel.schema import IDENTITY, PROVENANCE, TABLES, UNIT_KINDS, WRITTEN_UNIT_FIELDS, Table

# Facts of these tables belong to a district when the unit that they name does. A score or a target
# given to a team is not one of its district's, so the other tables are left as written.
_INHERITING = frozenset(("cases", "inspections", "findings", "enforcement_cases", "points"))


@dataclass(frozen=True)
class UnplacedName:
    """A name that no register resolves: its kind, the name as written, rows that use it."""

    kind: str
    name: str
    rows: int


def record_columns(table: Table) -> list[str]:
    """The columns of a record, which all fact rows of one record share."""
    written = [f.name for f in WRITTEN_UNIT_FIELDS] if table.units else []
    identity = [f.name for f in (*IDENTITY, *PROVENANCE) if f.name != "share"]
    return [f.name for f in (*table.fields, *table.written_words)] + written + identity


def place(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    sources: Mapping[str, UnitSource],
    records: str,
) -> list[UnplacedName]:
    """Insert the records (a relation with `record_columns`) as facts; return the unknown names."""
    looked_up = _look_up(con, table, sources, records)
    con.execute(f"INSERT INTO {table.name} BY NAME {_facts(table, sources, looked_up, records)}")
    return looked_up.unknown


@dataclass(frozen=True)
class _LookedUp:
    """What was found of the names: those that no register has, and which kinds of names occur at
    all and occur several to a cell. Nothing is joined for the others."""

    unknown: list[UnplacedName]
    named: Set[str]
    split: Set[str]


def _look_up(
    con: duckdb.DuckDBPyConnection, table: Table, sources: Mapping[str, UnitSource], records: str
) -> _LookedUp:
    """Fill the temporary tables `unit_parts` and `unit_meanings` with every name that occurs."""
    registry = Registry.load(con)
    parts: list[tuple[str, str, str, float]] = []
    meanings: list[tuple[str, *tuple[object, ...]]] = []
    unknown: list[UnplacedName] = []
    for storage, texts in _written(con, sources if table.units else (), records).items():
        source, counts = sources[storage], Counter[str]()
        for text, rows in texts.items():
            shares = registry.shares(text, source.kinds)
            if shares[0][0] != text:
                parts += [(storage, text, name, share) for name, share in shares]
            counts.update({name: rows for name, _ in shares})
        for name, rows in sorted(counts.items()):
            found = registry.meanings(name, source.kinds, storage, source.guess_kind)
            meanings += [(storage, name, m.begin, m.end, m.kind, m.name, m.district) for m in found]
            if wrong := next((m for m in found if not m.known), None):
                unknown.append(UnplacedName(wrong.kind, name, rows))
    _fill(con, "unit_parts", _PARTS, parts)
    _fill(con, "unit_meanings", _MEANINGS, meanings)
    return _LookedUp(unknown, {m[0] for m in meanings}, {p[0] for p in parts})


def _written(
    con: duckdb.DuckDBPyConnection, kinds: Iterable[str], records: str
) -> dict[str, Counter[str]]:
    """How often each name is written, by the kind under which it is stored; one pass for all."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    if counts:
        columns = ", ".join(f"{kind}_written" for kind in counts)
        for *texts, rows in con.execute(
            f"SELECT {columns}, count(*) FROM {records} GROUP BY ALL"
        ).fetchall():
            for counter, text in zip(counts.values(), texts, strict=True):
                if text is not None:
                    counter[text] += rows
    return counts


_PARTS = pa.schema(
    [
        ("storage", pa.string()),
        ("text", pa.string()),
        ("part", pa.string()),
        ("share", pa.float64()),
    ]
)
_MEANINGS = pa.schema(
    [
        *(("storage", pa.string()), ("text", pa.string())),
        *(("begin_on", pa.date32()), ("end_on", pa.date32())),
        *(("kind", pa.string()), ("name", pa.string()), ("district", pa.string())),
    ]
)


def _fill(
    con: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, rows: Sequence[tuple[object, ...]]
) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
    con.register("filling", pa.table(arrays, schema=schema))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM filling")
    con.unregister("filling")


def _facts(
    table: Table, sources: Mapping[str, UnitSource], looked_up: _LookedUp, records: str
) -> str:
    """The SELECT that turns records into fact rows: record columns, units, share."""
    names = ", ".join(f'r."{name}"' for name in record_columns(table))
    if not table.units:
        return f"SELECT {names}, 1e0 AS share FROM {records} AS r"
    own = f"{fact_day(table)}, " if table.day_from else ""
    day = f"coalesce({own}CAST(r.as_of AS DATE), DATE '9999-12-31')"
    joins, shares = [], []
    named = {storage: source for storage, source in sources.items() if storage in looked_up.named}
    for storage in named:
        text = f"r.{storage}_written"
        if storage in looked_up.split:
            joins.append(
                f"LEFT JOIN unit_parts AS p_{storage} ON p_{storage}.storage = '{storage}' "
                f"AND p_{storage}.text = {text}"
            )
            shares.append(f"coalesce(p_{storage}.share, 1e0)")
            text = f"coalesce(p_{storage}.part, {text})"
        joins.append(
            f"LEFT JOIN unit_meanings AS m_{storage} ON m_{storage}.storage = '{storage}' "
            f"AND m_{storage}.text = {text} "
            f"AND r.fact_day BETWEEN m_{storage}.begin_on AND m_{storage}.end_on"
        )
    units = ", ".join(f"{_unit(table, kind, named)} AS {kind}" for kind in UNIT_KINDS)
    return (
        f"SELECT {names}, {units}, {' * '.join(shares) or '1e0'} AS share "
        f"FROM (SELECT *, {day} AS fact_day FROM {records} AS r) AS r {' '.join(joins)}"
    )


def _unit(table: Table, kind: str, sources: Mapping[str, UnitSource]) -> str:
    """The unit of one kind: a column of its own before columns that may name several kinds."""
    order = sorted(sources, key=lambda storage: (len(sources[storage].kinds) > 1, storage != kind))
    found = [f"CASE WHEN m_{s}.kind = '{kind}' THEN m_{s}.name END" for s in order]
    if kind == "district" and table.name in _INHERITING:
        below = sorted(sources, key=UNIT_KINDS.index)
        found += [f"m_{storage}.district" for storage in below if storage != "district"]
    return f"coalesce({', '.join(found)}, NULL)" if found else "CAST(NULL AS VARCHAR)"


def resolve_units(con: duckdb.DuckDBPyConnection, profiles: Mapping[str, Profile]) -> set[str]:
    """Look up the unit names of all stored facts again; return the tables that changed.

    Run it when units or aliases changed.
    """
    return set(resolve_again(con, profiles))


def resolve_again(
    con: duckdb.DuckDBPyConnection,
    profiles: Mapping[str, Profile],
    spelled: Collection[str] | None = None,
) -> dict[str, int]:
    """As `resolve_units`; return how many records of which table changed.

    `spelled`: when only aliases changed, their spellings; then only records that name something
    spelled like one of them are looked at. Facts are grouped by the profile that read them, because
    the profile says as which kinds a column's names are looked up.
    """
    rebuild_aliases(con)
    changed: Counter[str] = Counter()
    for table in (t for t in TABLES.values() if t.units):
        for profile in profiles_of(con, table, profiles):
            changed[table.name] += _resolve(con, table, profile, spelled)
    return {name: records for name, records in changed.items() if records}


def profiles_of(
    con: duckdb.DuckDBPyConnection, table: Table, profiles: Mapping[str, Profile]
) -> list[Profile]:
    """The profiles that read the facts of a table; those that are gone are left out."""
    found = con.execute(
        f"SELECT DISTINCT b.profile FROM import_batches AS b "
        f"WHERE b.batch_id IN (SELECT batch_id FROM {table.name}) ORDER BY ALL"
    ).fetchall()
    return [profiles[profile_id] for (profile_id,) in found if profile_id in profiles]


def _resolve(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    profile: Profile,
    spelled: Collection[str] | None,
) -> int:
    """Replace the facts that would now read otherwise; return how many records those are."""
    mine = (
        f"SELECT * FROM {facts_as_read(table)} WHERE batch_id IN "
        f"(SELECT batch_id FROM import_batches WHERE profile = '{profile.id}')"
    )
    sources = profile.unit_sources()
    if spelled is not None:
        concerned = _texts_like(con, table, sources, spelled)
        if not concerned:
            return 0
        con.execute("CREATE OR REPLACE TEMP TABLE concerned (text VARCHAR)")
        con.execute("INSERT INTO concerned SELECT unnest($texts)", {"texts": sorted(concerned)})
        named = (f"{kind}_written IN (SELECT text FROM concerned)" for kind in sources)
        mine += f" AND ({' OR '.join(named)})"
    columns = ", ".join(f'"{name}"' for name in record_columns(table))
    records = (
        f"(SELECT {columns} FROM ({mine}) QUALIFY row_number() OVER (PARTITION BY record_key) = 1)"
    )
    looked_up = _look_up(con, table, sources, records)
    units = ", ".join(UNIT_KINDS)
    now = f"SELECT record_key, {units}, round(share, 9) AS share FROM"
    # ALL: when both names of a cell come to mean one unit, the fact is there twice.
    con.execute(
        "CREATE OR REPLACE TEMP TABLE stale AS SELECT DISTINCT record_key FROM "
        f"({now} ({_facts(table, sources, looked_up, records)}) EXCEPT ALL {now} {table.name})"
    )
    count = con.execute("SELECT count(*) FROM stale").fetchone()
    if not count or not count[0]:
        return 0
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE moved AS SELECT * FROM {records} "
        "WHERE record_key IN (SELECT record_key FROM stale)"
    )
    con.execute(f"DELETE FROM {table.name} WHERE record_key IN (SELECT record_key FROM stale)")
    place(con, table, sources, "moved")
    con.execute("DROP TABLE moved")
    return int(count[0])


def _texts_like(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    kinds: Iterable[str],
    spelled: Collection[str],
) -> set[str]:
    """The written texts that name something which a register takes for one of these spellings."""
    wanted = {key for name in spelled for key in spellings(name)}
    longest = max(len(parts_of(name)) for name in spelled)
    return {
        text
        for kind in kinds
        for (text,) in con.execute(
            f"SELECT DISTINCT {kind}_written FROM {table.name} WHERE {kind}_written IS NOT NULL"
        ).fetchall()
        if any(wanted.intersection(spellings(name)) for name in possible_names(text, longest))
    }
