"""Workbooks and the tables of web pages that are named like workbooks."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from data.reader import Sheet, read_file


def save(path: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def edited(path: Path, rows: list[list[object]]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(save(path, ("Sheet1", rows)))
    return book, book.worksheets[0]


def codes(sheet: Sheet) -> list[str]:
    list(sheet.rows())
    return [warning.code for warning in sheet.warnings]


ROWS: list[list[object]] = [["区", "数量", "日期"], ["云栖区", 3, dt.date(2025, 10, 1)]]


def test_cells_are_text_as_meant(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["整数", "小数", "日期", "时间", "时刻", "时长", "真", "空", "微小"],
        [
            12.0,
            0.1 + 0.2,
            dt.datetime(2025, 10, 1),
            dt.datetime(2025, 10, 1, 8, 30),
            dt.time(8, 30),
            dt.timedelta(hours=26),
            True,
            None,
            0.00000012,
        ],
    ]
    [sheet] = read_file(save(tmp_path / "a.xlsx", ("Sheet1", rows)))
    [(number, cells)] = sheet.rows()
    assert number == 2
    assert cells == [
        "12",
        "0.3",
        "2025-10-01",
        "2025-10-01 08:30:00",
        "08:30:00",
        "26:00:00",
        "TRUE",
        None,
        "0.00000012",
    ]


def test_sheets_come_in_order_empty_ones_do_not_hidden_ones_are_noted(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("十月", ROWS), ("空", []), ("九月", ROWS))
    book = openpyxl.load_workbook(path)
    book["九月"].sheet_state = "hidden"
    book.save(path)
    sheets = read_file(path)
    assert [sheet.sheet for sheet in sheets] == ["十月", "九月"]
    assert [codes(sheet) for sheet in sheets] == [[], ["reader-hidden-sheet"]]


def test_a_used_range_beyond_the_rows_gives_no_blank_rows(tmp_path: Path) -> None:
    book, sheet = edited(tmp_path / "a.xlsx", ROWS)
    sheet.cell(row=5000, column=1, value=" ")
    book.save(tmp_path / "a.xlsx")
    [read] = read_file(tmp_path / "a.xlsx")
    assert [number for number, _ in read.rows()] == [2]


def test_merged_header_title_and_merged_units(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["区域评价统计表（2025-10-01 至 2025-10-20）"] + [None] * 5,
        ["区域", "街道", "量的评价", None, "质的评价", None],
        [None, None, "结案率", "得分", "返工率", "得分"],
        ["云栖区", "甲街道", 95.5, 28, 1.5, 9],
        [None, "乙街道", 91, 27, 2.5, 8],
        [None, None, None, None, None, None],
        ["澄江区", "丙街道", 90, 26, 3, 7],
    ]
    book, sheet = edited(tmp_path / "a.xlsx", rows)
    for area in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "A4:A6"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    [read] = read_file(tmp_path / "a.xlsx")
    assert read.header_row == 3
    assert read.columns == [
        "区域",
        "街道",
        "量的评价 结案率",
        "量的评价 得分",
        "质的评价 返工率",
        "质的评价 得分",
    ]
    assert [row[1][0] for row in read.leading] == [rows[0][0]]
    assert [(number, cells[0]) for number, cells in read.rows()] == [
        (4, "云栖区"),
        (5, "云栖区"),
        (6, None),
        (7, "澄江区"),
    ]


def test_titles_merged_over_a_table_of_words(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["专项评分（虚构示例数据）"] + [None] * 3,
        ["导出时间：2025-10-21"] + [None] * 3,
        ["考核周期", "评分项目", "考核单位", "分值"],
        ["2025-09", "专项任务", "云栖区", "93.08"],
        ["2025-09", "专项任务", "澄江区", "90.43"],
        ["2025-09", "专项任务", "南浦区", "91.5"],
    ]
    book, sheet = edited(tmp_path / "a.xlsx", rows)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A2:D2")
    book.save(tmp_path / "a.xlsx")
    [read] = read_file(tmp_path / "a.xlsx")
    assert (read.header_row, read.columns) == (3, rows[2])
    assert [cells[0] for _, cells in read.leading] == [rows[0][0], rows[1][0]]


def test_long_ids_held_as_numbers_are_named_and_left(tmp_path: Path) -> None:
    rows: list[list[object]] = [["任务号", "区"], [330108202510010001, "云栖区"], [12, "澄江区"]]
    [sheet] = read_file(save(tmp_path / "a.xlsx", ("Sheet1", rows)))
    assert [cells[0] for _, cells in sheet.rows()] == ["330108202510010000", "12"]
    assert codes(sheet) == ["reader-ids-number"]
    assert dict(sheet.warnings[0].params) == {"column": "任务号", "count": 1, "rows": "2"}


def test_formula_errors_are_blank_and_counted(tmp_path: Path) -> None:
    book, sheet = edited(tmp_path / "a.xlsx", [*ROWS, ["澄江区", None, None]])
    sheet["B3"].value, sheet["B3"].data_type = "#N/A", "e"
    book.create_sheet("另").append(["甲", "乙"])
    book.save(tmp_path / "a.xlsx")
    first, second = read_file(tmp_path / "a.xlsx")
    assert [cells[1] for _, cells in first.rows()] == ["3", None]
    assert codes(first) == ["reader-error-cells"]
    assert first.warnings[0].params["cells"] == "B3"
    assert codes(second) == ["reader-no-rows"]


def test_dates_of_the_1904_system(tmp_path: Path) -> None:
    book, _ = edited(tmp_path / "a.xlsx", ROWS)
    book.epoch = dt.datetime(1904, 1, 1)
    book.save(tmp_path / "a.xlsx")
    [sheet] = read_file(tmp_path / "a.xlsx")
    assert [cells[2] for _, cells in sheet.rows()] == ["2025-10-01"]


@pytest.mark.parametrize(("rows", "warned"), [(65_536, ["reader-row-limit"]), (65_535, [])])
def test_a_full_xls_sheet_was_probably_cut(tmp_path: Path, rows: int, warned: list[str]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("案卷")
    for row, cells in enumerate((["任务号", "数"], ["甲1", 2], ["甲2", 3])):
        for column, value in enumerate(cells):
            sheet.write(row if row < 2 else rows - 1, column, value)
    book.save(str(tmp_path / "a.xls"))
    [read] = read_file(tmp_path / "a.xls")
    numbers = [number for number, _ in read.rows()]
    assert (numbers[0], numbers[-1], len(numbers)) == (2, rows, rows - 1)
    assert codes(read) == warned


def test_a_workbook_under_the_wrong_name(tmp_path: Path) -> None:
    for name in ("a.xls", "a.csv"):
        path = save(tmp_path / "a.xlsx", ("Sheet1", ROWS)).rename(tmp_path / name)
        assert [sheet.columns for sheet in read_file(path)] == [ROWS[0]]


HTML = """<html><head><meta charset="{codec}"><style>td {{ color: red }}</style></head><body>
<table border=1>
<tr><th rowspan=2>区域</th><th colspan="2">量的评价</th></tr>
<tr><th>结案率</th><th>得分</th></tr>
<tr><td rowspan="2">云栖区</td><td>95.5<td>28&nbsp;</tr>
<tr><td>91</td><td><b>2</b>7<br>注</td></tr>
</table></body></html>"""


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_web_page_named_xls(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "统计.xls"
    path.write_bytes(HTML.format(codec=codec).encode(codec))
    [sheet] = read_file(path)
    assert (sheet.header_row, sheet.columns) == (2, ["区域", "量的评价 结案率", "量的评价 得分"])
    assert list(sheet.rows()) == [(3, ["云栖区", "95.5", "28"]), (4, ["云栖区", "91", "27\n注"])]


XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="案卷"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">案卷导出</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">任务号</Data></Cell><Cell><Data ss:Type="String">区</Data></Cell>
<Cell><Data ss:Type="String">数</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">甲1</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">3</Data></Cell></Row>
<Row ss:Index="6"><Cell><Data ss:Type="String">甲2</Data></Cell>
<Cell><Data ss:Type="String">云栖区</Data></Cell><Cell><Data ss:Type="Number">4</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_an_xml_spreadsheet_of_2003(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(XML, encoding="utf-8")
    [sheet] = read_file(path)
    assert (sheet.sheet, sheet.header_row, sheet.columns) == ("案卷", 2, ["任务号", "区", "数"])
    assert list(sheet.rows()) == [
        (3, ["甲1", None, "3"]),
        (4, [None, None, None]),
        (5, [None, None, None]),
        (6, ["甲2", "云栖区", "4"]),
    ]
