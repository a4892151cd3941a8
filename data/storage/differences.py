"""What the waiting records say otherwise than the stored ones, while `merging` has both at hand."""

from typing import Any

import duckdb

from data.storage.incoming import Incoming, RecordStamp, content_columns
from kernel.schema import Table


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


MOST_SHOWN = 50  # fields, by the command that imports
MOST_LISTED = 20_000  # fields of one sheet: an export with a row per step of a case has more


def record_conflicts(
    con: duckdb.DuckDBPyConnection, table: Table, incoming: Incoming, stamp: RecordStamp
) -> tuple[int, list[dict[str, Any]]]:
    """List what two exports of the same time, or two rows of one import, say of a record, field by
    field. Return how many records contradict another row of the same import, and what the first of
    them say, as `conflicts` has it.

    Inside one import a blank that another row fills is no contradiction.
    """
    names = [name for name in content_columns(table) if name in incoming.columns]
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE said_twice AS
        SELECT * FROM (
            SELECT f.record_key, k.batch_id AS earlier_batch, k.source_file AS earlier_file,
                k.source_sheet AS earlier_sheet, k.source_row AS earlier_row, i.source_row,
                f.disputed = 'peer' AS inside, unnest([{_pairs(names, "k", incoming)}]) AS said
            FROM fates AS f JOIN incoming AS i ON i.rowid = f.seat
            JOIN known AS k ON k.record_key = f.record_key WHERE f.disputed IS NOT NULL
            UNION ALL
            SELECT f.record_key, $batch, $file, $sheet, k.source_row, i.source_row, true,
                unnest([{_pairs(names, "k", None)}]) AS said
            FROM fates AS f JOIN incoming AS i ON i.rowid = f.seat
            JOIN incoming AS k ON k.record_key = f.record_key AND k.rowid <> i.rowid
            WHERE f.times > 1 AND k.content_hash <> i.content_hash
                AND f.fate NOT IN ('same', 'older')
        ) WHERE said.earlier IS DISTINCT FROM said.later
        QUALIFY NOT inside
            OR bool_or(said.earlier IS NOT NULL) OVER (PARTITION BY record_key, earlier_batch,
                earlier_row)""",
        {"batch": stamp.batch_id, "file": stamp.file, "sheet": stamp.sheet},
    )
    con.execute(
        f"""INSERT INTO conflicts BY NAME
        SELECT $table AS table_name, record_key, said.field, CAST($as_of AS TIMESTAMP) AS as_of,
            said.earlier, earlier_batch, earlier_file, earlier_sheet, earlier_row, said.later,
            $batch AS batch_id, $file AS source_file, $sheet AS source_sheet, source_row
        FROM said_twice ORDER BY source_row, earlier_row LIMIT {MOST_LISTED}""",
        {
            "table": table.name,
            "as_of": stamp.as_of,
            "batch": stamp.batch_id,
            "file": stamp.file,
            "sheet": stamp.sheet,
        },
    )
    inside = "FROM said_twice WHERE inside"
    row = con.execute(f"SELECT count(DISTINCT record_key) {inside}").fetchone()
    shown = con.execute(
        f"SELECT $table AS table_name, record_key, said.field, said.earlier, earlier_file, "
        "earlier_sheet, earlier_row, said.later, $file AS source_file, $sheet AS source_sheet, "
        f"source_row {inside} ORDER BY source_row, earlier_row LIMIT {MOST_SHOWN}",
        {"table": table.name, "file": stamp.file, "sheet": stamp.sheet},
    )
    names = [column[0] for column in shown.description]
    listed = [dict(zip(names, values, strict=True)) for values in shown.fetchall()]
    con.execute("DROP TABLE said_twice")
    return (int(row[0]) if row else 0), listed


def _pairs(names: list[str], other: str, merged: Incoming | None) -> str:
    """SQL: a struct for every field with what the other row and the incoming one say; `merged`: the
    incoming one after the merge."""
    own = {name: merged.merged(name) if merged else f'i."{name}"' for name in names}
    return ", ".join(
        f"{{'field': '{name}', 'earlier': CAST({other}.\"{name}\" AS VARCHAR), "
        f"'later': CAST({said} AS VARCHAR)}}"
        for name, said in own.items()
    )
