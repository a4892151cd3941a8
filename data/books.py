"""The books of the store: what was imported, and taking the latest import back."""

from datetime import datetime

from data.account import Account
from data.messages import Message, ShirongError
from data.store import EmptyStoreError, Store
from data.versions import connect_file


class UndoError(ShirongError):
    """The batch does not exist, or is not part of the latest import."""


def batches(store: Store) -> list[tuple[datetime, Account]]:
    """All batches of the current version with the time of their import, oldest first."""
    try:
        con = store.connect()
    except EmptyStoreError:
        return []
    try:
        rows = con.execute(
            "SELECT imported_at, account FROM import_batches ORDER BY batch_id"
        ).fetchall()
    finally:
        con.close()
    return [(at, Account.from_store(text)) for at, text in rows]


def undo_batch(store: Store, batch_id: int) -> int:
    """Take the latest import back, which the batch must be part of; return the version then.

    Files imported together are taken back together. Raises UndoError.
    """
    known = {account.batch_id: at for at, account in batches(store)}
    if batch_id not in known:
        raise UndoError(Message("cli-no-batch", {"batch": batch_id}))
    last = _latest_import(store, set(known))
    if batch_id not in last:
        params = {"batch": batch_id, "last": ", ".join(map(str, sorted(last)))}
        raise UndoError(Message("cli-batch-not-last", params))
    return store.undo()


def _latest_import(store: Store, current: set[int | None]) -> set[int]:
    """The batches that the version before the current one does not have."""
    con = store.connect()
    try:
        row = con.execute("SELECT parent FROM store_info").fetchone()
        parent = row[0] if row else None
        path = store.folder / f"shirong-{parent:06d}.duckdb" if parent else None
        if path is None or not path.exists():
            return {batch for batch in current if batch is not None}
    finally:
        con.close()
    before = connect_file(path)
    try:
        rows = before.execute("SELECT batch_id FROM import_batches").fetchall()
    finally:
        before.close()
    return {batch for batch in current if batch is not None} - {row[0] for row in rows}
