"""A layout that is recognised and leaves columns unused: what looks like a deadline, an end, a
category, a unit, a channel, a result or a flag is asked about before anything is stored."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from data.__main__ import main
from data.importer import import_files, try_files
from data.importing.account import Account
from data.importing.recognising import recognise
from data.layouts.profile import load_profiles
from data.reader import read_file
from data.schema_mapping.profile import to_yaml
from data.schema_mapping.profile_folder import save_profile
from data.schema_mapping.recognised import propose_over, undecided_columns
from data.store import Store
from data.unit_resolution.units import Registry

NAMES = {"zh": "我市工单", "en": "Our orders"}
KNOWN = ("工单编号", "受理时间", "承办单位", "诉求内容")


def orders(folder: Path, name: str = "12345工单.csv", **more: list[str]) -> Path:
    """Twelve orders of the known layout, with columns that it does not know."""
    columns = [*KNOWN, "办结时间", *more]
    rows = [",".join(columns)]
    for n in range(12):
        closed = f"2026/09/{n + 3:02} 16:00" if n % 3 else ""
        own = [f"GD2026{n:05}", f"2026/09/{n + 1:02} 09:00", "城管局", f"某处第{n}个问题说明"]
        rows.append(",".join([*own, closed, *(cells[n % len(cells)] for cells in more.values())]))
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="gb18030")
    return path


DUE = [f"2026/09/{n + 2:02} 18:00" for n in range(12)]


def account_of(store: Store, path: Path, **how: bool) -> Account:
    (account,) = import_files(store, [path], **how)
    return account


@pytest.mark.parametrize(
    ("column", "cells", "target", "role"),
    [
        ("办理期限", DUE, "due_at", "deadline"),
        ("应办结日期", DUE, "due_at", "deadline"),
        ("SLA target", DUE, "due_at", "deadline"),
        ("诉求类型", ["占道经营", "暴露垃圾"], "subcategory", "category"),
        ("市民评价满意情况", ["满意", "不满意"], "satisfaction", "result"),
        ("评价", ["满意", "不满意"], "satisfaction", "result"),
        ("within_sla", ["Y", "N"], "overdue_flag", "judgement"),
        ("办理进展", ["办结", "处置中"], "stage", "stage"),
        ("责任中队", ["一中队", "二中队"], "team", "unit"),
        ("是否挂账", ["是", "否"], "held", "flag"),
    ],
)
def test_a_column_that_is_needed_stops_the_trial(
    tmp_path: Path, column: str, cells: list[str], target: str, role: str
) -> None:
    store = Store(tmp_path / "store")
    path = orders(tmp_path, **{column: cells})
    account = account_of(store, path)
    assert [(u.column, u.target, u.role) for u in account.undecided] == [(column, target, role)]
    assert store.version() is None and account.batch_id is None and account.adds_up
    assert column in account.undecided[0].said.text("zh")
    assert account.rejected == 12 and not try_files(store, [path])[1]
    assert account_of(store, path, as_is=True).stored == 12


def test_registered_names_are_units_whatever_the_column_is_called(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    register = tmp_path / "名录.csv"
    register.write_text("单位类别,单位名称\n区域,云栖区\n区域,澄湖区\n", encoding="utf-8")
    import_files(store, [register])
    account = account_of(store, orders(tmp_path, 归属地=["云栖区", "澄湖区"]))
    assert [(u.column, u.target, u.role) for u in account.undecided] == [
        ("归属地", "district", "unit")
    ]
    other = account_of(store, orders(tmp_path, "b.csv", 归属地=["云栖区", "外市"]))
    assert other.undecided == [] and other.stored == 12


def test_the_time_of_a_day_is_joined_and_no_flag(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"GD{n},2026-09-{n:02} 09:00,城管局,2026-09-{n + 1:02},{n}:30" for n in range(1, 9)]
    head = "工单编号,受理时间,承办单位,办结日期,办结时刻"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    store = Store(tmp_path / "store")
    account = account_of(store, path)
    assert [(u.column, u.target) for u in account.undecided] == [("办结日期", "closed_at")]
    profiles = load_profiles().values()
    sheet, match, _ = recognise(read_file(path)[0], profiles)
    assert match is not None
    proposal = propose_over(sheet, match, profiles, Registry([]))
    save_profile(store, to_yaml(proposal, "mine", NAMES))
    assert account_of(store, path).profile == "mine"
    found = store.connect().execute("SELECT min(closed_at) FROM cases").fetchone()
    assert found == (datetime(2026, 9, 2, 1, 30),)


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("序号", ["1", "2"]),
        ("工单标题", ["关于某处的问题", "咨询"]),
        ("受理渠道", ["电话", "网络"]),  # the layout says that all come through the hotline
        ("办理期限", [""]),  # nothing in it
        ("紧急程度", ["一般", "紧急"]),
        ("回访时间", DUE),
    ],
)
def test_a_column_on_which_nothing_hangs_stops_nothing(
    tmp_path: Path, column: str, cells: list[str]
) -> None:
    account = account_of(Store(tmp_path / "store"), orders(tmp_path, **{column: cells}))
    assert not account.undecided and account.stored == 12


def test_where_the_layout_has_a_deadline_another_is_not_asked_about(tmp_path: Path) -> None:
    path = orders(tmp_path, 截止时间=DUE, 内部办理期限=DUE)
    assert not account_of(Store(tmp_path / "store"), path).undecided


def test_one_decision_is_kept_for_later_files(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = orders(tmp_path, 办理期限=DUE, 诉求类型=["占道经营"], 来件备注=["甲"])
    profiles = list(load_profiles().values())
    sheet, match, _ = recognise(read_file(path)[0], profiles)
    assert match is not None
    proposal = propose_over(sheet, match, profiles, Registry([]))
    assert {u.column for u in undecided_columns(proposal)} == {"办理期限", "诉求类型"}
    save_profile(store, to_yaml(proposal, "ours", NAMES))
    account = account_of(store, path)
    assert (account.profile, account.stored, account.undecided) == ("ours", 12, [])
    with store.connect() as con:
        late = "count_if(is_closed AND NOT is_on_time), count_if(is_overdue_open)"
        found = con.execute(f"SELECT {late}, any_value(channel) FROM cases").fetchone()
    assert found == (8, 4, "12345")  # what the shipped layout says of every order stays


def test_what_a_person_leaves_out_is_not_asked_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = orders(tmp_path, 办理期限=DUE)
    profiles = list(load_profiles().values())
    sheet, match, _ = recognise(read_file(path)[0], profiles)
    assert match is not None
    proposal = propose_over(sheet, match, profiles, Registry([])).with_target(5, "unused")
    save_profile(store, to_yaml(proposal, "ours", NAMES))
    account = account_of(store, path)
    assert (account.profile, account.stored, account.undecided) == ("ours", 12, [])


def test_what_a_person_corrects_leaves_the_layout(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = orders(tmp_path, 截止时间=DUE)
    profiles = list(load_profiles().values())
    sheet, match, _ = recognise(read_file(path)[0], profiles)
    assert match is not None
    proposal = propose_over(sheet, match, profiles, Registry([]))
    turned = proposal.with_target(4, "disposed_at").with_target(2, "team")
    save_profile(store, to_yaml(turned, "ours", NAMES))
    assert account_of(store, path).profile == "ours"
    with store.connect() as con:
        query = "SELECT count(disposed_at), count(closed_at), count(team_written), count(due_at)"
        found = con.execute(f"{query} FROM cases").fetchone()
    assert found == (8, 0, 12, 12)


def test_nothing_of_a_file_with_an_undecided_sheet_is_stored(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for number, more in enumerate(("", "办理期限")):
        sheet = book.active if not number else book.create_sheet()
        assert sheet is not None
        sheet.title = f"表{number}"
        sheet.append([*KNOWN, *([more] if more else [])])
        for n in range(5):
            own = [f"GD{number}{n:06}", f"2026-09-0{n + 1} 09:00", "城管局", "说明说明"]
            sheet.append([*own, *([DUE[n]] if more else [])])
    book.save(tmp_path / "两表.xlsx")
    store = Store(tmp_path / "store")
    other = orders(tmp_path, "另一个.csv")
    accounts = import_files(store, [tmp_path / "两表.xlsx", other])
    assert [a.stored for a in accounts] == [0, 0, 12] and all(a.adds_up for a in accounts)
    assert [len(a.undecided) for a in accounts] == [0, 1, 0]


def test_an_account_with_open_columns_survives_its_keeping(tmp_path: Path) -> None:
    account = account_of(Store(tmp_path / "store"), orders(tmp_path, 办理期限=DUE))
    assert Account.from_store(account.to_store()) == account


def test_a_file_without_a_unit_is_stored_with_a_word_of_warning(tmp_path: Path) -> None:
    path = tmp_path / "12345工单.csv"
    path.write_text("工单编号,受理时间,诉求内容\nGD00001,2026-09-01 09:00,说明\n", encoding="utf-8")
    account = account_of(Store(tmp_path / "store"), path)
    assert "import-no-unit" in {message.code for message in account.warnings}


# The command line


def test_the_command_says_what_is_open_and_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, store = orders(tmp_path, 办理期限=DUE), tmp_path / "store"
    words = ["import", str(path), "--store", str(store)]
    assert main([*words, "--json"]) == 2
    shown = capsys.readouterr()
    (account,) = json.loads(shown.out)
    assert account["stored"] == 0 and account["undecided"][0]["target"] == "due_at"
    assert "没有时限，就判断不了逾期" in shown.err and "--as-is" in shown.err
    assert main([*words, "--dry-run"]) == 2 and Store(store).version() is None
    assert main([*words, "--lang", "en"]) == 2
    assert "Without a deadline nothing can be overdue" in capsys.readouterr().err
    assert main([*words, "--as-is"]) == 0 and Store(store).version() == 1


def test_map_writes_a_profile_that_import_takes_as_a_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, store = orders(tmp_path, 办理期限=DUE), str(tmp_path / "store")
    out = str(tmp_path / "ours.yaml")
    assert main(["map", str(path), "--store", store, "--out", out, "--id", "ours"]) == 0
    assert main(["import", str(path), "--store", store, "--profile", out]) == 0
    with Store(store).connect() as con:
        assert con.execute("SELECT count(due_at) FROM cases").fetchone() == (12,)
    missing = str(tmp_path / "none.yaml")
    assert main(["import", str(path), "--store", store, "--profile", missing]) == 2
    assert main(["import", str(path), "--store", store, "--profile", "no-such"]) == 2
    assert "none.yaml" in capsys.readouterr().err


def test_the_day_to_a_column_of_times_is_no_open_column(store: Store, tmp_path: Path) -> None:
    """检查日期 beside 检查时间 was taken for a result that the layout lacks."""
    path = tmp_path / "检查.csv"
    rows = ["检查编号,检查日期,检查时间,检查方式,区域,点位名称,点位得分"]
    rows += [f"X{n},2025-09-21,0{n}:15:00,明查,云栖区,人民路{n}号,9{n}" for n in range(5)]
    path.write_text("\n".join(rows), encoding="utf-8")
    account = account_of(store, path)
    assert (account.stored, account.undecided) == (5, [])
    with store.connect() as con:
        first = con.execute("SELECT min(inspected_at) FROM inspections").fetchone()
    assert str(first[0]) == "2025-09-21 00:15:00"


def test_a_repeated_header_does_not_part_days_from_their_times(
    store: Store, tmp_path: Path
) -> None:
    """Its words are no time of day, and every row was refused for want of a day."""
    path = tmp_path / "工单.csv"
    head = "工单编号,来电日期,来电时间,问题分类,办理截止时间,办结时间,区县"
    row = "RX{},2025-09-21,08:0{}:00,暴露垃圾,2025-09-26 00:01,2025-09-22 06:01,云栖区"
    lines = [head, row.format(0, 0), head, row.format(1, 1), row.format(2, 2)]
    path.write_text("\n".join(lines), encoding="utf-8")
    account = account_of(store, path)
    assert (account.stored, account.rejected, account.set_aside) == (3, 0, 1)


def test_a_line_at_the_foot_does_not_part_days_from_their_times(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "检查.csv"
    rows = ["检查日期,检查时间,检查编号,检查方式,区域,点位名称,点位得分"]
    rows += [f"2025-09-21,0{n}:15:00,X{n},明查,云栖区,人民路{n}号,9{n}" for n in range(5)]
    path.write_text("\n".join([*rows, "导出时间：2025-11-20 08:00,,,,,,"]), encoding="utf-8")
    account = account_of(store, path)
    assert (account.stored, account.rejected) == (5, 0)
    assert str(account.as_of) == "2025-11-20 08:00:00"
