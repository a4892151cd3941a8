"""Funnel: units by how much was looked at and what it came to, between limits of chance."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import canvas, catch_clicks, cut_name, escape, nice_range
from ui.charts.drawn import drawn_once
from ui.charts.quadrant import name_sides
from ui.theme import Palette


@drawn_once
def funnel_dots(
    rows: pd.DataFrame,
    limits: Sequence[pd.DataFrame],
    centre: float,
    palette: Palette,
    height: int,
    *,
    titles: tuple[str, str],
) -> go.Figure:
    """`rows`: name, n, value, tone, address (where the dot leads) if there is one. limits: frames
    with n, low, high, the inner limits first."""
    figure = canvas(palette, height, l=64, r=24, t=12, b=58)
    for at, limit in enumerate(limits):
        for side in ("low", "high"):
            figure.add_scatter(
                x=limit["n"],
                y=limit[side],
                mode="lines",
                line={"color": palette.faint, "width": 1.5, "dash": "solid" if at else "dot"},
                hoverinfo="skip",
            )
    figure.add_hline(y=centre, line={"color": palette.grey, "width": 1.5})
    ink = [palette.ink if tone == "neutral" else palette.text(tone) for tone in rows["tone"]]
    figure.add_scatter(
        x=rows["n"],
        y=rows["value"],
        mode="markers+text",
        text=[escape(cut_name(name)) for name in rows["name"]],
        textposition=name_sides(rows.rename(columns={"n": "x", "value": "y"}), near=0.25),
        textfont={"color": ink},
        marker={"size": 13, "opacity": 1, "color": [palette.mark(tone) for tone in rows["tone"]]},
        hoverinfo="none",
        cliponaxis=False,
    )
    if "address" in rows:
        catch_clicks(figure, rows["n"], rows["value"], rows["address"])
    ends = [*rows["value"], *(v for limit in limits for v in (*limit["low"], *limit["high"]))]
    low, high, step = nice_range(min(ends), max(ends))
    axis = {
        "showgrid": True,
        "gridcolor": palette.line,
        "tickfont": {"size": 14, "color": palette.grey},
    }
    font = {"size": 15, "color": palette.grey}
    title = [{"text": escape(text), "font": font} for text in titles]
    n = limits[0]["n"]
    figure.update_xaxes(**axis, range=[n.min(), n.max()], title=title[0])
    figure.update_yaxes(**axis, range=[low, high], dtick=step, title=title[1])
    return figure
