"""A notice as a workbook: a sheet per table with its numbers as numbers and its chart, and before
them one with the sentences and a list of the tables."""

import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kernel.text import spaced
from metrics.bulletin.content import (
    CellContent,
    Notice,
    NoticeColumn,
    NoticeTable,
    cell_words,
    words_text,
)
from metrics.documents.chart_parts import SERIES_COLORS, Charted, charted
from metrics.documents.notice_words import (
    document_text,
    heads_text,
    section_sentences,
    whole_sentence,
)

HEAD_ROW = 2  # of the sheet of a table, below its title and the way back
_NAME_MOST, _WIDEST = 31, 40  # characters
_LETTER, _WORD = 1.0, 2.1  # what a column's width counts of a letter, of a Chinese character
_LINE, _ROW = 16.5, 20  # the height of a line in points, of its row in pixels
_FRONT = (24.0, 100.0)  # the columns of the first sheet
_NOTE_LEAST = 90.0  # the width of a note below a narrow table
_ONE_PAGE = 16  # rows of a table that is printed on one page with its chart
_NO_NAME = re.compile(r"[\[\]:*?/\\]")


def notice_xlsx(notice: Notice, lang: str) -> bytes:
    """The notice as an .xlsx file. Text stays text: nothing of it runs as a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    formats = _Formats(book)
    tables = [table for section in notice.sections for table in section.tables if table.rows]
    first = spaced(document_text("first-sheet", lang))
    names = sheet_names([first, *(spaced(words_text(t.title, lang)) for t in tables)])
    front = _printable(book.add_worksheet(names[0]))
    for table, name in zip(tables, names[1:], strict=True):
        _table(book, _printable(book.add_worksheet(name)), table, notice, lang, formats, names[0])
    _front(front, notice, tables, names[1:], lang, formats)
    book.close()
    return buffer.getvalue()


def _printable(sheet: Worksheet) -> Worksheet:
    """The sheet set to print across A4, one page wide."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def sheet_names(titles: list[str]) -> list[str]:
    """Names of sheets as Excel takes them: 31 characters, none of []:*?/\\, no two alike."""
    names: list[str] = []
    taken: set[str] = {"history"}  # Excel keeps it for itself
    for title in titles:
        plain = _NO_NAME.sub(" ", title).strip().strip("'") or "1"
        name, n = plain[:_NAME_MOST].strip(), 1
        while name.casefold() in taken:
            n += 1
            name = f"{plain[: _NAME_MOST - len(f' {n}')].strip()} {n}"
        taken.add(name.casefold())
        names.append(name)
    return names


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    @property
    def head(self) -> Format:
        return self.of(bold=True, bg_color="#548DD4", font_color="#FFFFFF", text_wrap=True,
                       align="center", valign="vcenter", border=1)  # fmt: skip

    @property
    def grey(self) -> Format:
        return self.of(font_color="#7E7E7E")


def _front(
    sheet: Worksheet,
    notice: Notice,
    tables: list[NoticeTable],
    names: list[str],
    lang: str,
    formats: _Formats,
) -> None:
    """Every sentence under its section, then the tables, then where the figures come from."""
    titles = [spaced(words_text(section.title, lang)) for section in notice.sections]
    first = max(_FRONT[0], *(map(_wide, [*titles, *_labels(notice, lang)])))
    sheet.set_column(0, 0, first)
    sheet.set_column(1, 1, _FRONT[1])
    sheet.write_string(0, 0, spaced(words_text(notice.title, lang)), formats.of(bold=True))
    row = 2
    for section in notice.sections:
        title = spaced(words_text(section.title, lang))
        for at, text in enumerate(section_sentences(notice, section, lang) or [""]):
            if at == 0:
                sheet.write_string(row, 0, title, formats.of(bold=True, valign="top"))
            sheet.write_string(row, 1, text, formats.of(text_wrap=True, valign="top"))
            _high(sheet, row, _lines(text, _FRONT[1]))
            row += 1
    row += 1
    sheet.write_string(row, 0, document_text("tables", lang), formats.of(bold=True))
    link = formats.of(font_color="#0B5FA5", underline=1)
    for table, name in zip(tables, names, strict=True):
        title = spaced(words_text(table.title, lang))
        sheet.write_url(row, 1, _address(name), link, title)
        row += 1
    _about(sheet, row + 1, notice, lang, formats)


def _labels(notice: Notice, lang: str) -> list[str]:
    """The names of where the figures come from."""
    return [spaced(words_text(name, lang)) for name, _ in notice.about]


def _wide(text: str) -> float:
    """The width of a column that shows a text in one line."""
    return sum(_WORD if east_asian_width(char) in "WF" else _LETTER for char in text) + 2


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column."""
    return max(1, math.ceil(_wide(text) / width))


def _high(sheet: Worksheet, row: int, lines: int) -> None:
    """A row as high as its lines. Not every program reckons that as it opens the file: in some
    they would lie upon each other."""
    if lines > 1:
        sheet.set_row(row, _LINE * lines)


def _about(sheet: Worksheet, row: int, notice: Notice, lang: str, formats: _Formats) -> None:
    for name, text in notice.about:
        sheet.write_string(row, 0, spaced(words_text(name, lang)), formats.grey)
        sheet.write_string(row, 1, spaced(words_text(text, lang)), formats.grey)
        row += 1


def _table(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    table: NoticeTable,
    notice: Notice,
    lang: str,
    formats: _Formats,
    front: str,
) -> None:
    sheet.write_string(0, 0, spaced(words_text(table.title, lang)), formats.of(bold=True))
    link = formats.of(font_color="#0B5FA5", underline=1)
    sheet.write_url(1, 0, _address(front), link, document_text("back", lang))
    widths = []
    for at, (column, head) in enumerate(zip(table.columns, heads_text(table.columns, lang),
                                            strict=True)):  # fmt: skip
        sheet.write_string(HEAD_ROW, at, head, formats.head)
        texts = [head, *(cell_words(column, row, lang) for row in table.rows)]
        if at == 0:  # below the table stand the names of where its figures come from
            texts += _labels(notice, lang)
        widths.append(min(_WIDEST, max(9.0, *map(_wide, texts))))
        sheet.set_column(at, at, widths[at])
    for down, row in enumerate(table.rows, start=HEAD_ROW + 1):
        bold = down > HEAD_ROW + len(table.rows) - table.total
        for at, column in enumerate(table.columns):
            _cell(sheet, down, at, column, row, lang, formats, bold)
        said = [cell_words(column, row, lang) for column in table.columns]
        _high(sheet, down, max(map(_lines, said, widths)))
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    below = HEAD_ROW + len(table.rows) + 2
    if table.note is not None:
        _note(sheet, below, whole_sentence(table.note, lang), widths, formats)
        below += 1
    shown = charted(table, lang)
    if shown is not None:  # below: beside the table it makes what is printed half as large
        chart, height = _chart(book, sheet, table, shown, lang)
        sheet.insert_chart(below + 1, 0, chart)
        below += 1 + math.ceil(height / _ROW)
        if len(table.rows) <= _ONE_PAGE:
            sheet.fit_to_pages(1, 1)
    _about(sheet, below + 1, notice, lang, formats)


def _note(
    sheet: Worksheet, row: int, text: str, widths: Sequence[float], formats: _Formats
) -> None:
    """A note in the width of its table, on lines of its own: one line of it would be wider than
    any page. A column without a width of its own is 8.43 wide."""
    last, width = len(widths) - 1, sum(widths)
    while width < _NOTE_LEAST:
        last, width = last + 1, width + 8.43
    look = formats.of(font_color="#7E7E7E", text_wrap=True, valign="top")
    if last:
        sheet.merge_range(row, 0, row, last, text, look)
    else:
        sheet.write_string(row, 0, text, look)
    _high(sheet, row, _lines(text, width))


def _cell(
    sheet: Worksheet,
    down: int,
    at: int,
    column: NoticeColumn,
    row: Mapping[str, CellContent],
    lang: str,
    formats: _Formats,
    bold: bool,
) -> None:
    cell, look = row.get(column.key), {"border": 1, "bold": bold, "valign": "top"}
    if cell is None:
        sheet.write_blank(down, at, None, formats.of(**look))
    elif isinstance(cell, int | float):
        own = row.get("digits", column.digits)
        digits = own if isinstance(own, int) else 0
        form = number_format(digits, column.change, float(cell))
        sheet.write_number(down, at, cell, formats.of(num_format=form, **look))
    else:
        text = spaced(cell_words(column, row, lang))
        sheet.write_string(down, at, text, formats.of(text_wrap=True, indent=1, **look))


def number_format(digits: int, change: bool, value: float) -> str:
    """How Excel writes a number: fixed decimals; a change with its arrow, none as a dash."""
    plain = "#,##0" + (f".{'0' * digits}" if digits else "")
    if not change:
        return plain
    return f'"▲" {plain};"▼" {plain};"–"' if round(value, digits) else '"–";"–";"–"'


def _chart(
    book: xlsxwriter.Workbook, sheet: Worksheet, table: NoticeTable, shown: Charted, lang: str
) -> tuple[Any, int]:
    """A chart of Excel's own out of the cells of the sheet, and its height in pixels."""
    kind = shown.chart.kind
    chart = book.add_chart({"type": "bar" if kind == "bars" else "line"})
    places = {column.key: at for at, column in enumerate(table.columns)}
    last = HEAD_ROW + shown.rows
    label = places[shown.chart.label]
    for at, key in enumerate(shown.chart.values):
        color, place = f"#{SERIES_COLORS[at % len(SERIES_COLORS)]}", places[key]
        series: dict[str, Any] = {
            "name": [sheet.name, HEAD_ROW, place],
            "categories": [sheet.name, HEAD_ROW + 1, label, last, label],
            "values": [sheet.name, HEAD_ROW + 1, place, last, place],
        }
        marker = {"type": "circle", "size": 8, "fill": {"color": color}, "border": {"color": color}}
        if kind == "bars":
            series |= {"fill": {"color": color}, "data_labels": {"value": at == 0}}
        elif kind == "dots":
            series |= {"line": {"none": True}, "marker": marker, "data_labels": {"value": at == 0}}
        else:
            series |= {"line": {"color": color, "width": 2}, "marker": marker}
        chart.add_series(series)
    axis: dict[str, Any] = {
        "min": shown.axis.low,
        "num_format": number_format(shown.digits, False, 0),
    }
    if shown.axis.zoomed:
        axis |= {"max": shown.axis.high, "name": document_text("zoomed", lang)}
    axis["major_gridlines"] = {"visible": True, "line": {"color": "#E4E7EB"}}
    if kind == "bars":
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis(axis)
    else:
        chart.set_y_axis(axis)
    chart.set_title({"name": spaced(words_text(table.title, lang)), "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"} if len(shown.values) > 1 else {"none": True})
    height = max(320, 30 * shown.rows + 120)
    chart.set_size({"width": 720, "height": height})
    return chart, height


def _address(name: str) -> str:
    return "internal:'" + name.replace("'", "''") + "'!A1"
