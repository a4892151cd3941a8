"""One unit over the periods: its score with the 95 % interval, and its rank at each point."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_clicks, extent, nice_range
from ui.charts.drawn import drawn_once
from ui.theme import Palette

HEIGHT = 238


@drawn_once
def past_line(rows: pd.DataFrame, palette: Palette, tone: str = "neutral") -> go.Figure:
    """`rows`: period (label), score, low, high, rank_text; address (where the period
    leads), version (of the scheme: a dotted line where it changes) and noted (a quiet mark below
    the point, told below the chart) if there are any; oldest first, NaN where there is none.

    The last point has the tone of its change; ranks stand in a line of their own above.
    """
    figure = canvas(palette, HEIGHT, l=44, r=62, t=26, b=36)
    start, end, step = nice_range(*extent(rows[["score", "low", "high"]], (0.0, 100.0)))
    places = list(range(len(rows)))
    figure.update_xaxes(
        range=[-0.4, len(rows) - 0.6],
        tickvals=places,
        ticktext=list(rows["period"]),
        tickfont={"size": 12, "color": palette.grey},
        tickangle=0,
        ticklabelstandoff=7,  # clear of the lowest label of the other axis
    )
    figure.update_yaxes(
        range=[start, end],
        tick0=start,
        dtick=step,
        tickfont={"size": 13, "color": palette.grey},
        showgrid=True,
        gridcolor=palette.line,
    )
    for place in places[1:]:
        if "version" in rows and rows["version"].iloc[place] != rows["version"].iloc[place - 1]:
            line = {"color": palette.grey, "width": 1, "dash": "dot"}
            figure.add_vline(x=place - 0.5, line=line)  # the scheme changed
    for run in _runs(rows):
        part = rows.iloc[run]
        figure.add_scatter(
            x=[*run, *run[::-1]],
            y=[*part["high"], *part["low"][::-1]],
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=palette.line,
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=places,
        y=rows["score"],
        mode="lines+markers",
        line={"color": palette.grey, "width": 2},
        marker={"size": 6, "color": palette.grey},
        connectgaps=False,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=places[-1:],
        y=rows["score"].iloc[-1:],
        mode="markers",
        marker={"size": 13, "color": palette.mark(tone)},
        cliponaxis=False,
        hoverinfo="skip",
    )
    if "address" in rows:
        catch_clicks(figure, places, rows["score"].fillna(start), rows["address"])
    texts = FigureTexts()
    for place, rank in zip(places, rows["rank_text"], strict=True):
        if rank:
            last = place == places[-1]
            texts.add(
                x=place,
                y=1,
                yref="paper",
                yshift=16,
                text=f"<b>{rank}</b>" if last else rank,
                font={"size": 14, "color": palette.ink if last else palette.grey},
            )
    for place, mark in zip(places, rows.get("noted", ()), strict=False):
        if mark:
            font = {"size": 13, "color": palette.grey}
            texts.add(x=place, y=0, yref="paper", yshift=9, text=mark, font=font)
    texts.put(figure)
    return figure


def _runs(rows: pd.DataFrame) -> list[list[int]]:
    """Places of the periods with an interval, each unbroken run on its own."""
    runs: list[list[int]] = [[]]
    for place, known in enumerate(rows["low"].notna() & rows["score"].notna()):
        if known:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
