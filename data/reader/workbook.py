"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods, through calamine."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data.reader import probe
from data.reader.cells import TOO_LONG, cell_text
from data.reader.container import check_zip
from data.reader.header import Merge
from data.reader.problems import ROW_LIMITS, row_list, unreadable
from data.reader.sheet import Cells, Row, Sheet, Source, make_sheet
from kernel.messages import Message

_FOREVER = 1 << 30


class SheetSource(Source):
    """The rows of one sheet, merged cells carried down."""

    def __init__(self, sheet: CalamineSheet) -> None:
        super().__init__()
        self._sheet = sheet
        left = sheet.start[1] if sheet.start else 0
        self.merges: list[Merge] = sorted(
            (top + 1, max(first - left, 0), bottom + 1, last - left)
            for (top, first), (bottom, last) in sheet.merged_cell_ranges or []
            if last >= left
        )

    def rows(self) -> Iterator[Row]:
        self.damaged = {}
        down = [merge for merge in self.merges if merge[2] > merge[0]]
        waiting = down[0][0] if down else _FOREVER
        active: list[tuple[Merge, str | None]] = []
        begun = 0
        for number, values in enumerate(self._sheet.iter_rows(), 1):
            cells = [cell_text(value) for value in values]
            self._look(number, values, cells)
            if active and any(cells):
                for (_, column, _, _), text in active:
                    if column < len(cells) and cells[column] is None:
                        cells[column] = text
            while number >= waiting:
                merge = down[begun]
                begun += 1
                waiting = down[begun][0] if begun < len(down) else _FOREVER
                if merge[0] == number and merge[1] < len(cells):
                    active.append((merge, cells[merge[1]]))
            if active:
                active = [(merge, text) for merge, text in active if merge[2] > number]
            yield number, cells

    def _look(self, number: int, values: Sequence[object], cells: Cells) -> None:
        """Notes numbers that have lost digits, and rows with scientific notation in text."""
        for column, value in enumerate(values):
            if isinstance(value, float | int) and abs(value) >= TOO_LONG:
                self.damaged.setdefault(column, []).append(number)
            elif isinstance(value, str) and "E+" in value:
                self.suspect = number


def read_workbook(path: Path, known_headers: frozenset[str]) -> list[Sheet]:
    """Every sheet that has rows, in the order of the workbook; hidden ones too, with a note."""
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    errors = check_zip(path) if zipped else {}
    if trouble := probe.trouble(path):
        raise unreadable(trouble, path.name)
    sheets = []
    try:
        with path.open("rb") as file:  # by content: from_path() would go by the name
            book = CalamineWorkbook.from_filelike(file)
        for meta in book.sheets_metadata:
            if meta.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet):
                continue
            warnings = []
            if meta.visible != SheetVisibleEnum.Visible:
                warnings.append(Message("reader-hidden-sheet", {"sheet": meta.name}))
            if broken := errors.get(meta.name):
                params = {"count": len(broken), "cells": row_list(broken)}
                warnings.append(Message("reader-error-cells", params))
            data = book.get_sheet_by_name(meta.name)
            if data.end and data.end[0] + 1 in ROW_LIMITS:
                warnings.append(Message("reader-row-limit", {"rows": data.end[0] + 1}))
            source = SheetSource(data)
            sheet = make_sheet(
                path.name, meta.name, source, known_headers, merges=source.merges, warnings=warnings
            )
            if sheet:
                sheets.append(sheet)
    except CalamineError as error:
        raise unreadable("reader-damaged", path.name) from error
    if not sheets:
        raise unreadable("reader-empty-workbook", path.name)
    return sheets
