"""Checks of the books: every row is accounted for, and every record is there once."""

from data.checks.check import FIRST, OF_FIRST, Check, by_sql, union
from data.schema import TABLES

_BATCH = "batch_id AS batch, file AS source_file, sheet AS source_sheet"
_BATCHES = "SELECT count(*) FROM import_batches"
_OUTCOMES = ("stored", "updated", "duplicates", "rejected", "set_aside")
_SUM = " + ".join(_OUTCOMES)
_DIFFERS = " OR ".join(
    f"{name} IS DISTINCT FROM CAST(account->>'$.{name}' AS BIGINT)"
    for name in ("rows_read", *_OUTCOMES)
)

# Rows read = stored + updated + duplicates + rejected + set aside; the written account says so too.
_ROWS = f"""
    SELECT {_BATCH}, rows_read AS value, {_SUM} AS expected FROM import_batches
    WHERE rows_read IS DISTINCT FROM {_SUM} OR {_DIFFERS}"""

# Each row that was not stored is kept with its reason.
_REFUSED = f"""
    SELECT {_BATCH}, coalesce(kept, 0) AS value, rejected + set_aside AS expected
    FROM import_batches LEFT JOIN (
        SELECT batch_id, count(*) AS kept, count_if(outcome = 'rejected') AS kept_rejected
        FROM rejected_rows GROUP BY batch_id
    ) USING (batch_id)
    WHERE coalesce(kept, 0) <> rejected + set_aside OR coalesce(kept_rejected, 0) <> rejected"""

# No batch has more facts than it had records.
_FACTS = f"""
    SELECT {_BATCH}, facts AS value, stored + updated + duplicates AS expected
    FROM import_batches JOIN (
        SELECT batch_id, count(*) AS facts FROM (
            SELECT DISTINCT batch_id, source_row FROM ({
    union(
        [f"SELECT batch_id, source_row FROM {name} WHERE source_row IS NOT NULL" for name in TABLES]
    )
}))
        GROUP BY batch_id
    ) USING (batch_id)
    WHERE facts > stored + updated + duplicates"""

# The shares of a record's rows sum to 1: it is there, and there once.
_TORN = union(
    [
        f"""SELECT '{name}' AS table_name, record_key AS name, sum(share) AS value,
            1e0 AS expected, {FIRST}
        FROM {name} GROUP BY record_key
        HAVING record_key IS NULL OR abs(coalesce(sum(share), 0) - 1) > 1e-6"""
        for name in TABLES
    ]
)
_SHARES = f"SELECT table_name, name, value, expected, {OF_FIRST} FROM ({_TORN})"
FACTS = f"""
    SELECT {_BATCH}, facts AS value, stored + updated + duplicates AS expected
    FROM import_batches JOIN (
        SELECT batch_id, count(*) AS facts FROM (
            SELECT DISTINCT batch_id, source_row FROM ({
    union(
        [f"SELECT batch_id, source_row FROM {name} WHERE source_row IS NOT NULL" for name in TABLES]
    )
}))
        GROUP BY batch_id
    ) USING (batch_id)
    WHERE facts > stored + updated + duplicates"""

# The shares of a record's rows sum to 1: it is there, and there once.
_SHARES = union(
    [
        f"""SELECT '{name}' AS table_name, record_key AS name, sum(share) AS value, 1e0 AS expected,
            min(source_file) AS source_file, min(source_sheet) AS source_sheet,
            min(source_row) AS source_row
        FROM {name} GROUP BY record_key
        HAVING record_key IS NULL OR abs(coalesce(sum(share), 0) - 1) > 1e-6"""
        for name in TABLES
    ]
)
FACTS = f"SELECT sum(n) FROM ({union([f'SELECT count(*) AS n FROM {n}' for n in TABLES])})"

CHECKS = (
    Check("books-rows", "error", by_sql(_ROWS, _BATCHES)),
    Check("books-refused", "error", by_sql(_REFUSED, _BATCHES)),
    Check("books-facts", "error", by_sql(_FACTS, _BATCHES)),
    Check("books-shares", "error", by_sql(_SHARES, FACTS)),
)
