"""What the records say without the batches that are taken back, against what they said before."""

from dataclasses import dataclass

import duckdb

from data.layouts.field_names import field_counts
from data.storage.incoming import content_columns
from kernel.messages import Message
from kernel.schema import TABLES, Table


@dataclass(frozen=True)
class UndoEffect:
    """What an undo changes: records that go, records that fall back to what other exports said, in
    which fields, and the batches whose account reads otherwise without those taken back."""

    removed: int
    changed: int
    fields: dict[str, int]
    recounted: list[int]


def compare_records(con: duckdb.DuckDBPyConnection) -> UndoEffect:
    """The records of a draft against those of the attached version `before`."""
    removed = changed = 0
    fields: dict[str, int] = {}
    for table in TABLES.values():
        gone, other = _compare(con, table)
        removed, changed = removed + gone, changed + other
        if other:
            for name, count in _compare_fields(con, table).items():
                fields[name] = fields.get(name, 0) + count
    return UndoEffect(removed, changed, dict(sorted(fields.items(), key=lambda item: -item[1])), [])


def describe_undo(effect: UndoEffect, lang: str) -> list[str]:
    """What an undo changes, in sentences."""
    counts = {"removed": effect.removed, "changed": effect.changed}
    lines = [Message("undo-effect", counts)]
    if effect.fields:
        lines.append(Message("undo-fields", {"fields": field_counts(effect.fields, lang)}))
    if effect.recounted:
        batches = ", ".join(map(str, effect.recounted))
        lines.append(Message("undo-recounted", {"batches": batches}))
    return [line.text(lang) for line in lines]


def _compare(con: duckdb.DuckDBPyConnection, table: Table) -> tuple[int, int]:
    """How many records are gone, and how many say something else."""
    once = "SELECT record_key, any_value(content_hash) AS content FROM {} GROUP BY record_key"
    row = con.execute(
        "SELECT count(*) FILTER (now.record_key IS NULL), "
        "count(*) FILTER (now.content <> old.content) "
        f"FROM ({once.format(f'before.{table.name}')}) AS old "
        f"LEFT JOIN ({once.format(table.name)}) AS now USING (record_key)"
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _compare_fields(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, int]:
    """How many records say something else in which field."""
    names = [n for n in content_columns(table) if n in columns_before(con, table.name)]
    counts = ", ".join(f'count_if(now."{n}" IS DISTINCT FROM old."{n}")' for n in names)
    once = "(SELECT * FROM {} QUALIFY row_number() OVER (PARTITION BY record_key) = 1)"
    row = con.execute(
        f"SELECT {counts} FROM {once.format(f'before.{table.name}')} AS old "
        f"JOIN {once.format(table.name)} AS now USING (record_key) "
        "WHERE now.content_hash <> old.content_hash"
    ).fetchone()
    return {name: int(n) for name, n in zip(names, row or (), strict=False) if n}


def columns_before(con: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    """The columns of a table of the version before; none when it lacks the table."""
    rows = con.execute(
        "SELECT column_name FROM duckdb_columns() "
        "WHERE database_name = 'before' AND table_name = ?",
        [table],
    ).fetchall()
    return {row[0] for row in rows}
