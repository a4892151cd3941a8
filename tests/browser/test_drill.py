"""From the city down to the very row of the export file, and the same table through its link."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from data.reader import read_file

pytestmark = pytest.mark.browser


def follow(page, link) -> None:
    before = page.locator("h1.lead").inner_text()
    link.click(force=True)  # Plotly lays a second link to the same address over a linked text
    page.wait_for_function(
        "before => (document.querySelector('h1.lead') ?? {}).innerText !== before", arg=before
    )
    page.settle()


def cells(page, row: int = 0) -> dict[str, str]:
    """A row of the first table by its headings."""
    table = page.locator(".sheet").first
    heads = table.locator("thead th").all_inner_texts()
    values = table.locator("tbody tr").nth(row).locator("td").all_inner_texts()
    return dict(zip(heads, values, strict=True))


def test_from_the_overview_to_the_row_of_the_export(city, visitor, sample_exports):
    page = visitor(f"{city}/?period=2025-09&scheme=sample-district")
    follow(page, page.locator(".js-plotly-plot a").filter(has_text="东屏区").first)
    assert "/unit" in page.url and page.locator("h1.lead").inner_text().startswith("东屏区")
    assert parse_qs(urlsplit(page.url).query)["period"] == ["2025-09"]

    follow(page, page.locator(".sheet a", has_text=re.compile("^按期结案$")).last)
    assert "component=grid_on_time" in page.url
    row = cells(page)
    sheet = next(iter(read_file(sample_exports / row["文件"])))
    number = int(row["行"].replace(",", ""))
    record = next(values for at, values in sheet.rows() if at == number)
    assert row["案号"] in record

    second = visitor(page.url)
    assert second.locator(".sheet").first.inner_text() == page.locator(".sheet").first.inner_text()

    page.go_back()
    page.locator("h1.lead", has_text="东屏区以").wait_for()
    assert "component" not in page.url


def test_a_team_is_reached_from_its_district_in_the_same_language(city, visitor):
    page = visitor(f"{city}/unit?unit=云栖区&period=2025-10&lang=en")
    follow(page, page.locator(".sheet a", has_text="云栖区执法一中队"))
    assert "lang=en" in page.url
    assert page.locator("h1.lead").inner_text().startswith("云栖区执法一中队")
    follow(page, page.locator(".trail a", has_text=re.compile("^Yunqi$")))
    assert page.locator("h1.lead").inner_text().startswith("Yunqi is")


def test_the_rows_can_be_taken_away(city, visitor):
    page = visitor(f"{city}/unit?unit=云栖区&period=2025-10&component=grid_on_time")
    with page.expect_download() as found:
        page.get_by_role("button", name="下载 CSV").click()
    text = found.value.path().read_text(encoding="utf-8-sig")
    assert cells(page)["案号"] in text
    assert len(text.splitlines()) - 1 == page.locator(".sheet").first.locator("tbody tr").count()
