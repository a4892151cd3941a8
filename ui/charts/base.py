"""What all charts share: the blank canvas, text widths, and the way onto a page."""

import unicodedata
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ui.theme import FONT, Palette

TEXT_SIZE = 16


def canvas(palette: Palette, height: int, **margins: int) -> go.Figure:
    """An empty figure: our font and ink, no grid, no hover, margins l, r, t, b in pixels."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0} | margins,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": TEXT_SIZE, "color": palette.ink},
        showlegend=False,
        hovermode=False,
        dragmode=False,
        bargap=0.35,
    )
    figure.update_xaxes(showgrid=False, zeroline=False, fixedrange=True, automargin=False)
    figure.update_yaxes(showgrid=False, zeroline=False, fixedrange=True, automargin=False)
    return figure


class Texts:
    """Texts of a figure, put there all at once: with each one that is added alone, Plotly checks
    all those before it again."""

    def __init__(self) -> None:
        self._texts: list[dict] = []

    def add(self, **annotation: Any) -> None:
        """One text, as `go.Figure.add_annotation` takes it; no arrow."""
        self._texts.append({"showarrow": False} | annotation)

    def put(self, figure: go.Figure) -> None:
        figure.update_layout(annotations=[*figure.layout.annotations, *self._texts])


def text_width(text: str, size: int = TEXT_SIZE) -> int:
    """About how many pixels a text takes: a Chinese character is one em, others half and a bit."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return round(size * (wide + 0.56 * (len(text) - wide)))


def widest(texts: list[str], size: int = TEXT_SIZE) -> int:
    """The width of the widest of some texts, 0 for none."""
    return max((text_width(text, size) for text in texts), default=0)


def nice_range(low: float, high: float) -> tuple[float, float, float]:
    """Start, end and step of an axis that shows low..high with four to eight round ticks."""
    span = max(high - low, 1e-9)
    for step in (s * 10.0**e for e in range(-3, 6) for s in (1, 2, 5)):
        if span / step <= 7:
            break
    start = step * (low // step)
    end = step * -(-high // step)
    return start, end, step


def escape(text: str) -> str:
    """Text for Plotly, which reads a few HTML tags in annotations."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def show(figure: go.Figure, key: str, alt: str) -> None:
    """Put a figure on the page; `alt` is the sentence that says the same without eyes."""
    st.plotly_chart(
        figure,
        theme=None,
        key=key,
        alt=alt,
        config={"displayModeBar": False, "responsive": True, "showTips": False},
    )
