"""Horizontal bars from zero, sorted, labelled directly; only what is worth seeing is coloured."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, widest
from ui.charts.drawn import drawn_once
from ui.theme import Palette

ROW = 31
GAP = 10
SLACK = 8  # text widths are estimates


@dataclass(frozen=True)
class Bar:
    """A name with its value (>= 0), what is written behind the bar and after that, and where the
    row leads, if anywhere."""

    name: str
    value: float
    text: str
    extra: str
    tone: str = "neutral"
    address: str = ""


@drawn_once
def labelled_bars(
    rows: Sequence[Bar], palette: Palette, size: int = 16, height: int = ROW
) -> go.Figure:
    """Drawn in the order given. Only what got worse is coloured; all else is context. size, height:
    of the letters and of a row, in pixels."""
    left = widest((row.name for row in rows), size) + GAP + SLACK
    value = widest((row.text for row in rows), size) + GAP
    extra = widest((row.extra for row in rows), size - 1)
    figure = canvas(palette, height * len(rows) + 6, l=left, r=value + extra + GAP + SLACK)
    places = list(range(len(rows)))
    fills = [palette.worse if row.tone == "worse" else palette.band for row in rows]
    figure.add_bar(
        x=[row.value for row in rows],
        y=places,
        orientation="h",
        width=0.56,
        marker={"color": fills},
        customdata=[row.name for row in rows],
        hoverinfo="none",
    )
    figure.update_xaxes(visible=False, range=[0, max([1e-9, *(row.value for row in rows)])])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    catch_rows(figure, places, [row.address for row in rows])
    texts = FigureTexts()
    for place, row in enumerate(rows):
        name = linked(row.name, row.address)
        label = {"y": place, "yanchor": "middle"}
        texts.add(**label, x=0, xshift=-GAP, xanchor="right", text=name, font={"size": size})
        texts.add(
            **label,
            x=row.value,
            xshift=8,
            xanchor="left",
            text=escape(row.text),
            font={"size": size},
        )
        texts.add(
            **label,
            x=row.value,
            xshift=8 + value,
            xanchor="left",
            text=escape(row.extra),
            font={"size": size - 1, "color": palette.text(row.tone)},
        )
    texts.put(figure)
    return figure
