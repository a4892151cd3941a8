"""From the full marks down to the score: floating bars on a zoomed axis, each labelled."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, nice_range, widest
from ui.theme import Palette

ROW = 34
TOP = 30  # where the axis is written
GAP = 12
BOLD = 1.12  # text widths are estimates, and bold text is wider


def waterfall(rows: pd.DataFrame, palette: Palette, size: int = 16, most: int = 420) -> go.Figure:
    """`rows`: name, start, end, text, total (bool: the full marks and the score), address (where
    the row leads) if there is one; in order.

    Losses are orange, gains blue; totals are grey marks, for on a zoomed axis a bar from its edge
    would have no length of its own.
    """
    left = round(widest(list(rows["name"]), size) * BOLD) + GAP
    right = round(widest(list(rows["text"]), size) * BOLD) + GAP
    height = min(ROW, max(24, most // max(len(rows), 1)))
    figure = canvas(palette, height * len(rows) + TOP, l=left, r=right, t=TOP)
    low = float(rows[["start", "end"]].min().min())
    high = float(rows[["start", "end"]].max().max())
    start, end, step = nice_range(low, high)
    pad = (end - start) * 0.02
    figure.update_xaxes(
        range=[start - pad, end + pad],
        tick0=start,
        dtick=step,
        tickfont={"size": 14, "color": palette.grey},
        showgrid=True,
        gridcolor=palette.line,
        side="top",
    )
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], visible=False)
    places = list(range(len(rows)))
    links_x: list[float | None] = []
    links_y: list[float | None] = []
    for place in places[1:]:
        at = float(rows["start"].iloc[place])
        links_x += [at, at, None]
        links_y += [place - 1, place, None]
    thin = {"color": palette.faint, "width": 1}
    figure.add_scatter(x=links_x, y=links_y, mode="lines", line=thin, hoverinfo="skip")
    moves = rows["end"] - rows["start"]
    figure.add_bar(
        x=moves,
        base=rows["start"],
        y=places,
        orientation="h",
        width=0.56,
        marker={"color": [palette.better if m > 0 else palette.worse for m in moves]},
        hoverinfo="none",
    )
    totals = rows[rows["total"]]
    figure.add_scatter(
        x=totals["end"],
        y=[place for place in places if rows["total"].iloc[place]],
        mode="markers",
        marker={"size": 15, "color": palette.neutral},
        cliponaxis=False,
        hoverinfo="none",
    )
    catch_rows(figure, places, rows)
    texts = FigureTexts()
    for place, row in zip(places, rows.itertuples(), strict=True):
        label = {"y": place, "yanchor": "middle"}
        tone = palette.ink if row.total or row.end == row.start else palette.text("worse")
        if row.end > row.start:
            tone = palette.text("better")
        bold = ("<b>", "</b>") if row.total else ("", "")
        texts.add(
            **label,
            x=0,
            xref="paper",
            xshift=-GAP,
            xanchor="right",
            text=bold[0] + linked(row.name, getattr(row, "address", "")) + bold[1],
            font={"size": size},
        )
        texts.add(
            **label,
            x=1,
            xref="paper",
            xshift=right,
            xanchor="right",
            text=bold[0] + escape(row.text) + bold[1],
            font={"size": size, "color": tone},
        )
    texts.put(figure)
    return figure
