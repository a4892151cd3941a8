"""What must hold before a version is published: the books add up and the shares are whole."""

from collections.abc import Iterable

import duckdb

from data.storage.touched import touched_keys
from kernel.messages import Message, ShirongError
from kernel.schema import TABLES


class StoreCheckError(ShirongError):
    """A draft's books do not add up; it is not published."""


_ACCOUNTS = """
    SELECT batch_id, file, rows_read, stored + updated + duplicates + rejected + set_aside AS total
    FROM import_batches
    WHERE rows_read <> stored + updated + duplicates + rejected + set_aside
    ORDER BY batch_id LIMIT 1"""


def check(
    con: duckdb.DuckDBPyConnection,
    tables: Iterable[str] | None = None,
    arrived: Iterable[str] = (),
) -> None:
    """Check every batch's row account, and in the named tables (default: all) that each record is
    there once: the shares of its rows sum to 1. Of the tables `arrived` only the noted records are
    looked at. Raises StoreCheckError with the first that fails.
    """
    if row := con.execute(_ACCOUNTS).fetchone():
        batch, file, read, accounted = row
        params = {"batch": batch, "file": file, "read": read, "accounted": accounted}
        raise StoreCheckError(Message("check-account", params))
    wanted = set(TABLES if tables is None else tables)
    some = set(arrived) - wanted
    for table in TABLES.values():
        if table.name in wanted | some and table.units:
            noted = f"record_key IN ({touched_keys(table.name)})"
            row = con.execute(
                f"""SELECT record_key, sum(share) AS total FROM {table.name}
                WHERE record_key IS NOT NULL AND {noted if table.name in some else "true"}
                GROUP BY record_key
                HAVING abs(sum(share) - 1) > 1e-6 ORDER BY record_key LIMIT 1"""
            ).fetchone()
            if row:
                params = {"table": table.zh, "key": row[0], "total": row[1]}
                raise StoreCheckError(Message("check-share", params))
