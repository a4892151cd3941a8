"""Units that a file itself registers: foreign open data come without a list of units."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

import duckdb
import pyarrow as pa

from data.storage.incoming import RecordStamp
from data.unit_resolution.former import current_names


@dataclass(frozen=True)
class UnitInRow:
    """A unit as a row names it."""

    kind: str
    name: str
    type: str | None = None
    group: str | None = None
    parent: str | None = None


_SCHEMA = pa.schema([(field.name, pa.string()) for field in fields(UnitInRow)])


def create_units(
    con: duckdb.DuckDBPyConnection, units: Mapping[tuple[str, str], UnitInRow], stamp: RecordStamp
) -> bool:
    """Register the units that the store does not know by kind and name; True when there were any.

    A registered unit is never changed: a list of units says more than a file that mentions it.
    """
    known = {*con.execute("SELECT kind, name FROM units").fetchall(), *current_names(con)}
    rows = [asdict(unit) for key, unit in sorted(units.items()) if key not in known]
    if rows:
        con.register("registered", pa.Table.from_pylist(rows, _SCHEMA))
        con.execute(
            "INSERT INTO units BY NAME SELECT *, kind || '|' || name AS record_key, "
            "$batch AS batch_id, $file AS source_file, 1 AS share FROM registered",
            {"batch": stamp.batch_id, "file": stamp.file},
        )
        con.unregister("registered")
    return bool(rows)
