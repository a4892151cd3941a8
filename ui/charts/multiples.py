"""Small multiples: many units over the same periods on one scale, each with its change."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_clicks, escape, linked
from ui.charts.drawn import drawn_once
from ui.format import missing
from ui.theme import Palette

PANEL = 132
HEAD = 44
GUTTER = 8  # pixels below a panel
PANEL_MOST = 10  # ems of a name over a panel


@dataclass(frozen=True)
class Panel:
    """A series (NaN for gaps) with its change in words, and where the panel leads, if anywhere."""

    name: str
    series: Sequence[float]
    change_text: str
    tone: str
    address: str = ""


@drawn_once
def small_multiples(
    panels: Sequence[Panel], palette: Palette, across: int, tall: int = PANEL
) -> go.Figure:
    """All panels share one scale; each is `tall` pixels high. Names stand inside the plot, above
    the lines, so that a click on one is a click on its panel."""
    down = -(-len(panels) // across)
    figure = canvas(palette, down * tall, t=0, b=0)
    values = [v for panel in panels for v in panel.series if not missing(v)]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    pad = (high - low or 1.0) * 0.12
    bottom, top_line = low - pad, high + pad
    full = bottom + (top_line - bottom) * (tall - GUTTER) / (tall - GUTTER - HEAD)
    gap = 0.25 / across
    wide = (0.99 - gap * (across - 1)) / across
    texts = FigureTexts()
    for i, panel in enumerate(panels):
        row, column = divmod(i, across)
        x0 = column * (wide + gap)
        top = 1 - row / down
        axis = "" if i == 0 else str(i + 1)
        figure.update_layout(
            {
                f"xaxis{axis}": {
                    "domain": [x0, x0 + wide],
                    "anchor": f"y{axis}",
                    "visible": False,
                    "range": [-0.4, len(panel.series) - 0.4],
                    "fixedrange": True,
                },
                f"yaxis{axis}": {
                    "domain": [top - 1 / down + GUTTER / (down * tall), top],
                    "anchor": f"x{axis}",
                    "visible": False,
                    "range": [bottom, full],
                    "fixedrange": True,
                },
            }
        )
        _panel(figure, texts, panel, palette, axis, x0, top)
        axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
        middle = (len(panel.series) - 1) / 2
        catch_clicks(figure, [middle], [(bottom + full) / 2], [panel.address], **axes)
    texts.put(figure)
    return figure


def _panel(
    figure: go.Figure,
    texts: FigureTexts,
    panel: Panel,
    palette: Palette,
    axis: str,
    x0: float,
    top: float,
) -> None:
    axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    values = list(panel.series)
    figure.add_scatter(
        y=values,
        mode="lines",
        line={"color": palette.faint, "width": 2},
        connectgaps=False,
        hoverinfo="skip",
        **axes,
    )
    figure.add_scatter(
        x=[len(values) - 1],
        y=values[-1:],
        mode="markers",
        marker={"size": 10, "color": palette.mark(panel.tone)},
        customdata=[panel.name],
        hoverinfo="none",
        cliponaxis=False,
        **axes,
    )
    head = {"xref": "paper", "yref": "paper", "y": top, "yanchor": "top"}
    name = linked(panel.name, panel.address, most=PANEL_MOST)
    texts.add(**head, x=x0, xanchor="left", text=name, font={"size": 15})
    texts.add(
        **head,
        x=x0,
        xanchor="left",
        yshift=-20,
        text=escape(panel.change_text),
        font={"size": 15, "color": palette.text(panel.tone)},
    )
