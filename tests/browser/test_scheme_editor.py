"""An own scheme written on screen, without a file edited by hand, up to the ranking by it."""

import shutil

import pytest

from metrics.schemes.scheme import load_scheme, scheme_folders

pytestmark = pytest.mark.browser


def choose(page, name: str, words: str, nth: int = 0) -> None:
    """Choose in a list that drops down, as a person types it."""
    box = page.get_by_role("combobox", name=name).nth(nth)
    box.click()
    box.fill(words)
    page.get_by_role("option", name=words, exact=True).first.click()
    page.settle()


def enter(page, name: str, words: str, nth: int = 0) -> None:
    box = page.get_by_label(name, exact=True).nth(nth)
    box.fill(words)
    box.press("Enter")
    page.settle()


def test_a_scheme_of_two_components_is_written_and_ranks(serve, visitor, sample_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(sample_store.folder, store)
    url = serve(store).url
    page = visitor(f"{url}/scheme?part=edit&scheme=sample-district")
    page.get_by_role("button", name="开始", exact=True).click()
    page.settle()
    enter(page, "名称（中文）", "我局考核")
    enter(page, "编号", "ours")
    page.locator('[class*="components-0-open"] button').first.click()
    page.settle()
    choose(page, "指标", "按期结案率")
    enter(page, "权重", "60")
    assert "合计 60，应为 100，少 40" in page.inner_text("body")
    page.get_by_role("button", name="加一项").click()
    page.settle()
    choose(page, "指标", "满意率")
    page.get_by_role("button", name="保存草案").click()
    page.settle()
    assert (store / "schemes" / "ours-v1.yaml").is_file()
    page.get_by_role("button", name="施行…").click()
    page.get_by_role("button", name="施行", exact=True).click()
    page.settle()
    assert load_scheme("ours", folder=scheme_folders(store)).status == "in_force"
    page.get_by_role("link", name="看按此办法的排名").click()
    page.settle()
    assert "scheme=ours" in page.url and "东屏" in page.inner_text("body")
    assert page.hosts == {"127.0.0.1"}
