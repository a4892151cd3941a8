"""Many unknown names registered by one table; names that differ in writing only are offered."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.__main__ import main
from data.importer import import_files, profile_folders
from data.layouts.profile import load_profiles
from data.reviewing.alike import alike_groups, alike_key
from data.reviewing.deciding import DecisionError, NewUnit, decide, refusals
from data.reviewing.decisions import Alias
from data.reviewing.register_table import (
    REGISTER_COLUMNS,
    decisions_of,
    from_file,
    rows_of,
    with_alike,
)
from data.reviewing.review import review
from data.store import Store

CASES = [
    "上报时间",
    "任务号",
    "小类名称",
    "问题来源",
    "当前阶段名称",
    "处置部门",
    "所属街道",
    "所属区域",
]


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def cases(folder: Path, *named: tuple[str, str]) -> Path:
    """Cases of streets, each with its district."""
    rows = [
        [
            f"2025-10-{n % 28 + 1:02d} 08:00",
            f"A{n:04d}",
            "暴露垃圾",
            "监督员上报",
            "[办结]",
            "",
            *where,
        ]
        for n, where in enumerate(named)
    ]
    return write(folder / "案卷_20251031.csv", CASES, rows)


def table(store: Store) -> list[dict[str, Any]]:
    with store.connect() as con:
        return rows_of(review(con, load_profiles(profile_folders(store))), con)


def streets(store: Store, column: str = "name") -> list[Any]:
    with store.connect() as con:
        sql = f"SELECT {column} FROM units WHERE kind = 'street' ORDER BY name"
        return [value for (value,) in con.execute(sql).fetchall()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("03", "Ward 3"),
        ("Ward 3", "ward  3"),
        ("Ward 3", "WARD-03"),
        ("Ward 3", "第3区"),
        ("第三区", "3"),
        ("第十二片区", "12"),
        ("XX_Street Light", "xx street-light"),
        ("洁丽（A）", "洁丽(a)"),
    ],
)
def test_names_that_differ_in_writing_only(one: str, other: str) -> None:
    assert alike_key(one) == alike_key(other)
    assert alike_groups([one, "别的", other]) == dict.fromkeys((one, other), [one, other])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ward 3", "Ward 13"), ("3", "30"), ("甲3区", "乙3区"), ("1-2", "12街道外"), ("区", "组")],
)
def test_names_that_differ_in_more(one: str, other: str) -> None:
    assert alike_key(one) != alike_key(other) or one == other


@given(st.lists(st.text(max_size=8), max_size=8))
def test_groups_are_of_names_that_were_given(names: list[str]) -> None:
    for name, group in alike_groups(names).items():
        assert name in group and len(group) > 1 and set(group) <= set(names)


def test_a_hundred_names_are_one_table(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(
        store,
        [
            NewUnit("district", "云栖区", "城区组"),
            NewUnit("street", "听泉街道", "城区组", "云栖区"),  # some of the kind exist already
        ],
    )
    named = [(f"新街{n}号片", "云栖区") for n in range(100)]
    import_files(store, [cases(tmp_path, *named, ("听泉街道", "云栖区"))])
    path = tmp_path / "names.csv"
    common = ["--store", str(store.folder), "--lang", "zh"]
    assert main(["register", "--out", str(path), *common]) == 0
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
    assert len(rows) == 100
    assert rows[0]["上级单位"] == "云栖区" and rows[0]["考核组"] == "城区组" and rows[0]["单位名称"]
    before = store.version() or 0
    assert main(["register", str(path), *common]) == 0
    assert store.version() == before + 1 and len(streets(store)) == 101
    assert not table(store)
    assert "新登记 100 个单位，名下共 100 条记录。" in capsys.readouterr().out


def test_what_came_of_registering_is_said_in_records(store: Store, tmp_path: Path) -> None:
    decide(store, [NewUnit("street", "听泉街道")])
    import_files(store, [cases(tmp_path, ("甲镇", "云栖区"), ("甲镇", "云栖区"), ("乙镇", ""))])
    decided = decide(store, [NewUnit("street", "甲镇"), NewUnit("district", "云栖区")])
    assert (decided.records, decided.registered, decided.named) == (0, 2, 2)  # not 4: both in each
    zh, en = (" ".join(one.text(lang) for one in decided.told) for lang in ("zh", "en"))
    assert zh.startswith("新登记 2 个单位，名下共 2 条记录。 数据版本")
    assert en.startswith("2 units registered; 2 records in all. Store version")
    moved = decide(store, [Alias("street", "乙镇", "甲镇")])
    assert moved.told[0].text("zh") == "已重新归入 1 条记录。"
    idle = decide(store, [NewUnit("street", "空镇")])
    assert "还没有记录写到" in idle.told[0].text("zh")
    assert (
        decide(store, [Alias("street", "丁镇", "甲镇")]).told[0].text("zh").startswith("没有记录")
    )


def test_spellings_are_offered_as_one_and_never_joined_silently(
    store: Store, tmp_path: Path
) -> None:
    named = [("Ward 3", ""), ("03", ""), ("ward  3", ""), ("Ward 20", "")]
    import_files(store, [cases(tmp_path, *named)])
    with store.connect() as con:
        shown = {name for (name,) in con.execute("SELECT DISTINCT street FROM cases").fetchall()}
        (found,) = review(con, load_profiles(profile_folders(store))).unregistered
    assert shown == {"Ward 3", "03", "ward 3", "Ward 20"}  # as written
    assert [sorted(group) for group in found.alike] == [["03", "Ward 3", "ward 3"]]
    rows = with_alike(table(store))
    with store.connect() as con:
        decide(store, decisions_of(rows, con))
    assert len(streets(store)) == 2
    with store.connect() as con:
        counts = con.execute("SELECT count(*) FROM cases GROUP BY street ORDER BY 1").fetchall()
    assert counts == [(1,), (3,)]


def test_a_known_ward_is_suggested_for_its_number(store: Store, tmp_path: Path) -> None:
    decide(store, [NewUnit("street", name) for name in ("Ward 3", "Ward 13", "Ward 30")])
    import_files(store, [cases(tmp_path, ("03", ""), ("第三区", ""))])
    with store.connect() as con:
        found = review(con, load_profiles(profile_folders(store))).units
    assert [one.suggestions[0].name for one in found] == ["Ward 3", "Ward 3"]
    assert {row["alike"] for row in table(store)} == {"Ward 3"}


def test_streets_and_the_districts_above_them_are_registered_in_one_go(
    store: Store, tmp_path: Path
) -> None:
    """The district of a street is a name of the same table as long as nobody has registered it."""
    import_files(store, [cases(tmp_path, ("甲镇", "云栖区"), ("乙镇", "云栖区"), ("丙镇", ""))])
    rows = {row["written"]: row for row in table(store)}
    assert {name: row["parent"] for name, row in rows.items()} == {
        "云栖区": None,
        "甲镇": "云栖区",
        "乙镇": "云栖区",
        "丙镇": None,
    }
    assert rows["云栖区"]["seen"] == "2025-10-01–2025-10-02 · 案卷_20251031.csv"
    with store.connect() as con:
        decided = decisions_of([*rows.values()], con)
        assert refusals(con, decided) == []
    decide(store, decided)
    assert streets(store, "parent") == [None, "云栖区", "云栖区"]  # by name: 丙, 乙, 甲


def test_every_row_that_cannot_be_registered_says_why(store: Store, tmp_path: Path) -> None:
    """One at a time, whoever corrects a hundred rows would be refused a hundred times."""
    decide(store, [NewUnit("street", "听泉街道")])
    decisions = [
        NewUnit("street", "听 泉街道"),
        NewUnit("street", "甲镇", parent="无此区"),
        NewUnit("street", "乙镇", parent="乙镇"),
        NewUnit("street", "丙镇", parent="云栖区"),
        NewUnit("district", "云栖区"),
        Alias("street", "丙", "丙镇"),
        Alias("street", "丁", "无此镇"),
    ]
    with store.connect() as con:
        found = refusals(con, decisions)
    assert [(name, why.code) for name, why in found] == [
        ("听 泉街道", "review-unit-exists"),
        ("甲镇", "review-no-unit"),
        ("乙镇", "review-own-parent"),
        ("丁", "review-no-unit"),
    ]


def test_a_table_says_what_to_do() -> None:
    import duckdb

    con = duckdb.connect()
    con.execute("CREATE TABLE units AS SELECT 'street' AS kind, '甲镇' AS name")
    days = (date(2025, 5, 1), date(2025, 3, 1))
    values = [
        ("street", "乙", 1, "", None, "乙镇", "组", "区", days[0]),
        ("street", "乙 镇", 1, "", None, "乙镇", "组", "区", days[1]),
        ("street", "甲", 1, "", None, "甲镇", None, None, None),
        ("street", "丙", 1, "", None, "", None, None, None),
    ]
    rows = [dict(zip(REGISTER_COLUMNS, row, strict=True)) for row in values]
    assert decisions_of(rows, con) == [
        NewUnit("street", "乙镇", "组", "区", None, days[1]),
        Alias("street", "乙", "乙镇"),
        Alias("street", "甲", "甲镇"),
    ]


@pytest.mark.parametrize(
    "cells",
    [["船", "甲", "甲"], ["街道（镇）", "", "甲"], ["街道（镇）", "甲", "甲", "昨天"]],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_row(
    tmp_path: Path, cells: list[str]
) -> None:
    titles = ["单位类别", "文件中的写法", "单位名称", "启用日期"]
    with pytest.raises(DecisionError, match="2"):
        from_file(write(tmp_path / "t.csv", titles, [cells + [""] * (4 - len(cells))]))
    with pytest.raises(DecisionError):
        from_file(write(tmp_path / "u.csv", ["甲", "乙"], [["1", "2"]]))


def test_a_table_may_be_a_workbook_in_english(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["kind", "written in files", "name of the unit", "from"],
        ["street", "'=1+1", "甲镇", date(2025, 10, 1)],
    ):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    (row,) = from_file(tmp_path / "t.xlsx")
    assert (row["kind"], row["written"], row["name"]) == ("street", "=1+1", "甲镇")
    assert row["valid_from"] == date(2025, 10, 1)
