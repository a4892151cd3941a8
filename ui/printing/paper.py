"""A page on paper: one HTML file of its charts and tables, turned into a PDF or a picture by the
browser of this machine. Without a browser there is neither; documents do not need one."""

import json
import os
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
_ROW, _HEAD = 40, 150  # pixels of a row of a table, and of what stands above the first chart


class NoPictureError(Exception):
    """There is no browser on this machine, or it did not answer."""


def print_buttons(page: str) -> None:
    """Two buttons for what the page has drawn; nothing where it has drawn nothing, a quiet line
    where the machine has no browser to draw with."""
    facts, pieces = drawn_on_page()
    if not pieces:
        return
    if browser_path() is None:
        put(note(t("print-no-browser")))
        return
    title, palette = t(f"page-{page}"), current_palette()

    def made(form: PaperForm) -> bytes:
        html = paper_html(title, facts, pieces, palette)
        tables = [piece.table() for piece in pieces if piece.table is not None]
        return on_paper(html, form, height_of(pieces, tables))

    download(t("print-pdf"), lambda: made("pdf"), f"{page}.pdf", "application/pdf", "print-pdf")
    download(t("print-png"), lambda: made("png"), f"{page}.png", "image/png", "print-png")


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
        f"<script>for (const [id, figure] of Object.entries({plots})) "
        "Plotly.newPlot(id, figure.data, figure.layout, {staticPlot: true});</script></body></html>"
    )


def on_paper(html: str, form: PaperForm, height: int) -> bytes:
    """The file as a PDF, or as a picture of so many pixels. Raises NoPictureError."""
    browser = browser_path()
    if browser is None:
        raise NoPictureError("no browser")
    with TemporaryDirectory() as folder:
        page, made = Path(folder) / "page.html", Path(folder) / f"page.{form}"
        page.write_text(html, encoding="utf-8")
        asked = (
            [f"--print-to-pdf={made}", "--no-pdf-header-footer"]
            if form == "pdf"
            else [f"--screenshot={made}", f"--window-size={WIDTH},{height}"]
        )
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-background-networking",
            f"--user-data-dir={folder}/profile",
            "--virtual-time-budget=10000",
            *asked,
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses to run as root with it
        try:
            subprocess.run(
                [*command, page.as_uri()], capture_output=True, timeout=SECONDS, check=False
            )
            return made.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoPictureError(f"{error}") from error


def height_of(pieces: Sequence[Drawn], tables: Sequence[str]) -> int:
    """About how tall the page is, in pixels."""
    charts = sum(
        int((piece.figure["layout"].get("height") or 400) + 70)
        for piece in pieces
        if piece.figure is not None
    )
    rows = sum(markup.count("<tr") + 2 for markup in tables)
    return _HEAD + charts + _ROW * rows


def _piece(number: int, piece: Drawn) -> str:
    inside = f'<div id="chart-{number}"></div>' if piece.figure is not None else ""
    table = piece.table() if piece.table is not None else ""
    title = f"<h2>{escape(piece.title)}</h2>" if piece.title else ""
    return f"<section>{title}{inside}{table}</section>"


def _plain(value: object) -> object:
    """Arrays of a figure as lists."""
    return value.tolist() if hasattr(value, "tolist") else str(value)


_PAPER = """
@page { size: A4 landscape; margin: 12mm; }
body { font-family: FONT; background: var(--ground); color: var(--ink); margin: 24px; }
h1 { font-size: 26px; margin: 0; } h2 { font-size: 18px; margin: 18px 0 4px; font-weight: 600; }
section { break-inside: avoid-page; } thead { display: table-header-group; }
section:has(table) { break-inside: auto; } tr { break-inside: avoid; }
.scroll { overflow: visible; } .sheet { font-size: 14px; } .sheet a { text-decoration: none; }
"""
