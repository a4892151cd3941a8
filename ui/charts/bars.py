"""Horizontal bars from zero, sorted, labelled directly; only what is worth seeing is coloured."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, widest
from ui.theme import Palette

ROW = 31
GAP = 10
SLACK = 8  # text widths are estimates


def labelled_bars(rows: pd.DataFrame, palette: Palette, size: int = 16) -> go.Figure:
    """`rows`: name, value (>= 0), value_text, extra_text, tone, address (where the row
    leads) if there is one; drawn in the order given.

    Only what got worse is coloured; all else is context.
    """
    left = widest(list(rows["name"]), size) + GAP + SLACK
    value = widest(list(rows["value_text"]), size) + GAP
    extra = widest(list(rows["extra_text"]), size - 1)
    figure = canvas(palette, ROW * len(rows) + 6, l=left, r=value + extra + GAP + SLACK)
    places = list(range(len(rows)))
    fills = [palette.worse if tone == "worse" else palette.band for tone in rows["tone"]]
    figure.add_bar(
        x=rows["value"],
        y=places,
        orientation="h",
        width=0.56,
        marker={"color": fills},
        customdata=rows["name"],
        hoverinfo="none",
    )
    figure.update_xaxes(visible=False, range=[0, max(rows["value"].max(), 1e-9)])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    catch_rows(figure, places, rows)
    texts = FigureTexts()
    for place, row in zip(places, rows.itertuples(), strict=True):
        name = linked(row.name, getattr(row, "address", ""))
        label = {"y": place, "yanchor": "middle"}
        texts.add(**label, x=0, xshift=-GAP, xanchor="right", text=name, font={"size": size})
        texts.add(
            **label,
            x=row.value,
            xshift=8,
            xanchor="left",
            text=escape(row.value_text),
            font={"size": size},
        )
        texts.add(
            **label,
            x=row.value,
            xshift=8 + value,
            xanchor="left",
            text=escape(row.extra_text),
            font={"size": size - 1, "color": palette.text(row.tone)},
        )
    texts.put(figure)
    return figure
