"""One list of fields for a table on the page and for the files that it downloads as."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.access.rights import acting
from ui import format as f
from ui.download import buttons
from ui.i18n import t
from ui.links import link
from ui.markup import CELL_MOST, note, put
from ui.printing.drawn import Drawn, remember
from ui.tables import WRAPPED_MOST, CellText, Column, TableRow, records, table

SHOWN = 10  # rows on the page; the files hold all


@dataclass(frozen=True)
class SheetField:
    """A column of a frame under a heading.

    digits: decimals of a number, None for text and dates. change: a number with its arrow. word:
    turns codes into words, in the files too. tone: the tone of a cell, from its row. away: stands
    in the files alone. title explains the heading. ordinal: a number that
    names a row, not one that counts. address: where a cell leads on the page, from its row.
    """

    key: str
    label: str
    digits: int | None = None
    change: bool = False
    word: Callable[[Any], str] | None = None
    tone: CellText | None = None
    away: bool = False
    title: str = ""
    wrap: bool = False
    ordinal: bool = False
    address: CellText | None = None


def sheet(
    frame: pd.DataFrame,
    fields: Sequence[SheetField],
    name: str,
    about: Mapping[str, str],
    *,
    most: int = SHOWN,
    group_of: CellText | None = None,
) -> None:
    """Put the first rows of a frame on the page, and all of them into its downloads."""
    frame, held_back = rows_to_list(frame)
    remember(Drawn("", table=lambda: whole_table(frame, fields)))
    put(table(records(frame.head(most)), columns_of(fields), group_of=group_of, compact=True))
    if len(frame) > most:
        put(note(t("sheet-more", shown=most, n=f.count(len(frame)))))
    if held_back:
        put(note(t("sheet-held-back", n=f.count(held_back))))
    buttons(exported_columns(frame, fields), name, about)


def rows_to_list(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows that say where they come from, and how many do not because they are other units':
    those are counted in figures and listed nowhere (`data.access.narrowing`)."""
    if acting().units is None or "source_row" not in frame or "source_file" not in frame:
        return frame, 0
    own = frame[frame["source_file"].notna()]
    return own, len(frame) - len(own)


def whole_table(frame: pd.DataFrame, fields: Sequence[SheetField]) -> str:
    """The markup of all rows with all fields, for paper: nothing of it leads anywhere."""
    plain = [replace(field, address=None, away=False) for field in fields]
    return table(records(frame), columns_of(plain), compact=True)


def columns_of(fields: Sequence[SheetField]) -> list[Column]:
    """The columns of a table on the page."""
    return [_column(field) for field in fields if not field.away]


def exported_columns(frame: pd.DataFrame, fields: Sequence[SheetField]) -> pd.DataFrame:
    """The frame as it is taken away: our headings, words for codes, numbers as numbers."""
    columns = {
        field.label: frame[field.key].map(field.word) if field.word else frame[field.key]
        for field in fields
    }
    return pd.DataFrame(columns)


def source_fields() -> list[SheetField]:
    """Where a row was read from: file, sheet and row."""
    return [
        SheetField("source_file", t("column-file"), tone=_quiet),
        SheetField("source_sheet", t("column-sheet"), tone=_quiet),
        SheetField("source_row", t("column-row"), digits=0, tone=_quiet, ordinal=True),
    ]


def _quiet(row: TableRow) -> str:
    return "quiet"


def _column(field: SheetField) -> Column:
    def cell(row: TableRow) -> str:
        text = _text(row[field.key], field)
        most = WRAPPED_MOST if field.wrap else CELL_MOST
        return link(text, field.address(row), most) if field.address else text

    return Column(
        field.label,
        cell,
        "left" if field.digits is None else "right",
        tone=field.tone,
        html=field.address is not None,
        title=field.title,
        wrap=field.wrap,
    )


def _text(value: Any, field: SheetField) -> str:
    if field.word:
        return field.word(value)
    if field.change:
        return f.change(value, field.digits or 0)
    if isinstance(value, dt.date):
        return f.date(value)
    if field.ordinal and not f.missing(value):
        return str(int(value))
    if field.digits is None:
        return f.text(value)
    return f.count(value) if field.digits == 0 else f.fixed(value, field.digits)
