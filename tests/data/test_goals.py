"""Targets that point in one direction: the words of a file, and what is stored of them."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.store import Store

HEAD = "年度,任务名称,单位类别,责任单位,目标值,完成值,计量单位"


def stored(store: Store, folder: Path, *rows: str) -> list[tuple[object, ...]]:
    path = folder / "任务.csv"
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    (account,) = import_files(store, [path])
    assert account.rejected == 0, account.reasons
    query = "SELECT target, done, direction FROM tasks ORDER BY source_row"
    return store.connect().execute(query).fetchall()


@pytest.mark.parametrize(
    ("task", "target", "done", "found"),
    [
        ("市场测评名次", "前三位", "第9名", (3, 9, "rank")),
        ("市场测评名次", "3", "9", (3, 9, "rank")),
        ("全省考核", "力争前十名", "12", (10, 12, "rank")),
        ("渗漏率", "降低到 10% 以下", "14%", (10, 14, "at_most")),
        ("渗漏率", "10", "14", (10, 14, "at_most")),
        ("运行费用", "控制在300以内", "280", (300, 280, "at_most")),
        ("积存", "不超过5", "2", (5, 2, "at_most")),
        ("积存", "不突破5", "2", (5, 2, "at_most")),
        ("全省考核", "3名以内", "第4名", (3, 4, "rank")),
        ("收运覆盖率", "不低于95%", "96%", (95, 96, "at_least")),
        ("收运覆盖率", "95%以上", "96%", (95, 96, "at_least")),
        ("创建示范路", "10", "8", (10, 8, "at_least")),
        ("三个零", "0", "2", (0, 2, "zero")),
        ("安全生产", "零事故", "0", (0, 0, "zero")),
        ("降低投诉", "100", "90", (100, 90, "unclear")),
        ("投诉办结率", "95", "96", (95, 96, "at_least")),
        ("零星垃圾清运", "100", "90", (100, 90, "at_least")),
    ],
)
def test_the_direction_is_read_from_the_words(
    store: Store, tmp_path: Path, task: str, target: str, done: str, found: tuple[object, ...]
) -> None:
    row = f"2025,{task},区,东区,{target},{done},项"
    assert stored(store, tmp_path, row) == [found]


def test_a_column_of_its_own_says_it_first(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "任务.csv"
    path.write_text(
        f"{HEAD},目标方向\n2025,降低投诉,区,东区,100,90,件,≤\n2025,排名,区,西区,3,9,名,\n",
        encoding="utf-8",
    )
    (account,) = import_files(store, [path])
    assert not any("direction" in warning.code for warning in account.warnings)
    query = "SELECT direction FROM tasks ORDER BY source_row"
    assert store.connect().execute(query).fetchall() == [("at_most",), ("rank",)]


def test_what_is_unclear_is_asked(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "任务.csv"
    path.write_text(f"{HEAD}\n2025,降低投诉,区,东区,100,90,件\n", encoding="utf-8")
    (account,) = import_files(store, [path])
    (warning,) = (w for w in account.warnings if w.code == "import-direction-unclear")
    assert "降低投诉" in warning.text("zh") and "目标方向" in warning.text("en")


@pytest.mark.parametrize("kind", ["区", "中队", "街道", "公司", "部门", ""])
def test_a_column_of_kinds_keeps_the_row_and_its_unit(
    store: Store, tmp_path: Path, kind: str
) -> None:
    """Every row of such a file was rejected: its unit was looked for under one kind alone."""
    stored(store, tmp_path, f"2025,创建,{kind},第三方一号,10,8,条")
    kinds = {"区": "district", "中队": "team", "街道": "street", "公司": "contractor"}
    kind = kinds.get(kind, "department")
    assert store.connect().execute(f"SELECT {kind} FROM tasks").fetchall() == [("第三方一号",)]


@pytest.mark.parametrize(
    ("target", "done", "found", "codes"),
    [
        ("1.2", "0.8万㎡", (12_000, 8_000), {"import-unit-of-row"}),
        ("30000", "2.5万", (30_000, 25_000), set()),
        ("1.2亿", "9800", (120_000_000, 9_800), {"import-unit-doubted"}),
        ("1.2亿", "0.98", (120_000_000, 98_000_000), {"import-unit-of-row"}),
        ("1.2亿", "9800万", (120_000_000, 98_000_000), set()),
    ],
)
def test_what_one_cell_of_a_row_names_holds_for_the_other_where_it_fits(
    store: Store,
    tmp_path: Path,
    target: str,
    done: str,
    found: tuple[float, float],
    codes: set[str],
) -> None:
    path = tmp_path / "任务.csv"
    path.write_text(
        f"考核月份,任务,责任单位,目标值,完成值\n2025-10,整治,东区,{target},{done}\n",
        encoding="utf-8",
    )
    (account,) = import_files(store, [path])
    said = {warning.code for warning in account.warnings}
    assert said & {"import-unit-of-row", "import-unit-doubted"} == codes
    assert store.connect().execute("SELECT target, done FROM tasks").fetchall() == [found]
