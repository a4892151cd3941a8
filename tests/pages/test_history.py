"""The import page about batches: exports that disagree, and a store from which all is gone."""

from pathlib import Path

import pytest

from data.batches.undoing import undo
from data.importer import import_files
from data.store import Store
from ui.navigation import page_entries

HEADER = "任务号,上报时间,小类名称,当前阶段名称,处置截止时间,结案时间,所属区域\n"


def export(folder: Path, name: str, closed: str) -> Path:
    path = folder / f"{name}_20251021.csv"
    stage = "[办结]" if closed else "[处置]"
    path.write_text(f"{HEADER}A1,2025-09-01,暴露垃圾,{stage},2025-09-09,{closed},云栖区\n", "utf-8")
    return path


@pytest.fixture
def two(store: Store, tmp_path: Path) -> Store:
    """Two exports of one time that disagree on a case."""
    for name, closed in (("市", ""), ("区", "2025-09-03 10:00:00")):
        import_files(store, [export(tmp_path, name, closed)])
    return store


def test_exports_that_disagree_are_listed_with_both_sources(open_page, markup, two):
    html = markup(open_page("imports", two))
    assert "相互矛盾的导出" in html and "以后导入的为准，待核实" in html
    row = next(line for line in html.split("<tr>") if "结案时间" in line and "A1" in line)
    for part in ("（空）", "2025-09-03 10:00:00", "市_20251021.csv", "区_20251021.csv"):
        assert part in row
    html = markup(open_page("imports", two, lang="en"))
    assert "Exports that disagree" in html and "(blank)" in html


def test_without_conflicts_nothing_is_said_of_them(open_page, markup, two):
    undo(two, [1])
    assert "相互矛盾" not in markup(open_page("imports", two))


def test_the_whole_import_can_be_chosen(open_page, store, tmp_path):
    files = [export(tmp_path, name, "") for name in ("甲", "乙")]
    import_files(store, files)
    page = open_page("imports", store)
    page.multiselect(key="undo-batches").set_value([1]).run()
    page.checkbox(key="undo-whole").check().run()
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click().run()
    assert not page.exception
    con = store.connect()
    assert con.execute("SELECT count(*) FROM import_batches").fetchone() == (0,)
    con.close()


def test_a_batch_that_cannot_be_taken_back_says_why(open_page, markup, two):
    for path in (two.folder / "batches").glob("*"):
        path.unlink()
    page = open_page("imports", two)
    page.multiselect(key="undo-batches").set_value([1]).run()
    page.button(key="undo").click().run()
    assert not page.exception and "没有留下可以重新合并的内容" in markup(page)


@pytest.mark.parametrize("name", page_entries())
def test_every_page_stands_on_a_store_from_which_all_is_gone(open_page, markup, two, name):
    undo(two, [1, 2])
    html = markup(open_page(name, two))
    assert "页面出错了" not in html and len(html) > 100
