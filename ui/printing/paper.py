"""A page on paper: one HTML file of its charts and tables, or of its main chart alone, which the
browser of this machine turns into a PDF or a picture. Without a browser there is neither; documents
do not need one."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from plotly.offline import get_plotlyjs

from ui.download import download
from ui.i18n import t
from ui.markup import note, put
from ui.printing.drawn import Drawn, drawn_on_page
from ui.theme import FONT, Palette, current_palette, stylesheet

PaperForm = Literal["pdf", "png"]
WIDTH = 1600  # pixels of a picture
SECONDS = 90  # that a browser may take
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_BEGUN = 1000  # pixels of a window before it is known how tall the page is
_TALL = re.compile(r'<html[^>]* data-tall="(\d+)"')


class NoPictureError(Exception):
    """There is no browser on this machine, or it did not answer."""


def print_buttons(page: str) -> None:
    """Buttons for what the page has drawn, and for its main chart where it has one; nothing where
    it has drawn nothing, a quiet line where the machine has no browser to draw with."""
    facts, pieces = drawn_on_page()
    if not pieces:
        return
    if browser_path() is None:
        put(note(t("print-no-browser")))
        return
    title, palette = t(f"page-{page}"), current_palette()

    def made(shown: Sequence[Drawn], form: PaperForm) -> bytes:
        return on_paper(paper_html(title, facts, shown, palette), form)

    pdf, png = "application/pdf", "image/png"
    download(t("print-pdf"), lambda: made(pieces, "pdf"), f"{page}.pdf", pdf, "print-pdf")
    download(t("print-png"), lambda: made(pieces, "png"), f"{page}.png", png, "print-png")
    if chart := main_chart(pieces):
        name = f"{page}-chart.png"
        download(t("print-chart"), lambda: made(chart, "png"), name, png, "print-chart")


def main_chart(pieces: Sequence[Drawn]) -> list[Drawn]:
    """The first chart of a page, after its heading if it has one (between the two stands the table
    of the chart); nothing where there is none."""
    at = next((at for at, piece in enumerate(pieces) if piece.figure is not None), None)
    if at is None:
        return []
    before = [piece for piece in pieces[max(at - 2, 0) : at] if piece.table is None]
    return [*before[-1:], pieces[at]]


@cache
def browser_path() -> str | None:
    """The browser that draws on paper: CHROMIUM_PATH, or the first that the machine has."""
    named = os.environ.get("CHROMIUM_PATH")
    return named or next((path for name in _NAMES if (path := shutil.which(name))), None)


def paper_html(title: str, facts: str, pieces: Sequence[Drawn], palette: Palette) -> str:
    """The page as one file that asks nobody for anything. facts: markup of our own."""
    body = "".join(_piece(number, piece) for number, piece in enumerate(pieces))
    figures = {
        f"chart-{number}": piece.figure
        for number, piece in enumerate(pieces)
        if piece.figure is not None
    }
    plots = json.dumps(figures, ensure_ascii=False, default=_plain).replace("<", "\\u003c")
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"{stylesheet(palette)}<style>{_PAPER.replace('FONT', FONT)}</style></head><body>"
        f'<h1>{escape(title)}</h1><p class="facts">{facts}</p>{body}'
        f"<script>{get_plotlyjs()}</script>"
        f"<script>const plots = {plots};{_DRAW}</script></body></html>"
    )


def on_paper(html: str, form: PaperForm) -> bytes:
    """The file as a PDF, or as a picture as tall as it is. Raises NoPictureError."""
    browser = browser_path()
    if browser is None:
        raise NoPictureError("no browser")
    with TemporaryDirectory() as folder:
        page, made = Path(folder) / "page.html", Path(folder) / f"page.{form}"
        page.write_text(html, encoding="utf-8")

        def run(*asked: str) -> str:
            command = [*_command(browser, folder), *asked, page.as_uri()]
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
            return done.stdout.decode("utf-8", "replace")

        try:
            if form == "pdf":
                run(f"--print-to-pdf={made}", "--no-pdf-header-footer")
            else:
                tall = _TALL.search(run("--dump-dom", f"--window-size={WIDTH},{_BEGUN}"))
                if tall is None:
                    raise NoPictureError("the page was not drawn")
                run(f"--screenshot={made}", f"--window-size={WIDTH},{tall[1]}")
            return made.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoPictureError(f"{error}") from error


def _command(browser: str, folder: str) -> list[str]:
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--hide-scrollbars",
        "--disable-background-networking",
        f"--user-data-dir={folder}/profile",
        "--virtual-time-budget=10000",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium refuses to run as root with it
    return command


def _piece(number: int, piece: Drawn) -> str:
    inside = f'<div id="chart-{number}"></div>' if piece.figure is not None else ""
    table = piece.table() if piece.table is not None else ""
    title = f"<h2>{escape(piece.title)}</h2>" if piece.title else ""
    return f"<section>{title}{inside}{table}</section>"


def _plain(value: object) -> object:
    """Arrays of a figure as lists."""
    return value.tolist() if hasattr(value, "tolist") else str(value)


# Draws the charts, lets nothing lead anywhere, and says how tall the page is.
_DRAW = """
Promise.all(Object.entries(plots).map(([id, figure]) =>
  Plotly.newPlot(id, figure.data, figure.layout, {staticPlot: true}))).then(() => {
    for (const link of document.querySelectorAll("a")) {
      link.removeAttribute("href");
      link.removeAttribute("xlink:href");
    }
    const root = document.documentElement;
    root.dataset.tall = Math.ceil(document.body.getBoundingClientRect().bottom) + 24;
  });
"""

_PAPER = """
@page { size: A4 landscape; margin: 12mm; }
body { font-family: FONT; background: var(--ground); color: var(--ink); margin: 24px; }
h1 { font-size: 26px; margin: 0; } h2 { font-size: 18px; margin: 18px 0 4px; font-weight: 600; }
section { break-inside: avoid-page; } thead { display: table-header-group; }
tfoot { display: table-row-group; }
h2, .section, .said, .table-title { break-after: avoid; }
section:has(table) { break-inside: auto; } tr { break-inside: avoid; }
.scroll { overflow: visible; } .sheet { font-size: 14px; } .sheet a { text-decoration: none; }
"""
