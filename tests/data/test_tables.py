"""Several tables in one sheet: each is read through its own header, or refused with its row."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.importer import import_files
from data.importing.account import Account
from data.store import Store

Grid = list[list[Any]]
HEADER = ["考核周期", "考核单位", "评分项目", "分值", "样本数"]
SWAPPED = ["考核周期", "考核单位", "评分项目", "样本数", "分值"]
FIRST: Grid = [HEADER, ["2025-10", "云栖区", "市容", 95, 64], ["2025-10", "澄湖区", "市容", 94, 60]]
SECOND: Grid = [["2025-10", "白鹭区", "市容", 62, 90], ["2025-10", "青坪县", "市容", 58, 89]]
RIGHT = {"云栖区": (95, 64), "澄湖区": (94, 60), "白鹭区": (90, 62), "青坪县": (89, 58)}


def write(folder: Path, grid: Grid, form: str, name: str = "评分") -> Path:
    path = folder / f"{name}.{form}"
    if form == "xlsx":
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        for row in grid:
            page.append(row)
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(["" if c is None else c for c in row] for row in grid)
    return path


def read(
    folder: Path, grid: Grid, form: str, name: str = "评分"
) -> tuple[list[Account], list[tuple[Any, ...]]]:
    """The accounts of an import, and (unit, value, n, period, source row) of every score."""
    store = Store(folder / "store")
    accounts = import_files(store, [write(folder, grid, form, name)])
    assert all(account.adds_up for account in accounts)
    if store.version() is None:
        return accounts, []
    with store.connect() as con:
        rows = con.execute(
            "SELECT coalesce(district, street, team, contractor, department), value, n, period, "
            "source_row FROM score_entries ORDER BY source_row"
        ).fetchall()
    return accounts, rows


BETWEEN = {
    "nothing": [],
    "blank": [[None] * 5],
    "title": [[None] * 5, ["二、城郊组"]],
    "blanks around a title": [[None] * 5, ["二、城郊组"], [None] * 5, [None] * 5],
    "a total": [["合计", None, None, 189, 124], [None] * 5],
    "a note": [["备注：以上为主城组"], [None] * 5, ["城郊组"]],
}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("between", BETWEEN)
def test_another_order_of_columns(tmp_path: Path, between: str, form: str) -> None:
    grid = [*FIRST, *BETWEEN[between], SWAPPED, *SECOND]
    accounts, rows = read(tmp_path, grid, form)
    assert {unit: (value, n) for unit, value, n, _, _ in rows} == RIGHT
    assert [grid[row - 1][1] for *_, row in rows] == [unit for unit, *_ in rows]
    assert [a.header_row for a in accounts] == [1, grid.index(SWAPPED) + 1]
    assert [a.stored for a in accounts] == [2, 2]
    assert "第" in accounts[1].place("zh") and accounts[0].place("zh") != accounts[1].place("zh")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_header_that_comes_again_is_no_other_table(tmp_path: Path, form: str) -> None:
    grid = [*FIRST, [None] * 5, ["第2页"], HEADER, ["2025-10", "白鹭区", "市容", 90, 62]]
    (account,), rows = read(tmp_path, grid, form)
    assert (account.stored, account.rejected) == (3, 0)
    assert [value for _, value, *_ in rows] == [95, 94, 90]


def test_three_tables_and_the_first_one_again(tmp_path: Path) -> None:
    grid = [*FIRST, SWAPPED, *SECOND, [None] * 5, HEADER, ["2025-10", "柳溪县", "市容", 88, 50]]
    accounts, rows = read(tmp_path, grid, "xlsx")
    assert len(accounts) == 3
    assert {u: (v, n) for u, v, n, _, _ in rows} == RIGHT | {"柳溪县": (88, 50)}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "header",
    [
        ["考核周期", "考核单位", "评分项目", "整改数", "样本数"],  # one column renamed
        ["路段", "负责班组", "长度", "宽度", "类别"],  # nothing known
    ],
)
def test_a_table_of_no_known_layout_is_refused_with_its_row(
    tmp_path: Path, header: list[str], form: str
) -> None:
    grid = [*FIRST, [None] * 5, header, ["人民路", "一班", "3", 3.5, 12]]
    accounts, rows = read(tmp_path, grid, form)
    assert [value for _, value, *_ in rows] == [95, 94]
    first, second = accounts
    assert (second.profile, second.rejected, second.header_row) == (None, 1, 5)


def test_a_table_of_another_layout_is_read_by_that_layout(tmp_path: Path) -> None:
    tasks = [
        ["考核周期", "考核单位", "任务", "目标值", "完成值"],
        ["2025", "云栖区", "拆违", 300, 738.98],
    ]
    accounts, rows = read(tmp_path, [*FIRST, [None] * 5, ["目标任务"], *tasks], "xlsx")
    assert [a.profile for a in accounts] == ["given-scores", "tasks"]
    with Store(tmp_path / "store").connect() as con:
        assert con.execute("SELECT target, done, source_row FROM tasks").fetchall() == [
            (300, 738.98, 7)
        ]


def test_a_small_table_above_the_one_of_many_rows(tmp_path: Path) -> None:
    small = [["考核单位", "考核周期", "加减分值", "事由"], ["云栖区", "2025-10", 1, "表扬"], [None]]
    long = [["2025-10", f"第{i}中队", "市容", 90, i] for i in range(1, 30)]
    accounts, rows = read(tmp_path, [*small, HEADER, *long], "xlsx")
    assert [a.profile for a in accounts] == ["adjustments", "given-scores"]
    assert len(rows) == 29 and [n for _, _, n, _, _ in rows] == list(range(1, 30))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("again", [True, False])
def test_a_title_with_another_period_begins_another_table(
    tmp_path: Path, again: bool, form: str
) -> None:
    header = ["考核单位", "评分项目", "分值"]
    grid = [["2025年10月评分"], header, ["云栖区", "市容", 95], ["澄湖区", "市容", 94], [None] * 3]
    grid += [["2025年9月评分"], *([header] if again else []), ["云栖区", "市容", 85]]
    accounts, rows = read(tmp_path, grid, form, "一")
    assert [(p, v) for _, v, _, p, _ in rows] == [("2025-10", 95), ("2025-10", 94), ("2025-09", 85)]
    assert rows[-1][-1] == len(grid)


@pytest.mark.parametrize("blank", [True, False])
def test_tables_side_by_side(tmp_path: Path, blank: bool) -> None:
    gap = [None] if blank else []
    grid = [
        [*HEADER, *gap, *SWAPPED],
        [*FIRST[1], *gap, *SECOND[0]],
        [*FIRST[2], *gap, *SECOND[1]],
        [None] * 5 + [*gap, "2025-10", "柳溪县", "市容", 50, 88],
    ]
    accounts, rows = read(tmp_path, grid, "xlsx")
    assert {u: (v, n) for u, v, n, _, _ in rows} == RIGHT | {"柳溪县": (88, 50)}
    assert [a.stored for a in accounts] == [2, 3]


@pytest.mark.parametrize(
    "record",
    [
        ["2025-10", "南汀区", "市容", "未录入", None],
        ["2025-10", "南汀区", "市容", "不参与", "—"],
        ["制表人：张三", None, None, "审核人：李四", None],
        ["合计", None, None, "—", "—"],
    ],
)
def test_a_record_after_a_blank_line_is_no_header(tmp_path: Path, record: list[Any]) -> None:
    grid = [*FIRST, [None] * 5, record, ["2025-10", "白鹭区", "市容", 90, 62]]
    (account,), rows = read(tmp_path, grid, "xlsx")
    assert ("白鹭区", 90, 62) in [row[:3] for row in rows]
    assert account.rejected == 0


def test_importing_again_brings_nothing_new(tmp_path: Path) -> None:
    path = write(tmp_path, [*FIRST, SWAPPED, *SECOND], "xlsx")
    store = Store(tmp_path / "store")
    import_files(store, [path])
    again = import_files(store, [path])
    assert store.version() == 1
    assert [(a.duplicates, a.batch_id) for a in again] == [(2, None), (2, None)]
