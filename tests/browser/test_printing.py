"""A page as PDF and as picture: what is on the screen, with its header line and all rows."""

import io
import re
import shutil
import struct
import subprocess
from collections import Counter
from functools import partial

import pytest
from PIL import Image

from ui.printing.drawn import Drawn
from ui.printing.paper import main_chart, on_paper, paper_html
from ui.theme import LIGHT

pytestmark = pytest.mark.browser
PDF_TEXT = shutil.which("pdftotext")


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG, in pixels."""
    assert picture[1:4] == b"PNG"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_a_page_is_taken_away_as_pdf_and_as_picture(city, visitor, tmp_path):
    page = visitor(f"{city}/districts?period=2025-10")
    page.get_by_role("button", name="视图", exact=True).click()
    page.settle()
    sizes = {}
    for name, file in (
        ("本页 PDF", "districts.pdf"),
        ("本页图片", "districts.png"),
        ("主图 PNG", "districts-chart.png"),
    ):
        with page.expect_download(timeout=120_000) as coming:
            page.get_by_role("button", name=name).click()
        assert coming.value.suggested_filename == file
        coming.value.save_as(tmp_path / file)
        if file.endswith("png"):
            sizes[file] = size_of((tmp_path / file).read_bytes())
    assert (tmp_path / "districts.pdf").read_bytes().startswith(b"%PDF-")
    (width, height), (same, chart) = sizes.values()
    assert width == same == 1600 and height > 600
    assert 300 < chart <= height
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
    assert on_paper(html, "pdf").startswith(b"%PDF-")
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    page = visitor()
    page.goto(path.as_uri())
    page.wait_for_selector(".main-svg")
    assert page.locator("td").count() == 40 and page.locator(".bars .point").count() == 2
    assert "n=9" in page.locator(".facts").inner_text()
    assert page.locator("h2").first.inner_text() == "<b>bold</b>"


def test_a_picture_is_as_tall_as_what_it_shows():
    """Neither long sentences nor tall charts are cut: the last line stands in the picture."""
    last = '<p style="background:#ff0000;height:30px;margin:0">&nbsp;</p>'
    words = "<p>" + "很长的一句话，" * 400 + "</p>"
    for many in (1, 40):
        whole = words * many + last
        html = paper_html("Title", "", [Drawn("", table=partial(str, whole))], LIGHT)
        picture = Image.open(io.BytesIO(on_paper(html, "png"))).convert("RGB")
        red = [y for y in range(picture.height) if picture.getpixel((800, y)) == (255, 0, 0)]
        assert len(red) >= 28 and 0 < picture.height - red[-1] < 60


def test_the_main_chart_is_the_first_with_its_heading():
    figure = {"data": [], "layout": {}}
    head, first, second = Drawn("head"), Drawn("said", figure=figure), Drawn("2", figure=figure)
    listed = Drawn("", table=lambda: "<table></table>")
    assert main_chart([listed, head, first, second]) == [head, first]
    assert main_chart([head, listed, second, first]) == [head, second]
    assert main_chart([head, listed, listed, first]) == [first]
    assert main_chart([head, listed]) == []


@pytest.mark.skipif(PDF_TEXT is None, reason="no pdftotext here to read a PDF")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_of_the_notice_stands_on_its_paper(city, visitor, tmp_path, lang):
    """As often as on the page, the headings of a table once more on its next sheet. Nothing leads
    anywhere."""
    page = visitor(f"{city}/bulletins?period=2025-10&lang={lang}")
    shown = figures(page.locator(".st-key-notice").inner_text())
    line = figures(page.locator(".facts").inner_text())
    heads = figures(" ".join(page.locator(".st-key-notice th").all_inner_texts()))
    page.get_by_role("button", name="视图" if lang == "zh" else "Views", exact=True).click()
    page.settle()
    with page.expect_download(timeout=120_000) as coming:
        page.get_by_role("button", name="PDF").click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    read = subprocess.run([str(PDF_TEXT), "-layout", path, "-"], capture_output=True, check=True)
    assert shown.total() > 300
    found = figures(read.stdout.decode())
    assert not shown + line - found
    assert set(found - shown - line) <= set(heads)
    assert b"/URI" not in path.read_bytes()


def figures(text: str) -> Counter[str]:
    """Every number of a text, and how often it stands there."""
    return Counter(re.findall(r"\d[\d,]*(?:\.\d+)?", text))
