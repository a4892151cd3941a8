"""A view saved in one browser: listed, opened by its link in another, made the start page."""

import shutil
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser


def test_a_view_is_saved_listed_sent_and_made_the_start_page(
    serve, visitor, sample_store, tmp_path
):
    store = tmp_path / "store"
    shutil.copytree(sample_store.folder, store)
    url = serve(store).url
    page = visitor(f"{url}/districts?period=2025-08&group={quote('城郊组')}")
    page.get_by_role("button", name="视图", exact=True).click()
    name = page.get_by_label("把本页保存为视图：名称")
    name.fill("城郊八月")
    name.press("Enter")
    page.settle()
    page.get_by_role("button", name="保存此视图").click()
    page.settle()
    sent = page.get_by_test_id("stCode").inner_text().strip()
    assert sent.startswith(f"{url}/views?") and len(list((store / "views").glob("*.yaml"))) == 1

    other = visitor(sent)
    assert "period=2025-08" in other.url and "/districts" in other.url
    assert "视图：城郊八月" in other.inner_text("body")
    other.goto(f"{url}/views")
    other.settle()
    assert "固定：2025-08" in other.locator(".sheet").inner_text()
    other.get_by_role("button", name="设为起始页").click()
    other.settle()

    third = visitor(url)
    third.wait_for_url("**/districts?*")
    third.settle()
    assert "起始视图：城郊八月" in third.inner_text("body")
    third.get_by_role("link", name="回到总览").click()
    third.settle()
    assert "/overview" in third.url and "起始视图" not in third.inner_text("body")
    assert third.hosts == {"127.0.0.1"}
