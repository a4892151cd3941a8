"""Records of one sheet against what the store knows: new, the same, changed, or out of date.

The records wait in the temporary table `incoming`. A record is found again by its business key;
what a sheet does not have keeps its stored value. Whichever export speaks of the later time wins,
so the order in which exports are imported does not matter. Two that speak of the same time and
disagree are listed in `conflicts`, and so are two rows of one import (of one sheet, of two sheets
or files) where no as-of time that the exports state says which is newer; the later one stands until
somebody has looked at them.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import duckdb

from data.layouts.profile import Profile
from data.storage.differences import changed_fields, record_conflicts
from data.storage.incoming import NOT_CONTENT, Incoming, RecordStamp, content_columns, hash_sql
from data.storage.renaming import facts_as_read
from data.storage.touched import touch
from data.unit_resolution.placing import UnplacedName, place, record_columns
from kernel.messages import Message
from kernel.schema import Table


@dataclass
class Merged:
    """Source rows by outcome, the reasons, and which fields of updated records changed. noted:
    what was touched is noted record by record (`data.storage.touched`)."""

    stored: int = 0
    updated: int = 0
    duplicates: int = 0
    reasons: Counter[Message] = field(default_factory=Counter)
    changed_fields: dict[str, int] = field(default_factory=dict)
    unknown: list[UnplacedName] = field(default_factory=list)
    touched: bool = False
    noted: bool = False
    conflicts: int = 0
    contradictions: list[dict[str, Any]] = field(default_factory=list)


def merge(
    con: duckdb.DuckDBPyConnection, profile: Profile, incoming: Incoming, stamp: RecordStamp
) -> Merged:
    """Bring the waiting records into the store; see the module for the rules."""
    table, result = profile.canonical, Merged()
    _judge(con, table, incoming, stamp)
    _count(con, result)
    result.noted = touch(
        con, table, "SELECT record_key FROM fates WHERE fate IN ('new', 'changed', 'conflict')"
    )
    newer = None
    if _occurs(con, "fate <> 'new' OR times > 1"):  # planning takes longer than finding nothing
        result.changed_fields = changed_fields(con, table, incoming)
        result.conflicts, result.contradictions = record_conflicts(con, table, incoming, stamp)
        con.execute(
            "CREATE OR REPLACE TEMP TABLE said_later AS SELECT record_key FROM fates JOIN known "
            "USING (record_key) WHERE fate = 'same' AND $as_of > coalesce(as_of, '-infinity')",
            {"as_of": stamp.as_of},
        )
        touch(con, table, "SELECT record_key FROM said_later")
        newer = con.execute(
            f"UPDATE {table.name} SET as_of = $as_of "
            "WHERE record_key IN (SELECT record_key FROM said_later)",
            {"as_of": stamp.as_of},
        ).fetchone()
        con.execute(
            f"DELETE FROM {table.name} WHERE record_key IN "
            "(SELECT record_key FROM fates WHERE fate IN ('changed', 'conflict'))"
        )
    _records(con, table, incoming, stamp)
    result.unknown = place(con, table, profile.unit_sources(), "arrived")
    result.touched = bool(result.stored or result.updated or (newer and newer[0]))
    for name in ("arrived", "fates", "known"):
        con.execute(f"DROP VIEW IF EXISTS {name}" if name == "arrived" else f"DROP TABLE {name}")
    return result


def _occurs(con: duckdb.DuckDBPyConnection, fate: str) -> bool:
    return con.execute(f"SELECT 1 FROM fates WHERE {fate} LIMIT 1").fetchone() is not None


def _judge(
    con: duckdb.DuckDBPyConnection, table: Table, incoming: Incoming, stamp: RecordStamp
) -> None:
    """Fill `known` (stored records that come again) and `fates` (one row per business key: the
    waiting record that speaks for it, and what becomes of it). `confirmed` keeps which stored
    records a batch says again: another of the same import may say otherwise."""
    con.execute(
        "CREATE TEMP TABLE IF NOT EXISTS confirmed "
        "(table_name VARCHAR, record_key VARCHAR, batch_id BIGINT)"
    )
    columns = ", ".join(f'"{name}"' for name in record_columns(table))
    shares = "TRUE" if not table.units else "share > 0.999999"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE known AS WITH again AS "
        f"(SELECT * FROM {facts_as_read(table)} "
        "WHERE record_key IN (SELECT record_key FROM incoming)) "
        f"SELECT {columns} FROM again WHERE {shares} UNION ALL "
        f"SELECT DISTINCT ON (record_key) {columns} FROM again WHERE NOT ({shares})"
    )
    values = {name: incoming.merged(name) for name in content_columns(table)}
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE fates AS
        WITH last AS (
            SELECT record_key, max(rowid) AS seat, count(*) AS times
            FROM incoming GROUP BY record_key
        ), compared AS (
            SELECT last.*, k.record_key AS known_key, k.as_of AS known_as_of,
                list_contains($peers, k.batch_id) OR last.record_key IN (
                    SELECT record_key FROM confirmed
                    WHERE table_name = $table AND list_contains($peers, batch_id)
                ) AS said_by_peer,
                k.content_hash AS known_hash, CASE WHEN k.record_key IS NULL
                    THEN i.content_hash ELSE {hash_sql(table, values)} END AS merged_hash
            FROM last JOIN incoming AS i ON i.rowid = last.seat
            LEFT JOIN known AS k ON k.record_key = last.record_key
        )
        SELECT record_key, seat, times, merged_hash, CASE
            WHEN known_key IS NULL THEN 'new'
            WHEN merged_hash = known_hash THEN 'same'
            WHEN known_as_of > $as_of THEN 'older'
            WHEN known_as_of = $as_of OR said_by_peer THEN 'conflict'
            ELSE 'changed' END AS fate, CASE
            WHEN known_key IS NULL OR merged_hash = known_hash THEN NULL
            WHEN said_by_peer THEN 'peer'
            WHEN known_as_of = $as_of THEN 'same time' END AS disputed
        FROM compared""",
        {"as_of": stamp.as_of, "peers": list(stamp.peers), "table": table.name},
    )
    con.execute(
        "INSERT INTO confirmed SELECT $table, record_key, $batch FROM fates WHERE fate = 'same'",
        {"table": table.name, "batch": stamp.batch_id},
    )


# Why a source row is not simply stored or updated, by its outcome.
CONFLICT_REASONS = {
    "same": "import-same-content",
    "older": "import-older-export",
    "repeat": "import-repeated-row",
    "conflict": "import-conflict",
    "peer": "import-contradiction",
    "rewritten": "import-rewritten",
}
AGAINST_STORED = frozenset(CONFLICT_REASONS[name] for name in ("same", "older", "conflict"))


def _count(con: duckdb.DuckDBPyConnection, result: Merged) -> None:
    """Source rows by outcome. Of rows with one key the first counts as the record, those that
    repeat the row before them as duplicates, the others as updates. A source row of several
    measures is a duplicate, or stored, when all of them are; updated otherwise."""
    rows = con.execute(
        """WITH several AS (
            SELECT i.source_row, f.fate, i.content_hash,
                lag(i.content_hash) OVER (PARTITION BY i.record_key ORDER BY i.rowid) AS before
            FROM incoming AS i JOIN fates AS f USING (record_key) WHERE f.times > 1
        ), outcomes AS (
            SELECT i.source_row, CASE WHEN f.fate = 'conflict' AND f.disputed = 'peer' THEN 'peer'
                ELSE f.fate END AS outcome
            FROM fates AS f JOIN incoming AS i ON i.rowid = f.seat WHERE f.times = 1
            UNION ALL
            SELECT source_row, CASE WHEN before = content_hash THEN 'repeat'
                WHEN fate IN ('same', 'older') OR before IS NULL THEN fate
                ELSE 'rewritten' END AS outcome
            FROM several
        ), by_row AS (
            SELECT source_row, min(outcome) AS one, max(outcome) AS other,
                bool_and(outcome IN ('same', 'older', 'repeat')) AS nothing_new
            FROM outcomes GROUP BY source_row
        )
        SELECT CASE WHEN nothing_new THEN one WHEN one = other THEN one ELSE 'changed' END
            AS outcome, count(*) FROM by_row GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    for outcome, count in rows:
        if outcome == "new":
            result.stored += count
        elif outcome in ("same", "older", "repeat"):
            result.duplicates += count
        else:
            result.updated += count
        if outcome in CONFLICT_REASONS:
            result.reasons[Message(CONFLICT_REASONS[outcome])] += count


def _records(
    con: duckdb.DuckDBPyConnection, table: Table, incoming: Incoming, stamp: RecordStamp
) -> None:
    """The view `arrived`: the new and changed records with all their columns."""
    fields = [name for name in record_columns(table) if name in content_columns(table)]
    fields += [f.name for f in table.fields if f.name in NOT_CONTENT]
    merged = ", ".join(f'{incoming.merged(name)} AS "{name}"' for name in fields)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE stamp AS SELECT $batch AS batch_id, $file AS source_file, "
        "$sheet AS source_sheet, CAST($as_of AS TIMESTAMP) AS as_of",
        {"batch": stamp.batch_id, "file": stamp.file, "sheet": stamp.sheet, "as_of": stamp.as_of},
    )
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW arrived AS
        SELECT {merged}, f.record_key, f.merged_hash AS content_hash, i.source_row,
            s.batch_id, s.source_file, s.source_sheet,
            CASE WHEN k.as_of > s.as_of OR s.as_of IS NULL THEN k.as_of ELSE s.as_of END AS as_of
        FROM fates AS f JOIN incoming AS i ON i.rowid = f.seat
        LEFT JOIN known AS k ON k.record_key = f.record_key CROSS JOIN stamp AS s
        WHERE f.fate IN ('new', 'changed', 'conflict')"""
    )
