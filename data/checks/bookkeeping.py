"""Checks of the books: every row is accounted for, and every record is there once."""

from data.checks.check import FIRST, OF_FIRST, Check, Connection, by_sql, union
from data.checks.layouts import layouts
from data.outlines.boundaries import OUTLINE_FORMAT as OUTLINES
from kernel.schema import TABLES

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

# No batch has more rows in the store than it stored and updated.
_FACTS = f"""
    SELECT {_BATCH}, facts AS value, stored + updated AS expected
    FROM import_batches JOIN (
        SELECT batch_id, count(*) AS facts FROM (
            SELECT DISTINCT batch_id, source_row FROM ({
    union(
        [f"SELECT batch_id, source_row FROM {name} WHERE source_row IS NOT NULL" for name in TABLES]
    )
}))
        GROUP BY batch_id
    ) USING (batch_id)
    WHERE facts > stored + updated"""

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
FACTS = f"SELECT sum(n) FROM ({union([f'SELECT count(*) AS n FROM {n}' for n in TABLES])})"


def _records(con: Connection) -> str:
    """As many records as rows were stored, table by table. Left out: wide sheets, of which a row is
    several records, and units, which a file may register by mentioning them."""
    known = layouts(con)
    used = [row[0] for row in con.execute("SELECT DISTINCT profile FROM import_batches").fetchall()]
    if set(used) - known.keys() - {OUTLINES}:
        return _NOTHING  # a layout that is gone: no telling into which table it was read
    tables = {name: known[name].table for name in used if name in known}
    wide = {known[name].table for name in tables if known[name].measures}
    counts = []
    for table in sorted(TABLES.keys() - wide - {"units"}):
        mine = ", ".join(_quoted(name) for name, read in tables.items() if read == table)
        counts.append(
            f"""SELECT '{table}' AS table_name, value, expected FROM
                (SELECT count(DISTINCT record_key) AS value FROM {table}),
                (SELECT coalesce(sum(stored), 0) AS expected FROM import_batches
                WHERE profile IN ({mine or "NULL"}))
            WHERE value <> expected"""
        )
    return union(counts)


_NOTHING = "SELECT NULL AS table_name WHERE false"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_LETTERS = "measures WHERE action = 'supervision' AND number IS NOT NULL AND day IS NOT NULL"
# The same number in one year for two letters. A letter to several units of one row is one.
_TWICE = f"""
    SELECT 'measures' AS table_name, number AS name, records AS value, 1 AS expected, {OF_FIRST}
    FROM (
        SELECT number, year(day) AS year, count(DISTINCT record_key) AS records, {FIRST}
        FROM {_LETTERS} GROUP BY ALL HAVING count(DISTINCT record_key) > 1)"""

CHECKS = (
    Check("books-rows", "error", by_sql(_ROWS, _BATCHES)),
    Check("books-refused", "error", by_sql(_REFUSED, _BATCHES)),
    Check("books-facts", "error", by_sql(_FACTS, _BATCHES)),
    Check("books-records", "error", by_sql(_records, FACTS)),
    Check("books-shares", "error", by_sql(_SHARES, FACTS)),
    Check("books-letters", "warning", by_sql(_TWICE, f"SELECT count(*) FROM {_LETTERS}")),
)
