"""Separators too many in a row: put right where it is certain how, and said so."""

from pathlib import Path

import pytest

from data.reader import read_file

HEADER = "任务号,上报时间,问题描述,小类名称,处置截止时间,所属区域"
ROWS = [
    f"2025{number:06d},2025-10-{number:02d} 08:30:00,{text},暴露垃圾,2025-11-01 12:00:00,云栖区"
    for number, text in enumerate(
        ["路边有垃圾", "垃圾桶满溢无人清运", "", "店门口堆物", "井盖破损请尽快处理", "绿地有落叶"],
        1,
    )
]


def read(tmp_path: Path, lines: list[str]) -> tuple[list[list[str]], set[str]]:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    (sheet,) = read_file(path)
    rows = [[cell or "" for cell in cells] for _, cells in sheet.rows()]
    return rows, {warning.code for warning in sheet.warnings}


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("路边有垃圾,无人清运", "路边有垃圾,无人清运"),
        ("甲,乙,丙", "甲,乙,丙"),
        (",路边有垃圾", "路边有垃圾"),
        ("路边有垃圾,", "路边有垃圾"),
    ],
)
def test_an_unquoted_separator_in_a_text(tmp_path: Path, broken: str, text: str) -> None:
    line = f"2025000099,2025-10-09 08:30:00,{broken},暴露垃圾,2025-11-01 12:00:00,云栖区"
    rows, warnings = read(tmp_path, [*ROWS[:3], line, *ROWS[3:]])
    assert rows[3] == [
        "2025000099",
        "2025-10-09 08:30:00",
        text,
        "暴露垃圾",
        "2025-11-01 12:00:00",
        "云栖区",
    ]
    assert [rows[0], rows[4]] == [ROWS[0].split(","), ROWS[3].split(",")]
    assert warnings == {"reader-separators-mended"}


@pytest.mark.parametrize("at", range(6))
def test_a_stray_separator_before_any_cell(tmp_path: Path, at: int) -> None:
    cells = ROWS[3].split(",")
    line = ",".join([*cells[:at], "", *cells[at:]])
    rows, warnings = read(tmp_path, [*ROWS[:3], line, *ROWS[4:]])
    assert rows[3] == cells
    assert warnings == {"reader-separators-mended"}


def test_separators_at_the_end_of_a_row_are_left_alone(tmp_path: Path) -> None:
    rows, warnings = read(tmp_path, [*ROWS[:3], ROWS[3] + ",", *ROWS[4:]])
    assert rows[3][:6] == ROWS[3].split(",") and warnings == set()


def test_a_line_break_in_quotes_and_a_separator_at_the_end(tmp_path: Path) -> None:
    line = (
        '2025000099,2025-10-09 08:30:00,"店门口堆物\n占道经营",暴露垃圾,2025-11-01 12:00:00,云栖区,'
    )
    rows, _ = read(tmp_path, [*ROWS, line])
    assert len(rows) == len(ROWS) + 1
    assert rows[-1][2:4] == ["店门口堆物\n占道经营", "暴露垃圾"]


def test_a_row_of_few_is_left_alone(tmp_path: Path) -> None:
    """Of five rows with unequal separators at their ends none is strange."""
    lines = [line + "," * (number % 3) for number, line in enumerate(ROWS)]
    rows, warnings = read(tmp_path, lines)
    assert [row[:6] for row in rows] == [line.split(",") for line in ROWS]
    assert warnings == set()


def test_what_is_not_certain_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = ["甲,乙,丙", *(f"词{n},语{n},句{n}" for n in range(8)), "词,语,句,多"]
    path.write_text("\n".join(lines), encoding="utf-8")
    (sheet,) = read_file(path)
    assert [cells for _, cells in sheet.rows()][-1] == ["词", "语", "句", "多"]
    assert sheet.warnings == []


def test_the_first_value_of_a_column_that_was_empty_so_far_is_not_strange(tmp_path: Path) -> None:
    """The first closed case: its time must not become part of the cell before."""
    lines = [line + "," for line in ROWS]
    (tmp_path / "a.csv").write_text(
        "\n".join([HEADER + ",结案时间", *lines, ROWS[0] + ",2025-10-09 08:30:00,"]),
        encoding="utf-8",
    )
    (sheet,) = read_file(tmp_path / "a.csv")
    last = [cells for _, cells in sheet.rows()][-1]
    assert last[:7] == [*ROWS[0].split(","), "2025-10-09 08:30:00"]
    assert sheet.warnings == []


def test_one_odd_text_before_separators_at_the_end_is_no_shift(tmp_path: Path) -> None:
    lines = ["编号,时间,类别,描述,区域,满意度"] * 2  # the header is repeated
    lines += [f"{n},2025-10-01 08:30:00,暴露垃圾,{'有垃圾' * (n == 7)},云栖区," for n in range(8)]
    (tmp_path / "a.csv").write_text(
        "\n".join([*lines, "8,2025-10-01 08:30:00,暴露垃圾,①号楼　②单元,白鹭区,,", "合计,,,,,9"]),
        encoding="utf-8",
    )
    (sheet,) = read_file(tmp_path / "a.csv")
    last = [cells for _, cells in sheet.rows()][-2]
    assert last[2:5] == ["暴露垃圾", "①号楼　②单元", "白鹭区"]
    assert "reader-separators-mended" not in {w.code for w in sheet.warnings}


def test_a_moment_and_a_text_are_no_moment(tmp_path: Path) -> None:
    """With its second and what stands behind it a moment is long, but no sentence: it was joined
    to the place of a foreign address, and the district fell out of the row."""
    header = (
        "任务号,问题描述,小类名称,结案时间,延期次数,上报时间,处置截止时间,地址描述,所属区域,备注一"
    )
    start = "33010820251001000{n},{text},暴露垃圾,,0,2025-09-21 00:01:00.0,2025-09-23 00:01:00.0"
    odd = start.format(n=0, text="①号楼　②单元").replace("00:01", "01:39")
    odd += ",N1 Main St,云栖区,,"
    usual = [
        start.format(n=n, text="路边有垃圾" if n == 5 else "") + ",人民路1号,云栖区,"
        for n in range(1, 6)
    ]
    path = tmp_path / "a.csv"
    lines = ["sep=,", header, odd, header, *usual, "合计,,,,,,,,,6", ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    (sheet,) = read_file(path)
    _, cells = next(iter(sheet.rows()))
    assert cells[6:9] == ["2025-09-23 01:39:00.0", "N1 Main St", "云栖区"]
