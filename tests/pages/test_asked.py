"""What the import page asks before it stores anything, and each answer taken on screen."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from data.importer import import_files
from data.store import Store
from tests.pages.test_imports import press, settle, shown, upload

SCORES = "考核周期,考核单位,评分项目,分值"
REGISTER = "单位编号,单位类别,单位名称,考核组,上级单位,别名,启用日期,停用日期"
OLD = f"{REGISTER}\nQ7,区域,青坪县,城郊组,,,2024-01-01,\n"
NEW = f"{REGISTER}\nQ7,区域,青坪区,城郊组,,,2024-01-01,\n"


def workbook(*scores: float) -> bytes:
    """A sheet per score, all of one unit, period and item."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, score in enumerate(scores, 1):
        sheet = book.create_sheet(f"第{number}稿")
        sheet.append(SCORES.split(","))
        sheet.append(["2025-10", "云栖区", "市容秩序", score])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def orders(until: bool = True) -> str:
    """Orders of a known layout whose deadline stands under a name that it does not know."""
    lines = ["工单编号,受理时间,办结时间,所属区域,诉求内容,最迟办理期限"]
    for n in range(1, 13):
        closed = f"2025-10-{n + 3:02} 16:00" if n % 3 else ""
        lines.append(
            f"GD{n:05},2025-10-{n:02} 09:00,{closed},云栖区,第{n}处,2025-10-{n + 2:02} 18:00"
        )
    return "\n".join([*lines, "导出时间：2025-10-30 08:00" if until else ""])


def deadlines(store: Store) -> int:
    with store.connect() as con:
        return con.execute("SELECT count(deadline) FROM cases").fetchone()[0]


def test_sheets_that_contradict_are_shown_side_by_side_before_either_wins(
    open_page, markup, store: Store
):
    page = open_page("imports", store)
    page.file_uploader[0].upload("评分.xlsx", workbook(95, 59)).run()
    page.button(key="start-import").click().run()
    settle(page)
    assert store.version() is None
    text = markup(page)
    assert "自相矛盾" in text
    for said in ("95.0", "59.0", "第1稿", "第2稿"):
        assert f">{said}</td>" in text, said
    press(page, "confirm-import")
    assert store.version() == 1


def test_a_renaming_is_answered_in_the_trial_and_the_scores_stay_with_one_unit(
    open_page, markup, store: Store
):
    page = open_page("imports", store)
    upload(page, "名录.csv", OLD)
    upload(page, "评分.csv", f"{SCORES}\n2025-08,青坪县,市容秩序,90\n")
    upload(page, "名录_更名.csv", NEW)
    assert "原名“青坪县”，名录现为“青坪区”" in markup(page)
    before = store.version()
    page.button(key="rename-try").click().run()
    assert "请填写起用日" in markup(page) and store.version() == before
    (key,) = [one.key for one in page.date_input if one.key.startswith("rename-trial")]
    page.date_input(key=key).set_value(date(2025, 10, 1)).run()
    press(page, "rename-try")
    if shown(page, "confirm-import"):
        press(page, "confirm-import")
    upload(page, "评分_新.csv", f"{SCORES}\n2025-10,青坪区,市容秩序,92\n")
    if shown(page, "confirm-import"):
        press(page, "confirm-import")
    with store.connect() as con:
        found = con.execute("SELECT DISTINCT district FROM score_entries").fetchall()
    assert found == [("青坪区",)]


@pytest.fixture
def unnamed(store: Store, tmp_path) -> Store:
    """Orders of thirty districts that nobody registered."""
    lines = ["工单编号,受理时间,办理截止时间,所属区域,诉求内容"]
    lines += [f"G{n},2025-10-02 09:00,2025-10-09 18:00,第{n}片区,摆摊" for n in range(30)]
    path = tmp_path / "工单.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    import_files(store, [path])
    return store


def units(store: Store) -> set[str]:
    with store.connect() as con:
        return {name for (name,) in con.execute("SELECT name FROM units").fetchall()}


def test_unknown_names_are_registered_by_the_table_on_the_page(open_page, markup, unnamed: Store):
    page = open_page("imports", unnamed)
    page.button(key="register-yes").click().run()
    assert not page.exception
    assert units(unnamed) == {f"第{n}片区" for n in range(30)}
    assert "待核对的名称" not in markup(page)


def test_unknown_names_are_registered_by_the_table_as_a_file(open_page, unnamed: Store):
    from data.layouts.profile import load_profiles
    from data.reviewing.register_table import register_csv, rows_of
    from data.reviewing.review import review

    with unnamed.connect() as con:
        text = register_csv(rows_of(review(con, load_profiles()), con), "zh")
    head, *rows = list(csv.reader(io.StringIO(text)))
    at = head.index("单位名称")
    for row in rows:
        row[at] = row[at].replace("片区", "区")
    filled = io.StringIO()
    csv.writer(filled).writerows([head, *rows])
    page = open_page("imports", unnamed)
    (field,) = [u for u in page.file_uploader if (u.key or "").startswith("register-file")]
    field.upload("填好.csv", filled.getvalue().encode("utf-8-sig"), "text/csv").run()
    page.button(key="register-yes-file").click().run()
    assert not page.exception
    assert units(unnamed) == {f"第{n}区" for n in range(30)}


def save(page) -> None:
    """Save the mapping as it is proposed."""
    (key,) = [
        one.key
        for one in page.button
        if (one.key or "").endswith("-save") and one.key != "view-save"
    ]
    press(page, key)


def test_an_unused_deadline_stops_the_trial_and_one_decision_stores_it(
    open_page, markup, store: Store
):
    page = open_page("imports", store)
    upload(page, "工单.csv", orders())
    assert store.version() is None and not shown(page, "confirm-import")
    assert "没有时限，就判断不了逾期" in markup(page)
    save(page)
    assert store.version() == 1 and deadlines(store) == 12
    assert "现在能算什么" in markup(page)


def test_a_stored_batch_is_mapped_again_on_the_page(open_page, markup, store: Store):
    page = open_page("imports", store)
    upload(page, "工单.csv", orders())
    press(page, "as-is-import")
    assert store.version() == 1 and deadlines(store) == 0
    page.selectbox(key="remap-batch").select_index(0).run()
    tried = markup(page)  # the batch is not compared with itself
    assert "可入库</dt><dd>12" in tried and "不一致" not in tried
    save(page)
    assert deadlines(store) == 0  # asked first
    if not shown(page, "remap-yes"):
        page.run()
    press(page, "remap-yes")
    assert deadlines(store) == 12 and "重新对应" in markup(page)
