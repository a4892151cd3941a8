"""Text files: encodings, separators, quotes, line ends, damage."""

import io
from pathlib import Path

import pytest

from data.reader import Sheet, UnreadableFileError, read_file

TABLE = [
    ["任务号", "上报时间", "大类名称", "问题描述"],
    ["202510010001", "2025-10-01 08:30", "市容环境", "道路东侧有暴露垃圾"],
    ["202510010002", "2025-10-01 09:10", "街面秩序", "店外经营，占道"],
    ["202510010003", "2025-10-02 10:00", "市容环境", "乱堆物料"],
]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def lines(delimiter: str = ",", end: str = "\n") -> str:
    return "".join(delimiter.join(row) + end for row in TABLE)


def table(sheet: Sheet) -> list[list[str | None]]:
    return [list(sheet.columns), *(cells for _, cells in sheet.rows())]


def codes(sheet: Sheet) -> list[str]:
    list(sheet.rows())
    return [warning.code for warning in sheet.warnings]


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encodings_are_found(tmp_path: Path, codec: str, named: str) -> None:
    [sheet] = read_file(write(tmp_path / "导出.csv", lines(), codec))
    assert (sheet.encoding, sheet.delimiter, sheet.header_row) == (named, ",", 1)
    assert table(sheet) == TABLE
    assert codes(sheet) == []


def test_a_rare_character_late_in_a_large_file_decides(tmp_path: Path) -> None:
    text = "编号,姓名\n" + "".join(f"{n},abc\n" for n in range(300_000)) + "9,张䶮\n"
    [sheet] = read_file(write(tmp_path / "a.csv", text, "gb18030"))
    assert sheet.encoding == "gb18030"
    *_, last = sheet.rows()
    assert last == (300_002, ["9", "张䶮"])


def test_latin_1_is_the_last_resort_and_said(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", "id,ville\n1,Besançon\n2,Nîmes\n", "latin-1"))
    assert table(sheet)[1:] == [["1", "Besançon"], ["2", "Nîmes"]]
    assert codes(sheet) == ["reader-guessed-encoding"]


def test_two_encodings_in_one_file_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        "编号,区\n1,云栖区\n2,白鹭新区\n".encode() + "3,澄江区\n4,南浦区\n".encode("gbk")
    )
    [sheet] = read_file(path)
    assert [row[1] for row in table(sheet)] == ["区", "云栖区", "白鹭新区", "澄江区", "南浦区"]
    assert codes(sheet) == ["reader-mixed-encoding"]


def test_a_broken_character_costs_one_row_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"{n},云栖区\n" for n in range(30)).encode()
    path.write_bytes("编号,区\n".encode() + rows + b"99,\xff,x\n")
    [sheet] = read_file(path)
    assert table(sheet)[1] == ["0", "云栖区"]
    assert codes(sheet) == ["reader-mixed-encoding", "reader-undecoded"]
    assert sheet.warnings[1].params["rows"] == "32"


def test_nul_characters_are_taken_out_and_said(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", "编号,区\n1,云\0栖区\n2,澄江区\0\n"))
    assert table(sheet)[1:] == [["1", "云栖区"], ["2", "澄江区"]]
    assert codes(sheet) == ["reader-nul-bytes"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，", "^"])
def test_separators_are_found(tmp_path: Path, delimiter: str) -> None:
    rows = [[cell.replace("，", "、") for cell in row] for row in TABLE]
    text = "".join(delimiter.join(row) + "\n" for row in rows)
    [sheet] = read_file(write(tmp_path / "a.txt", text))
    assert sheet.delimiter == delimiter
    assert table(sheet) == rows


def test_a_space_that_stands_in_every_cell_is_no_separator(tmp_path: Path) -> None:
    """Rows with a separator more at their ends are less regular than the spaces in the cells."""
    cells = ["XC1", "2025-09-21 00:01:00", "明查", "云栖区", "人民路1号", "主干道", "90"]
    line = "\t".join(f"{cell} " for cell in cells)
    header = "\t".join(["编号", "时间", "方式", "区域", "点位", "类型", "得分"])
    text = "\n".join([header, header, *[line] * 6, *[line + "\t"] * 3])
    [sheet] = read_file(write(tmp_path / "a.txt", text))
    assert sheet.delimiter == "\t"


def test_separators_more_at_some_ends_do_not_hide_the_separator(tmp_path: Path) -> None:
    cells = ["XC1", "2025-10-16 13:06:00", "2025-10-17 13:06:00", "明查", "云栖区", ""]
    lines = ["编号|时间|截止|方式|区域|描述"]
    lines += ["|".join(cells) + "|" * (n % 2) for n in range(9)]
    [sheet] = read_file(write(tmp_path / "a.csv", "\n".join(lines)))
    assert sheet.delimiter == "|" and len(sheet.columns) == 6


def test_the_name_of_a_file_means_nothing(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "案卷.xls", lines("\t"), "gbk"))
    assert table(sheet) == TABLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", lines(end=end)))
    assert table(sheet) == TABLE


def test_mixed_line_ends_and_none_at_the_end(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", "a,b\r\n1,2\n3,4\r5,6"))
    assert table(sheet) == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]
    assert codes(sheet) == []


def test_quoted_separators_line_ends_and_doubled_quotes(tmp_path: Path) -> None:
    text = '编号,描述,数量\n1,"甲,乙\n丙 ""丁""",3\n2,"",4\n'
    [sheet] = read_file(write(tmp_path / "a.csv", text))
    assert list(sheet.rows()) == [(2, ["1", '甲,乙\n丙 "丁"', "3"]), (3, ["2", None, "4"])]


def test_backslash_escapes(tmp_path: Path) -> None:
    text = r"""id,text,n
1,"a \"b\", c",2
2,"d \"e\" f",3
3,"C:\dir",4
"""
    [sheet] = read_file(write(tmp_path / "a.csv", text))
    assert [cells[1] for _, cells in sheet.rows()] == ['a "b", c', 'd "e" f', r"C:\dir"]


def test_spaces_after_separators_before_quotes(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", 'id, "text", n\n1, "a, b", 2\n2, "c", 3\n'))
    assert table(sheet) == [["id", "text", "n"], ["1", "a, b", "2"], ["2", "c", "3"]]


def test_sep_line(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", "sep=;\n编号;数\n1;2,5\n2;3,5\n"))
    assert (sheet.delimiter, sheet.header_row) == (";", 2)
    assert list(sheet.rows()) == [(3, ["1", "2,5"]), (4, ["2", "3,5"])]


def test_a_quote_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    rows = [f'{n},2025-10-{n:02d},"描述{n}",{n}' for n in range(1, 29)]
    rows[9] = '10,2025-10-10,"描述10,10'
    [sheet] = read_file(write(tmp_path / "a.csv", "编号,日期,描述,数\n" + "\n".join(rows) + "\n"))
    found = list(sheet.rows())
    assert len(found) == 28
    assert found[9] == (11, ["10", "2025-10-10", '"描述10', "10"])
    assert found[10] == (12, ["11", "2025-10-11", "描述11", "11"])
    assert codes(sheet) == ["reader-quotes-mended"]
    assert sheet.warnings[0].params["rows"] == "11"


def test_quotes_inside_a_quoted_cell_are_kept(tmp_path: Path) -> None:
    text = '编号,描述,数\n1,"悬挂"文明"标语",5\n2,"正常",6\n3,"高24"",7\n'
    [sheet] = read_file(write(tmp_path / "a.csv", text))
    assert [cells for _, cells in sheet.rows()] == [
        ["1", '悬挂"文明"标语', "5"],
        ["2", "正常", "6"],
        ["3", '高24"', "7"],
    ]
    assert codes(sheet) == ["reader-quotes-mended"]


@pytest.mark.parametrize("end", ["", ',""'])
def test_titles_do_not_outvote_a_short_table(tmp_path: Path, end: str) -> None:
    text = f'"表"{end}\n"时间：2025"{end}\n"编号","描述","区域"\n"1","甲\n乙","云栖区",""\n'
    [sheet] = read_file(write(tmp_path / "a.csv", text))
    assert [cells[:3] for _, cells in sheet.rows()] == [["1", "甲\n乙", "云栖区"]]


def test_blank_cells_at_the_ends_of_most_rows_are_no_columns(tmp_path: Path) -> None:
    """A row that ends where the header does is whole, also with a line break in quotes."""
    lines = [f'"{n}","","云栖区","",""' for n in range(6)]
    last = '"9","店门口堆物\n占道经营","云栖区",""'
    text = "\n".join(['"编号","描述","区域","备注"', *lines, last]) + "\n"
    [sheet] = read_file(write(tmp_path / "a.csv", text))
    rows = [cells[:3] for _, cells in sheet.rows()]
    assert len(rows) == 7 and rows[-1] == ["9", "店门口堆物\n占道经营", "云栖区"]
    assert codes(sheet) == []


def test_ragged_rows_lose_nothing(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n"))
    assert [cells for _, cells in sheet.rows()] == [
        ["1", "2", "3"],
        ["4", "5", None],
        ["6", "7", "8", "9"],
        ["10", "11", "12"],
    ]


def test_blank_lines_inside_are_rows_and_after_the_end_are_not(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", "a,b\n1,2\n\n ,\n3,4\n,\n\n\n"))
    assert list(sheet.rows()) == [
        (2, ["1", "2"]),
        (3, [None, None]),
        (4, [None, None]),
        (5, ["3", "4"]),
    ]


def test_rows_can_be_read_again(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", lines()))
    assert list(sheet.rows()) == list(sheet.rows())


def test_a_cut_off_file_is_noticed(tmp_path: Path) -> None:
    [sheet] = read_file(write(tmp_path / "a.csv", lines()[:-12]))
    assert codes(sheet) == ["reader-cut-off"]
    assert sheet.warnings[0].params["row"] == 4


def test_ids_in_scientific_notation_are_named_and_left(tmp_path: Path) -> None:
    text = "任务号,X坐标\n3.30108E+17,1.26E+07\n330108202510010002,1.25E+07\n"
    [sheet] = read_file(write(tmp_path / "a.csv", text))
    assert next(iter(sheet.rows()))[1][0] == "3.30108E+17"
    assert codes(sheet) == ["reader-ids-scientific"]
    assert dict(sheet.warnings[0].params) == {"column": "任务号", "count": 1, "rows": "2"}


def test_long_ids_that_end_in_zeros_are_named(tmp_path: Path) -> None:
    def warned(ids: list[str]) -> list[str]:
        text = "任务号,区\n" + "".join(f"{number},云栖区\n" for number in ids)
        [sheet] = read_file(write(tmp_path / "a.csv", text))
        return codes(sheet)

    whole = [f"3301082025100{n:05d}" for n in range(1, 200)]
    assert warned(whole) == []
    assert warned([*whole, *(f"330108202510{n:03d}000" for n in range(9))]) == ["reader-ids-zeros"]


def test_clean_csv_is_what_was_read(tmp_path: Path) -> None:
    text = '\ufeff城管案卷;;\n编号;描述;\n1;"a;b";\n2;甲"乙;x\n'
    [sheet] = read_file(write(tmp_path / "a.csv", text))
    stream = io.StringIO()
    sheet.write_csv(stream)
    assert stream.getvalue() == '编号,描述,\n1,a;b,\n2,"甲""乙",x\n'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "reader-empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n \r\n", "reader-empty"),
        ("a.csv", bytes(range(256)) * 40, "reader-not-a-table"),
        ("a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "reader-foreign"),
        ("a.json", b'[{"id": 1}, {"id": 2}]', "reader-foreign"),
        ("a.csv.gz", b"\x1f\x8b\x08\x00abc", "reader-archive"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert error.value.message.code == code
    assert name in str(error.value)
    assert name in error.value.message.text("en")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read_file(tmp_path / "无.csv")
    assert error.value.message.code == "reader-missing"
