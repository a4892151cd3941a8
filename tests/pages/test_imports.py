"""The import page: a file goes in, its account is shown, and it can be taken back."""

import re

from data.books import batches
from data.store import Store

CASES = (
    "任务号,问题来源,上报时间,处置截止时间,处置结束时间,结案时间,大类名称,小类名称,所属区域,当前阶段\n"
    "A001,监督员上报,2025-10-01 08:00,2025-10-02 08:00,2025-10-01 12:00,2025-10-01 13:00,"
    "市容环境,暴露垃圾,云栖区,[办结]\n"
    "A002,监督员上报,2025-10-01 08:00,2025-10-02 08:00,,,市容环境,暴露垃圾,不明区,[处置]\n"
)


def upload(page, name: str, text: str):
    page.file_uploader[0].upload(name, text.encode("gb18030"), "text/csv").run()
    page.button(key="start-import").click().run()
    assert not page.exception


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
    assert "未识别的单位" in markup(page) and "不明区" in markup(page)


def test_a_file_of_no_known_layout_says_why(open_page, markup, store):
    page = open_page("imports", store)
    upload(page, "别的.csv", "甲,乙\n1,2\n")
    assert "别的.csv" in markup(page)
    assert store.version() is None


def test_an_import_is_taken_back_only_after_a_question(open_page, markup, own_store: Store):
    page = open_page("imports", own_store)
    known = {a.batch_id for _, a in batches(own_store)}
    upload(page, "案件.csv", CASES)
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
