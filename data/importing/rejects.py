"""Rows that were not stored: kept as written (without what identifies people), given back."""

import io
import json
from collections.abc import Iterable, Sequence

import duckdb
import pandas as pd
import pyarrow as pa
import xlsxwriter

from data.importing.account import pack, unpack
from data.importing.mapping import Rejected
from data.layouts.field_names import said_field
from data.store import Store, Trial
from kernel.messages import Message

_COLUMNS = ("source_file", "source_sheet", "source_row", "outcome", "reason", "field", "value")


def keep_rejected(
    con: duckdb.DuckDBPyConnection,
    batch_id: int,
    file: str,
    sheet: str | None,
    rows: Sequence[Rejected],
) -> None:
    """Store rows that were rejected or set aside."""
    if not rows:
        return
    reasons = {row.reason: json.dumps(pack(row.reason), ensure_ascii=False) for row in rows}
    con.register(
        "leaving",
        pa.table(
            {
                "source_row": pa.array([row.row for row in rows], pa.int64()),
                "outcome": pa.array([row.outcome for row in rows], pa.string()),
                "reason": pa.array([reasons[row.reason] for row in rows], pa.string()),
                "field": pa.array([row.field for row in rows], pa.string()),
                "value": pa.array([row.value for row in rows], pa.string()),
                "original": pa.array([row.original for row in rows], pa.string()),
            }
        ),
    )
    con.execute(
        "INSERT INTO rejected_rows BY NAME SELECT $batch AS batch_id, $file AS source_file, "
        "$sheet AS source_sheet, * FROM leaving",
        {"batch": batch_id, "file": file, "sheet": sheet},
    )
    con.unregister("leaving")


def rejected_rows(
    con: duckdb.DuckDBPyConnection, batch_ids: Iterable[int], lang: str = "zh"
) -> pd.DataFrame:
    """The rows of these batches that were not stored, in the order of their files.

    Columns source_file, source_sheet, source_row, outcome (rejected, set_aside), reason (text),
    field, value, original (a dict of column name -> text).
    """
    with con.cursor() as cursor:
        frame = cursor.execute(
            f"SELECT {', '.join(_COLUMNS)}, original FROM rejected_rows "
            "WHERE list_contains($ids, batch_id) ORDER BY batch_id, source_row",
            {"ids": list(batch_ids)},
        ).df()
    texts = {packed: unpack(json.loads(packed)).text(lang) for packed in set(frame["reason"])}
    frame["reason"] = frame["reason"].map(texts)
    frame["original"] = frame["original"].map(json.loads)
    return frame


def rejects_workbook(
    store: Store, batch_ids: Iterable[int], lang: str = "zh", trial: Trial | None = None
) -> bytes:
    """The rows of these batches that were not stored, as xlsx: why, then original columns.

    `trial`: an import that is not stored yet, which has the batches. Every cell is text, so that
    nothing in it is taken for a formula.
    """
    con = store.connect_trial(trial) if trial else store.connect()
    try:
        frame = rejected_rows(con, batch_ids, lang)
    finally:
        con.close()
    originals = list(dict.fromkeys(name for cells in frame["original"] for name in cells))
    titles = [Message(f"rejects-{name.replace('_', '-')}").text(lang) for name in _COLUMNS]
    names = {name: said_field(name) for name in frame["field"].dropna()}
    frame["field"] = frame["field"].map(
        {k: v if isinstance(v, str) else v.text(lang) for k, v in names.items()}
    )
    frame["outcome"] = frame["outcome"].map(
        lambda outcome: Message(f"rejects-outcome-{outcome.replace('_', '-')}").text(lang)
    )
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet(Message("rejects-sheet").text(lang))
        bold = book.add_format({"bold": True})
        for at, title in enumerate([*titles, *originals]):
            page.write_string(0, at, title, bold)
        page.freeze_panes(1, 0)
        for at, row in enumerate(frame.to_dict("records"), start=1):
            why = [row[name] for name in _COLUMNS]
            cells = [*why, *(row["original"].get(name) for name in originals)]
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(at, column, cell[:32_767])
                elif column < len(why) and not pd.isna(cell):
                    page.write_number(at, column, cell)
    return stream.getvalue()
