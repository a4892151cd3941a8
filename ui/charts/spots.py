"""Places where they lie: numbered dots on plain coordinates, alone or on outlines."""

from math import hypot

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import canvas, catch_clicks
from ui.charts.placing import Dot
from ui.charts.plane import Scale, box_of, fit
from ui.theme import Palette

SMALL, LARGE = 22, 42  # diameters in pixels
FEW = 5  # where no place has so many, dots stay small
DIGIT = 6  # pixels: half of a number's width
PAD = 0.1  # of the longer side, around the outermost dots


def numbered_spots(spots: pd.DataFrame, palette: Palette, height: int) -> go.Figure:
    """Dots alone, in a frame, both axes in one scale."""
    figure = canvas(palette, height, l=2, r=2, t=2, b=2)
    box = box_of(spots["x"], spots["y"])
    draw_spots(figure, spots, palette, Scale(box, round(height / (1 + 2 * PAD))))
    if "address" in spots:
        catch_clicks(figure, spots["x"], spots["y"], spots["address"])
    edge = {"showline": True, "mirror": True, "linecolor": palette.line}
    fit(figure, box, PAD)
    figure.update_xaxes(showticklabels=False, **edge)
    figure.update_yaxes(showticklabels=False, **edge)
    return figure


def draw_spots(figure: go.Figure, spots: pd.DataFrame, palette: Palette, scale: Scale) -> None:
    """`spots`: x, y, n, number (text in the dot), strong, address; the last is drawn on top.

    Dots grow with n by their area.
    """
    dots = dots_of(spots, scale)
    figure.add_scatter(
        x=spots["x"],
        y=spots["y"],
        mode="markers+text",
        text=_legible(spots["number"].tolist(), dots),
        textfont={
            "size": 15,
            "color": [palette.ground if strong else palette.ink for strong in spots["strong"]],
        },
        marker={
            "size": [2 * radius for _, _, radius in dots],
            "color": [palette.neutral if strong else palette.band for strong in spots["strong"]],
            "opacity": 1,
            "line": {"width": 1.5, "color": palette.ground},
        },
        hoverinfo="none",
        cliponaxis=False,
    )


def dots_of(spots: pd.DataFrame, scale: Scale) -> list[Dot]:
    """Where the dots are and how large, in pixels."""
    most = max([FEW, *spots["n"]])
    return [
        (*scale.at(x, y), max(SMALL, LARGE * (n / most) ** 0.5) / 2)
        for x, y, n in zip(spots["x"], spots["y"], spots["n"], strict=True)
    ]


def _legible(numbers: list[str], dots: list[Dot]) -> list[str]:
    """The numbers, but none that a dot which is drawn later covers."""
    shown = []
    for i, (number, (x, y, _)) in enumerate(zip(numbers, dots, strict=True)):
        over = any(hypot(x - a, y - b) < radius + DIGIT for a, b, radius in dots[i + 1 :])
        shown.append("" if over else number)
    return shown
