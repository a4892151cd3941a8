"""A few lines over one axis, each labelled at its end; no legend to look up."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import TEXT_SIZE, FigureTexts, canvas, cut_name, escape, nice_range, widest
from ui.charts.drawn import drawn_once
from ui.theme import Palette

GAP = 12
APART = 20  # pixels between two labels, at least


@dataclass(frozen=True)
class Line:
    """One line: x and y as they are drawn, what is written at its end, its weight, and a colour of
    its own where lines are told apart by it."""

    x: list
    y: list[float]
    label: str
    strong: bool = False
    steps: bool = False
    dashed: bool = False
    colour: str = ""


@drawn_once
def labelled_lines(
    lines: list[Line],
    palette: Palette,
    height: int,
    *,
    ticks: tuple[list, list[str]],
    from_zero: bool = True,
    suffix: str = "",
    mark: float | None = None,
    upright: float | None = None,
) -> go.Figure:
    """`lines` on one scale; ticks: where the x axis is labelled, and how; mark, upright:
    a height and a place on the x axis that are worth a dotted line."""
    right = widest([line.label for line in lines], TEXT_SIZE) + 2 * GAP
    figure = canvas(palette, height, l=58, r=right, t=12, b=34, pad=6)
    values = pd.Series([y for line in lines for y in line.y], dtype=float).dropna()
    low, high, step = nice_range(
        0.0 if from_zero or values.empty else values.min(), 1.0 if values.empty else values.max()
    )
    for line in lines:
        figure.add_scatter(
            x=line.x,
            y=line.y,
            mode="lines",
            line={
                "color": line.colour or (palette.better if line.strong else palette.faint),
                "width": 3 if line.strong or line.colour else 2,
                "shape": "hv" if line.steps else "linear",
                "dash": "dot" if line.dashed else "solid",
            },
            hoverinfo="none",
        )
    texts = FigureTexts()
    for line, shift in zip(lines, _shifts(lines, (high - low) / (height - 46)), strict=True):
        texts.add(
            x=line.x[-1],
            y=line.y[-1],
            text=escape(cut_name(line.label)),
            xanchor="left",
            xshift=GAP / 2,
            yshift=shift,
            font={"color": line.colour or (palette.better_text if line.strong else palette.grey)},
        )
    texts.put(figure)
    dotted = {"color": palette.grey, "width": 1.5, "dash": "dot"}
    if mark is not None:
        figure.add_hline(y=mark, line=dotted)
    if upright is not None:
        figure.add_vline(x=upright, line=dotted)
    axis = {"tickfont": {"size": 14, "color": palette.grey}}
    places = [x for line in lines for x in line.x]
    figure.update_xaxes(
        range=[min(places), max(places)], tickvals=ticks[0], ticktext=ticks[1], **axis
    )
    figure.update_yaxes(
        range=[low, high], dtick=step, showgrid=True, gridcolor=palette.line, ticksuffix=suffix,
        **axis,
    )  # fmt: skip
    return figure


def _shifts(lines: list[Line], per_pixel: float) -> list[float]:
    """How far labels move up, in pixels, so that none covers another."""
    order = sorted(range(len(lines)), key=lambda i: lines[i].y[-1])
    shifts, floor = [0.0] * len(lines), float("-inf")
    for i in order:
        at = lines[i].y[-1] / per_pixel
        shifts[i] = max(0.0, floor - at)
        floor = at + shifts[i] + APART
    return shifts
