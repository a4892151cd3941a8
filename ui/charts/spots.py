"""Places where they lie: numbered dots on plain coordinates, alone or on outlines."""

from itertools import combinations
from math import hypot

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import canvas, catch_clicks
from ui.charts.drawn import drawn_once
from ui.charts.placing import Dot
from ui.charts.plane import Scale, box_of, fit_frame
from ui.theme import Palette

SMALL, LARGE = 22, 42  # diameters in pixels of dots with a number
SMALLEST = 12  # of those without
FEW = 5  # where no place has so many, dots stay small
OVERLAP = 0.85  # dots may cover each other by the rest
ROUNDS = 40
PAD = 0.1  # of the longer side, around the outermost dots


@drawn_once
def numbered_spots(spots: pd.DataFrame, palette: Palette, height: int) -> go.Figure:
    """Dots alone, in a frame, both axes in one scale."""
    figure = canvas(palette, height, l=2, r=2, t=2, b=2)
    box = box_of(spots["x"], spots["y"])
    scale = Scale(box, round(height / (1 + 2 * PAD)))
    drawn = [scale.back(x, y) for x, y, _ in draw_spots(figure, spots, palette, scale)]
    if "address" in spots:
        catch_clicks(figure, [x for x, _ in drawn], [y for _, y in drawn], list(spots["address"]))
    edge = {"showline": True, "mirror": True, "linecolor": palette.line}
    fit_frame(figure, box, PAD)
    figure.update_xaxes(showticklabels=False, **edge)
    figure.update_yaxes(showticklabels=False, **edge)
    return figure


def draw_spots(figure: go.Figure, spots: pd.DataFrame, palette: Palette, scale: Scale) -> list[Dot]:
    """`spots`: x, y, n, number (text in the dot), strong, address; the last is drawn on top.

    Dots grow with n by their area. Those with a number are moved apart until each can be read.
    Gives where the dots are drawn, in pixels.
    """
    dots = _apart(_dots(spots, scale), spots["strong"].tolist())
    drawn = [scale.back(x, y) for x, y, _ in dots]
    figure.add_scatter(
        x=[x for x, _ in drawn],
        y=[y for _, y in drawn],
        mode="markers+text",
        text=spots["number"],
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
    return dots


def _dots(spots: pd.DataFrame, scale: Scale) -> list[Dot]:
    """Where the places are and how large their dots, in pixels."""
    most = max([FEW, *spots["n"]])
    return [
        (*scale.at(x, y), max(SMALL if strong else SMALLEST, LARGE * (n / most) ** 0.5) / 2)
        for x, y, n, strong in zip(spots["x"], spots["y"], spots["n"], spots["strong"], strict=True)
    ]


def _apart(dots: list[Dot], numbered: list[bool]) -> list[Dot]:
    """The dots with a number pushed apart, two and two, until none covers another's number."""
    moved = [list(dot) for dot in dots]
    pairs = list(combinations([dot for dot, own in zip(moved, numbered, strict=True) if own], 2))
    for _ in range(ROUNDS):
        for a, b in pairs:
            gap = hypot(b[0] - a[0], b[1] - a[1])
            push = (OVERLAP * (a[2] + b[2]) - gap) / 2
            if push > 0:
                right, up = ((b[0] - a[0]) / gap, (b[1] - a[1]) / gap) if gap else (1.0, 0.0)
                a[0], a[1] = a[0] - push * right, a[1] - push * up
                b[0], b[1] = b[0] + push * right, b[1] + push * up
    return [(x, y, radius) for x, y, radius in moved]
