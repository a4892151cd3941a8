"""What an import asks, answered in a real browser: the day of a renaming, a table below another."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.store import Store
from data.unit_resolution.former import current_names

pytestmark = pytest.mark.browser

REGISTER = "单位编号,单位类别,单位名称\nDY1,区域,云栖区\nDY2,区域,青坪县\n"
SCORES = "考核周期,考核单位,评分项目,分值\n2025-10,云栖区,市容秩序,95\n2025-10,青坪县,市容秩序,90\n"
LOWER = "\n工单号码,受理日期,辖区名称,事由\nX1,2025-10-01,云栖区,占道\nX2,2025-10-02,云栖区,油烟\n"


@pytest.fixture
def own(tmp_path) -> Store:
    store = Store(tmp_path / "store")
    (tmp_path / "名录.csv").write_text(REGISTER, encoding="utf-8")
    import_files(store, [tmp_path / "名录.csv"])
    return store


def drop(page, path: Path, text: str) -> None:
    """Drop a file of this text and wait for what is asked about it."""
    path.write_text(text, encoding="utf-8")
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="导入 1 个文件").click()
    page.wait_for_selector(".st-key-give-up-import button", timeout=180_000)
    page.settle()


def test_a_day_that_is_typed_counts_with_the_click(serve, visitor, own, tmp_path):
    page = visitor(f"{serve(own.folder).url}/imports")
    drop(page, tmp_path / "名录_更名.csv", REGISTER.replace("青坪县", "青坪区"))
    page.locator('[data-testid="stDateInput"] [role="spinbutton"]').first.click()
    page.keyboard.type("20251001", delay=80)
    page.get_by_role("button", name="按所答重新试导入").click()
    page.wait_for_selector("text=/^导入完成/", timeout=180_000)
    with own.connect() as con:
        assert current_names(con) == {("district", "青坪县"): "青坪区"}


def test_a_table_below_another_is_mapped_and_both_are_stored(serve, visitor, own, tmp_path):
    page = visitor(f"{serve(own.folder).url}/imports")
    drop(page, tmp_path / "两张表.csv", SCORES + LOWER)
    page.wait_for_selector("text=对应字段：两张表.csv · 第 5 行起的表", timeout=60_000)
    page.get_by_role("button", name="保存并重新试导入").click()
    page.wait_for_selector("text=现在能算什么", timeout=180_000)
    with own.connect() as con:
        counts = [
            con.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("score_entries", "cases")
        ]
    assert counts == [2, 2]
