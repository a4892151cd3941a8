"""The notice as a workbook: its cells are those of the tables, its charts are drawn from them."""

import io
from dataclasses import replace

import openpyxl
import pytest

from kernel.text import spaced
from metrics.bulletin.content import Section, Sentence, cell_words, words_text
from metrics.documents.chart_parts import charted
from metrics.documents.notice_xlsx import HEAD_ROW, notice_xlsx, number_format, sheet_names
from tests.metrics.made_notice import both, made, numbers, numbers_said, problems, ranking

TABLES = [table for section in made().sections for table in section.tables]


def opened(lang: str = "zh") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(notice_xlsx(made(), lang)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_is_that_of_its_table(lang: str) -> None:
    book = opened(lang)
    for table, sheet in zip(TABLES, book.worksheets[1:], strict=True):
        heads = [cell.value for cell in sheet[HEAD_ROW + 1]][: len(table.columns)]
        assert heads == [spaced(words_text(column.head, lang)) for column in table.columns]
        for row, cells in zip(table.rows, sheet.iter_rows(min_row=HEAD_ROW + 2), strict=False):
            for column, cell in zip(table.columns, cells, strict=False):
                value = row.get(column.key)
                if isinstance(value, int | float):
                    assert cell.value == pytest.approx(value, rel=1e-14) and cell.data_type == "n"
                    digits = row.get("digits", column.digits)
                    decimals = cell.number_format.split(";")[0].partition(".")[2]
                    assert decimals == "0" * digits
                elif value is None:
                    assert cell.value is None
                else:
                    assert cell.value == spaced(cell_words(column, row, lang))
        assert sheet.freeze_panes == f"B{HEAD_ROW + 2}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_say_no_number_of_their_own(lang: str) -> None:
    texts = [
        cell.value
        for sheet in opened(lang).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert {n for text in texts for n in numbers(text)} <= numbers_said(made(), lang)
    assert ("本月无。" if lang == "zh" else "None this month.") in texts


def test_totals_are_bold_and_the_list_leads_to_each_sheet() -> None:
    book = opened()
    sheet = next(one for one in book.worksheets if one.title == "得分与排名")
    last = HEAD_ROW + 1 + len(ranking().rows)
    assert sheet.cell(last, 1).font.bold and not sheet.cell(last - 1, 1).font.bold
    front = (cell for row in book.worksheets[0].iter_rows() for cell in row)
    links = [cell.hyperlink.location for cell in front if cell.hyperlink]
    assert links == [f"'{one.title}'!A1" for one in book.worksheets[1:]]


def test_charts_are_drawn_from_the_cells_without_the_total() -> None:
    book = opened()
    own = {sheet.title: sheet._charts for sheet in book.worksheets if sheet._charts}
    assert own.keys() == {"得分与排名", "高发问题"}
    (dots,) = own["得分与排名"]
    first, last = HEAD_ROW + 2, HEAD_ROW + len(ranking().rows)
    assert dots.series[0].val.numRef.f == f"'得分与排名'!$B${first}:$B${last}".replace("'", "")
    assert dots.series[1].val.numRef.f.endswith(f"$C${first}:$C${last}")
    assert dots.series[0].cat.strRef.f.endswith(f"$A${first}:$A${last}")
    assert dots.y_axis.scaling.min > 0 and dots.series[0].spPr.ln.noFill
    (bars,) = own["高发问题"]
    assert bars.barDir == "bar" and bars.y_axis.scaling.min == 0


def test_what_wraps_has_its_room_and_is_printed_legibly() -> None:
    """Some programs do not reckon heights: lines lay upon each other. A note in one line and a
    chart beside its table were printed a page wide, in letters that nobody reads."""
    long = both("很长的一句话" * 20, "A long sentence " * 20)
    about = ((both("数据来源的一个很长很长的名称", "A name"), both("1", "1")),)
    sections = (Section("one", long, (Sentence(long),), (ranking(),)),)
    notice = replace(made(), sections=sections, about=about)
    book = openpyxl.load_workbook(io.BytesIO(notice_xlsx(notice, "zh")))
    front, sheet = book.worksheets
    assert front.row_dimensions[3].height > 30 and front.row_dimensions[1].height is None
    below = HEAD_ROW + 1 + len(ranking().rows)
    (note,) = sheet.merged_cells.ranges
    assert note.min_row > below and sheet.cell(note.min_row, 1).alignment.wrap_text
    (chart,) = sheet._charts
    assert chart.anchor._from.row >= note.min_row and chart.anchor._from.col == 0
    pages = [one.page_setup.fitToHeight for one in (front, sheet)]
    assert pages == [0, None]  # as many as it takes; the usual one
    first = sheet.column_dimensions["A"].width
    assert all(first >= 2 * len(words_text(name, "zh")) for name, _ in notice.about)


def test_an_axis_holds_every_value() -> None:
    for table in (ranking(), problems()):
        shown = charted(table, "zh")
        assert shown is not None and shown.rows == len(table.rows) - table.total
        known = [value for series in shown.values for value in series if value is not None]
        assert shown.axis.low <= min(known) and max(known) <= shown.axis.high


def test_names_of_sheets_are_those_that_excel_takes() -> None:
    long = "得分与排名" * 9
    names = sheet_names([long, long.upper(), "a/b:[c]?*\\", "A b  c", "History", "", "'x'"])
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert "History" not in names and "x" in names


def test_a_change_of_nothing_has_no_arrow() -> None:
    assert number_format(2, True, 0.004) == '"–";"–";"–"'
    assert number_format(2, True, -3.83) == '"▲" #,##0.00;"▼" #,##0.00;"–"'
    assert number_format(0, False, 1.0) == "#,##0"
