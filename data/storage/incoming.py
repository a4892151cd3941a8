"""The records of one sheet while they wait to be merged, in the temporary table `incoming`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa

from kernel.schema import DAY_ONLY, SQL_TYPES, WRITTEN_UNIT_FIELDS, Table

# Counts and flags that only grow: a side file adds them, and an export without them takes nothing.
GROWING = frozenset(("postpone_count", "rework_count", "overdue_flag"))
# Says something of how the file is written, not of the record.
NOT_CONTENT = frozenset(DAY_ONLY.values())
# Fields that came with a later program, of all tables or of one.
LATER = frozenset(
    (
        *("campaign", "leader", "responsible", "point_class"),
        *("score_entries.rectified", "score_entries.text", "findings.point_type"),
        *("points.parent", "points.address", "points.aliases"),
        *("score_entries.point_type", "adjustments.point", "adjustments.point_type"),
        *("cases.collector", "inspections.agency", "inspections.weather"),
    )
)


@dataclass(frozen=True)
class RecordStamp:
    """What every record of a sheet carries. `peers`: batches of the same import of which nothing
    says that they are older or newer."""

    batch_id: int
    file: str
    sheet: str | None
    as_of: datetime | None
    peers: tuple[int, ...] = ()


def content_columns(table: Table) -> list[str]:
    """The columns whose values make the content of a record."""
    written = [f.name for f in WRITTEN_UNIT_FIELDS] if table.units else []
    words = [f.name for f in table.written_words]
    return [f.name for f in table.fields if f.name not in NOT_CONTENT] + written + words


def hash_sql(table: Table, values: dict[str, str]) -> str:
    """SQL: the fingerprint of a record's content. `values`: an expression per known column. Words
    that nobody knows, and fields that came later, count where there are any: a record without them
    is what it always was."""
    words = {f.name for f in table.written_words}
    words |= {f.name for f in table.fields if {f.name, f"{table.name}.{f.name}"} & LATER}
    parts = [
        f"coalesce(CAST({values[name]} AS VARCHAR), '')" if name in values else "''"
        for name in content_columns(table)
        if name not in words
    ]
    parts += [
        f"'{name}=' || CAST({values[name]} AS VARCHAR)" for name in sorted(words & values.keys())
    ]
    return f"md5(concat_ws(chr(31), {', '.join(parts)}))"


class Incoming:
    """The records of one sheet, waiting."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, table: Table, columns: Iterable[str]
    ) -> None:
        self.con, self.table = con, table
        fields = (*table.fields, *WRITTEN_UNIT_FIELDS, *table.written_words)
        types = {f.name: SQL_TYPES[f.type] for f in fields}
        self.columns = [name for name in types if name in set(columns)]
        body = ", ".join(f'"{name}" {types[name]}' for name in self.columns)
        con.execute(
            "CREATE OR REPLACE TEMP TABLE incoming (source_row BIGINT, record_key VARCHAR, "
            f"content_hash VARCHAR, {body})"
        )

    def add(self, records: pa.Table) -> None:
        """Append some records (see `Mapping`)."""
        self.con.register("arriving", records)
        self.add_from("arriving")
        self.con.unregister("arriving")

    def add_from(self, records: str) -> None:
        """Append the records of a relation that has at least the columns of this one."""
        values = {name: f'"{name}"' for name in self.columns}
        names = ", ".join(("source_row", "record_key", *values.values()))
        self.con.execute(
            f"INSERT INTO incoming BY NAME SELECT {names}, {hash_sql(self.table, values)} "
            f"AS content_hash FROM {records}"
        )

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

    def merged(self, name: str) -> str:
        """SQL: the value of a column after the merge of incoming `i` with known `k`."""
        if name not in self.columns:
            return f'k."{name}"'
        if name in GROWING:
            return f'greatest(i."{name}", k."{name}")'
        return f'i."{name}"'
