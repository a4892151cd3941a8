"""What all charts share: the blank canvas, text widths, and the way onto a page."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ui import links
from ui.charts.drawn import CLICKS, DrawnFigure
from ui.format import ems, shorten
from ui.i18n import name_shown
from ui.printing.drawn import Drawn, remember
from ui.theme import FONT, Palette

TEXT_SIZE = 16
CHART_NAME_MOST = 20  # Chinese characters of a name in a chart


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


class FigureTexts:
    """Texts of a figure, put there all at once: with each one that is added alone, Plotly checks
    all those before it again."""

    def __init__(self) -> None:
        self._texts: list[dict[str, Any]] = []

    def add(self, **annotation: Any) -> None:
        """One text, as `go.Figure.add_annotation` takes it; no arrow."""
        self._texts.append({"showarrow": False} | annotation)

    def put(self, figure: go.Figure) -> None:
        figure.update_layout(annotations=[*figure.layout.annotations, *self._texts])


def text_width(text: str, size: int = TEXT_SIZE) -> int:
    """About how many pixels a text takes: a Chinese character is one em, others half and a bit."""
    return round(size * ems(text))


def widest(texts: Iterable[str], size: int = TEXT_SIZE) -> int:
    """The width of the widest of some names, cut as charts cut them; 0 for none."""
    return max((text_width(cut_name(text), size) for text in texts), default=0)


def cut_name(name: str, most: float = CHART_NAME_MOST) -> str:
    """A name as the language calls it and a chart has room for it (ems); its whole stands in the
    table beside the chart."""
    return shorten(name_shown(name), most)


def extent(values: pd.DataFrame, otherwise: tuple[float, float]) -> tuple[float, float]:
    """The lowest and the highest number of a frame; otherwise: where it has none."""
    numbers = values.to_numpy(float, na_value=np.nan)
    known = numbers[~np.isnan(numbers)]
    return (float(known.min()), float(known.max())) if known.size else otherwise


def nice_range(low: float, high: float, most: int = 7) -> tuple[float, float, float]:
    """Start, end and step of an axis that shows low..high in at most so many round steps; of one
    value alone some space around it, below nothing no more."""
    if high == low:
        low, high = low - min(1, low) if low >= 0 else low - 1, high + 1
    span = max(high - low, 1e-9)
    for step in (s * 10.0**e for e in range(-3, 6) for s in (1, 2, 5)):
        if span / step <= most:
            break
    start = step * (low // step)
    end = step * -(-high // step)
    return start, end, step


def escape(text: str) -> str:
    """Text for Plotly, which reads a few HTML tags in annotations."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(text: str, address: str, quiet: bool = False, most: float = CHART_NAME_MOST) -> str:
    """A name for Plotly, cut and escaped; a link where there is an address. quiet: without
    underline."""
    text = escape(cut_name(text, most))
    if not address:
        return text
    style = ' style="text-decoration:none"' if quiet else ""
    return f'<a href="{escape(address)}" target="_self"{style}>{text}</a>'


def catch_clicks(
    figure: go.Figure,
    x: Iterable[float],
    y: Iterable[float],
    addresses: Iterable[str],
    **axes: str,
) -> None:
    """Let a click on a subplot lead to the address of the nearest of these places.

    What is drawn are invisible marks: the nearest one takes a click wherever it falls, so that bars
    and dots need not be hit exactly. Places without an address take none.
    """
    places = [at for at in zip(x, y, addresses, strict=True) if at[2]]
    if not places:
        return
    unseen = {"marker": {"opacity": 0}}
    figure.add_scatter(
        x=[at[0] for at in places],
        y=[at[1] for at in places],
        customdata=[at[2] for at in places],
        mode="markers",
        hoverinfo="none",
        name=CLICKS,
        cliponaxis=False,
        selected=unseen,
        unselected=unseen,
        **unseen,
        **axes,
    )
    figure.update_layout(hoverdistance=-1)  # no click is too far from the nearest


def catch_rows(
    figure: go.Figure, places: Iterable[float], addresses: Sequence[str], **axes: str
) -> None:
    """Let a click on a row of a figure lead to its address, if it has one."""
    low, high = figure.layout[axes.get("xaxis", "x").replace("x", "xaxis", 1)].range
    catch_clicks(figure, [(low + high) / 2] * len(addresses), places, addresses, **axes)


def show_chart(figure: DrawnFigure, key: str, alt: str) -> None:
    """Put a figure on the page; `alt` is the sentence that says the same without eyes.

    A click on a figure that catches clicks leads where the place says.
    """
    remember(Drawn(alt, figure=figure.to_dict()))
    config = {"displayModeBar": False, "responsive": True, "showTips": False}
    if not figure.catches_clicks:
        st.plotly_chart(figure, theme=None, key=key, alt=alt, config=config)
        return
    # A click is answered once. Then the figure has another key, so that neither Back nor the next
    # run finds it again.
    clicks = f"clicks on {key}"
    turn = st.session_state.get(clicks, 0)
    event = st.plotly_chart(
        figure,
        theme=None,
        key=f"click-{key}-{turn}",
        alt=alt,
        config=config,
        on_select="rerun",
        selection_mode="points",
    )
    points = event["selection"]["points"]
    if points:
        st.session_state[clicks] = turn + 1
        links.go(str(points[0]["customdata"]))
