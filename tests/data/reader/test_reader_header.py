"""The header row is found, not configured."""

import csv
from collections.abc import Sequence
from pathlib import Path

from data.reader import Sheet, read_file

CASES = [
    line.split(",")
    for line in (
        "上报时间,任务号,大类名称,小类名称,问题来源,问题描述,当前阶段名称,处置部门",
        "2025-10-01 08:30:00,1001,市容环境,暴露垃圾,采集员上报,路边有垃圾,[办结],城管局",
        "2025-10-02 09:00:00,1002,街面秩序,店外经营,12345热线,占道经营,[办结],执法队",
        "2025-10-03 10:10:00,1003,市容环境,乱堆物料,采集员上报,堆放砖块,[作废],城管局",
    )
]


def read(folder: Path, rows: Sequence[Sequence[object]], known: Sequence[str] = ()) -> Sheet:
    path = folder / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    [sheet] = read_file(path, known)
    return sheet


def test_titles_above_the_header(tmp_path: Path) -> None:
    titles = [
        ["数字化城市管理案卷"],
        ["统计时间：2025-10-01 至 2025-10-20", "导出时间：2025-10-21"],
    ]
    sheet = read(tmp_path, [*titles, [], *CASES])
    assert (sheet.header_row, sheet.columns) == (4, CASES[0])
    assert sheet.leading == [(1, titles[0]), (2, titles[1])]
    assert [number for number, _ in sheet.rows()] == [5, 6, 7]


def test_a_repeated_header_with_a_stray_separator(tmp_path: Path) -> None:
    header, *rows = CASES
    again = [*header, ""]
    sheet = read(tmp_path, [["数字化城市管理案卷"], header, rows[0], again, rows[1], rows[2]])
    assert sheet.header_row == 2
    assert [number for number, _ in sheet.rows()] == [3, 4, 5, 6]


def test_a_header_over_words_only(tmp_path: Path) -> None:
    rows = [
        ["一级分类", "二级分类", "三级分类"],
        ["城乡建设", "市容环境", "垃圾清运"],
        ["城乡建设", "市容环境", "占道经营"],
        ["交通运输", "停车管理", "乱停乱放"],
    ]
    assert read(tmp_path, rows).header_row == 1


def test_one_column(tmp_path: Path) -> None:
    sheet = read(tmp_path, [["任务号"], ["2025100001"], ["2025100002"]])
    assert (sheet.header_row, sheet.columns, sheet.delimiter) == (1, ["任务号"], None)


def test_years_and_days_are_names(tmp_path: Path) -> None:
    years = [["地区", "2019", "2020"], ["云栖区", "12", "13"], ["澄江区", "9", "8"]]
    assert read(tmp_path, years).columns == years[0]
    days = [["中队", *range(1, 11)], ["一中队", *range(20, 30)], ["二中队", *range(5, 15)]]
    assert read(tmp_path, days).columns == ["中队", *map(str, range(1, 11))]


def test_no_header(tmp_path: Path) -> None:
    sheet = read(tmp_path, CASES[1:])
    assert sheet.header_row is None
    assert sheet.columns == [f"列{n}" for n in range(1, 9)]
    assert [number for number, _ in sheet.rows()] == [1, 2, 3]
    assert sheet.leading == []


def test_a_header_alone_has_no_rows_and_says_so(tmp_path: Path) -> None:
    sheet = read(tmp_path, CASES[:1])
    assert sheet.columns == CASES[0]
    assert list(sheet.rows()) == []
    assert [warning.code for warning in sheet.warnings] == ["reader-no-rows"]


def test_blank_and_repeated_names(tmp_path: Path) -> None:
    rows = [["区", "得分", "", "得分", "得分_2"], ["云栖区", 1, 2, 3, 4], ["澄江区", 5, 6, 7, 8]]
    sheet = read(tmp_path, rows)
    assert sheet.columns == ["区", "得分", "列3", "得分_3", "得分_2"]
    assert sheet.written_header == ["区", "得分", "", "得分", "得分_2"]


def test_parents_reach_over_their_columns(tmp_path: Path) -> None:
    rows = [
        ["区域评价统计表（2025-10-01 至 2025-10-20）"],
        ["区域", "应结案量", "", "量的评价", "", "", "", "综合得分"],
        ["", "立案数", "应结案量", "按期结案量", "得分", "结案率", "得分", ""],
        ["云栖区", 120, 110, 100, 27.3, 95.2, 28.1, 91.5],
        ["澄江区", 90, 88, 80, 26.1, 93.0, 27.5, 89.9],
    ]
    sheet = read(tmp_path, rows)
    assert sheet.header_row == 3
    assert sheet.columns == [
        "区域",
        "应结案量 立案数",
        "应结案量",
        "量的评价 按期结案量",
        "量的评价 得分",
        "量的评价 结案率",
        "量的评价 得分_2",
        "综合得分",
    ]
    assert [row[0] for row in sheet.leading] == [1]


def test_known_names_decide(tmp_path: Path) -> None:
    rows = [["甲", "乙", "丙"], ["任务号", "延期", "返工"], ["a", "b", "c"], ["d", "e", "f"]]
    assert read(tmp_path, rows).header_row == 1
    assert read(tmp_path, rows, ["任务号", "延 期", "返工"]).header_row == 2


def test_a_known_name_is_not_joined_to_its_parent(tmp_path: Path) -> None:
    rows = [
        ["区域", "数量", "", "比率", ""],
        ["", "立案数", "结案数", "结案率", "返工率"],
        ["云栖区", 120, 110, 91.7, 2.1],
        ["澄江区", 90, 88, 97.8, 1.2],
    ]
    assert read(tmp_path, rows).columns[1:3] == ["数量 立案数", "数量 结案数"]
    assert read(tmp_path, rows, ["区域", "立案数", "结案数"]).columns[1:3] == ["立案数", "结案数"]
