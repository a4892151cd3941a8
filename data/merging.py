"""Records of one sheet against what the store knows: new, the same, changed, or out of date.

The records wait in the temporary table `incoming`. A record is found again by its business key;
what a sheet does not have keeps its stored value. Whichever export speaks of the later time wins,
so the order in which exports are imported does not matter.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import pyarrow as pa

from data.messages import Message
from data.placing import UnknownUnit, place, record_columns
from data.profile import Profile
from data.schema import SQL_TYPES, WRITTEN_UNIT_FIELDS, Table

# Counts and flags that only grow: a side file adds them, and an export without them takes nothing.
GROWING = frozenset(("postpone_count", "rework_count", "overdue_flag"))
# Says something of the file, not of the record.
_NOT_CONTENT = frozenset(("no_deadlines",))


@dataclass(frozen=True)
class Stamp:
    """What every record of a sheet carries."""

    batch_id: int
    file: str
    sheet: str | None
    as_of: datetime | None


@dataclass
class Merged:
    """Source rows by outcome, the reasons, and which fields of updated records changed."""

    stored: int = 0
    updated: int = 0
    duplicates: int = 0
    reasons: Counter[Message] = field(default_factory=Counter)
    changed_fields: dict[str, int] = field(default_factory=dict)
    unknown: list[UnknownUnit] = field(default_factory=list)
    touched: bool = False


def content_columns(table: Table) -> list[str]:
    """The columns whose values make the content of a record."""
    written = [f.name for f in WRITTEN_UNIT_FIELDS] if table.units else []
    return [f.name for f in table.fields if f.name not in _NOT_CONTENT] + written


def hash_sql(table: Table, values: dict[str, str]) -> str:
    """SQL: the fingerprint of a record's content. `values`: an expression per known column."""
    parts = (
        f"coalesce(CAST({values[name]} AS VARCHAR), '')" if name in values else "''"
        for name in content_columns(table)
    )
    return f"md5(concat_ws(chr(31), {', '.join(parts)}))"


class Incoming:
    """The records of one sheet, waiting."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, table: Table, columns: Iterable[str]
    ) -> None:
        self.con, self.table = con, table
        types = {f.name: SQL_TYPES[f.type] for f in (*table.fields, *WRITTEN_UNIT_FIELDS)}
        self.columns = [name for name in types if name in set(columns)]
        body = ", ".join(f'"{name}" {types[name]}' for name in self.columns)
        con.execute(
            "CREATE OR REPLACE TEMP TABLE incoming (source_row BIGINT, record_key VARCHAR, "
            f"content_hash VARCHAR, {body})"
        )

    def add(self, records: pa.Table) -> None:
        """Append some records (see `Mapping`)."""
        values = {name: f'"{name}"' for name in self.columns}
        self.con.register("arriving", records)
        self.con.execute(
            f"INSERT INTO incoming BY NAME SELECT *, {hash_sql(self.table, values)} "
            "AS content_hash FROM arriving"
        )
        self.con.unregister("arriving")

    def part_damaged_keys(self) -> int:
        """Numbers that a spreadsheet program cut to 15 digits no longer tell records apart: their
        content does it instead. Returns how many rows that concerns.

        Only where too many numbers have nothing but zeros from the 16th digit on: by chance one
        number of 16 digits in ten is such a one, of 18 digits one in a thousand.
        """
        zeros = r"regexp_matches(record_key, '^\d{15}0+$')"
        cut = (
            f"{zeros} AND (SELECT count_if({zeros}) > greatest(2, 5 * "
            "sum(10e0 ** (15 - length(record_key)))) FROM incoming WHERE length(record_key) > 15)"
        )
        found = self.con.execute(
            f"UPDATE incoming SET record_key = record_key || '|' || content_hash WHERE {cut}"
        ).fetchone()
        return int(found[0]) if found else 0


def merge(
    con: duckdb.DuckDBPyConnection, profile: Profile, incoming: Incoming, stamp: Stamp
) -> Merged:
    """Bring the waiting records into the store; see the module for the rules."""
    table, result = profile.canonical, Merged()
    _judge(con, table, incoming, stamp)
    _count(con, result)
    result.changed_fields = _changed_fields(con, table, incoming)
    newer = con.execute(
        f"UPDATE {table.name} SET as_of = $as_of WHERE $as_of > coalesce(as_of, '-infinity') "
        "AND record_key IN (SELECT record_key FROM fates WHERE fate = 'same')",
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


def _merged(incoming: Incoming, name: str) -> str:
    """SQL: the value of a column after the merge of incoming `i` with known `k`."""
    if name not in incoming.columns:
        return f'k."{name}"'
    if name in GROWING:
        return f'greatest(i."{name}", k."{name}")'
    if name in _NOT_CONTENT:
        return f'(i."{name}" AND coalesce(k."{name}", true))'
    return f'i."{name}"'


def _judge(con: duckdb.DuckDBPyConnection, table: Table, incoming: Incoming, stamp: Stamp) -> None:
    """Fill `known` (stored records that come again) and `fates` (one row per business key: the
    waiting record that speaks for it, and what becomes of it)."""
    columns = ", ".join(f'"{name}"' for name in record_columns(table))
    shares = "TRUE" if not table.units else "share > 0.999999"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE known AS WITH again AS (SELECT * FROM {table.name} "
        "WHERE record_key IN (SELECT record_key FROM incoming)) "
        f"SELECT {columns} FROM again WHERE {shares} UNION ALL "
        f"SELECT DISTINCT ON (record_key) {columns} FROM again WHERE NOT ({shares})"
    )
    values = {name: _merged(incoming, name) for name in content_columns(table)}
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE fates AS
        WITH last AS (
            SELECT record_key, max(rowid) AS seat, count(*) AS times
            FROM incoming GROUP BY record_key
        ), compared AS (
            SELECT last.*, k.record_key AS known_key, k.as_of AS known_as_of,
                k.content_hash AS known_hash, CASE WHEN k.record_key IS NULL
                    THEN i.content_hash ELSE {hash_sql(table, values)} END AS merged_hash
            FROM last JOIN incoming AS i ON i.rowid = last.seat
            LEFT JOIN known AS k ON k.record_key = last.record_key
        )
        SELECT record_key, seat, times, merged_hash, CASE
            WHEN known_key IS NULL THEN 'new'
            WHEN merged_hash = known_hash THEN 'same'
            WHEN known_as_of > $as_of THEN 'older'
            WHEN known_as_of = $as_of THEN 'conflict'
            ELSE 'changed' END AS fate
        FROM compared""",
        {"as_of": stamp.as_of},
    )


_REASONS = {
    "same": "import-same-content",
    "older": "import-older-export",
    "repeat": "import-repeated-row",
    "conflict": "import-conflict",
    "rewritten": "import-rewritten",
}


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
            SELECT i.source_row, f.fate AS outcome
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
        if outcome in _REASONS:
            result.reasons[Message(_REASONS[outcome])] += count


def _changed_fields(
    con: duckdb.DuckDBPyConnection, table: Table, incoming: Incoming
) -> dict[str, int]:
    """How many updated records changed in which field, the most frequent first."""
    names = [name for name in content_columns(table) if name in incoming.columns]
    counts = ", ".join(
        f'count_if({_merged(incoming, name)} IS DISTINCT FROM k."{name}")' for name in names
    )
    row = con.execute(
        f"SELECT {counts} FROM fates AS f JOIN incoming AS i ON i.rowid = f.seat "
        "JOIN known AS k ON k.record_key = f.record_key WHERE f.fate IN ('changed', 'conflict')"
    ).fetchone()
    found = {name: int(n) for name, n in zip(names, row or (), strict=False) if n}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _records(
    con: duckdb.DuckDBPyConnection, table: Table, incoming: Incoming, stamp: Stamp
) -> None:
    """The view `arrived`: the new and changed records with all their columns."""
    fields = [name for name in record_columns(table) if name in content_columns(table)]
    fields += [f.name for f in table.fields if f.name in _NOT_CONTENT]
    merged = ", ".join(f'{_merged(incoming, name)} AS "{name}"' for name in fields)
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
