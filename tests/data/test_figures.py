"""Own figures as offices write them: rows, months, columns; measures, targets, directions."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from data.importer import import_files
from data.importing.account import Account
from data.layouts.rest import series_columns, taken_apart
from data.parsing.periods import parse_week, week_without_year
from data.store import Store

Cells = Sequence[Sequence[str]]


def bring(store: Store, folder: Path, rows: Cells, name: str = "f") -> Account:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return import_files(store, [path])[0]


def held(store: Store, columns: str = "period, figure, district, value, measure") -> list[tuple]:
    with store.connect() as con:
        return con.execute(f"SELECT {columns} FROM own_figures ORDER BY ALL").fetchall()


LONG = (
    ("统计月份", "指标名称", "区域", "计量单位", "指标值", "目标值"),
    ("考核周期", "监测指标", "责任单位", "单位", "完成值", "目标"),
    ("月份", "特色指标", "考核单位", "指标单位", "实际值", "目标要求"),
    ("所属月份", "指标", "统计单位", "量纲", "本期值", "年度目标"),
)


@pytest.mark.parametrize("headers", LONG, ids=lambda one: one[1])
def test_rows_in_many_headers(store: Store, tmp_path: Path, headers: tuple[str, ...]) -> None:
    account = bring(
        store,
        tmp_path,
        [
            headers,
            ["2025年9月", "咪表亮灯率", "云栖区", "%", "88%", "≥90%"],
            ["2025-09", "垃圾清运量", "云栖区", "万吨", "1.2", ""],
            ["2025-09", "周转率", "全市", "次/日", "5.8", "6"],
            ["2025-09", "渗漏率", "", "%", "14", "降低到10%以下"],
            ["合计", "", "", "", "", ""],
        ],
    )
    assert (account.profile, account.stored, account.set_aside) == ("own-figures", 4, 1)
    assert held(store, "figure, district, value, measure, target, direction") == [
        ("周转率", None, 5.8, "次/日", 6, "at_least"),
        ("咪表亮灯率", "云栖区", 88, "%", 90, "at_least"),
        ("垃圾清运量", "云栖区", 12_000, "吨", None, None),
        ("渗漏率", None, 14, "%", 10, "at_most"),
    ]


def test_a_column_of_units_is_read_cell_by_cell(store: Store, tmp_path: Path) -> None:
    rows = [
        ["月份", "指标名称", "单位", "数值"],
        ["2025-09", "亮灯率", "%", "88"],
        ["2025-09", "周转率", "甲区", "5"],
    ]
    assert bring(store, tmp_path, rows).profile == "own-figures"
    assert held(store) == [
        ("2025-09", "亮灯率", None, 88, "%"),
        ("2025-09", "周转率", "甲区", 5, None),
    ]


def test_a_column_for_every_month(store: Store, tmp_path: Path) -> None:
    rows = [
        ["2025年特色指标"],
        ["指标名称", "考核单位", "计量单位", "目标值", "1月", "2月", "3月"],
        ["机扫率", "甲区", "%", "90以上", "88", "未报", ""],
    ]
    assert bring(store, tmp_path, rows).profile == "own-figures"
    assert held(store, "period, value, measure, target, direction") == [
        ("2025-01", 88, "%", 90, "at_least"),
        ("2025-02", None, "%", 90, "at_least"),
        ("2025-03", None, "%", 90, "at_least"),
    ]


def test_a_column_for_every_figure(store: Store, tmp_path: Path) -> None:
    account = bring(
        store,
        tmp_path,
        [
            ["2025年10月行业指标"],
            ["区县", "灯盏点亮比例（%）", "机扫率（目标≥90%）", "周转率（次/日）", "回收率 目标值",
             "回收率 完成值", "清运量（万吨）", "联系电话", "备注"],
            ["甲区", "88", "85%", "5.8", "38%", "35%", "1.5", "13800001111", "好"],
            ["全市", "", "92%", "6.1", "", "39%", "", "", ""],
        ],
    )  # fmt: skip
    assert (account.profile, account.stored) == ("own-figures-wide", 2)
    assert held(store, "figure, district, value, measure, target, direction")[:5] == [
        ("周转率", "甲区", 5.8, "次/日", None, None),
        ("周转率", None, 6.1, "次/日", None, None),
        ("回收率", "甲区", 35, "%", 38, "at_least"),
        ("回收率", None, 39, "%", None, None),
        ("机扫率", "甲区", 85, "%", 90, "at_least"),
    ]
    assert ("清运量", 15_000, "吨") in held(store, "figure, value, measure")


def test_a_sheet_that_nothing_speaks_for_is_left_to_the_view_of_layouts(
    store: Store, tmp_path: Path
) -> None:
    rows = [["月份", "区县", "甲项", "乙项"], ["2025-10", "甲区", "1", "2"]]
    account = bring(store, tmp_path, rows)
    assert account.profile is None and store.version() is None


def test_scores_and_tasks_stay_what_they_were(store: Store, tmp_path: Path) -> None:
    score = [["月份", "考核项目", "区域", "得分"], ["2025-10", "机扫率", "甲区", "88"]]
    task = [["年度", "任务", "单位", "目标值", "完成值"], ["2025", "机扫率", "甲区", "90%", "88%"]]
    assert bring(store, tmp_path, score, "2025年指标监测得分").profile == "given-scores"
    assert bring(store, tmp_path, task, "运行指标").profile == "tasks"


def test_parts_of_a_ratio_alone(store: Store, tmp_path: Path) -> None:
    rows = [
        ["月份", "指标名称", "区域", "分子", "分母", "计量单位"],
        ["2025-10", "回收率", "甲区", "350", "1000", "%"],
    ]
    assert bring(store, tmp_path, rows).profile == "own-figures-parts"
    assert held(store, "numerator, denominator, value") == [(350, 1000, None)]


def test_a_file_imported_twice_changes_nothing_and_a_newer_one_updates(
    store: Store, tmp_path: Path
) -> None:
    head = ["月份", "指标名称", "区域", "指标值"]
    bring(store, tmp_path, [head, ["2025-10", "亮灯率", "甲区", "88"]])
    again = bring(store, tmp_path, [head, ["2025-10", "亮灯率", "甲区", "88"], ["", "", "", ""]])
    assert (again.stored, again.duplicates) == (0, 1)
    newer = bring(store, tmp_path, [head, ["2025-10", "亮灯率", "甲区", "91"]])
    assert newer.updated == 1 and held(store, "value") == [(91,)]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("咪表亮灯率（%）", ("咪表亮灯率", "", "%", None)),
        ("机扫率（目标≥90%）", ("机扫率", "", None, "≥90%")),
        ("机扫率（不低于90%）", ("机扫率", "", None, "不低于90%")),
        ("机扫率目标值", ("机扫率", "target", None, None)),
        ("机扫率 目标", ("机扫率", "target", None, None)),
        ("机扫率 完成值", ("机扫率", "", None, None)),
        ("回收率 分子", ("回收率", "numerator", None, None)),
        ("周转率（次/日）", ("周转率", "", "次/日", None)),
        ("案件数", ("案件数", "", None, None)),
    ],
)
def test_names_of_columns_are_taken_apart(header: str, found: tuple[Any, ...]) -> None:
    assert taken_apart(header) == found


def test_a_target_without_values_is_no_series() -> None:
    assert series_columns([(0, "机扫率目标值")]) == []


@pytest.mark.parametrize(
    "text",
    ["2025年第43周", "2025-W43", "2025-10-20至10-26", "2025年10月20日至26日", "2025-10-22",
     "2025.10.20-2025.10.26"],
)  # fmt: skip
def test_weeks_as_they_are_written(text: str) -> None:
    assert parse_week(text) == "2025-W43"


@pytest.mark.parametrize(
    "text", ["第43周", "43", "10月20日-10月26日", "10月20日-26日", "第43周（10.20-10.26）"]
)
def test_weeks_whose_year_stands_in_the_title(text: str) -> None:
    assert parse_week(text) is None and week_without_year(text, 2025) == "2025-W43"


@pytest.mark.parametrize("text", ["2025年10月", "十月", "2025", "10月20日-10月27日", "99"])
def test_what_is_no_week(text: str) -> None:
    assert parse_week(text) is None and week_without_year(text, 2025) is None
