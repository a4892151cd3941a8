"""Control charts: many series side by side, each between its own limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_clicks, escape, extent, linked
from ui.charts.drawn import drawn_once
from ui.theme import Palette

PANEL = 158
HEAD = 46
GUTTER = 10
PANEL_MOST = 11  # ems of a name over a panel


@dataclass(frozen=True)
class ControlPanel:
    """A series (a frame with value, centre, low, high, signal, segment) with a word on it, and
    where the panel leads, if anywhere."""

    name: str
    word: str
    tone: str
    series: pd.DataFrame
    address: str = ""


@drawn_once
def control_panels(panels: Sequence[ControlPanel], palette: Palette, across: int) -> go.Figure:
    """All panels share one scale. Values with a signal are coloured like the panel's word, or
    ringed where they are past; limits begin anew where a version of the scheme does."""
    down = -(-len(panels) // across)
    figure = canvas(palette, down * PANEL)
    joined = pd.concat([panel.series for panel in panels])
    low, high = extent(joined[["value", "low", "high"]], (0.0, 1.0))
    pad = (high - low or 1.0) * 0.06
    bottom, top_line = low - pad, high + pad
    full = bottom + (top_line - bottom) * (PANEL - GUTTER) / (PANEL - GUTTER - HEAD)
    gap = 0.2 / across
    wide = (0.995 - gap * (across - 1)) / across
    texts = FigureTexts()
    for i, panel in enumerate(panels):
        row, column = divmod(i, across)
        x0, top = column * (wide + gap), 1 - row / down
        axis = "" if i == 0 else str(i + 1)
        x_axis = {"domain": [x0, x0 + wide], "anchor": f"y{axis}", "visible": False}
        x_axis |= {"range": [-0.6, len(panel.series) - 0.4], "fixedrange": True}
        y_axis = {"domain": [top - 1 / down + GUTTER / (down * PANEL), top], "visible": False}
        y_axis |= {"anchor": f"x{axis}", "range": [bottom, full], "fixedrange": True}
        figure.update_layout({f"xaxis{axis}": x_axis, f"yaxis{axis}": y_axis})
        axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
        _panel(figure, panel.series, panel.tone, palette, axes)
        middle = (len(panel.series) - 1) / 2
        catch_clicks(figure, [middle], [(bottom + full) / 2], [panel.address], **axes)
        head = {"xref": "paper", "yref": "paper", "x": x0, "y": top}
        head |= {"yanchor": "top", "xanchor": "left"}
        name = linked(panel.name, panel.address, most=PANEL_MOST)
        texts.add(**head, text=name, font={"size": 15})
        word = {"size": 15, "color": palette.text(panel.tone)}
        texts.add(**head, yshift=-20, text=escape(panel.word), font=word)
    texts.put(figure)
    return figure


def _panel(
    figure: go.Figure, series: pd.DataFrame, tone: str, palette: Palette, axes: Mapping[str, str]
) -> None:
    places = list(range(len(series)))
    quiet = {"hoverinfo": "skip", "connectgaps": False, **axes}
    for _, part in series.reset_index(drop=True).groupby("segment"):
        for column, dash in (("low", "solid"), ("centre", "dot"), ("high", "solid")):
            line = {"color": palette.line if column != "centre" else palette.band, "width": 2}
            ends = [part.index[0] - 0.4, part.index[-1] + 0.4]
            figure.add_scatter(
                x=ends, y=[part[column].iloc[0]] * 2, mode="lines", line=line | {"dash": dash},
                **quiet,
            )  # fmt: skip
    figure.add_scatter(
        x=places,
        y=series["value"],
        mode="lines",
        line={"color": palette.faint, "width": 2},
        **quiet,
    )
    flagged = [at for at, signal in enumerate(series["signal"]) if signal]
    figure.add_scatter(
        x=flagged,
        y=series["value"].iloc[flagged],
        mode="markers",
        marker={"size": 10, "symbol": "circle-open", "line": {"width": 2}, "color": palette.ink},
        cliponaxis=False,
        **quiet,
    )
    figure.add_scatter(
        x=places[-1:],
        y=series["value"].iloc[-1:],
        mode="markers",
        marker={"size": 10, "color": palette.mark(tone)},
        cliponaxis=False,
        **quiet,
    )
