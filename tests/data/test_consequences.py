"""The register of measures, superiors' rankings, campaigns and leaders, as offices write them."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from data.checks.bookkeeping import CHECKS
from data.importer import import_files
from data.importing.account import Account
from data.parsing.places import parse_out_of, parse_place, parse_place_out_of
from data.store import Store

Cells = Sequence[Sequence[str]]
(LETTERS,) = (check for check in CHECKS if check.id == "books-letters")


def bring(store: Store, folder: Path, rows: Cells, name: str = "f") -> Account:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return import_files(store, [path])[0]


def query(store: Store, sql: str) -> list[tuple]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


HEADERS = (
    ("期号", "作出日期", "奖惩种类", "考核单位", "事由", "回复期限", "回复日期"),
    ("督办编号", "下发日期", "文书类型", "主送单位", "督办事项", "反馈期限", "反馈日期"),
    ("编号", "日期", "问责方式", "处理对象", "原因", "办结期限", "办结日期"),
    ("台账编号", "约谈时间", "结果运用", "被约谈单位", "奖惩事由", "限期", "回函日期"),
)


@pytest.mark.parametrize("headers", HEADERS, ids=lambda one: one[2])
def test_registers_of_measures_in_many_headers(
    store: Store, tmp_path: Path, headers: tuple[str, ...]
) -> None:
    rows = [
        ["某市2025年台账"],
        headers,
        ["督〔2025〕3号", "2025年9月3日", "约谈", "甲区", "连续末位", "", ""],
        ["4", "2025.9.5", "督办通知", "乙区", "逾期", "2025-09-12", "2025/9/11"],
        ["5", "2025-09-08", "通报批评", "丙县", "", "", ""],
        ["合计", "", "3", "", "", "", ""],
    ]
    account = bring(store, tmp_path, rows)
    assert (account.profile, account.stored, account.set_aside) == ("measures", 3, 2)
    assert query(
        store,
        "SELECT number, decided_on, action, district, reason, reply_due, replied_on"
        " FROM measures ORDER BY day",
    ) == [
        ("督〔2025〕3号", date(2025, 9, 3), "talk", "甲区", "连续末位", None, None),
        (
            "4",
            date(2025, 9, 5),
            "supervision",
            "乙区",
            "逾期",
            date(2025, 9, 12),
            date(2025, 9, 11),
        ),
        ("5", date(2025, 9, 8), "criticism", "丙县", None, None, None),
    ]
    assert bring(store, tmp_path, rows, "again").duplicates == 3


def test_a_word_that_no_list_has_is_kept_and_no_row_drops_out(store: Store, tmp_path: Path) -> None:
    rows = [HEADERS[0], ["", "2025-09-03", "挂黄旗", "甲区", "迎检", "", ""]]
    assert bring(store, tmp_path, rows).stored == 1
    assert query(store, "SELECT action, action_written FROM measures") == [(None, "挂黄旗")]


def test_a_reply_that_comes_later_updates_the_letter(store: Store, tmp_path: Path) -> None:
    letter = ["4", "2025-09-05", "督办", "甲区", "逾期", "2025-09-12", ""]
    bring(store, tmp_path, [["导出时间：2025-09-06 08:00"], HEADERS[0], letter])
    replied = [*letter[:-1], "2025-09-10"]
    account = bring(store, tmp_path, [["导出时间：2025-09-11 08:00"], HEADERS[0], replied], "b")
    assert account.updated == 1
    assert query(store, "SELECT replied_on FROM measures") == [(date(2025, 9, 10),)]


@pytest.mark.parametrize(
    ("text", "place", "of"),
    [
        ("3", 3, None),
        ("第3名", 3, None),
        ("3/11", 3, 11),
        ("第三位/11", 3, 11),
        ("倒数第二", -2, None),
        ("倒数第1名", -1, None),
        ("末位", -1, None),
        ("全省第5名", 5, None),
        ("位列第十二", 12, None),
        ("优秀", None, None),
        ("0", None, None),
    ],
)
def test_places_as_people_write_them(text: str, place: int | None, of: int | None) -> None:
    assert parse_place(text) == place
    assert parse_place_out_of(text) == of


@pytest.mark.parametrize(
    ("text", "of"), [("11", 11), ("共36个城市", 36), ("9个区县", 9), ("若干", None)]
)
def test_of_how_many(text: str, of: int | None) -> None:
    assert parse_out_of(text) == of


def test_the_place_above_is_no_unit_of_the_city(store: Store, tmp_path: Path) -> None:
    rows = [
        ["级别", "季度", "考核名称", "本市", "排名", "参评单位数", "得分"],
        ["省考", "2025年三季度", "市容", "某市", "倒数第二", "11", "88.2"],
        ["市考", "2025-09", "长效", "某市", "3/9", "", ""],
        ["全国", "2024", "", "某市", "第5名", "共36个城市", ""],
        ["联盟", "2024", "", "某市", "2", "", ""],
    ]
    assert bring(store, tmp_path, rows).stored == 4
    assert query(
        store,
        "SELECT level, level_written, period, own, place, out_of FROM superior_ranks ORDER BY 5",
    ) == [
        ("provincial", None, "2025-Q3", "某市", -2, 11),
        (None, "联盟", "2024", "某市", 2, None),
        ("city", None, "2025-09", "某市", 3, 9),
        ("national", None, "2024", "某市", 5, 36),
    ]
    assert query(store, "SELECT count(*) FROM units") == [(0,)]


def test_campaigns_name_units_or_the_whole_city(store: Store, tmp_path: Path) -> None:
    rows = [
        ["行动名称", "启动时间", "截止日期", "整治重点", "参加单位", "工作目标", "目标整改率"],
        ["百日攻坚", "2025-07-01", "2025-10-08", "店外经营、占道经营", "甲县、乙区", "清零", "95%"],
        ["大扫除", "2025.5.1", "2025.5.31", "", "全市", "", ""],
    ]
    assert bring(store, tmp_path, rows).stored == 2
    assert query(
        store, "SELECT campaign, district, ends_on, rate_goal FROM campaigns ORDER BY ALL"
    ) == [
        ("大扫除", None, date(2025, 5, 31), None),
        ("百日攻坚", "乙区", date(2025, 10, 8), 95.0),
        ("百日攻坚", "甲县", date(2025, 10, 8), 95.0),
    ]


@pytest.mark.parametrize(
    ("table", "header", "row"),
    [
        ("findings", ["检查时间", "区域", "点位", "问题描述", "小类"],
         ["2025-09-01", "甲区", "人民路", "占道", "店外经营"]),
        ("inspections", ["检查编号", "检查时间", "区域", "点位", "检查方式"],
         ["1", "2025-09-01", "甲区", "人民路", "暗访"]),
        ("cases", ["案卷号", "上报时间", "所属区域", "责任部门", "处置截止时间"],
         ["1", "2025-09-01 08:00", "甲区", "市政处", "2025-09-02 08:00"]),
        ("enforcement_cases", ["案号", "立案日期", "中队"], ["1", "2025-09-01", "一中队"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_fact_bears_its_campaign_where_the_export_says_so(
    store: Store, tmp_path: Path, table: str, header: list[str], row: list[str]
) -> None:
    assert bring(store, tmp_path, [[*header, "所属专项"], [*row, "百日攻坚"]]).stored == 1
    assert query(store, f"SELECT campaign FROM {table}") == [("百日攻坚",)]


def test_a_record_without_a_campaign_is_what_it_always_was(store: Store, tmp_path: Path) -> None:
    header = ["检查编号", "检查时间", "区域", "点位", "检查方式"]
    row = ["1", "2025-09-01", "甲区", "人民路", "暗访"]
    bring(store, tmp_path, [header, row])
    assert bring(store, tmp_path, [[*header, "所属专项"], [*row, ""]], "b").duplicates == 1


def test_leaders_stay_named_and_numbers_do_not(store: Store, tmp_path: Path) -> None:
    rows = [
        ["单位", "责任领导", "职务", "挂钩领导", "责任人", "联系电话"],
        ["甲县", "陈立", "副县长", "周平（副市长，13911112222）", "城管局长李晓", "0571-88881111"],
    ]
    assert bring(store, tmp_path, rows).profile == "leaders"
    (found,) = query(
        store, "SELECT district, leader, office, linked_leader, responsible FROM leaders"
    )
    assert found == ("甲县", "陈立", "副县长", "周平(副市长，[电话])", "城管局长李晓")
    tasks = [
        ["考核周期", "责任单位", "任务", "目标值", "完成值", "责任领导", "责任人"],
        ["2025", "甲县", "公厕", "10", "5", "王一副县长", "赵二 13800001111"],
    ]
    assert bring(store, tmp_path, tasks, "t").profile == "tasks"
    assert query(store, "SELECT leader, responsible FROM tasks") == [("王一副县长", "赵二 [电话]")]
    assert "1380000" not in str(query(store, "SELECT * FROM rejected_rows"))


def test_a_number_of_letters_used_twice_is_listed(store: Store, tmp_path: Path) -> None:
    first = ["4", "2025-09-05", "督办", "甲区", "逾期", "", ""]
    bring(store, tmp_path, [HEADERS[0], first, ["4", "2026-09-05", "督办", "乙区", "", "", ""]])
    with store.connect() as con:
        assert LETTERS.run(con).state == "passed"  # each year counts anew
    second = ["4", "2025-09-08", "督办", "乙区", "逾期", "", ""]
    bring(store, tmp_path, [HEADERS[0], second], "b")
    with store.connect() as con:
        found = LETTERS.run(con)
    assert (found.state, found.count) == ("doubtful", 1)
