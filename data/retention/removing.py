"""What may not be kept is taken out of a store: of its facts and books, of what batches brought,
and of every earlier version.

A version that is changed keeps what was deleted in blocks that nothing names. So the facts are
written into a new file, and all earlier versions go: one cannot step back behind a removal. Killed
on its way it is finished by the next one.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from data.access.audit import Audit
from data.access.rights import require_right
from data.retention.batch_files import forget_in_batches
from data.retention.settings import Retention
from data.retention.texts import (
    FREE_TEXTS,
    aged,
    name_erased,
    spent,
    tables_with_texts,
    without_texts,
)
from data.storage.store_folder import StoreFolder
from data.storage.versions import connect_file
from data.store import Store
from kernel.schema import SYSTEM_TABLES, TABLES


@dataclass(frozen=True)
class Removal:
    """What may not be kept and is there, or was until now. records: rows with texts, by table;
    contradictions: of two exports about such texts; rejected: rows that were not stored, as they
    were written; batches; versions: earlier ones, where any of them or the current one has some."""

    records: Mapping[str, int]
    contradictions: int
    rejected: int
    batches: int
    versions: int

    def __bool__(self) -> bool:
        return any((self.contradictions, self.rejected, self.batches, self.versions, self.records))

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return asdict(self)


def spent_texts(store: Store, retention: Retention) -> Removal:
    """What lies in the store and may not be kept. Raises EmptyStoreError, CorruptedStoreError,
    ContributionError."""
    with closing(store.connect()):  # a store that this program can read
        current = store.version() or 0
    files = StoreFolder(store.folder)
    records, contradictions, rejected, imported = _found(store.file(current), retention)
    batches = forget_in_batches(files, retention, imported, apply=False)
    earlier = [info.number for info in store.versions() if info.number != current]
    here = bool(records or contradictions or rejected)
    held = here or any(any(_found(store.file(number), retention)[:3]) for number in earlier)
    return Removal(records, contradictions, rejected, batches, len(earlier) if held else 0)


def remove_texts(store: Store, retention: Retention) -> Removal:
    """Remove it; what it was. Raises RightMissingError, StoreBusyError, DiskFullError, and as
    `spent_texts`."""
    require_right("decide")
    store.upgrade()
    found = spent_texts(store, retention)
    files = StoreFolder(store.folder)
    if found.records or found.contradictions or found.rejected:
        with store.writing(f"retention {retention.before or ''}".strip(), start=0) as draft:
            _copy(draft.con, files.file(store.version() or 0), retention)
            draft.changed.add("import_batches")  # facts stay as they were derived
    if found:
        with files.locked("retention"):
            imported = _found(store.file(store.version() or 0), retention)[3]
            forget_in_batches(files, retention, imported, apply=True)
        store.drop_earlier()
        Audit(store.folder).add("forget", _told(found, retention))
    return found


def _found(
    path: Path, retention: Retention
) -> tuple[dict[str, int], int, int, dict[int, datetime]]:
    """Of one version: rows with texts by table, contradictions, rejected rows; when each batch was
    imported."""
    with closing(connect_file(path)) as con:
        name_erased(con, retention)
        counted = {
            table.name: _count(con, table.name, spent(table, retention))
            for table in tables_with_texts()
        }
        imported = con.execute("SELECT batch_id, imported_at FROM import_batches").fetchall()
        return (
            {name: rows for name, rows in counted.items() if rows},
            _count(con, "conflicts", _disputed(retention)),
            _count(con, "rejected_rows", _as_written(retention)),
            dict(imported),
        )


def _count(con: duckdb.DuckDBPyConnection, table: str, where: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()
    return row[0] if row else 0


def _copy(con: duckdb.DuckDBPyConnection, path: Path, retention: Retention) -> None:
    """Fill an empty version with what may be kept of another."""
    name_erased(con, retention)
    quoted = str(path).replace("'", "''")
    con.execute(f"ATTACH '{quoted}' AS before (READ_ONLY)")
    for name in SYSTEM_TABLES:
        chosen, where = "*", "true"
        if name == "rejected_rows":
            lost = _as_written(retention, "before.")
            chosen = (
                f"* REPLACE (CASE WHEN {lost} THEN '{{}}' ELSE original END AS original, "
                f"CASE WHEN {lost} THEN NULL ELSE value END AS value)"
            )
        elif name == "conflicts":
            where = f"NOT ({_disputed(retention, 'before.')})"
        con.execute(f"INSERT INTO {name} BY NAME SELECT {chosen} FROM before.{name} WHERE {where}")
    for table in TABLES.values():
        kept = without_texts(table, retention) if table in tables_with_texts() else {}
        replaced = ", ".join(f'{sql} AS "{name}"' for name, sql in kept.items())
        chosen = f"* REPLACE ({replaced})" if replaced else "*"
        con.execute(f"INSERT INTO {table.name} BY NAME SELECT {chosen} FROM before.{table.name}")
    con.execute("DETACH before")


def _disputed(retention: Retention, where: str = "") -> str:
    """SQL: whether a contradiction is about a text that may not be kept."""
    old = " UNION ALL ".join(
        f"SELECT '{table.name}', record_key FROM {where}{table.name} WHERE {aged(table, retention)}"
        for table in tables_with_texts()
    )
    fields = ", ".join(f"'{name}'" for name in FREE_TEXTS)
    return f"field IN ({fields}) AND (table_name, record_key) IN ({old})"


def _as_written(retention: Retention, where: str = "") -> str:
    """SQL: whether a row that was not stored may not be kept as it was written: its batch was
    imported before the day, or it names a record whose texts were to go."""
    whose = "EXISTS (SELECT 1 FROM erased AS e WHERE contains(original, e.record_key))"
    if retention.before:
        whose += (
            f" OR batch_id NOT IN (SELECT batch_id FROM {where}import_batches "
            f"WHERE imported_at >= DATE '{retention.before}')"
        )
    return f"(original <> '{{}}' OR value IS NOT NULL) AND ({whose})"


def _told(found: Removal, retention: Retention) -> str:
    rows = ", ".join(f"{name} {count}" for name, count in found.records.items())
    return (
        f"before {retention.before or '-'}, {len(retention.records)} records by request: "
        f"{rows or 'no facts'}; rejected rows {found.rejected}, batches {found.batches}, "
        f"versions {found.versions}"
    )
