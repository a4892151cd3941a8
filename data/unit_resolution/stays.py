"""A unit over time: its stays, one after the other, in a group, under a unit, with so many people.

Rows of one name with different first days in registers are the stays of one unit. `condense` lets
`units` hold one row per unit, as it is last, and returns all stays; `keep_stays` writes those of
units that changed into `unit_stays`. The rules stand in docs/units.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import duckdb

from data.unit_resolution.former import has_table

Key = tuple[str, str]  # kind and name
BEGIN, END = date(1, 1, 1), date(9999, 12, 31)
_DAY = timedelta(days=1)
_CARRIED = ("type", "group", "parent", "population", "officers")  # what a stay says of a unit
_SUFFIX = r"@\d{4}-\d\d-\d\d$"
COLUMNS = ("kind", "name", *_CARRIED, "valid_from", "valid_to")
_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)


@dataclass(frozen=True)
class Stay:
    """What a unit is from `begin` to `end`, both days included (None: open). `says`: type, group,
    parent, population, officers; None where no register says it."""

    says: tuple[Any, ...]
    begin: date | None
    end: date | None


def stays_sql(con: duckdb.DuckDBPyConnection) -> str:
    """SQL of a relation of all stays: kind, name, type, group, parent, population, officers,
    valid_from, valid_to. A unit that never changed has one; so has each in a store of an earlier
    program."""
    if not has_table(con, "unit_stays"):
        return f"(SELECT {_NAMES} FROM units)"
    return (
        f"(SELECT {_NAMES} FROM unit_stays UNION ALL SELECT {_NAMES} FROM units AS u WHERE NOT "
        "EXISTS (SELECT 1 FROM unit_stays AS s WHERE s.kind = u.kind AND s.name = u.name))"
    )


def key_by_first_day(con: duckdb.DuckDBPyConnection, waiting: str) -> None:
    """Let the rows of a register in a table be told apart by name and first day."""
    con.execute(
        f"UPDATE {waiting} SET record_key = record_key || '@' || valid_from "
        f"WHERE valid_from IS NOT NULL AND NOT regexp_matches(record_key, '{_SUFFIX}')"
    )


def condense(con: duckdb.DuckDBPyConnection) -> dict[Key, list[Stay]]:
    """Let `units`, which holds the rows as registered, hold one row per unit, and `former_units`
    those that were several. Returns the stays of every unit, the oldest first."""
    rows = con.execute(
        f"SELECT *, kind || '|' || regexp_replace(record_key, '{_SUFFIX}', '') AS unit_key "
        "FROM units ORDER BY batch_id, source_row, name"
    )
    names = [column[0] for column in rows.description or ()]
    units: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.fetchall():
        units[row[-1]].append(dict(zip(names, row, strict=True)))
    found: dict[Key, list[Stay]] = {}
    for own in units.values():
        stays = _filled(_in_order(own)) if len(own) > 1 else own
        last = stays[-1]
        found[last["kind"], last["name"]] = [
            Stay(tuple(s[name] for name in _CARRIED), s["valid_from"], s["valid_to"]) for s in stays
        ]
        if len(own) > 1:
            _replace(con, own, last | _of_all(own, stays))
    return found


def _in_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of one unit that are stays, the oldest first, each ended where the next begins.

    A unit that a file of facts mentioned is what its register says. A later register that gives no
    day speaks of the last stay; one that gives another day and says the same corrects the day.
    """
    told = [row for row in rows if row["content_hash"] is not None] or rows[-1:]
    newest = max((row for row in told if row["valid_from"]), key=_age, default=None)
    dated = [
        row
        for row in told
        if row["valid_from"]
        or newest is None
        or _batch(row) == _batch(newest)
        or not _newer(row, newest)
    ]
    dated = sorted(dated, key=lambda row: row["valid_from"] or BEGIN)
    for row in (row for row in told if not any(row is one for one in dated)):
        dated[-1] = dated[-1] | {name: value for name, value in row.items() if value is not None}
    stays: list[dict[str, Any]] = []
    for row in dated:
        if stays and _batch(stays[-1]) != _batch(row) and _says(stays[-1]) == _says(row):
            row = max(stays.pop(), row, key=_age)
        if stays:
            last = row["valid_from"] - _DAY
            stays[-1] = stays[-1] | {"valid_to": min(stays[-1]["valid_to"] or END, last)}
        stays.append(row)
    return stays


def _batch(row: Mapping[str, Any]) -> int:
    return row["batch_id"] or 0


def _age(row: Mapping[str, Any]) -> tuple[datetime, int]:
    return row["as_of"] or datetime.min, _batch(row)


def _newer(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether one row is of a later register: by the times that both speak of, else as they
    came."""
    if one["as_of"] and other["as_of"] and one["as_of"] != other["as_of"]:
        return bool(one["as_of"] > other["as_of"])
    return _batch(one) > _batch(other)


def _says(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _CARRIED)


def _filled(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a stay leaves blank is as in the stay before, else as in the first that says it."""
    found = [dict(row) for row in rows]
    for name in _CARRIED:
        known = next((row[name] for row in found if row[name] is not None), None)
        for row in found:
            known = row[name] = known if row[name] is None else row[name]
    return found


def _of_all(
    rows: Sequence[Mapping[str, Any]], stays: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the one row of a unit has from all of its rows."""
    newest = sorted(rows, key=_age)
    aliases = dict.fromkeys(row["aliases"] for row in newest if row["aliases"])
    known = {name: [row[name] for row in newest if row[name]] for name in ("unit_id", "name_en")}
    return {
        "aliases": "；".join(aliases) or None,
        "valid_from": stays[0]["valid_from"],
        **{name: values[-1] if values else None for name, values in known.items()},
    }


def _replace(
    con: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, Any]], one: dict[str, Any]
) -> None:
    keys = [row["record_key"] for row in rows]
    con.execute(
        "INSERT INTO former_units BY NAME SELECT * FROM units WHERE list_contains(?, record_key)",
        [keys],
    )
    con.execute("DELETE FROM units WHERE list_contains(?, record_key)", [keys])
    values = {name: value for name, value in one.items() if name != "unit_key"}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    con.execute(f"INSERT INTO units ({names}) VALUES ({marks})", list(values.values()))


def spanning(stays: Sequence[Stay], begin: date | None, end: date | None) -> list[Stay]:
    """Stays, the oldest first, as they fill the days from `begin` to `end` (None: as they say)."""
    inside = [
        stay
        for stay in stays
        if (stay.begin or BEGIN) <= (end or END) and (stay.end or END) >= (begin or BEGIN)
    ]
    if inside and begin:
        inside[0] = replace(inside[0], begin=begin)
    if inside and end:
        inside[-1] = replace(inside[-1], end=end)
    return inside


def one_after_another(parts: Iterable[Stay], parents: Mapping[str, str]) -> list[Stay]:
    """The stays of a unit out of those of the names that it had, the oldest first: blanks filled,
    those that say the same in one. parents: former name of a parent -> the one that it has now."""
    ordered = sorted(parts, key=lambda stay: stay.begin or BEGIN)
    rows = [dict(zip(_CARRIED, stay.says, strict=True)) for stay in ordered]
    found: list[Stay] = []
    for stay, row in zip(ordered, _filled(rows), strict=True):
        row["parent"] = parents.get(row["parent"], row["parent"])
        now = replace(stay, says=tuple(row.values()))
        before = found[-1] if found else None
        if before and before.says == now.says and before.end and before.end + _DAY == now.begin:
            found[-1] = replace(before, end=now.end)
        else:
            found.append(now)
    return found


def keep_stays(con: duckdb.DuckDBPyConnection, stays: Mapping[Key, Sequence[Stay]]) -> None:
    """Fill `unit_stays` with the stays of the units that have several."""
    con.execute("DELETE FROM unit_stays")
    rows = [
        [*key, *stay.says, stay.begin, stay.end]
        for key, own in sorted(stays.items())
        for stay in own
        if len(own) > 1
    ]
    if rows:
        marks = ", ".join("?" for _ in COLUMNS)
        con.executemany(f"INSERT INTO unit_stays ({_NAMES}) VALUES ({marks})", rows)
