"""Writers of export files as messy as real ones, and what each file really holds.

A `Sheet` knows, beside its cells, which of its rows are records (with business key and content)
and which are not, so that the account of an import can be foretold.
"""

import csv
import html
import io
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import xlsxwriter

RECORD, SET_ASIDE, REJECTED = "record", "set_aside", "rejected"


@dataclass
class ExportSheet:
    """One table of an export. Each row is (mark, key, content, cells).

    `titles` stand above the header; `groups` is the upper row of a two-row merged header (one
    name per column, "" where the column has none).
    """

    profile: str
    as_of: datetime
    columns: list[str]
    rows: list[tuple[str, str, Hashable, Sequence[object]]]
    name: str | None = None
    titles: list[str] = field(default_factory=list)
    groups: list[str] | None = None

    def set_aside(self, at: int, cells: Sequence[object]) -> None:
        """Insert a line that is no record: blank, a repeated header, a sum."""
        self.rows.insert(at, (SET_ASIDE, "", None, _padded(cells, len(self.columns))))

    def clutter(self) -> None:
        """A blank line, a repeated header and a 合计 line inside the table."""
        middle = len(self.rows) // 2
        self.set_aside(middle, [])
        self.set_aside(middle + 1, self.columns)
        self.rows.append(
            (SET_ASIDE, "", None, _padded(["合计", len(self.rows) - 2], len(self.columns)))
        )

    def reject(self, at: int, **cells: object) -> None:
        """Insert a copy of the record at `at` spoilt by `cells` (column -> value)."""
        spoilt = list(self.rows[at][3])
        for column, value in cells.items():
            spoilt[self.columns.index(column)] = value
        self.rows.insert(at, (REJECTED, "", None, spoilt))

    def damage(self, at: int, **cells: object) -> None:
        """Spoil the number of a record as spreadsheets do: it is no record any more."""
        _, _, _, row = self.rows[at]
        damaged = list(row)
        for column, value in cells.items():
            damaged[self.columns.index(column)] = value
        self.rows[at] = (REJECTED, "", None, damaged)


def _padded(cells: Sequence[object], width: int) -> list[object]:
    return [*cells, *[""] * (width - len(cells))]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value)


def _lines(sheet: ExportSheet) -> list[list[str]]:
    lines = [[title] for title in sheet.titles]
    if sheet.groups:
        lines.append(sheet.groups)
    lines.append(sheet.columns)
    lines += [[_text(c) for c in cells] for _, _, _, cells in sheet.rows]
    return lines


def write_csv(
    path: Path, sheet: ExportSheet, encoding: str = "utf-8", delimiter: str = ","
) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(_lines(sheet))
    path.write_bytes(buffer.getvalue().encode(encoding))


def write_html_xls(path: Path, sheet: ExportSheet) -> None:
    """A table of HTML under the name of a workbook, as grid platforms deliver it."""
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>"
        for line in _lines(sheet)
    )
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
    path.write_text(f"{head}<body><table border=1>\n{rows}\n</table></body></html>", "utf-8")


def write_xlsx(path: Path, sheets: Sequence[ExportSheet]) -> None:
    """A workbook with real dates; titles and the groups of two-row headers are merged cells."""
    options = {"default_date_format": "yyyy-mm-dd hh:mm:ss"}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": sheets[0].as_of})  # the same bytes from the same seed
        bold = book.add_format({"bold": True, "align": "center"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            width = len(sheet.columns) - 1
            for at, title in enumerate(sheet.titles):
                page.merge_range(at, 0, at, width, title, bold)
            top = len(sheet.titles)
            if sheet.groups:
                _write_groups(page, top, sheet, bold)
                top += 1
            else:
                page.write_row(top, 0, sheet.columns, bold)
            for at, (_, _, _, cells) in enumerate(sheet.rows, start=top + 1):
                for column, value in enumerate(cells):
                    if isinstance(value, str):
                        if value:
                            page.write_string(at, column, value)
                    elif isinstance(value, datetime):
                        page.write_datetime(at, column, value)
                    elif value is not None:
                        page.write_number(at, column, float(value))  # type: ignore[arg-type]  # a number


def _write_groups(
    page: xlsxwriter.worksheet.Worksheet, top: int, sheet: ExportSheet, bold: object
) -> None:
    groups = sheet.groups or []
    at = 0
    while at < len(groups):
        last = at
        while groups[at] and last + 1 < len(groups) and groups[last + 1] == groups[at]:
            last += 1
        if not groups[at]:
            page.merge_range(top, at, top + 1, at, sheet.columns[at], bold)
        elif last > at:
            page.merge_range(top, at, top, last, groups[at], bold)
        else:
            page.write_string(top, at, groups[at], bold)
        for column in range(at, last + 1):
            if groups[column]:
                page.write_string(top + 1, column, sheet.columns[column], bold)
        at = last + 1


@dataclass
class Export:
    """One file of the sample: its sheets and the form in which it is written.

    `form`: csv (with encoding and delimiter), html (under the name .xls), xlsx or text (`body`).
    """

    name: str
    sheets: list[ExportSheet]
    form: str = "xlsx"
    encoding: str = "utf-8"
    delimiter: str = ","
    body: str = ""

    def write(self, folder: Path) -> Path:
        path = folder / self.name
        if self.form == "text":
            path.write_bytes(self.body.encode(self.encoding))
        elif self.form == "csv":
            write_csv(path, self.sheets[0], self.encoding, self.delimiter)
        elif self.form == "html":
            write_html_xls(path, self.sheets[0])
        else:
            write_xlsx(path, self.sheets)
        return path
