"""The books of the store: what was imported, what was taken back, where exports disagree."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pandas as pd

from data.importing.account import Account
from data.store import EmptyStoreError, Store
from kernel.schema import TABLES


@dataclass(frozen=True)
class BatchEntry:
    """A batch in the books: when it was imported, and its account."""

    at: datetime
    account: Account

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells it from every other batch, whatever was merged before it."""
        account = self.account
        return account.batch_id, self.at, account.sha256, account.sheet


@dataclass(frozen=True)
class Undone:
    """A batch that was taken back: by whom, when and why, by which version of the store; how many
    records the whole undo removed and changed."""

    entry: BatchEntry
    at: datetime
    by: str
    reason: str
    version: int
    removed: int
    changed: int


def entries_of(con: duckdb.DuckDBPyConnection) -> list[BatchEntry]:
    """The batches of a version in the order in which they were merged."""
    rows = con.execute("SELECT imported_at, account FROM import_batches ORDER BY rowid").fetchall()
    return [BatchEntry(at, Account.from_store(text)) for at, text in rows]


def entries(store: Store) -> list[BatchEntry]:
    """The batches of the current version in the order in which they were merged."""
    with _reading(store) as con:
        return entries_of(con) if con else []


def batches(store: Store) -> list[tuple[datetime, Account]]:
    """All batches of the current version with the time of their import, oldest first."""
    found = sorted(entries(store), key=lambda entry: entry.account.batch_id or 0)
    return [(entry.at, entry.account) for entry in found]


def undone(store: Store) -> list[Undone]:
    """The batches that were taken back, the latest undo first."""
    with _reading(store, "undone_batches") as con:
        rows = (
            con.execute(
                "SELECT imported_at, account, undone_at, undone_by, reason, version, removed, "
                "changed FROM undone_batches ORDER BY version DESC, batch_id"
            ).fetchall()
            if con
            else []
        )
    return [Undone(BatchEntry(at, Account.from_store(text)), *rest) for at, text, *rest in rows]


def conflicts_of(
    con: duckdb.DuckDBPyConnection, batch_ids: Sequence[int] | None = None
) -> pd.DataFrame:
    """Fields in which two exports of the same time, or two rows of one import, disagree on a
    record, the latest first; `batch_ids`: of these batches alone.

    Columns: table_name, record_key, field, as_of, earlier, earlier_batch, earlier_file,
    earlier_sheet, earlier_row, later, batch_id, source_file, source_sheet, source_row, and
    `stands`: later (what the later imported export says), newer (an export of a later time has
    spoken since). Values are text as the store writes it; None: the export left it blank.
    """
    known = " UNION ALL ".join(
        f"SELECT '{name}' AS table_name, record_key, max(as_of) AS known_as_of FROM {name} "
        f"WHERE record_key IN (SELECT record_key FROM conflicts) GROUP BY record_key"
        for name in TABLES
    )
    return con.execute(
        "SELECT c.*, CASE WHEN known_as_of > as_of THEN 'newer' ELSE 'later' END AS stands "
        f"FROM conflicts AS c LEFT JOIN ({known}) USING (table_name, record_key) "
        "WHERE $batches IS NULL OR list_contains($batches, batch_id) "
        "ORDER BY batch_id DESC, source_row, field",
        {"batches": None if batch_ids is None else list(batch_ids)},
    ).df()


def conflicts(store: Store) -> pd.DataFrame:
    """`conflicts_of` the current version; empty when there is none."""
    with _reading(store) as con:
        return conflicts_of(con) if con else pd.DataFrame()


@contextmanager
def _reading(
    store: Store, table: str = "import_batches"
) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The current version; None when there is none, or when it has no such table yet."""
    try:
        con = store.connect()
    except EmptyStoreError:
        yield None
        return
    try:
        present = con.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [table]
        ).fetchone()
        yield con if present and present[0] else None
    finally:
        con.close()
