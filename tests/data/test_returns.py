"""Weekly returns as towns send them: columns or rows, weeks by number and by days."""

from pathlib import Path

import pytest

from data.store import Store
from tests.data.test_figures import bring


def held(store: Store) -> list[tuple]:
    with store.connect() as con:
        return con.execute(
            "SELECT period, coalesce(street, department), item, reported FROM weekly_returns"
            " ORDER BY ALL"
        ).fetchall()


@pytest.mark.parametrize(
    "week", ["第43周", "43", "2025-10-20至10-26", "2025-10-22", "10月20日-26日"]
)
def test_a_column_for_each_item(store: Store, tmp_path: Path, week: str) -> None:
    account = bring(
        store,
        tmp_path,
        [
            ["某县2025年每周统计表"],
            ["周次", "乡镇", "入户走访（户）", "清运垃圾（吨）", "填报人", "备注"],
            [week, "河口镇", "120", "12.5", "张三", ""],
            [week, "柳荫镇", "未报", "11", "李四", ""],
            ["合计", "", "120", "23.5", "", ""],
        ],
    )
    assert (account.profile, account.stored, account.set_aside) == ("weekly-returns-wide", 2, 2)
    assert held(store) == [
        ("2025-W43", "柳荫镇", "入户走访", None),
        ("2025-W43", "柳荫镇", "清运垃圾", 11),
        ("2025-W43", "河口镇", "入户走访", 120),
        ("2025-W43", "河口镇", "清运垃圾", 12.5),
    ]


def test_the_week_stands_in_the_title(store: Store, tmp_path: Path) -> None:
    rows = [
        ["乡镇周工作情况（2025年10月20日-10月26日）"],
        ["单位", "出动人次", "劝导占道经营"],
        ["河口镇", "130", "36"],
    ]
    assert bring(store, tmp_path, rows).profile == "weekly-returns-wide"
    assert held(store)[0] == ("2025-W43", "河口镇", "出动人次", 130)


def test_a_month_is_no_week(store: Store, tmp_path: Path) -> None:
    rows = [
        ["周次", "报送单位", "报送项目", "数量"],
        ["2025年10月", "河口镇", "出动人次", "140"],
        ["2025年10月18日-10月24日", "河口镇", "出动人次", "141"],  # from a Saturday on
        ["2025-W43", "河口镇", "出动人次", "142"],
    ]
    account = bring(store, tmp_path, rows)
    assert (account.profile, account.stored, account.rejected) == ("weekly-returns", 1, 2)
    title = [["2025年10月周报"], ["乡镇", "出动人次"], ["河口镇", "130"]]
    assert bring(store, tmp_path, title, "g").rejected == 1


def test_a_later_import_updates_and_a_dated_one_stands_beside(store: Store, tmp_path: Path) -> None:
    head = ["周次", "报送单位", "报送项目", "数量"]
    bring(store, tmp_path, [head, ["2025-W43", "河口镇", "出动人次", "140"]])
    again = bring(store, tmp_path, [head, ["2025-W43", "河口镇", "出动人次", "14"]])
    assert again.updated == 1 and again.changed_fields.get("reported") == 1
    dated = [[*head, "更正日期"], ["2025-W43", "河口镇", "出动人次", "144", "2025-10-29"]]
    assert bring(store, tmp_path, dated).stored == 1
    assert [row[3] for row in held(store)] == [14, 144]
