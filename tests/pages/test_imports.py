"""The import page: a file goes in, its account is shown, and it can be taken back."""

import gc
import re
import time
from io import BytesIO

from data.batches.bookkeeping import batches
from data.importing.rejects import rejects_workbook
from data.storage.unfinished import cut_off
from data.store import Store
from ui.imports.drop import Drop

CASES = (
    "任务号,问题来源,上报时间,处置截止时间,处置结束时间,结案时间,大类名称,小类名称,所属区域,当前阶段\n"
    "A001,监督员上报,2025-10-01 08:00,2025-10-02 08:00,2025-10-01 12:00,2025-10-01 13:00,"
    "市容环境,暴露垃圾,云栖区,[办结]\n"
    "A002,监督员上报,2025-10-01 08:00,2025-10-02 08:00,,,市容环境,暴露垃圾,不明区,[处置]\n"
)


LATE = "补报_导出20251021.csv"  # judged as of that day, when they are overdue
HEADER = "上报时间,任务号,小类名称,问题来源,当前阶段名称,处置截止时间,所属区域"


def late_cases(n: int = 40, month: str = "2025-07", first: int = 1) -> str:
    """Overdue cases of one district of the sample city, whose exports reach 21 October 2025."""
    rows = [
        f"{month}-{first + i % 8:02d} 09:00:00,99010125079{i:07d}1,暴露垃圾,采集员上报,[处置],"
        f"{month}-{first + 8:02d} 09:00:00,东屏区"
        for i in range(n)
    ]
    return "\n".join([HEADER, *rows])


def settle(page, until=lambda attempt: attempt.state != "running"):
    """Run the page again, as its poll does, until the import has come so far."""
    end = time.monotonic() + 120
    while "import-drop" in page.session_state:
        if until(page.session_state["import-drop"].attempt):
            break
        assert time.monotonic() < end
        time.sleep(0.1)
    page.run()
    assert not page.exception


def upload(page, name: str, text: str):
    page.file_uploader[0].upload(name, text.encode("gb18030"), "text/csv").run()
    page.button(key="start-import").click().run()
    settle(page)


def press(page, key: str):
    page.button(key=key).click().run()
    settle(page)


def shown(page, key: str) -> bool:
    return any(button.key == key for button in page.button)


def test_a_file_is_imported_and_every_row_accounted_for(open_page, markup, store):
    page = open_page("imports", store)
    upload(page, "案件.csv", CASES)
    assert store.version() == 1
    line = next(r for r in markup(page).split("<tr>") if "案件.csv" in r)
    counts = [int(n) for n in re.findall(r'<td class="right[^"]*">(\d+)</td>', line)]
    read, *outcomes = counts
    assert read == sum(outcomes) >= 2


def test_an_unknown_unit_is_listed(open_page, markup, own_store):
    page = open_page("imports", own_store)
    upload(page, "案件.csv", CASES)
    assert "1 个单位名称未识别" in markup(page) and "不明区" in markup(page)
    press(page, "confirm-import")
    assert "待核对的名称" in markup(page) and "不明区" in markup(page)


def test_a_file_of_no_known_layout_says_why(open_page, markup, store):
    page = open_page("imports", store)
    upload(page, "别的.csv", "甲,乙\n1,2\n")
    assert "别的.csv" in markup(page) and "没有可入库的内容" in markup(page)
    assert not shown(page, "confirm-import")
    assert store.version() is None


def test_files_that_cannot_be_read_are_named_once_and_nothing_is_to_be_mapped(
    open_page, markup, store
):
    page = open_page("imports", store)
    for name in ("乱码.csv", "空.csv"):
        content = bytes(range(256)) * 9 if name == "乱码.csv" else b""
        page.file_uploader[0].upload(name, content, "text/csv")
    page.run()
    page.button(key="start-import").click().run()
    settle(page)
    text = markup(page)
    assert "2 个文件都没有读出。" in text and "试导入完成" not in text
    assert "可在下方对应列" not in text
    lines = re.findall("<li>(.*?)</li>", text)
    assert len(lines) == 2 and all(line.count(".csv”") == 1 for line in lines)
    assert not any(line.startswith(("乱码.csv", "空.csv")) for line in lines)


def test_what_deserves_a_look_is_said_before_and_after_storing(open_page, markup, own_store: Store):
    rows = [f"{HEADER},结案时间", late_cases(9).split("\n")[1] + ",2025-13-45 99:00"]
    rows.append(",坏,,,,,,")
    page = open_page("imports", own_store)
    upload(page, LATE, "\n".join([*rows, late_cases(9).split("\n")[2] + ","]))
    said = "结案时间：无法识别“2025-13-45 99:00”，按空值处理（1 行）"
    assert "请留意" in markup(page) and markup(page).count(said) == 1
    button = next(b for b in page.get("download_button") if b.proto.id.endswith("rejects-now"))
    assert button.proto.label == "下载未入库的行"
    attempt = page.session_state["import-drop"].attempt
    ids = [account.batch_id for account in attempt.accounts]
    assert rejects_workbook(own_store, ids, "zh", attempt.trial)[:2] == b"PK"
    press(page, "confirm-import")
    assert "导入完成" in markup(page) and markup(page).count(said) == 1


def test_an_import_without_warnings_has_no_section_for_them(open_page, markup, own_store: Store):
    page = open_page("imports", own_store)
    upload(page, LATE, late_cases())
    assert "尚未入库" in markup(page) and "请留意" not in markup(page)


PROFILE = """\
id: own
name: {zh: 自有版式, en: Own}
table: tasks
needs: [甲]
key: [[period, unit, task]]
fields:
  period: {headers: [乙], read_as: period, required: true}
  task: {headers: [甲], required: true}
units:
  unit: {headers: [丙], kinds: [district], default: district}
"""


def test_a_layout_that_was_mapped_is_tried_and_stored(open_page, markup, store):
    page = open_page("imports", store)
    upload(page, "别的.csv", "甲,乙,丙\n绿化,2025-10,云栖区\n")
    (store.folder / "profiles").mkdir(parents=True)
    (store.folder / "profiles" / "own.yaml").write_text(PROFILE, encoding="utf-8")
    page.session_state["mapping-saved"] = "own"  # as the view leaves it
    page.run()
    settle(page)
    assert store.version() == 1
    assert "自有版式" in markup(page) and "导入完成：1 个文件" in markup(page)


def test_the_known_of_several_files_can_be_stored_alone(open_page, markup, store):
    page = open_page("imports", store)
    page.file_uploader[0].upload("别的.csv", "甲,乙\n1,2\n".encode(), "text/csv")
    upload(page, "案件.csv", CASES)
    assert store.version() is None and "1 个表读不出或版式未知" in markup(page)
    press(page, "confirm-import")
    assert store.version() == 1
    folder = page.session_state["import-drop"].paths[0].parent
    assert folder.exists()  # the unknown one may still be mapped


def test_late_data_show_their_effect_before_and_after(open_page, markup, own_store: Store):
    page = open_page("imports", own_store)
    before = own_store.version()
    upload(page, LATE, late_cases())
    text = markup(page)
    assert "将改动 1 个已结束周期：2025-07" in text and "尚未入库" in text
    assert own_store.version() == before
    line = next(r for r in re.findall("<tr>.*?</tr>", text) if ">东屏区<" in r and "+40" in r)
    was, now = (float(x) for x in re.findall(r">(\d+\.\d\d)<", line))
    assert was > now and f"▼ {was - now:.2f}" in line

    folder = page.session_state["import-drop"].paths[0].parent
    press(page, "confirm-import")
    assert own_store.version() == before + 1
    assert "已改动 1 个已结束周期：2025-07" in markup(page)
    assert line in markup(page)
    assert not folder.exists()
    con = own_store.connect()
    found = con.execute("SELECT count(*) FROM cases WHERE source_file = ?", [LATE]).fetchone()
    con.close()
    assert found == (40,)


def test_what_is_given_up_leaves_nothing(open_page, own_store: Store):
    page = open_page("imports", own_store)
    before = {path.name for path in own_store.folder.iterdir()}
    upload(page, LATE, late_cases())
    folder = page.session_state["import-drop"].paths[0].parent
    press(page, "give-up-import")
    assert {path.name for path in own_store.folder.iterdir()} == before
    assert not folder.exists() and page.file_uploader


def test_data_of_the_running_period_are_stored_at_once(open_page, markup, own_store: Store):
    page = open_page("imports", own_store)
    before = own_store.version()
    new = late_cases(month="2025-10", first=21)
    upload(page, "新案.csv", new)
    assert own_store.version() == before + 1 and not shown(page, "confirm-import")
    upload(page, "新案.csv", new)
    assert own_store.version() == before + 1 and "没有新内容" in markup(page)


def test_others_read_while_an_import_runs_and_it_can_be_stopped(
    open_page, markup, own_store: Store
):
    page = open_page("imports", own_store)
    before = {path.name for path in own_store.folder.iterdir()}
    page.file_uploader[0].upload("很多.csv", late_cases(60_000).encode(), "text/csv").run()
    page.button(key="start-import").click().run()
    settle(page, lambda attempt: attempt.progress and attempt.progress.rows)
    assert "第 1 / 1 个文件 · 很多.csv" in page.get("progress")[0].proto.text
    assert not page.file_uploader

    other = open_page("districts", own_store)
    assert "云栖区" in markup(other)
    assert page.session_state["import-drop"].attempt.state == "running"

    press(page, "stop-import")
    assert "导入已取消" in markup(page)
    assert {path.name for path in own_store.folder.iterdir()} == before


def test_an_import_that_finds_the_store_in_use_says_so_and_can_be_repeated(
    open_page, markup, store: Store
):
    page = open_page("imports", store)
    with store.writing("另一个导入"):
        upload(page, "案件.csv", CASES)
        assert "没有入库" in markup(page) and "另一个导入" in markup(page)
    before = store.version()
    press(page, "again-import")
    assert store.version() == before + 1


def test_when_the_store_has_moved_on_the_files_are_tried_anew(open_page, own_store: Store):
    page = open_page("imports", own_store)
    upload(page, LATE, late_cases())
    with own_store.writing("meanwhile"):
        pass
    between = own_store.version()
    press(page, "confirm-import")
    assert own_store.version() == between and shown(page, "confirm-import")
    press(page, "confirm-import")
    assert own_store.version() == between + 1


def test_a_session_that_ends_takes_its_import_with_it(own_store: Store, tmp_path):
    before = {path.name for path in own_store.folder.iterdir()}
    upload = BytesIO(late_cases(60_000).encode())
    upload.name = "很多.csv"
    drop = Drop(own_store, [upload], [])
    attempt, folder = drop.attempt, drop.paths[0].parent
    while attempt.progress is None:
        time.sleep(0.05)
    del drop
    gc.collect()
    while attempt.state == "running":
        time.sleep(0.05)
    assert attempt.state == "stopped" and not folder.exists()
    # Nothing is left but the note of it, of which the next visitor is told.
    assert {path.name for path in own_store.folder.iterdir()} == before | {"importing"}
    end = time.monotonic() + 20
    while not (told := cut_off(own_store)) and time.monotonic() < end:
        time.sleep(0.05)  # its thread is about to let go of the note
    assert [one.files for one in told] == [("很多.csv",)]


def test_an_import_is_taken_back_only_after_a_question(open_page, markup, own_store: Store):
    page = open_page("imports", own_store)
    known = {a.batch_id for _, a in batches(own_store)}
    upload(page, "案件.csv", CASES)
    press(page, "confirm-import")
    (batch,) = {a.batch_id for _, a in batches(own_store)} - known
    page.multiselect(key="undo-batches").set_value([batch]).run()
    page.text_input(key="undo-by").set_value("李工").run()
    page.text_input(key="undo-reason").set_value("导错了").run()
    page.button(key="undo").click().run()
    assert "移除 2 条记录" in markup(page)
    page.button(key="undo-no").click().run()
    assert batch in {a.batch_id for _, a in batches(own_store)}
    page.multiselect(key="undo-batches").set_value([batch]).run()
    page.text_input(key="undo-by").set_value("李工").run()
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click().run()
    assert not page.exception
    assert {a.batch_id for _, a in batches(own_store)} == known
    assert "已撤销的批次" in markup(page) and "李工" in markup(page)
