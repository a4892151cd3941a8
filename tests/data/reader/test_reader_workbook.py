"""Workbooks and the tables of web pages that are named like workbooks."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from data.reader import Sheet, UnreadableFileError, read_file


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


def rewritten(path: Path, old: bytes, new: bytes) -> None:
    """Change bytes of the XML of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert any(old in part for part in parts.values())
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(old, new))


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
        "2025-10-01 00:00:00",  # shown with its time
        "2025-10-01 08:30:00",
        "08:30:00",
        "26:00:00",
        "TRUE",
        None,
        "0.00000012",
    ]


def test_sheets_come_in_order_empty_ones_do_not_hidden_ones_when_asked_for(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("十月", ROWS), ("空", []), ("九月", ROWS))
    book = openpyxl.load_workbook(path)
    book["九月"].sheet_state = "hidden"
    book.save(path)
    sheets = read_file(path, hidden_sheets=True)
    assert [sheet.sheet for sheet in sheets] == ["十月", "九月"]
    assert [codes(sheet) for sheet in sheets] == [[], ["reader-hidden-sheet"]]
    [sheet] = read_file(path)
    assert codes(sheet) == ["reader-hidden-left"] and "九月" in str(sheet.warnings[0])
    assert [w.code for w in sheet.with_header(1).warnings] == ["reader-hidden-left"]


def test_a_workbook_of_hidden_sheets_alone_says_so(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("说明", []), ("数据", ROWS))
    book = openpyxl.load_workbook(path)
    book["数据"].sheet_state = "veryHidden"
    book.save(path)
    with pytest.raises(UnreadableFileError, match="只有隐藏的工作表有数据（数据）"):
        read_file(path)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", 0.953, "95.3%"),
        ("0.00%", 0.9534, "95.34%"),
        ("[Red]0.0%", 0.95, "95%"),
        ("0.0%;[Red]-0.0%", -0.03, "-3%"),
        ('0.0"%"', 95.3, "95.3%"),
        ("0.00", 2025.1, "2025.10"),
        ("0.00_ ;[Red]-0.00", 2025.1, "2025.10"),
        ("0.00", 95.347, "95.347"),
        ("General", 2025.1, "2025.1"),
        ("000000", 123, "000123"),
        ('"GD"000000', 123, "GD000123"),
        ("000-0000", 1234567, "123-4567"),
        ("00000", 1234567, "1234567"),
        ('0"人"', 35, "35"),
        ('0.0"万"', 61.2, "61.2万"),
        ("#,##0", 1234, "1234"),
        ('yyyy"年"m"月"', dt.date(2025, 10, 1), "2025-10"),
        ('[$-804]yyyy"年"m"月";@', dt.date(2025, 10, 1), "2025-10"),
        ("yyyy/m", dt.date(2025, 10, 1), "2025-10"),
        ("yyyy", dt.date(2025, 10, 1), "2025"),
        ("yyyy-mm-dd", dt.datetime(2025, 10, 1), "2025-10-01"),
        ("yyyy-mm-dd hh:mm", dt.datetime(2025, 10, 1), "2025-10-01 00:00:00"),
        ("yyyy-mm-dd hh:mm", dt.datetime(2025, 10, 1, 8, 30), "2025-10-01 08:30:00"),
        ("yyyy-mm-dd", dt.datetime(2025, 10, 1, 8, 30), "2025-10-01 08:30:00"),  # nothing lost
    ],
)
def test_a_cell_is_what_its_format_shows(
    tmp_path: Path, code: str, value: object, shown: str
) -> None:
    book, sheet = edited(tmp_path / "a.xlsx", [["甲", "乙"], ["文字", value]])
    sheet["B2"].number_format = code
    book.save(tmp_path / "a.xlsx")
    [read] = read_file(tmp_path / "a.xlsx")
    assert [cells for _, cells in read.rows()] == [["文字", shown]]


def test_the_month_format_of_chinese_excel_is_known_by_its_number(tmp_path: Path) -> None:
    book, sheet = edited(tmp_path / "a.xlsx", [["周期", "乙"], [dt.date(2025, 10, 1), 5]])
    sheet["A2"].number_format = "yyyy"
    book.save(tmp_path / "a.xlsx")
    rewritten(tmp_path / "a.xlsx", b'<xf numFmtId="165"', b'<xf numFmtId="57"')
    [read] = read_file(tmp_path / "a.xlsx")
    assert [cells for _, cells in read.rows()] == [["2025-10", "5"]]


def test_xls_cells_are_what_their_format_shows(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("评分")
    for column, name in enumerate(("编号", "率", "月", "时刻")):
        sheet.write(0, column, name)
    forms = [
        xlwt.easyxf(num_format_str=f)
        for f in ("000000", "0.0%", 'yyyy"年"m"月"', "yyyy-mm-dd hh:mm")
    ]
    for row in range(1, 4):
        sheet.write(row, 0, row, forms[0])
        sheet.write(row, 1, 0.953, *([forms[1]] if row < 3 else []))
        sheet.write(row, 2, dt.date(2025, 10, 1), forms[2])
        sheet.write(row, 3, dt.datetime(2025, 10, 1), forms[3])
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.save(str(tmp_path / "a.xls"))
    [read] = read_file(tmp_path / "a.xls")
    day = "2025-10-01 00:00:00"
    assert [cells for _, cells in read.rows()] == [
        ["000001", "95.3%", "2025-10", day],
        ["000002", "95.3%", "2025-10", day],
        ["000003", "0.953", "2025-10", day],
    ]
    assert codes(read) == ["reader-hidden-rows", "reader-hidden-columns"]


def test_formats_that_mix_in_one_column_are_read_cell_by_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [[None, "率"]] + [[None, 0.5] for _ in range(40)]
    book, sheet = edited(tmp_path / "a.xlsx", rows)
    for row in (2, 3, 4, 7, 30, 31, 41):
        sheet.cell(row, 2).number_format = "0.0%"
    sheet.cell(9, 2).number_format = "0.00%"
    book.save(tmp_path / "a.xlsx")
    [read] = read_file(tmp_path / "a.xlsx")
    shown = {number: cells[-1] for number, cells in read.rows()}
    percent = {2, 3, 4, 7, 9, 30, 31, 41}
    assert shown == {row: "50%" if row in percent else "0.5" for row in range(2, 42)}


@pytest.mark.parametrize("form", [b"<f>1+2</f>", b"<f>1+2</f><v></v>", b"<f>1+2</f><v/>"])
def test_formulas_without_a_result_are_named(tmp_path: Path, form: bytes) -> None:
    book, sheet = edited(tmp_path / "a.xlsx", ROWS)
    sheet["B2"] = 77
    sheet["B3"] = 78
    book.save(tmp_path / "a.xlsx")
    rewritten(tmp_path / "a.xlsx", b"<v>77</v>", form)
    rewritten(tmp_path / "a.xlsx", b"<v>78</v>", b"<f>70+8</f><v>78</v>")
    [read] = read_file(tmp_path / "a.xlsx")
    assert [cells[1] for _, cells in read.rows()] == [None, "78"]
    assert codes(read) == ["reader-no-result"]
    assert "：B2" in str(read.warnings[0]) and "Sheet1" in str(read.warnings[0])


def test_hidden_rows_and_columns_are_read_and_named(tmp_path: Path) -> None:
    rows = [*ROWS, *(["澄江区", n, dt.date(2025, 10, 2)] for n in range(4))]
    book, sheet = edited(tmp_path / "a.xlsx", rows)
    for row in (3, 5):
        sheet.row_dimensions[row].hidden = True
    sheet.row_dimensions[6].height = 77
    sheet.row_dimensions[900].hidden = True  # there is nothing in it
    sheet.column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    rewritten(tmp_path / "a.xlsx", b'ht="77"', b'ht="0"')
    [read] = read_file(tmp_path / "a.xlsx")
    assert len(list(read.rows())) == 5
    assert codes(read) == ["reader-hidden-rows", "reader-hidden-columns"]
    assert "有 3 行" in str(read.warnings[0]) and "3, 5, 6" in str(read.warnings[0])
    assert "数量" in str(read.warnings[1])


@pytest.mark.parametrize(("rows", "said"), [(1000, True), (999, False), (1001, False)])
def test_round_numbers_of_rows_are_pointed_out(tmp_path: Path, rows: int, said: bool) -> None:
    body = [["云栖区", n, "2025-10-01"] for n in range(rows)]
    [book] = read_file(save(tmp_path / "a.xlsx", ("Sheet1", [ROWS[0], *body])))
    (tmp_path / "a.csv").write_text("\n".join(",".join(map(str, r)) for r in [ROWS[0], *body]))
    [text] = read_file(tmp_path / "a.csv")
    assert codes(book) == codes(text) == (["reader-export-limit"] if said else [])


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
    assert codes(first) == ["reader-formula-errors"]
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


def test_a_workbook_of_which_only_values_are_read_says_so(tmp_path: Path) -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("考核周期", "考核单位", "分值")
    )
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="评分"><table:table-row>{cells}</table:table-row>'
        f"<table:table-row>{cells}</table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "评分.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    (sheet,) = read_file(path)
    assert "reader-formats-unread" in {message.code for message in sheet.warnings}
    (other,) = read_file(save(tmp_path / "评分.xlsx", ("评分", [["考核周期", "分值"], ["1", "2"]])))
    assert "reader-formats-unread" not in {message.code for message in other.warnings}
