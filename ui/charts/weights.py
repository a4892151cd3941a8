"""What a score is made of: one bar, each component as wide as its weight."""

from collections.abc import Sequence

import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, escape, text_width
from ui.charts.drawn import drawn_once
from ui.theme import Palette

HEIGHT = 84


@drawn_once
def weight_bar(parts: Sequence[tuple[str, float]], palette: Palette) -> go.Figure:
    """`parts`: name and weight of each component, in the scheme's order."""
    figure = canvas(palette, HEIGHT)
    total = sum(weight for _, weight in parts) or 1.0
    start = 0.0
    texts = FigureTexts()
    for i, (name, weight) in enumerate(parts):
        figure.add_shape(
            type="rect",
            x0=start,
            x1=start + weight,
            y0=0,
            y1=0.42,
            line={"width": 2, "color": palette.ground},
            fillcolor=palette.better,
            opacity=1 - 0.62 * i / max(len(parts), 1),
        )
        narrow = text_width(name, 15) > weight / total * 1000
        texts.add(
            x=start,
            y=0.52,
            xanchor="left",
            yanchor="bottom",
            text=f"<b>{weight:g}</b>" + ("" if narrow else f"  {escape(name)}"),
            font={"size": 16},
        )
        start += weight
    figure.update_xaxes(visible=False, range=[0, total])
    figure.update_yaxes(visible=False, range=[0, 1])
    texts.put(figure)
    return figure
