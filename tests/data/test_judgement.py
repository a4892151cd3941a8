"""A source's own mark of what is overdue is kept beside ours, and differences are told."""

import csv
from pathlib import Path

import pytest

from data.checks import run_checks
from data.importer import import_files
from data.store import Store

COLUMNS = [
    "工单编号",
    "来电时间",
    "问题分类名称",
    "承办单位",
    "主要内容",
    "办理截止时间",
    "办结时间",
    "工单状态",
]
REPORTED, DUE = "2025-10-01 08:00", "2025-10-05 08:00"
IN_TIME, LATE = "2025-10-02 08:00", "2025-10-09 08:00"
# deadline, done, stage, overdue by the source, why that differs from the dates
ROWS = [
    (DUE, IN_TIME, "已办结", False, None),
    (DUE, IN_TIME, "已办结", True, "来源标为超期，但按日期在时限内办结"),
    (DUE, LATE, "已办结", True, None),
    (DUE, LATE, "已办结", False, "来源标为按期，但按日期已超期办结"),
    ("", LATE, "已办结", False, "来源标为按期，但没有时限"),
    ("", "", "办理中", True, "来源标为超期，但没有时限"),
    (DUE, "", "办理中", False, "来源标为按期，但到期未办结"),
    ("2025-12-05 08:00", "", "办理中", True, "来源标为超期，但截至导出时未到期"),
    ("2025-12-05 08:00", "", "办理中", False, None),
    (DUE, IN_TIME, "已办结", None, None),
    (DUE, "", "已办结", True, None),  # closed at no known time: the mark is all there is
]
WHY = {why: 1 for *_, why in ROWS if why}


def export(path: Path, header: str, words: dict[bool | None, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, header])
        for n, (due, done, stage, late, _) in enumerate(ROWS):
            writer.writerow([f"A{n}", REPORTED, "噪音", "甲局", "x", due, done, stage, words[late]])
    return path


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("是否超期", {True: "是", False: "否", None: ""}),
        ("是否超期", {True: "OVERDUE", False: "ONTIME", None: ""}),
        ("是否按期", {True: "否", False: "是", None: ""}),
        ("是否按时办结", {True: "超期", False: "按期", None: ""}),
    ],
)
def test_the_account_and_the_check_tell_where_a_source_judges_otherwise(
    tmp_path: Path, header: str, words: dict[bool | None, str]
) -> None:
    store = Store(tmp_path / "store")
    (account,) = import_files(store, [export(tmp_path / "工单.csv", header, words)])
    said = {text: n for text, n in account.to_json("zh")["warnings"].items() if "来源自己" in text}
    assert len(said) == len(WHY)
    for why in WHY:
        assert any(why in text and n == 1 for text, n in said.items()), why
    with store.connect() as con:
        found = next(o for o in run_checks(con) if o.id == "dates-judgement")
        assert found.state == "doubtful" and found.count == len(WHY)
        assert sorted(message.text("zh") for message in found.sample["reason"]) == sorted(WHY)
        judged = con.execute("SELECT is_on_time FROM cases ORDER BY try_cast(case_no[2:] AS INT)")
        assert [row[0] for row in judged.fetchall()] == [
            *(True, True, False, False, None, None, False, None, None, True, False)
        ]
        flags = con.execute(
            "SELECT overdue_flag FROM cases ORDER BY try_cast(case_no[2:] AS INT)"
        ).fetchall()
        assert [row[0] for row in flags] == [late for _, _, _, late, _ in ROWS]


def test_who_says_nothing_of_its_own_is_not_spoken_of(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    none = dict.fromkeys((True, False, None), "")
    (account,) = import_files(store, [export(tmp_path / "工单.csv", "是否超期", none)])
    assert not any("来源自己" in text for text in account.to_json("zh")["warnings"])
