"""From the list of checks to the row of the export that one of them doubts, and back."""

import pytest

from data.reader import read_file

pytestmark = pytest.mark.browser


def test_a_check_leads_to_the_row_of_the_export(city, visitor, sample_exports):
    page = visitor(f"{city}/checks")
    page.locator("h1.lead", has_text="本版数据通过").wait_for(timeout=180_000)
    page.locator(".sheet a", has_text="日期先后").click()
    page.locator(".trail b", has_text="日期先后").wait_for()
    page.settle()
    assert "part=dates-order" in page.url
    table = page.locator(".sheet").first
    heads = table.locator("thead th").all_inner_texts()
    row = dict(
        zip(heads, table.locator("tbody tr").first.locator("td").all_inner_texts(), strict=True)
    )
    sheet = next(iter(read_file(sample_exports / row["文件"])))
    record = next(values for at, values in sheet.rows() if at == int(row["行"]))
    assert row["编号或名称"] in record

    page.locator(".trail a", has_text="数据核对").click()
    page.locator("h1.lead", has_text="本版数据通过").wait_for()
    assert "part=" not in page.url
