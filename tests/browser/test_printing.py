"""A page as PDF and as picture: what is on the screen, with its header line and all rows."""

import struct

import pytest

from ui.printing.drawn import Drawn
from ui.printing.paper import on_paper, paper_html
from ui.theme import LIGHT

pytestmark = pytest.mark.browser


def test_a_page_is_taken_away_as_pdf_and_as_picture(city, visitor, tmp_path):
    page = visitor(f"{city}/districts?period=2025-10")
    page.get_by_role("button", name="视图", exact=True).click()
    page.settle()
    for name, suffix in (("本页 PDF", "pdf"), ("本页图片", "png")):
        with page.expect_download(timeout=120_000) as coming:
            page.get_by_role("button", name=name).click()
        assert coming.value.suggested_filename == f"districts.{suffix}"
        coming.value.save_as(tmp_path / f"page.{suffix}")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
    picture = (tmp_path / "page.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert picture[1:4] == b"PNG" and width == 1600 and height > 600
    assert page.hosts == {"127.0.0.1"}


def test_what_is_on_paper_is_what_was_drawn(visitor, tmp_path):
    """Opened in a browser, the file has the header line, every row and the figure's own marks;
    what a name from a file says is no markup."""
    rows = "".join(f"<tr><td>row {n}</td></tr>" for n in range(40))
    figure = {"data": [{"type": "bar", "x": [1, 2], "y": [3, 4]}], "layout": {"height": 300}}
    pieces = [
        Drawn("<b>bold</b>", figure=figure),
        Drawn("all rows", table=lambda: f"<table>{rows}</table>"),
    ]
    html = paper_html("Title", "<b>2025-10</b> · n=9", pieces, LIGHT)
    assert on_paper(html, "pdf", 900).startswith(b"%PDF-")
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    page = visitor()
    page.goto(path.as_uri())
    page.wait_for_selector(".main-svg")
    assert page.locator("td").count() == 40 and page.locator(".bars .point").count() == 2
    assert "n=9" in page.locator(".facts").inner_text()
    assert page.locator("h2").first.inner_text() == "<b>bold</b>"
