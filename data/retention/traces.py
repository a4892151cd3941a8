"""What a store holds of some cases, or of a word: for somebody who asks what is kept of him, and
for its removal.

Nobody is stored by name, so one asks by the number of a case, or by a word that he wrote.
"""

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import duckdb

from data.access.rights import RightMissingError, acting, require_right
from data.retention.erased import erased_records, list_erased
from data.retention.removing import Removal, remove_texts
from data.retention.settings import Retention
from data.retention.texts import free_texts, tables_with_texts
from data.store import Store
from kernel.messages import Message, ShirongError

REJECTED = "rejected_rows"
TRACE_COLUMNS = (
    *("table", "record", "day", "place", "text", "photo_before", "photo_after"),
    *("file", "sheet", "row"),
)


class UnknownRecordError(ShirongError):
    """The store holds nothing under a number."""


@dataclass(frozen=True)
class Asked:
    """By what is asked: numbers of records (cases, findings), and a word in what was written."""

    numbers: tuple[str, ...] = ()
    word: str = ""


def traces(store: Store, asked: Asked) -> list[dict[str, Any]]:
    """Rows of the current version, by TRACE_COLUMNS: facts with their texts, then rows that were
    not stored (text: the row as it is kept). Raises EmptyStoreError, CorruptedStoreError,
    RightMissingError."""
    require_right("texts")
    if not acting().sees_all:
        raise RightMissingError("others")
    with closing(store.connect()) as con:
        return _of_facts(con, asked) + _of_rejected(con, asked)


def erase(store: Store, numbers: Collection[str], reason: str) -> Removal:
    """Remove the texts of some records and keep them out; what went. Raises UnknownRecordError,
    and as `remove_texts`."""
    require_right("decide")
    found = traces(store, Asked(tuple(numbers)))
    records = {(row["table"], row["record"]) for row in found if row["table"] != REJECTED}
    named = {number for number in numbers if _names(found, number)}
    if unknown := set(numbers) - named:
        params = {"numbers": ", ".join(sorted(unknown))}
        raise UnknownRecordError(Message("erase-unknown", params))
    stored = {record for _, record in records}
    records |= {(REJECTED, number) for number in numbers if number not in stored}
    list_erased(store.folder, records - erased_records(store.folder), reason)
    return remove_texts(store, Retention(None, erased_records(store.folder)))


def _names(found: list[dict[str, Any]], number: str) -> bool:
    return any(
        row["record"] == number or row["table"] == REJECTED and number in row["text"]
        for row in found
    )


def _of_facts(con: duckdb.DuckDBPyConnection, asked: Asked) -> list[dict[str, Any]]:
    found = []
    for table in tables_with_texts():
        written = free_texts(table)
        place = next(n for n in ("place", "point") if n in {f.name for f in table.fields})
        words = " OR ".join(f'contains("{name}", $word)' for name in (*written, place))
        photos = [n if n in written else "NULL" for n in TRACE_COLUMNS[5:7]]
        rows = con.execute(
            f"SELECT DISTINCT record_key, day, {place}, text, {', '.join(photos)}, source_file, "
            f"source_sheet, source_row FROM {table.name} WHERE list_contains($numbers, record_key) "
            f"OR ($word <> '' AND ({words})) ORDER BY ALL",
            {"numbers": list(asked.numbers), "word": asked.word},
        ).fetchall()
        found += [dict(zip(TRACE_COLUMNS, (table.name, *row), strict=True)) for row in rows]
    return found


def _of_rejected(con: duckdb.DuckDBPyConnection, asked: Asked) -> list[dict[str, Any]]:
    words = [word for word in (*asked.numbers, asked.word) if word]
    rows = con.execute(
        f"SELECT original, source_file, source_sheet, source_row FROM {REJECTED} "
        "WHERE len(list_filter($words, lambda word: contains(original, word))) > 0 ORDER BY ALL",
        {"words": words},
    ).fetchall()
    return [
        dict.fromkeys(TRACE_COLUMNS)
        | {"table": REJECTED, "text": text, "file": file, "sheet": sheet, "row": row}
        for text, file, sheet, row in rows
    ]
