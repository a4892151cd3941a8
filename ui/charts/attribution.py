"""What a change is made of: bars to either side of zero, one panel for each comparison."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, text_width, widest
from ui.theme import Palette

ROW = 29
HEAD = 48  # two lines
GAP = 10
BOLD = 1.12  # text widths are estimates, and bold text is wider


def attribution_bars(
    rows: pd.DataFrame, panels: list[tuple[str, str]], palette: Palette, size: int = 15
) -> go.Figure:
    """`rows`: name, and for each panel's number i value_i, text_i; total (bool: the sum, in bold);
    address (where the row leads) if there is one. panels: the title of each, and a second line.

    All panels share one scale, so that a point is as long in each.
    """
    left = round(widest(list(rows["name"]), size) * BOLD) + GAP
    figure = canvas(palette, ROW * len(rows) + HEAD, l=left, t=HEAD)
    values = rows[[f"value_{i}" for i in range(len(panels))]]
    reach = float(values.abs().max().max()) or 1.0
    low, high = min(float(values.min().min()), 0.0), max(float(values.max().max()), 0.0)
    room = max(text_width(t, size) for i in range(len(panels)) for t in rows[f"text_{i}"]) + GAP
    # room for the labels, in units of the values, taking a panel to be 240 pixels wide
    per_pixel = (high - low or reach) / max(240 - 2 * room, 60)
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
        moves = rows[f"value_{i}"]
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
        catch_rows(figure, places, rows, xaxis=f"x{axis}")
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
        for place, row in zip(places, rows.to_dict("records"), strict=True):
            value, text = row[f"value_{i}"], row[f"text_{i}"]
            side = -1 if value < 0 else 1
            texts.add(
                x=value,
                xref=f"x{axis}",
                y=place,
                xshift=6 * side,
                xanchor="left" if side > 0 else "right",
                text=f"<b>{escape(text)}</b>" if row["total"] else escape(text),
                font={"size": size},
            )
    for place, row in zip(places, rows.itertuples(), strict=True):
        name = linked(row.name, getattr(row, "address", ""))
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
