"""On the map a click on an area opens its streets, and nobody outside is asked for tiles."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser


def test_a_click_on_a_district_shows_its_streets(city, visitor):
    page = visitor(f"{city}/problems?part=places&source=findings&period=2025-10")
    name = page.locator(".js-plotly-plot .annotation text", has_text="青坪县").first
    name.wait_for()
    box = name.bounding_box()
    page.mouse.click(box["x"] - 40, box["y"] + box["height"] / 2)
    page.wait_for_url(lambda url: "unit=" in url, timeout=30_000)
    page.settle()
    assert parse_qs(urlsplit(page.url).query)["unit"] == ["青坪县"]
    assert page.locator(".js-plotly-plot .annotation text", has_text="翠坪镇").count()
    assert page.hosts == {"127.0.0.1"}
