"""The shell in a real browser: deep links, languages, and nothing asked of the outside."""

import re

import pytest

pytestmark = pytest.mark.browser


def navigate(page, group: str, name: str) -> None:
    page.get_by_test_id("stTopNavSection").filter(has_text=group).click()
    page.locator("a").filter(has_text=re.compile(f"^{name}$")).last.click()
    page.settle()


def test_the_first_visitor_of_a_fresh_server_may_come_through_a_deep_link(
    serve, visitor, sample_store
):
    server = serve(sample_store.folder)
    page = visitor(f"{server.url}/districts?period=2025-09&scheme=sample-district")
    page.get_by_test_id("stTopNav").wait_for()
    page.get_by_text("会议").first.wait_for()
    assert "2025年9月" in page.locator(".facts").inner_text()
    page.locator("h1.lead").wait_for()


def test_a_link_restores_the_view_in_another_browser(city, visitor):
    first = visitor(f"{city}/districts")
    first.get_by_role("combobox", name="考核期").click()
    first.get_by_role("option", name="2025-08").click()
    first.settle()
    first.get_by_role("combobox", name="考核组").click()
    first.get_by_role("option", name="城郊组").click()
    first.settle()
    first.get_by_text("EN", exact=True).click()
    first.settle()
    assert re.search(r"lang=en", first.url) and re.search(r"period=2025-08", first.url)
    second = visitor(first.url)
    for part in (".facts", "h1.lead", ".sheet"):
        assert second.locator(part).first.inner_text() == first.locator(part).first.inner_text()
    assert "云栖区" not in second.locator(".sheet").first.inner_text()


def test_the_language_outlives_a_change_of_page_and_back_returns(city, visitor):
    page = visitor(f"{city}/?lang=en")
    before = page.locator("h1.lead").inner_text()
    navigate(page, "Ranking", "Districts")
    assert "lang=en" in page.url
    page.get_by_text("What the scores are made of").wait_for()
    page.go_back()
    page.wait_for_url(lambda url: "districts" not in url)
    page.settle()
    assert page.locator("h1.lead").inner_text() == before


def test_the_start_page_is_found_under_its_name_too(city, visitor):
    page = visitor(f"{city}/overview?period=2025-09")
    assert page.get_by_text("Page not found").count() == 0
    assert "2025年9月" in page.locator(".facts").inner_text()


def test_a_click_leaves_one_entry_in_the_history_however_late_its_query_comes(city, visitor):
    page = visitor(f"{city}/?period=2025-09&scheme=sample-district")
    before = page.evaluate("history.length")
    push = "query => history.pushState({}, '', '/problems' + query)"
    page.mouse.click(5, 5)
    # as Streamlit does it on a slow machine: the page first, then what it shows
    page.evaluate(push, "")
    page.evaluate(push, "?period=2025-09")
    assert page.evaluate("history.length") == before + 1
    page.mouse.click(5, 5)
    page.evaluate(push, "?period=2025-08")
    assert page.evaluate("history.length") == before + 2


def test_no_page_asks_another_host(city, visitor):
    page = visitor(city)
    for group, name in (
        ("排名", "区域排名"),
        ("排名", "队伍排名"),
        ("考核", "考核办法"),
        ("数据", "数据导入"),
        ("会议", "总览"),
    ):
        navigate(page, group, name)
    assert page.hosts == {"127.0.0.1"}


def test_the_meeting_pages_need_no_scrolling(city, visitor):
    for path in ("", "districts", "?lang=en", "districts?lang=en"):
        page = visitor(f"{city}/{path}")
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        assert height <= 1080, path


def test_nine_units_stand_above_the_fold_of_a_small_screen(city, visitor):
    for path in ("", "districts", "?lang=en", "districts?lang=en"):
        page = visitor(f"{city}/{path}", width=1366, height=768)
        box = page.locator(".js-plotly-plot").first.bounding_box()
        assert box["y"] + box["height"] <= 768, path


def test_an_empty_store_says_what_to_do(serve, visitor, tmp_path):
    page = visitor(f"{serve(tmp_path / 'nothing').url}/districts?period=2025-10")
    page.get_by_role("button", name="载入示例城市").wait_for()
    page.get_by_role("button", name="导入自己的文件").wait_for()


def test_a_file_dropped_on_the_page_is_imported_with_its_account(serve, visitor, tmp_path):
    path = tmp_path / "案件.csv"
    path.write_text(
        "任务号,问题来源,上报时间,处置截止时间,结案时间,大类名称,小类名称,所属区域,当前阶段\n"
        "A001,监督员上报,2025-10-01 08:00,2025-10-02 08:00,2025-10-01 13:00,"
        "市容环境,暴露垃圾,云栖区,[办结]\n",
        encoding="gb18030",
    )
    page = visitor(f"{serve(tmp_path / 'store').url}/imports")
    page.locator('input[type="file"]').set_input_files(str(path))
    page.get_by_role("button", name="导入 1 个文件").click()
    page.get_by_text("导入完成").wait_for(timeout=60_000)
    line = page.locator(".sheet").first.locator("tbody tr").inner_text()
    assert "案件.csv" in line


def test_a_download_holds_what_the_table_shows(city, visitor):
    page = visitor(f"{city}/districts")
    with page.expect_download() as found:
        page.get_by_role("button", name="下载 CSV").click()
    text = found.value.path().read_text(encoding="utf-8-sig")
    names = page.locator(".sheet tbody tr:not(.group) td:nth-child(2)").all_inner_texts()
    assert len(names) >= 8
    assert all(name in text for name in names)


def test_dark_and_light_follow_the_browser(city, visitor):
    shades = {
        scheme: visitor(f"{city}/districts", color_scheme=scheme).evaluate(
            "getComputedStyle(document.querySelector('h1.lead')).color"
        )
        for scheme in ("light", "dark")
    }
    assert shades["light"] != shades["dark"]
