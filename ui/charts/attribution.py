"""What a change is made of: bars to either side of zero, one panel for each comparison."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, text_width, widest
from ui.charts.drawn import drawn_once
from ui.theme import Palette

ROW = 29
HEAD = 48  # two lines
GAP = 10
BOLD = 1.12  # text widths are estimates, and bold text is wider


@dataclass(frozen=True)
class ChangePart:
    """A part of a change: for each panel its points and how they are written; total: a sum, in
    bold; and where the row leads, if anywhere."""

    name: str
    values: Sequence[float]
    texts: Sequence[str]
    total: bool = False
    address: str = ""


@drawn_once
def attribution_bars(
    rows: Sequence[ChangePart], panels: Sequence[tuple[str, str]], palette: Palette, size: int = 15
) -> go.Figure:
    """panels: the title of each, and a second line.

    All panels share one scale, so that a point is as long in each.
    """
    left = round(widest((row.name for row in rows), size) * BOLD) + GAP
    figure = canvas(palette, ROW * len(rows) + HEAD, l=left, t=HEAD)
    values = [0.0, *(value for row in rows for value in row.values)]
    low, high = min(values), max(values)
    room = max(text_width(text, size) for row in rows for text in row.texts) + GAP
    # room for the labels, in units of the values, taking a panel to be 240 pixels wide
    per_pixel = (high - low or 1.0) / max(240 - 2 * room, 60)
    span = [low - room * per_pixel, high + room * per_pixel]
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], visible=False)
    wide = (1 - 0.04 * (len(panels) - 1)) / len(panels)
    places = list(range(len(rows)))
    texts = FigureTexts()
    for i, (title, below) in enumerate(panels):
        axis = "" if i == 0 else str(i + 1)
        x0 = i * (wide + 0.04)
        box = {"domain": [x0, x0 + wide], "visible": False, "range": span, "fixedrange": True}
        figure.update_layout({f"xaxis{axis}": box | {"anchor": "y"}})
        moves = [row.values[i] for row in rows]
        fills = [palette.better if v > 0 else palette.worse for v in moves]
        figure.add_bar(
            x=moves,
            y=places,
            xaxis=f"x{axis}",
            orientation="h",
            width=0.54,
            marker={"color": fills},
            hoverinfo="none",
        )
        figure.add_scatter(
            x=[0, 0],
            y=[-0.5, len(rows) - 0.5],
            xaxis=f"x{axis}",
            mode="lines",
            line={"color": palette.faint, "width": 1},
            hoverinfo="skip",
        )
        catch_rows(figure, places, [row.address for row in rows], xaxis=f"x{axis}")
        texts.add(
            x=x0 + wide / 2,
            xref="paper",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=4,
            text=f"{escape(title)}<br>{escape(below)}",
            font={"size": size - 1, "color": palette.grey},
        )
        for place, row in enumerate(rows):
            value, text = row.values[i], escape(row.texts[i])
            side = -1 if value < 0 else 1
            texts.add(
                x=value,
                xref=f"x{axis}",
                y=place,
                xshift=6 * side,
                xanchor="left" if side > 0 else "right",
                text=f"<b>{text}</b>" if row.total else text,
                font={"size": size},
            )
    for place, row in enumerate(rows):
        name = linked(row.name, row.address)
        texts.add(
            x=0,
            xref="paper",
            xshift=-GAP,
            xanchor="right",
            y=place,
            text=f"<b>{name}</b>" if row.total else name,
            font={"size": size},
        )
    texts.put(figure)
    return figure
