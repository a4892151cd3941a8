"""Importing: every row accounted for, nothing twice, no order that matters."""

import csv
import io
import itertools
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from benchmarks.big_export import HEADER as FULL_HEADER
from data.batches.bookkeeping import batches
from data.checks import verify
from data.importer import ImportProgress, UnknownProfileError, import_files, try_files
from data.importing.account import Account
from data.importing.rejects import rejected_rows, rejects_workbook
from data.store import Store

_LEFT_OUT = {
    "所属片区", "问题类型", "所属社区", "监督员", "X坐标", "Y坐标", "延期理由", "处置意见",
    "单元网格",
}  # fmt: skip
HEADER = [name for name in FULL_HEADER if name not in _LEFT_OUT]


def case(number: int, **changes: str) -> list[str]:
    row = dict.fromkeys(HEADER, "") | {
        "上报时间": f"2025-10-{number % 28 + 1:02d} 08:30:00",
        "任务号": f"33010820251001{number:04d}",
        "小类名称": "暴露垃圾",
        "问题来源": "采集员上报",
        "问题描述": "路边有垃圾",
        "当前阶段名称": "[办结]",
        "处置部门": "一中队",
        "捆绑处置截止时间": "2025-11-01 12:00:00",
        "结案时间": f"2025-10-{number % 28 + 1:02d} 16:00:00",
        "处置截止时间": "2025-11-01 10:00:00",
        "延期次数": "0",
        "所属街道": "湖塘",
        "所属区域": "武进区",
    }
    return list((row | changes).values())


def write(path: Path, rows: list[list[str]], header: list[str] = HEADER, **how: Any) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=how.get("delimiter", ",")).writerows([header, *rows])
    path.write_bytes(text.getvalue().encode(how.get("encoding", "utf-8")))
    return path


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


def facts(store: Store) -> list[tuple[Any, ...]]:
    """What the store says of its cases, without where it read them."""
    return query(
        store,
        "SELECT * EXCLUDE (batch_id, source_file, source_sheet, source_row) "
        "FROM cases ORDER BY ALL",
    )


UNITS = ["单位类别", "单位名称", "考核组", "上级单位", "别名", "停用日期"]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    rows = [
        ["区域", "武进区", "城区组", "", "", ""],
        ["街道（镇）", "湖塘镇", "", "武进区", "", ""],
        ["队伍", "湖塘镇执法一中队", "", "武进区", "一中队", ""],
        ["队伍", "湖塘镇执法二中队", "", "武进区", "三中队@2025-10-15..", ""],
        ["队伍", "三中队", "", "武进区", "", "2025-10-14"],
        ["责任部门", "城管局", "", "", "", ""],
    ]
    return write(tmp_path / "考核单位.csv", rows, UNITS)


def test_rows_are_stored_set_aside_or_rejected_with_a_reason(store: Store, tmp_path: Path) -> None:
    rows = [
        case(1),
        HEADER,
        [""] * len(HEADER),
        case(2, 任务号=""),
        case(3, 上报时间="2025-02-30"),
        case(4, 结案时间="昨天"),
        case(1),
        ["合计", "5", *[""] * (len(HEADER) - 2)],
    ]
    path = write(tmp_path / "案卷_20251031.csv", rows)
    (account,) = import_files(store, [path])
    assert account.profile == "grid-case-24" and account.header_row == 1 and account.adds_up
    assert account.to_json() | {"sha256": ""} == {
        "file": "案卷_20251031.csv",
        "sha256": "",
        "profile": "grid-case-24",
        "encoding": "utf-8",
        "sheet": None,
        "header_row": 1,
        "rows_read": 8,
        "stored": 2,
        "updated": 0,
        "duplicates": 1,
        "rejected": 2,
        "set_aside": 3,
        "reasons": {
            "重复的表头": 1,
            "表内空行": 1,
            "必填字段为空：案卷号": 1,
            "必填字段无法识别：上报时间“2025-02-30”。"
            "请改成 2025-10-01 08:30 这样的写法后重新导入": 1,
            "合计、小计或平均行": 1,
            "文件内重复的行": 1,
        },
        "unknown_units": [],
        "renames": [],
        "as_of": "2025-10-31 00:00:00",
        "as_of_by": "name",
        "doubts": [],
        "warnings": {"结案时间：无法识别“昨天”，按空值处理": 1},
        "changed_fields": {},
        "batch_id": 1,
    }
    assert "Header repeated as a row" in account.to_json("en")["reasons"]
    stored = query(store, "SELECT source_row, closed_at IS NULL FROM cases ORDER BY case_no")
    assert stored == [(8, False), (7, True)]  # of equal rows the last one
    assert verify(store).problems == []
    assert [a for _, a in batches(store)] == [account]


def test_the_meaning_of_a_case(store: Store, tmp_path: Path) -> None:
    rows = [
        case(1, 当前阶段名称="【作废】", 问题来源="12319热线", 小类名称="出店经营"),
        case(2, 当前阶段名称="[缓办]", 问题来源="监督员自行处理", 延期次数="２"),
        case(3, 处置部门="城管局:2、湖塘镇:8", 问题描述="请致电13800138000，张某"),
    ]
    import_files(store, [write(tmp_path / "a.csv", rows, encoding="gbk")])
    assert query(
        store,
        "SELECT channel, stage, voided, held, self_handled, category, subcategory, postpone_count "
        "FROM cases WHERE share = 1 ORDER BY case_no",
    ) == [
        ("hotline", "voided", True, False, False, "街面秩序", "店外经营", 0),
        ("collector", "held", False, True, True, "市容环境", "暴露垃圾", 2),
    ]
    assert query(
        store, "SELECT department, share, text FROM cases WHERE share < 1 ORDER BY share"
    ) == [
        ("城管局", 0.2, "请致电[电话]，张某"),
        ("湖塘镇", 0.8, "请致电[电话]，张某"),
    ]


def test_the_same_rows_again_change_nothing(store: Store, tmp_path: Path) -> None:
    rows = [case(n) for n in range(30)] + [case(3, 处置部门="二中队"), case(5, 延期次数="1")]
    path = write(tmp_path / "a.csv", rows)
    first = import_files(store, [path])[0]
    assert (first.stored, first.updated) == (30, 2)
    before, version = facts(store), store.version()
    (again,) = import_files(store, [path])
    assert (again.duplicates, again.batch_id, store.version()) == (32, None, version)
    parts = [
        write(tmp_path / "b.csv", rows[:11], encoding="gbk", delimiter="\t"),
        write(tmp_path / "c.csv", rows[11:], encoding="utf-16"),
    ]
    accounts = import_files(store, parts)
    assert sum(account.duplicates for account in accounts) == 32
    assert facts(store) == before


def exports(folder: Path) -> list[Path]:
    """Three exports of the same cases at three times; the layouts of two differ."""
    early = [case(n, 当前阶段名称="[处置]", 结案时间="") for n in range(6)]
    later = [case(n) for n in range(3)] + [case(4, 当前阶段名称="[处置]", 结案时间="")]
    last = [case(n) for n in range(5)] + [case(0, 当前阶段名称="[处置]", 结案时间="")]
    return [
        write(folder / "案卷_20251010.csv", early),
        write(folder / "案卷_20251020.csv", later, encoding="gb18030"),
        write(folder / "案卷_20251030.csv", last),
    ]


def test_the_order_of_imports_does_not_matter(tmp_path: Path, register: Path) -> None:
    results = []
    files = [*exports(tmp_path), register]
    for number, order in enumerate(itertools.permutations(files)):
        if number % 5:
            continue
        store = Store(tmp_path / f"store{number}")
        for path in order:
            import_files(store, [path])
        results.append(facts(store))
        assert verify(store).problems == []
    assert len(results) == 5 and all(result == results[0] for result in results)


def test_a_later_export_updates_and_says_which_fields(store: Store, tmp_path: Path) -> None:
    early, later, _ = exports(tmp_path)
    import_files(store, [early])
    (account,) = import_files(store, [later])
    assert (account.updated, account.duplicates) == (3, 1)
    assert account.changed_fields == {"closed_at": 3, "stage": 3}
    (old,) = import_files(store, [write(tmp_path / "案卷_20250901.csv", [case(0, 延期次数="0")])])
    assert old.duplicates == 1
    stale = write(tmp_path / "案卷_20250902.csv", [case(1, 问题描述="旧描述")])
    (old,) = import_files(store, [stale])
    assert (
        old.duplicates == 1
        and "已入库的数据来自更新的导出，保留较新的内容" in old.to_json()["reasons"]
    )


def test_units_are_looked_up_when_the_register_comes_first_or_last(
    tmp_path: Path, register: Path
) -> None:
    rows = [
        case(1),
        case(9, 处置部门="三中队"),
        case(20, 处置部门="三中队"),
        case(3, 处置部门="城管局:2、湖塘镇人民政府:8", 所属区域=""),
        case(4, 处置部门="高铁中队", 所属街道="新塘镇"),
    ]
    path = write(tmp_path / "a.csv", rows)
    found = []
    for name, order in (("first", [[register], [path]]), ("last", [[path], [register]])):
        store = Store(tmp_path / name)
        accounts = [account for files in order for account in import_files(store, files)]
        found.append(
            query(
                store,
                "SELECT case_no[-2:], district, street, team, department, department_written, "
                "share FROM cases ORDER BY case_no, share",
            )
        )
        assert query(store, "SELECT DISTINCT team FROM cases WHERE case_no LIKE '%20'") == [
            ("湖塘镇执法二中队",)
        ]
    unknown = [(u.kind, u.name, u.rows) for a in accounts for u in a.unknown_units]
    assert unknown == []
    assert found[0] == found[1]
    assert found[0] == [
        ("01", "武进区", "湖塘镇", "湖塘镇执法一中队", None, "一中队", 1.0),
        ("03", "武进区", "湖塘镇", None, "城管局", "城管局:2、湖塘镇人民政府:8", 0.2),
        ("03", "武进区", "湖塘镇", None, None, "城管局:2、湖塘镇人民政府:8", 0.8),
        ("04", "武进区", "新塘镇", None, "高铁中队", "高铁中队", 1.0),
        ("09", "武进区", "湖塘镇", "三中队", None, "三中队", 1.0),
        ("20", "武进区", "湖塘镇", "湖塘镇执法二中队", None, "三中队", 1.0),
    ]


def test_names_that_no_register_knows_are_listed(
    store: Store, tmp_path: Path, register: Path
) -> None:
    path = write(
        tmp_path / "a.csv", [case(1, 所属街道="新塘镇"), case(2, 所属街道="新塘镇"), case(3)]
    )
    accounts = import_files(store, [path, register])
    assert [(u.kind, u.name, u.rows) for u in accounts[0].unknown_units] == [
        ("street", "新塘镇", 2)
    ]


def test_flags_come_in_side_files_in_either_form(store: Store, tmp_path: Path) -> None:
    cases = write(tmp_path / "案卷_20251031.csv", [case(n) for n in range(5)])
    numbers = [f"33010820251001{n:04d}" for n in range(6)]
    text = tmp_path / "标记.txt"
    text.write_text(f"延期：{numbers[0]}、{numbers[1]}\n返工:{numbers[1]}，{numbers[5]}\n", "utf-8")
    sheet = write(
        tmp_path / "标记.csv", [[numbers[2], "超时"], [numbers[0], "延期"]], ["任务号", "标记"]
    )
    import_files(store, [cases])
    (account,) = import_files(store, [text])
    assert account.profile == "case-flags"
    assert (account.rows_read, account.updated, account.rejected) == (4, 3, 1)
    (account,) = import_files(store, [sheet])
    assert (account.updated, account.duplicates) == (1, 1)
    flags = "SELECT postpone_count, rework_count, overdue_flag FROM cases ORDER BY case_no LIMIT 3"
    wanted = [(1, None, None), (1, 1, None), (0, None, True)]
    assert query(store, flags) == wanted
    (again,) = import_files(store, [cases])
    assert again.duplicates == 5 and query(store, flags) == wanted


def test_a_text_of_other_lists_is_no_side_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("联系人：张三\n延期：1001\n", "utf-8")
    assert import_files(store, [path])[0].profile is None


def test_damaged_numbers_are_named_and_never_merged(store: Store, tmp_path: Path) -> None:
    cut = [case(n, 任务号="330108202510010000") for n in range(5)]
    (account,) = import_files(store, [write(tmp_path / "a.csv", [*cut, case(9)])])
    assert (account.stored, account.updated) == (6, 0)
    assert any("损坏" in text for text in account.to_json()["warnings"])
    (account,) = import_files(store, [write(tmp_path / "b.csv", [case(1, 任务号="3.30108E+17")])])
    assert account.rejected == 1 and any("科学计数法" in t for t in account.to_json()["reasons"])


def test_what_is_rejected_can_be_downloaded_without_what_is_personal(
    store: Store, tmp_path: Path
) -> None:
    header = ["工单编号", "来电时间", "承办单位", "办理截止时间", "主要内容", "姓名", "来电号码"]
    rows = [
        ["1", "2025-10-01", "城管局", "2025-10-05", "好", "张三", "13800138000"],
        ["", "2025-10-01", "城管局", "2025-10-05", "=1+1，电话13800138000", "李四", "13900139000"],
    ]
    (account,) = import_files(store, [write(tmp_path / "工单.csv", rows, header)])
    assert account.profile == "hotline-12345" and account.batch_id == 1
    book = openpyxl.load_workbook(io.BytesIO(rejects_workbook(store, [1])))
    table = [[cell.value for cell in row] for row in book.active]
    assert table[0] == ["来源文件", "工作表", "行号", "结果", "原因", "字段", "取值",
                        "来电时间", "承办单位", "办理截止时间", "主要内容"]  # fmt: skip
    assert table[1][2:6] == [3, "拒收", "必填字段为空：案卷号", "案卷号"]
    assert table[1][-1] == "=1+1，电话[电话]" and book.active.cell(2, 11).data_type == "s"
    with store.connect() as con:
        assert rejected_rows(con, [1], "en")["reason"].tolist() == [
            "Required field is blank: Case number"
        ]
        everything = str(con.execute("SELECT * FROM cases").fetchall())
        everything += str(con.execute("SELECT * FROM rejected_rows").fetchall())
    for personal in ("张三", "李四", "13800138000", "13900139000"):
        assert personal not in everything


def test_a_layout_that_nothing_fits_is_named(store: Store, tmp_path: Path) -> None:
    header = [name for name in HEADER if name != "任务号"]
    rows = [["2025-10-01", *[""] * (len(header) - 1)]]
    (account,) = import_files(store, [write(tmp_path / "a.csv", rows, header)])
    assert (account.profile, account.rows_read, account.rejected) == (None, 1, 1)
    (reason,) = account.to_json()["reasons"]
    assert "grid-case" in reason and reason.endswith("案件号")
    assert store.version() is None
    (account,) = import_files(store, [write(tmp_path / "b.csv", [["1", "2"]], ["甲", "乙"])])
    (reason,) = account.to_json()["reasons"]
    assert account.readable and "第 1 行的表头（甲、乙）不合任何已知的格式" in reason


def test_a_file_that_cannot_be_read_does_not_stop_the_others(store: Store, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"")
    good = write(tmp_path / "a.csv", [case(1)])
    bad, fine, gone = import_files(store, [tmp_path / "b.csv", good, tmp_path / "c.csv"])
    assert (bad.readable, fine.readable, gone.readable) == (False, True, False)
    assert (bad.rows_read, fine.stored) == (0, 1) and len(bad.reasons) == 1


def test_an_unknown_profile_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownProfileError):
        import_files(store, [tmp_path / "a.csv"], profile="nothing")


def test_progress_is_told_and_can_cancel(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [case(n) for n in range(3)])
    seen: list[ImportProgress] = []
    import_files(store, [path], progress=seen.append)
    stages = [("opening", 0), ("reading", 3), ("storing", 3), ("deriving", 0), ("checking", 0)]
    assert [(p.stage, p.rows) for p in seen] == stages

    def cancel(progress: ImportProgress) -> None:
        raise KeyboardInterrupt

    before = store.version()
    with pytest.raises(KeyboardInterrupt):
        import_files(store, [write(tmp_path / "b.csv", [case(9)])], progress=cancel)
    assert store.version() == before


def test_an_account_comes_back_from_the_store() -> None:
    account = Account("a.csv", "00", rows_read=3, stored=2, rejected=1)
    assert account.adds_up and Account.from_store(account.to_store()) == account


def test_given_scores_keep_their_four_states_and_find_their_units(
    store: Store, tmp_path: Path, register: Path
) -> None:
    header = ["考核周期", "评分项目", "考核单位", "单位类别", "分值"]
    rows = [
        ["2025年10月", "队考核", "一中队", "中队", "88.5分"],
        ["2025-10", "队考核", "湖塘第２中队", "中队", "未录入"],
        ["2025-10", "队考核", "武进", "区", "不参与"],
        ["2025-10", "队考核", "城管局", "", "0"],
        ["2025-10", "队考核", "新成立中队", "", ""],
    ]
    import_files(store, [register])
    (account,) = import_files(store, [write(tmp_path / "评分.csv", rows, header)])
    assert account.profile == "given-scores" and account.warnings.total() == 0
    assert query(
        store,
        "SELECT coalesce(team, district, department), period, value, state FROM score_entries "
        "ORDER BY source_row",
    ) == [
        ("湖塘镇执法一中队", "2025-10", 88.5, "value"),
        ("湖塘镇执法二中队", "2025-10", None, "no_data"),
        ("武进区", "2025-10", None, "not_participating"),
        ("城管局", "2025-10", 0.0, "value"),
        ("新成立中队", "2025-10", None, "no_data"),
    ]
    assert [(u.kind, u.name) for u in account.unknown_units] == [("team", "新成立中队")]
    corrected = write(tmp_path / "更正.csv", [[*rows[0][:4], "89"]], header)
    (account,) = import_files(store, [corrected])
    assert account.changed_fields == {"value": 1}


def test_points_are_added_and_taken_off_for_the_period_in_the_title(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "加减分.csv"
    path.write_text(
        "2025年第三季度考核加减分登记表,,,\n单位,考核项,加减分,事由\n"
        "云栖区,总分,扣0.5分,媒体曝光\n云栖区,总分,加1,经验推广\n合计,,0.5,\n",
        "utf-8",
    )
    (account,) = import_files(store, [path])
    assert (account.profile, account.stored, account.set_aside) == ("adjustments", 2, 2)
    assert query(store, "SELECT period, district, points FROM adjustments ORDER BY points") == [
        ("2025-Q3", "云栖区", -0.5),
        ("2025-Q3", "云栖区", 1.0),
    ]


def test_findings_without_numbers_are_told_apart_by_what_they_say(
    store: Store, tmp_path: Path
) -> None:
    header = [
        "检查日期",
        "检查方式",
        "街道",
        "点位/路段",
        "问题描述",
        "扣分",
        "整改期限",
        "复查结果",
    ]
    row = ["2025-10-01", "暗访", "湖塘镇", "人民路", "暴露垃圾", "-0.5", "2025-10-03", "合格"]
    rows = [row, [*row[:4], "店外经营", *row[5:]], row]
    (account,) = import_files(store, [write(tmp_path / "问题.csv", rows, header)])
    assert (account.profile, account.stored, account.duplicates) == ("findings", 2, 1)
    assert query(store, "SELECT DISTINCT method, deduction, recheck, street FROM findings") == [
        ("covert", 0.5, "passed", "湖塘镇")
    ]


def test_an_import_that_stores_nothing_makes_no_version(
    store: Store, tmp_path: Path, register: Path
) -> None:
    bad = write(tmp_path / "坏.csv", [case(1, 任务号=""), case(2, 上报时间="2025-02-30")])
    (account,) = import_files(store, [bad])
    assert (account.rejected, account.batch_id, account.version) == (2, None, None)
    assert store.version() is None and account.adds_up
    good = write(tmp_path / "好.csv", [case(3), case(4, 任务号=""), case(5, 结案时间="昨天")])
    import_files(store, [register, good])
    assert store.version() == 1
    again = write(tmp_path / "同一名录.csv", [], [])
    again.write_bytes(register.read_bytes())  # the same register under another name
    for files in ([register], [again], [good], [bad], [bad, good, again]):
        assert all(one.batch_id is None for one in import_files(store, files))
    assert store.version() == 1 and len(batches(store)) == 2


def test_a_trial_that_stores_nothing_still_shows_what_was_rejected(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "坏.csv", [case(1, 任务号="")])
    (account,), trial = try_files(store, [path])
    assert trial is not None and trial.empty and account.batch_id
    book = openpyxl.load_workbook(
        io.BytesIO(rejects_workbook(store, [account.batch_id], "zh", trial))
    )
    assert [row[2] for row in book.active.iter_rows(min_row=2, values_only=True)] == [2]
    store.discard(trial)
    import_files(store, [write(tmp_path / "好.csv", [case(1)])])
    assert try_files(store, [tmp_path / "好.csv"])[1] is None
