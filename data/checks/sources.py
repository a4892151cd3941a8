"""Checks of provenance: every fact points to a row of a file that was imported.

Units that a file only mentions (foreign open data come without a register) have no row of their
own: `source_row` is NULL for them, and only their batch and file are held against the books.
"""

from data.checks.bookkeeping import FACTS
from data.checks.check import Check, by_sql, union
from kernel.schema import TABLES

_SOURCE = "f.source_file, f.source_sheet, f.source_row"
# A row of a wide sheet is one record for each of its measures: these fields tell them apart.
_ITEMS = {"score_entries": "indicator, period", "adjustments": "component", "tasks": "task"}
_ITEMS |= {"check_plans": "per, basis", "check_quotas": "quota_of"}
_ITEMS |= {"own_figures": "figure, period", "weekly_returns": "item"}

_BATCH = union(
    [
        f"""SELECT '{name}' AS table_name, f.batch_id AS batch, f.record_key AS name,
            b.file AS expected, {_SOURCE}
        FROM {name} AS f LEFT JOIN import_batches AS b USING (batch_id)
        WHERE b.batch_id IS NULL OR f.source_file IS DISTINCT FROM b.file
            OR (f.source_row IS NOT NULL
                AND coalesce(f.source_sheet, '') <> coalesce(b.sheet, ''))"""
        for name in TABLES
    ]
)


def _row(name: str) -> str:
    unnumbered = "false" if name == "units" else "f.source_row IS NULL"
    return f"""
        SELECT '{name}' AS table_name, f.record_key AS name,
            coalesce(b.header_row, 0) + b.rows_read AS expected,
            CASE WHEN r.source_row IS NULL THEN 'no_such_row' ELSE 'refused_row' END AS reason,
            {_SOURCE}
        FROM {name} AS f JOIN import_batches AS b USING (batch_id)
        LEFT JOIN (SELECT DISTINCT batch_id, source_row FROM rejected_rows) AS r
            ON r.batch_id = f.batch_id AND r.source_row = f.source_row
        WHERE {unnumbered} OR f.source_row <= coalesce(b.header_row, 0)
            OR f.source_row > coalesce(b.header_row, 0) + b.rows_read
            OR r.source_row IS NOT NULL"""


def _shared(name: str) -> str:
    item = f", {_ITEMS[name]}" if name in _ITEMS else ""
    return f"""
        SELECT '{name}' AS table_name, min(record_key) AS name, max(record_key) AS expected,
            any_value(source_file) AS source_file, any_value(source_sheet) AS source_sheet,
            source_row
        FROM {name} WHERE source_row IS NOT NULL GROUP BY batch_id, source_row{item}
        HAVING min(record_key) <> max(record_key)"""


CHECKS = (
    Check("sources-batch", "error", by_sql(_BATCH, FACTS)),
    Check("sources-row", "error", by_sql(union([_row(name) for name in TABLES]), FACTS)),
    Check("sources-shared", "error", by_sql(union([_shared(name) for name in TABLES]), FACTS)),
)
