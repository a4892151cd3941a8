"""Units by two measures, with the medians of both: four fields, each unit named."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import canvas, catch_clicks, cut_name, escape
from ui.charts.drawn import drawn_once
from ui.theme import Palette


@drawn_once
def quadrant_dots(
    rows: pd.DataFrame,
    palette: Palette,
    height: int,
    *,
    medians: tuple[float, float],
    titles: tuple[str, str],
) -> go.Figure:
    """`rows`: name, x, y, strong (drawn in the colour of what needs attention), address (where the
    dot leads) if there is one."""
    figure = canvas(palette, height, l=60, r=20, t=10, b=56)
    figure.add_scatter(
        x=rows["x"],
        y=rows["y"],
        mode="markers+text",
        text=[escape(cut_name(name)) for name in rows["name"]],
        textposition=name_sides(rows),
        textfont={"color": [palette.text("worse") if s else palette.ink for s in rows["strong"]]},
        marker={
            "size": 14,
            "opacity": 1,
            "color": [palette.worse if s else palette.neutral for s in rows["strong"]],
        },
        hoverinfo="none",
        cliponaxis=False,
    )
    if "address" in rows:
        catch_clicks(figure, rows["x"], rows["y"], rows["address"])
    line = {"color": palette.faint, "width": 1.5, "dash": "dot"}
    figure.add_vline(x=medians[0], line=line)
    figure.add_hline(y=medians[1], line=line)
    axis = {
        "showgrid": True,
        "gridcolor": palette.line,
        "tickfont": {"size": 14, "color": palette.grey},
    }
    title = {"size": 15, "color": palette.grey}
    figure.update_xaxes(
        **axis,
        range=_around(rows["x"], medians[0]),
        title={"text": escape(titles[0]), "font": title},
    )
    figure.update_yaxes(
        **axis,
        range=_around(rows["y"], medians[1]),
        title={"text": escape(titles[1]), "font": title},
    )
    return figure


def _around(values: pd.Series, median: float) -> list[float]:
    low, high = min(values.min(), median), max(values.max(), median)
    pad = 0.12 * ((high - low) or 1.0)
    return [low - pad, high + pad]


def name_sides(rows: pd.DataFrame, near: float = 0.12) -> list[str]:
    """Names stand over their dots, or under them where the place above is taken. near: how far
    (of the width) dots disturb each other."""
    wide = (rows["x"].max() - rows["x"].min()) or 1.0
    tall = (rows["y"].max() - rows["y"].min()) or 1.0
    points = list(rows[["x", "y"]].itertuples(index=False, name=None))
    return [
        "bottom center"
        if any(
            abs(x - a) < near * wide and 0 <= b - y < 0.12 * tall and (x, y) != (a, b)
            for a, b in points
        )
        else "top center"
        for x, y in points
    ]
