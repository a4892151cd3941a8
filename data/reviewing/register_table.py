"""Unknown names as one table: what each is registered as, for many units at a time.

One row per kind and name as written. What stands in `name` is registered; rows of one kind with the
same `name` are spellings of one unit; a row without is left alone.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from data.parsing.dates import parse_datetime
from data.reader import read_file
from data.reviewing.alike import alike_groups
from data.reviewing.deciding import DecisionError, NameDecision
from data.reviewing.decisions import Alias
from data.reviewing.new_units import NewUnit
from data.reviewing.review import Review, Seen
from data.unit_resolution.units import exact_key, plain_name
from kernel.messages import Message
from kernel.output import csv_cell, csv_safe
from kernel.schema import UNIT_FIELDS, UNIT_KINDS

REGISTER_COLUMNS = (
    *("kind", "written", "rows", "seen", "alike"),  # what is known of a name
    *("name", "group", "parent", "valid_from"),  # what a person says of it
)
_NEEDED = ("kind", "written", "name")

RegisterRow = dict[str, Any]


def rows_of(found: Review, con: duckdb.DuckDBPyConnection) -> list[RegisterRow]:
    """A row for every unknown name: kind, written, rows (records), seen (when, and in which files),
    alike (a name of a unit or another unknown name that differs in writing only), name, group,
    parent, valid_from.

    Parent and group are those of the district of most of its records, which may itself be a name of
    the table; the day is that of its first record where other units of the kind are registered.
    """
    units = con.execute('SELECT kind, name, "group" FROM units ORDER BY ALL').fetchall()
    groups = {name: group for kind, name, group in units if kind == "district" and group}
    grouped = {kind for kind, _, group in units if group}
    rows: list[RegisterRow] = [
        _row(one.kind, one.name, one.rows, Seen(one.first, one.last, one.files), one.district)
        | {"valid_from": one.first}
        for one in found.units
    ]
    for lacking in found.unregistered:
        rows += [
            _row(lacking.kind, name, count, lacking.seen[name], lacking.within[name])
            for name, count in lacking.names.items()
        ]
    districts = {name for kind, name, _ in units if kind == "district"}
    districts |= {row["name"] for row in rows if row["kind"] == "district"}
    for row in rows:
        if row["parent"] not in districts or row["kind"] == "district":
            row["parent"] = None
        row["group"] = groups.get(row["parent"] or "") if row["kind"] in grouped else None
    for kind in UNIT_KINDS:
        mine = [row for row in rows if row["kind"] == kind]
        known = [name for other, name, _ in units if other == kind]
        alike = alike_groups([*known, *(row["written"] for row in mine)])
        for row in mine:
            group = alike.get(row["written"], [row["written"]])
            # A registered name before others, and the fullest of those.
            first = next((name for name in group if name in known), max(group, key=len))
            row["alike"] = first if first != row["written"] else None
    return rows


def _row(kind: str, written: str, rows: int, seen: Seen, district: str | None) -> RegisterRow:
    known = (kind, written, rows, _said_seen(seen), None)
    return dict(
        zip(REGISTER_COLUMNS, (*known, plain_name(written), None, district, None), strict=True)
    )


def _said_seen(seen: Seen) -> str:
    """The days, and the first file with the number of others."""
    days = dict.fromkeys(f"{day}" for day in (seen.first, seen.last) if day)
    files = [*seen.files[:1], *([f"+{len(seen.files) - 1}"] if seen.files[1:] else [])]
    return " · ".join(filter(None, ("–".join(days), " ".join(files))))


def with_alike(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """The rows, those that are alike registered under one name."""
    return [row | ({"name": row["alike"]} if row["alike"] else {}) for row in rows]


def lacking_group(rows: Sequence[RegisterRow], con: duckdb.DuckDBPyConnection) -> list[str]:
    """The names to be registered without a group although others of their kind have one: they would
    be ranked in none."""
    found = con.execute('SELECT DISTINCT kind FROM units WHERE "group" IS NOT NULL').fetchall()
    grouped = {kind for (kind,) in found}
    new = [one for one in decisions_of(rows, con) if isinstance(one, NewUnit)]
    return [one.name for one in new if one.kind in grouped and not one.group]


def decisions_of(rows: Sequence[RegisterRow], con: duckdb.DuckDBPyConnection) -> list[NameDecision]:
    """What a table says: units to register first, then what other spellings mean."""
    units = con.execute("SELECT kind, name FROM units").fetchall()
    known = {(kind, exact_key(name)): name for kind, name in units}
    new: dict[tuple[str, str], NewUnit] = {}
    aliases: list[NameDecision] = []
    for row in rows:
        name = (row["name"] or "").strip()
        if not name:
            continue
        key = row["kind"], exact_key(name)
        if key not in known:
            own = (row["group"] or None, row["parent"] or None, None, row["valid_from"] or None)
            other = new.setdefault(key, NewUnit(row["kind"], name, *own))
            known_as = other.name
            if other.valid_from and row["valid_from"] and row["valid_from"] < other.valid_from:
                new[key] = NewUnit(*(other.kind, other.name, other.group, other.parent, None,
                                     row["valid_from"]))  # fmt: skip
        else:
            known_as = known[key]
        if exact_key(row["written"]) != exact_key(name):
            aliases.append(Alias(row["kind"], row["written"], known_as))
    return [*new.values(), *aliases]


# As a file


def titles(lang: str) -> dict[str, str]:
    """What the columns are called."""
    return {
        name: Message(f"register-{name.replace('_', '-')}").text(lang) for name in REGISTER_COLUMNS
    }


def register_csv(rows: Sequence[RegisterRow], lang: str) -> str:
    """The table as a file for a spreadsheet program; nothing in it is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(titles(lang).values())
    kinds = {f.name: f.zh if lang == "zh" else f.name for f in UNIT_FIELDS}
    for row in rows:
        cells = [kinds[row["kind"]], *(row[name] for name in REGISTER_COLUMNS[1:])]
        writer.writerow([csv_cell(cell) for cell in cells])
    return text.getvalue()


def from_file(path: Path) -> list[RegisterRow]:
    """The rows of a table that a person filled in (CSV or a workbook).

    Raises DecisionError for one that lacks a column or holds what cannot be read, with its row.
    """
    known = {titles(lang)[name]: name for lang in ("zh", "en") for name in REGISTER_COLUMNS}
    sheet = read_file(path, set(known))[0]
    places = {known[title]: at for at, title in enumerate(sheet.columns) if title in known}
    if missing := [titles("zh")[name] for name in _NEEDED if name not in places]:
        raise DecisionError(Message("register-no-column", {"file": path.name, "names": missing}))
    kinds = {f.zh: f.name for f in UNIT_FIELDS} | {kind: kind for kind in UNIT_KINDS}
    rows = []
    for number, cells in sheet.rows():
        row: RegisterRow = {name: _cell(cells, places.get(name)) for name in REGISTER_COLUMNS}
        where: Mapping[str, Any] = {"file": path.name, "row": number}
        if row["kind"] not in kinds or not row["written"]:
            params = {**where, "value": row["kind"] or ""}
            raise DecisionError(Message("register-bad-kind", params))
        row["kind"] = kinds[row["kind"]]
        if row["valid_from"]:
            moment = parse_datetime(row["valid_from"])
            if moment is None:
                params = {**where, "value": row["valid_from"]}
                raise DecisionError(Message("register-bad-day", params))
            row["valid_from"] = moment.date()
        rows.append(row)
    return rows


def _cell(cells: Sequence[str | None], at: int | None) -> str | None:
    text = (cells[at] or "").strip() if at is not None and at < len(cells) else ""
    return (text[1:] if text[:1] == "'" and csv_safe(text[1:]) == text else text) or None
