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
from data.reader.biff import xls_parts
from data.reader.cells import TOO_LONG, cell_text
from data.reader.container import check_zip, has_xml
from data.reader.formats import Look
from data.reader.header import Merge
from data.reader.parts import SheetPart
from data.reader.problems import ROW_LIMITS, row_list, unreadable
from data.reader.sheet import Cells, Row, Sheet, SheetRows, make_sheet
from kernel.messages import Message

_FOREVER = 1 << 30


class _Runs:
    """The looks of one column, asked for row after row."""

    def __init__(self, column: int, runs: Sequence[tuple[int, int, Look]]) -> None:
        self.column, self._runs, self._at = column, runs, 0

    def at(self, row: int) -> Look | None:
        while self._at < len(self._runs) and self._runs[self._at][1] < row:
            self._at += 1
        if self._at < len(self._runs) and self._runs[self._at][0] <= row:
            return self._runs[self._at][2]
        return None


class SheetSource(SheetRows):
    """The rows of one sheet, merged cells carried down."""

    def __init__(self, sheet: CalamineSheet, part: SheetPart) -> None:
        super().__init__()
        self._sheet = sheet
        left = sheet.start[1] if sheet.start else 0
        self.hidden = [at - left for at in part.hidden_columns if at >= left]
        self._looks = {at - left: runs for at, runs in part.looks.items() if at >= left}
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
        looks = [_Runs(column, runs) for column, runs in self._looks.items()]
        for number, values in enumerate(self._sheet.iter_rows(), 1):
            cells = [cell_text(value) for value in values]
            for runs in looks:
                if (look := runs.at(number)) and runs.column < len(cells):
                    cells[runs.column] = look.text(values[runs.column])
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


def read_workbook(
    path: Path, known_headers: frozenset[str], hidden_sheets: bool = False
) -> list[Sheet]:
    """Every sheet that has rows, in the order of the workbook.

    Hidden ones are set aside, and the first sheet says so, unless they are asked for.
    """
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    parts = check_zip(path) if zipped else {}
    plain = zipped and not has_xml(path)  # .xlsb and .ods: values alone
    if trouble := probe.trouble(path):
        raise unreadable(trouble, path.name)
    if not zipped:
        parts = xls_parts(path)
    sheets: list[Sheet] = []
    try:
        with path.open("rb") as file:  # by content: from_path() would go by the name
            book = CalamineWorkbook.from_filelike(file)
        tables = (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet)
        named = [meta for meta in book.sheets_metadata if meta.typ in tables]
        hidden = [meta.name for meta in named if meta.visible != SheetVisibleEnum.Visible]
        left = [] if hidden_sheets else [n for n in hidden if book.get_sheet_by_name(n).height]
        for name in (meta.name for meta in named):
            if name in hidden and not hidden_sheets:
                continue
            part = parts.get(name, SheetPart())
            data = book.get_sheet_by_name(name)
            last = data.end[0] + 1 if data.end else 0
            part.hidden_rows = [row for row in part.hidden_rows if row <= last]
            warnings = _noticed(part, name)
            if name in hidden:
                warnings.append(Message("reader-hidden-sheet", {"sheet": name}))
            if plain and not sheets:
                warnings.append(Message("reader-formats-unread"))
            if left and not sheets:
                warnings.append(Message("reader-hidden-left", {"sheets": left}))
            if data.end and data.end[0] + 1 in ROW_LIMITS:
                warnings.append(Message("reader-row-limit", {"rows": data.end[0] + 1}))
            source = SheetSource(data, part)
            merges = source.merges
            sheet = make_sheet(
                path.name, name, source, known_headers, merges=merges, warnings=warnings
            )
            if sheet:
                sheets.append(sheet)
    except CalamineError as error:
        raise unreadable("reader-damaged", path.name) from error
    if not sheets:
        if left:
            raise unreadable("reader-only-hidden", path.name, sheets=left)
        raise unreadable("reader-empty-workbook", path.name)
    return sheets


def _noticed(part: SheetPart, sheet: str) -> list[Message]:
    """What there is to say of the XML of a sheet."""
    found = []
    if part.errors:
        params = {"sheet": sheet, "count": len(part.errors), "cells": row_list(part.errors)}
        found.append(Message("reader-formula-errors", params))
    if part.no_result:
        params = {"sheet": sheet, "count": len(part.no_result), "cells": row_list(part.no_result)}
        found.append(Message("reader-no-result", params))
    if part.hidden_rows:
        params = {"count": len(part.hidden_rows), "rows": row_list(part.hidden_rows)}
        found.append(Message("reader-hidden-rows", params))
    return found
