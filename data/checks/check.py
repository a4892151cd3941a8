"""What a check is, and what comes of one.

A check lists the rows that break one rule. Its texts stand in the Fluent files of its domain under
its id: `check-<id>` (its name), `check-<id>-rule` (what is looked at), `check-<id>-advice` (what to
do about what it lists).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from kernel.messages import Message

SAMPLE_ROWS = 10
FAMILIES = ("books", "sources", "dates", "ids", "values", "coverage", "schemes", "ranks")
# The columns that a list may have, in this order; `Outcome.sample` says what they hold.
COLUMNS = (
    *("batch", "table_name", "kind", "cluster", "scheme", "item", "name", "channel", "place"),
    *("period", "field", "value", "against", "expected", "reason", "rows"),
    *("source_file", "source_sheet", "source_row"),
)
_CODES = {"table_name": "check-table", "kind": "check-kind", "field": "check-field"}
_CODES |= {"against": "check-field", "reason": "check-reason"}

# Provenance: of a fact; of the first of several facts, kept in one column and read out of it.
SOURCE = "source_file, source_sheet, source_row"
FIRST = (
    "arg_min(struct_pack(source_file := source_file, source_sheet := source_sheet, "
    "source_row := source_row), source_row) AS source"
)
OF_FIRST = (
    "source.source_file AS source_file, source.source_sheet AS source_sheet, "
    "source.source_row AS source_row"
)

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Found:
    """The rows that break a rule (the first of them), how many they are, and among how many."""

    rows: pd.DataFrame
    count: int
    looked_at: int


# Takes a connection and how many rows to return (None: all).
Find = Callable[[Connection, int | None], Found]


@dataclass(frozen=True)
class Outcome:
    """What came of one check.

    severity: what its rows are: error (the store or the computation is not sound), warning (the
    source is doubtful), info (worth knowing). count: how many break the rule, among looked_at.
    sample: the first of them, by the columns
        batch, table_name, kind (of unit), cluster (its number), scheme (its id), item (of a given
        score), name (of the record, unit or component), channel (its code), place, period, field
        and value (what is doubtful), against and expected (the field and value that it is held
        against), reason, rows (facts concerned), source_file, source_sheet, source_row;
    those that do not apply are not there. table_name, kind, field, against and reason are Messages.
    """

    id: str
    family: str
    severity: str
    count: int
    looked_at: int
    sample: pd.DataFrame
    name: Message
    rule: Message
    advice: Message

    @property
    def state(self) -> str:
        """passed, failed (errors), doubtful (warnings), noted (info), or idle: nothing to check."""
        if not self.count:
            return "passed" if self.looked_at else "idle"
        return {"error": "failed", "warning": "doubtful", "info": "noted"}[self.severity]


@dataclass(frozen=True)
class Check:
    """One rule. `domain`: whose messages hold its texts."""

    id: str
    severity: str
    find: Find
    domain: str = "data"

    @property
    def family(self) -> str:
        """The first word of its id, one of FAMILIES."""
        return self.id.partition("-")[0]

    def run(self, con: Connection, limit: int | None = SAMPLE_ROWS) -> Outcome:
        """Check the store; `limit` bounds the rows of the sample (None: all of them)."""
        found = self.find(con, limit)
        texts = (Message(f"check-{self.id}{end}", {}, self.domain) for end in _TEXTS)
        return Outcome(
            self.id, self.family, self.severity, found.count, found.looked_at, found.rows, *texts
        )


_TEXTS = ("", "-rule", "-advice")


def by_sql(rows: str | Callable[[Connection], str], looked_at: str) -> Find:
    """A check by two queries: `rows` selects what breaks the rule, in columns of COLUMNS;
    `looked_at` counts what was looked at. `rows` may be written for the store at hand."""

    def find(con: Connection, limit: int | None) -> Found:
        with con.cursor() as cursor:
            among = cursor.execute(looked_at).fetchone()
            query = rows if isinstance(rows, str) else rows(cursor)
            first = "" if limit is None else f" LIMIT {int(limit)}"
            frame = cursor.execute(
                f"SELECT *, count(*) OVER () AS found_rows FROM ({query}) ORDER BY ALL{first}"
            ).df()
        count = int(frame.pop("found_rows").iloc[0]) if len(frame) else 0
        return Found(listed_rows(frame), count, int(among[0] or 0) if among else 0)

    return find


def of_rows(rows: Sequence[Mapping[str, Any]], limit: int | None, looked_at: int) -> Found:
    """What was found by other means than one query; columns that stay empty are left out."""
    frame = pd.DataFrame(list(rows)).dropna(axis="columns", how="all")
    return Found(
        listed_rows(frame.head(len(frame) if limit is None else limit)), len(rows), looked_at
    )


def listed_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """A list with its columns in order, its codes as Messages, days without a time as dates."""
    known = frame[[name for name in COLUMNS if name in frame]]
    for name in known.select_dtypes("datetime"):
        if (known[name].dropna() == known[name].dropna().dt.normalize()).all():
            known = known.assign(**{str(name): known[name].dt.date})
    spoken = {name: known[name].map(_say(head)) for name, head in _CODES.items() if name in known}
    return known.assign(**spoken)


def _say(head: str) -> Callable[[object], object]:
    def say(code: object) -> object:
        if not isinstance(code, str):
            return code if isinstance(code, Message) else None
        return Message(f"{head}-{code.replace('_', '-')}")

    return say


def union(queries: Sequence[str]) -> str:
    """One query of several."""
    return " UNION ALL ".join(queries)
