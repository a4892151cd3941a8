"""What the waiting records say otherwise than the stored ones, while `merging` has both at hand."""

import duckdb

from data.schema import Table
from data.storing.incoming import Incoming, Stamp, content_columns


def changed_fields(
    con: duckdb.DuckDBPyConnection, table: Table, incoming: Incoming
) -> dict[str, int]:
    """How many updated records changed in which field, the most frequent first."""
    names = [name for name in content_columns(table) if name in incoming.columns]
    counts = ", ".join(
        f'count_if({incoming.merged(name)} IS DISTINCT FROM k."{name}")' for name in names
    )
    row = con.execute(
        f"SELECT {counts} FROM fates AS f JOIN incoming AS i ON i.rowid = f.seat "
        "JOIN known AS k ON k.record_key = f.record_key WHERE f.fate IN ('changed', 'conflict')"
    ).fetchone()
    found = {name: int(n) for name, n in zip(names, row or (), strict=False) if n}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def list_conflicts(
    con: duckdb.DuckDBPyConnection, table: Table, incoming: Incoming, stamp: Stamp
) -> None:
    """List what two exports of the same time say of a record, field by field."""
    names = [name for name in content_columns(table) if name in incoming.columns]
    fields = ", ".join(
        f"{{'field': '{name}', 'earlier': CAST(k.\"{name}\" AS VARCHAR), "
        f"'later': CAST({incoming.merged(name)} AS VARCHAR)}}"
        for name in names
    )
    con.execute(
        f"""INSERT INTO conflicts BY NAME
        SELECT $table AS table_name, record_key, said.field, CAST($as_of AS TIMESTAMP) AS as_of,
            said.earlier, earlier_batch, earlier_file, earlier_sheet, earlier_row, said.later,
            $batch AS batch_id, $file AS source_file, $sheet AS source_sheet, source_row
        FROM (
            SELECT f.record_key, k.batch_id AS earlier_batch, k.source_file AS earlier_file,
                k.source_sheet AS earlier_sheet, k.source_row AS earlier_row, i.source_row,
                unnest([{fields}]) AS said
            FROM fates AS f JOIN incoming AS i ON i.rowid = f.seat
            JOIN known AS k ON k.record_key = f.record_key WHERE f.fate = 'conflict'
        ) WHERE said.earlier IS DISTINCT FROM said.later ORDER BY source_row""",
        {
            "table": table.name,
            "as_of": stamp.as_of,
            "batch": stamp.batch_id,
            "file": stamp.file,
            "sheet": stamp.sheet,
        },
    )
