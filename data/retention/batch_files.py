"""What batches brought, without what may not be kept: the files beside the store, written anew.

Of the records of a batch go the texts; of the columns that its layout left unused all that stands
in the rows of these records; of a side file that was imported before the day, its rows as they were
written.
"""

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, time

import duckdb

from data.importing.batch_deltas import described, records_in, rewrite
from data.importing.leftovers import blank_rows
from data.retention.settings import Retention
from data.retention.texts import aged, free_texts, name_erased, spent
from data.storage.store_folder import StoreFolder


def forget_in_batches(
    files: StoreFolder, retention: Retention, imported: Mapping[int, datetime], apply: bool
) -> int:
    """In how many batches lies what may not be kept; with apply it is gone.

    imported: when each batch that the store lists was. Raises ContributionError. With apply for the
    holder of the lock.
    """
    with closing(duckdb.connect()) as con:
        name_erased(con, retention)
        return sum(
            _forget(con, files, batch, retention, is_old(imported.get(batch), retention), apply)
            for batch in sorted(files.brought_batches())
        )


def is_old(imported: datetime | None, retention: Retention) -> bool:
    """Whether a batch was imported before the day; one that is listed no more counts as such."""
    limit = retention.before
    return limit is not None and (imported is None or imported < datetime.combine(limit, time()))


def _forget(
    con: duckdb.DuckDBPyConnection,
    files: StoreFolder,
    batch_id: int,
    retention: Retention,
    old: bool,
    apply: bool,
) -> bool:
    path = files.brought(batch_id)
    profile, names = described(path)
    table, records = profile.canonical, records_in(path)
    asked = f"SELECT DISTINCT source_row FROM {records} WHERE {aged(table, retention, names)}"
    rows = [row for (row,) in con.execute(asked).fetchall()]
    found = blank_rows(files.leftovers(batch_id), rows, apply)
    lost = {n: spent(table, retention, names) for n in free_texts(table) if n in names}
    replaced = {n: f'CASE WHEN {sql} THEN NULL ELSE "{n}" END' for n, sql in lost.items()}
    if old and "original" in names:  # rows of a side file as they were written
        lost["original"] = "original <> '{}'"
        replaced["original"] = "CASE WHEN original IS NOT NULL THEN '{}' END"
    where = " OR ".join(lost.values()) or "false"
    texts = con.execute(f"SELECT 1 FROM {records} WHERE {where} LIMIT 1").fetchone() is not None
    if texts and apply:
        rewrite(con, path, replaced)
    return found or texts
