"""The whole meeting walked by keys at 1280x720, as it is shared: every step fits and is legible."""

import docx
import openpyxl
import pptx
import pytest

pytestmark = pytest.mark.browser

# The smallest letters of a step that are read, and what stands outside the window.
_SEEN = """() => {
  const main = document.querySelector(".st-key-briefing");
  const seen = (e) => e.getBoundingClientRect().width > 0;
  const texts = [...main.querySelectorAll("li, td, h1, .step-figures b, .step-figures span")];
  const small = texts.filter(seen).map((e) => parseFloat(getComputedStyle(e).fontSize));
  const bar = document.querySelector(".step-bar").getBoundingClientRect().top;
  const low = [...main.querySelectorAll("table, .main-svg, .step-figures, ul.said")]
    .filter(seen).map((e) => e.getBoundingClientRect().bottom);
  const wide = document.querySelector('[data-testid="stMain"]');
  return {smallest: Math.min(...small), lowest: Math.max(...low) - bar,
          rows: Math.max(0, ...[...main.querySelectorAll("tbody")].map((e) => e.rows.length)),
          overflow: wide.scrollWidth - wide.clientWidth};
}"""


def _step(page) -> str:
    return page.locator(".step-head b").inner_text()


def test_the_meeting_is_walked_by_keys(city, visitor):
    page = visitor(f"{city}/briefing?period=2025-10", 1280, 720)
    number, of = (int(part) for part in _step(page).split("/"))
    assert number == 1 and of >= 10
    titles = []
    for place in range(1, of + 1):
        assert _step(page) == f"{place} / {of}"
        titles.append(page.locator(".step-head h1").inner_text())
        seen = page.evaluate(_SEEN)
        assert seen["smallest"] >= 16 and seen["rows"] <= 8, (titles[-1], seen)
        assert seen["lowest"] <= 0 and seen["overflow"] <= 0, (titles[-1], seen)
        page.locator('[data-testid="stHeader"]').wait_for(state="hidden")
        if place < of:
            page.keyboard.press("PageDown" if place % 2 else "ArrowRight")
            page.settle()
    assert titles[0] == "要点" and titles[-1] == "表态发言名单"
    assert "step=statement" in page.url
    page.keyboard.press("ArrowRight")  # after the last nothing follows
    page.settle()
    assert _step(page) == f"{of} / {of}"
    page.keyboard.press("ArrowLeft")
    page.settle()
    assert _step(page) == f"{of - 1} / {of}"
    page.get_by_role("link", name="退出").click()
    page.settle()
    assert "/overview" in page.url
    page.locator('[data-testid="stHeader"]').wait_for()
    assert "period=2025-10" in page.url and "step=" not in page.url
    assert page.hosts == {"127.0.0.1"}


def test_after_a_change_of_the_scheme_the_ranking_fits_as_well(city, visitor):
    page = visitor(f"{city}/briefing?period=2025-07&step=ranking", 1280, 720)
    assert "办法换过版" in page.locator(".step-said").inner_text()
    assert page.evaluate(_SEEN)["lowest"] <= 0


def test_a_link_opens_its_step_and_a_mark_another(city, visitor):
    page = visitor(f"{city}/briefing?period=2025-10&step=problems&lang=en", 1280, 720)
    assert page.locator(".step-head h1").inner_text() == "Problems"
    page.locator(".step-bar nav a").first.click()
    page.settle()
    assert page.locator(".step-head h1").inner_text() == "In short"
    page.go_back()
    page.settle()
    assert page.locator(".step-head h1").inner_text() == "Problems"


def test_printed_each_step_has_a_page_of_its_own(city, visitor):
    page = visitor(f"{city}/briefing?period=2025-10&step=all", 1280, 720)
    page.emulate_media(media="print")
    steps = page.locator(".step-head").count()
    pages = page.pdf(landscape=True, format="A4").count(b"/Type /Page\n")
    assert steps >= 10 and steps <= pages <= steps + 2


def test_the_big_screen_turns_by_itself_and_keeps_one_entry(city, visitor):
    page = visitor(f"{city}/briefing?period=2025-10&kiosk=1", 1280, 720)
    entries = page.evaluate("history.length")
    for _ in range(3):  # what the clock does, sooner
        before = _step(page)
        page.evaluate('document.querySelector("a.step-after").click()')
        page.settle()
        assert _step(page) != before
    assert page.evaluate("history.length") == entries
    assert page.evaluate("Boolean(window.shirongClock)")


def test_the_documents_of_a_notice_are_downloaded_and_opened(city, visitor, tmp_path):
    page = visitor(f"{city}/bulletins?period=2025-10")
    opened = {}
    for name in ("Word", "Excel", "PowerPoint"):
        with page.expect_download(timeout=60_000) as coming:
            page.get_by_role("button", name=name).click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        opened[path.suffix] = path
    text = "\n".join(p.text for p in docx.Document(str(opened[".docx"])).paragraphs)
    assert "东屏区" in text and "城市管理考核月通报" in text
    assert openpyxl.load_workbook(opened[".xlsx"]).sheetnames
    slides = pptx.Presentation(str(opened[".pptx"])).slides
    assert len(slides) > 10
