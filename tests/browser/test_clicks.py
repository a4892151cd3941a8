"""Clicks on charts lead on and Back returns; the link of every view restores it elsewhere."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

# Page, what it is asked for, where in the first chart a click falls (shares of its plot), and what
# the address then says.
CLICKS = {
    "problems": ("part=heat", (0.97, 0.04), {"component": "findings", "category": None}),
    "complaints": ("part=quadrant", (0.5, 0.5), {"unit": None, "kind": "district"}),
    "ledger": ("part=ageing", (0.95, 0.06), {"state": "overdue", "band": "0"}),
    "targets": ("", (0.99, 0.05), {"unit": None}),
}
VIEWS = (
    "",
    "districts?group=城郊组",
    "departments",
    "unit?unit=东屏区",
    "unit?unit=东屏区&component=grid_on_time&part=denominator",
    "problems?part=trend&source=cases&unit=云栖区",
    "problems?component=findings&category=店外经营&unit=柳溪县",
    "complaints?part=repeats&unit=东屏区&lang=en",
    "ledger?state=overdue&band=7&issuer=示例市城管局",
    "ledger?part=pace",
    "targets?part=goals&group=城区组",
    "scheme?lang=en",
    "checks?state=open",
)


def click_in(page, share: tuple[float, float]) -> None:
    """Click on a place of the first chart, given as shares of its plot."""
    box = page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    x, y = (
        box[at] + box[size] * s
        for at, size, s in zip("xy", ("width", "height"), share, strict=True)
    )
    before = page.locator("h1.lead").inner_text()
    page.mouse.click(x, y)
    page.wait_for_function(
        "before => (document.querySelector('h1.lead') ?? {}).innerText !== before", arg=before
    )
    page.settle()


def asked(url: str) -> dict[str, str]:
    """What an address asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def said(page, sentence: str) -> None:
    """Wait until the page says a sentence at its head, and has settled."""
    page.locator("h1.lead", has_text=sentence).wait_for()
    page.settle()


def shown(page) -> str:
    """All that the page says once its charts are drawn, these among it, and nothing more comes."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
        ".every(e => e.querySelector('.nsewdrag'))"
    )
    page.settle()
    return page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').innerText + "
        "[...document.querySelectorAll('.js-plotly-plot')].map(e => e.textContent).join()"
    )


def test_a_click_beside_a_dot_opens_the_unit_and_is_not_repeated(city, visitor):
    page = visitor(f"{city}/?period=2025-10")
    before = page.locator("h1.lead").inner_text()
    pointer = page.locator(".js-plotly-plot .nsewdrag").first
    assert pointer.evaluate("e => getComputedStyle(e).cursor") == "pointer"
    click_in(page, (0.02, 0.99))
    assert asked(page.url)["unit"] == "柳溪县" and asked(page.url)["period"] == "2025-10"
    assert page.locator("h1.lead").inner_text().startswith("柳溪县")
    for _ in range(2):  # a click that has been answered does not come back with the page
        page.go_back()
        said(page, before)
        assert "/unit" not in page.url
        page.go_forward()
        said(page, "柳溪县以")


@pytest.mark.parametrize("name", CLICKS)
def test_a_drill_page_opens_leads_on_returns_and_speaks_english(city, visitor, name):
    query, share, expected = CLICKS[name]
    page = visitor(f"{city}/{name}?period=2025-10&{query}")
    sentence = page.locator("h1.lead").inner_text()
    click_in(page, share)
    found = asked(page.url)
    for field, code in expected.items():
        assert found[field] and code in (None, found[field])
    assert page.locator("h1.lead").inner_text() != sentence
    page.go_back()
    said(page, sentence)
    page.get_by_text("EN", exact=True).click()
    page.wait_for_url(re.compile("lang=en"))
    page.settle()
    assert re.search("[a-z]{3}", page.locator("h1.lead").inner_text())
    assert page.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("view", VIEWS)
def test_the_link_of_every_view_restores_it_in_another_browser(city, visitor, view):
    here = visitor(f"{city}/{view}")
    there = visitor(here.url)
    assert there.url == here.url
    assert shown(there) == shown(here)


def appears(locator, seconds: float = 8) -> bool:
    for _ in range(int(2 * seconds)):
        if locator.count():
            return True
        locator.page.wait_for_timeout(500)
    return False


def test_chosen_rows_of_the_ledger_are_chosen_through_its_link(city, visitor):
    page = visitor(f"{city}/ledger?state=overdue")
    letter = page.get_by_role("button", name="生成督办单（1 项）")
    page.get_by_test_id("stDataFrame").locator("canvas").first.wait_for()
    for _ in range(4):  # the grid is a picture: a click before it is drawn meets nothing
        box = page.get_by_test_id("stDataFrame").bounding_box()
        page.mouse.click(box["x"] + 16, box["y"] + 54)
        if appears(letter):
            break
    letter.wait_for()
    page.settle()
    assert asked(page.url)["chosen"]
    second = visitor(page.url)
    second.get_by_role("button", name="生成督办单（1 项）").wait_for()
    assert asked(second.url)["chosen"] == asked(page.url)["chosen"]
