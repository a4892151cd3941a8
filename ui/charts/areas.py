"""A map without tiles: outlines of units filled by a rate, and places as numbered dots on them."""

from collections.abc import Sequence
from itertools import chain
from math import dist

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import canvas, catch_clicks, escape, linked
from ui.charts.drawn import drawn_once
from ui.charts.placing import Dot, Point, along, clear_point, text_box
from ui.charts.plane import Box, Scale, box_of, fit_frame
from ui.charts.spots import draw_spots
from ui.theme import Palette

NAME, VALUE = 15, 14  # sizes of text in pixels
PAD = 0.02  # of the larger side, around what is shown


@drawn_once
def area_map(areas: pd.DataFrame, spots: pd.DataFrame, palette: Palette, height: int) -> go.Figure:
    """Outlines, names and dots in one scale; degrees are drawn as wide as they are there.

    `areas`: x, y (lists of corners, NaN between rings), colour (empty: no data, hatched), label_x,
    label_y (where the name stands if no dot does), name, text (under the name), address (of the
    name), opens (address of the area), inside_x, inside_y (lists: points all over the area, where
    it may be clicked or named), context (drawn, but neither filled nor named). `spots`: as
    `draw_spots` takes them.
    """
    figure = canvas(palette, height)
    shown = areas[~areas["context"]]
    box = _box(shown)
    for area in areas.sort_values("context", ascending=False).to_dict("records"):
        figure.add_scatter(
            x=area["x"],
            y=area["y"],
            mode="lines",
            line={"width": 1.5, "color": palette.line if area["context"] else palette.faint},
            hoverinfo="skip",
            **({} if area["context"] else _fill(area["colour"], palette)),
        )
    scale = Scale(box, height)
    dots = draw_spots(figure, spots, palette, scale)
    names = [_name(area, scale, dots, palette) for area in shown.to_dict("records")]
    figure.update_layout(annotations=[name for name in names if name])
    _catch(figure, shown, spots, [scale.back(x, y) for x, y, _ in dots])
    fit_frame(figure, box, PAD)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return figure


def _box(areas: pd.DataFrame) -> Box:
    return box_of(chain(*areas["x"]), chain(*areas["y"]))


def _fill(colour: str, palette: Palette) -> dict:
    if colour:
        return {"fill": "toself", "fillcolor": colour}
    hatch = {"shape": "/", "size": 8, "solidity": 0.2, "fgcolor": palette.faint}
    return {"fill": "toself", "fillpattern": hatch | {"bgcolor": palette.ground}}


def _name(area: dict, scale: Scale, dots: Sequence[Dot], palette: Palette) -> dict | None:
    """The name and its figure where there is room, the name alone where there is less."""
    middle = (area["label_x"], area["label_y"])
    inside = zip(area["inside_x"], area["inside_y"], strict=True)
    points = [middle, *sorted(inside, key=lambda point: dist(point, middle))]
    places = [scale.at(x, y) for x, y in points]
    border = along([scale.at(x, y) for x, y in zip(area["x"], area["y"], strict=True)])
    name, value = (area["name"], NAME), (area["text"], VALUE)
    for lines in ([name, value] if area["text"] else [name], [name]):
        at, clear = clear_point(places, border, dots, *text_box(lines))
        if clear:
            below = f'<br><span style="font-size:{VALUE}px">{escape(area["text"])}</span>'
            return {
                "x": points[at][0],
                "y": points[at][1],
                "text": linked(area["name"], area["address"]) + (below if value in lines else ""),
                "showarrow": False,
                "font": {"size": NAME, "color": palette.ink},
            }
    return None


def _catch(
    figure: go.Figure, areas: pd.DataFrame, spots: pd.DataFrame, drawn: Sequence[Point]
) -> None:
    """A click opens the nearest dot, or else the area that it falls into."""
    x, y, addresses = [x for x, _ in drawn], [y for _, y in drawn], list(spots["address"])
    for area in areas.to_dict("records"):
        x += area["inside_x"]
        y += area["inside_y"]
        addresses += [area["opens"]] * len(area["inside_x"])
    catch_clicks(figure, x, y, addresses)
