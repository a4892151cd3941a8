"""Units that a file itself registers: foreign open data come without a list of units."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from data.merging import Stamp


@dataclass(frozen=True)
class NewUnit:
    """A unit as a row names it."""

    kind: str
    name: str
    type: str | None = None
    group: str | None = None
    parent: str | None = None


def create_units(
    con: duckdb.DuckDBPyConnection, units: Mapping[tuple[str, str], NewUnit], stamp: Stamp
) -> bool:
    """Register the units that the store does not know by kind and name; True when there were any.

    A registered unit is never changed: a list of units says more than a file that mentions it.
    """
    known = set(con.execute("SELECT kind, name FROM units").fetchall())
    rows = [
        [
            u.kind,
            u.type,
            u.name,
            u.group,
            u.parent,
            f"{u.kind}|{u.name}",
            stamp.batch_id,
            stamp.file,
        ]
        for key, u in sorted(units.items())
        if key not in known
    ]
    if rows:
        con.executemany(
            'INSERT INTO units (kind, type, name, "group", parent, record_key, batch_id, '
            "source_file, share) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
            rows,
        )
    return bool(rows)
