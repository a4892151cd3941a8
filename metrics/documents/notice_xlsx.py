"""A notice as a workbook: a sheet per table with its numbers as numbers and its chart, and before
them one with the sentences and a list of the tables."""

import io
import re
from collections.abc import Mapping
from typing import Any

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
from metrics.documents.table_layout import letters_wide

HEAD_ROW = 2  # of the sheet of a table, below its title and the way back
_NAME_MOST, _WIDEST = 31, 48  # characters
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
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, spaced(words_text(notice.title, lang)), formats.of(bold=True))
    row = 2
    for section in notice.sections:
        title = spaced(words_text(section.title, lang))
        for at, text in enumerate(section_sentences(notice, section, lang) or [""]):
            if at == 0:
                sheet.write_string(row, 0, title, formats.of(bold=True, valign="top"))
            sheet.write_string(row, 1, text, formats.of(text_wrap=True))
            row += 1
    row += 1
    sheet.write_string(row, 0, document_text("tables", lang), formats.of(bold=True))
    link = formats.of(font_color="#0B5FA5", underline=1)
    for table, name in zip(tables, names, strict=True):
        title = spaced(words_text(table.title, lang))
        sheet.write_url(row, 1, _address(name), link, title)
        row += 1
    _about(sheet, row + 1, notice, lang, formats)


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
    for at, (column, head) in enumerate(zip(table.columns, heads_text(table.columns, lang),
                                            strict=True)):  # fmt: skip
        sheet.write_string(HEAD_ROW, at, head, formats.head)
        texts = [head, *(cell_words(column, row, lang) for row in table.rows)]
        widest = max(map(letters_wide, texts)) * 1.7
        sheet.set_column(at, at, min(_WIDEST, max(9.0, widest + 2)))
    for down, row in enumerate(table.rows, start=HEAD_ROW + 1):
        bold = down > HEAD_ROW + len(table.rows) - table.total
        for at, column in enumerate(table.columns):
            _cell(sheet, down, at, column, row, lang, formats, bold)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    below = HEAD_ROW + len(table.rows) + 2
    if table.note is not None:
        sheet.write_string(below, 0, whole_sentence(table.note, lang), formats.grey)
        below += 1
    _about(sheet, below + 1, notice, lang, formats)
    shown = charted(table, lang)
    if shown is not None:
        sheet.insert_chart(
            HEAD_ROW, len(table.columns) + 1, _chart(book, sheet, table, shown, lang)
        )


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
    cell, look = row.get(column.key), {"border": 1, "bold": bold}
    if cell is None:
        sheet.write_blank(down, at, None, formats.of(**look))
    elif isinstance(cell, int | float):
        own = row.get("digits", column.digits)
        digits = own if isinstance(own, int) else 0
        form = number_format(digits, column.change, float(cell))
        sheet.write_number(down, at, cell, formats.of(num_format=form, **look))
    else:
        text = spaced(cell_words(column, row, lang))
        sheet.write_string(down, at, text, formats.of(text_wrap=True, valign="top", **look))


def number_format(digits: int, change: bool, value: float) -> str:
    """How Excel writes a number: fixed decimals; a change with its arrow, none as a dash."""
    plain = "#,##0" + (f".{'0' * digits}" if digits else "")
    if not change:
        return plain
    return f'"▲" {plain};"▼" {plain};"–"' if round(value, digits) else '"–";"–";"–"'


def _chart(
    book: xlsxwriter.Workbook, sheet: Worksheet, table: NoticeTable, shown: Charted, lang: str
) -> Any:
    """A chart of Excel's own out of the cells of the sheet."""
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
    chart.set_size({"width": 720, "height": max(320, 30 * shown.rows + 120)})
    return chart


def _address(name: str) -> str:
    return "internal:'" + name.replace("'", "''") + "'!A1"
