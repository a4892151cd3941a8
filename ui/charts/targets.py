"""Tasks against the half-time line: how much is done, beside how much of the time is gone."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, widest
from ui.theme import Palette

ROW = 31
GAP = 12
HEAD = 26


def task_bars(rows: pd.DataFrame, palette: Palette, *, gone_text: str) -> go.Figure:
    """`rows`: name, done (percent of the whole task), gone (percent of the time), text, behind,
    address (where the row leads) if there is one.

    A bar that ends left of its mark is behind the half-time line. All bars share a scale to 100 %.
    """
    size = 16
    left = widest(list(rows["name"]), size) + 2 * GAP
    right = widest(list(rows["text"]), size) + 2 * GAP
    figure = canvas(palette, ROW * len(rows) + HEAD, l=left, r=right, t=HEAD)
    places = list(range(len(rows)))
    end = max(100.0, float(rows["done"].max()))
    figure.add_bar(x=[end] * len(rows), y=places, orientation="h", width=0.5, hoverinfo="none",
                   marker={"color": palette.line})  # fmt: skip
    figure.add_bar(
        x=rows["done"],
        y=places,
        orientation="h",
        width=0.5,
        marker={"color": [palette.worse if b else palette.better for b in rows["behind"]]},
        hoverinfo="none",
    )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, end])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    catch_rows(figure, places, rows)
    label = {"yanchor": "middle", "font": {"size": size}}
    texts = FigureTexts()
    for place, row in zip(places, rows.itertuples(), strict=True):
        mark = {"color": palette.ink, "width": 2}
        figure.add_shape(
            type="line", x0=row.gone, x1=row.gone, y0=place - 0.42, y1=place + 0.42, line=mark
        )
        name = linked(row.name, getattr(row, "address", ""))
        texts.add(**label, x=0, y=place, xanchor="right", xshift=-GAP, text=name)
        texts.add(
            **label, x=1, xref="paper", y=place, xanchor="left", xshift=GAP, text=escape(row.text)
        )
    first = float(rows["gone"].iloc[0])
    texts.add(
        x=first, y=-0.5, yanchor="bottom", text=escape(gone_text),
        font={"size": 15, "color": palette.grey},
    )  # fmt: skip
    texts.put(figure)
    return figure
