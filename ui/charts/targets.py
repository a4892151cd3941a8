"""Tasks against the half-time line: how much is done, beside how much of the time is gone."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, widest
from ui.charts.drawn import drawn_once
from ui.theme import Palette

ROW = 31
GAP = 12
HEAD = 26


@dataclass(frozen=True)
class Task:
    """How much of a task is done and of its time is gone (percent), the text behind the bar, and
    where the row leads, if anywhere."""

    name: str
    done: float
    gone: float
    text: str
    behind: bool
    address: str = ""


@drawn_once
def task_bars(rows: Sequence[Task], palette: Palette, *, gone_text: str) -> go.Figure:
    """A bar that ends left of its mark is behind the half-time line. All share a scale to 100 %."""
    size = 16
    left = widest((row.name for row in rows), size) + 2 * GAP
    right = widest((row.text for row in rows), size) + 2 * GAP
    figure = canvas(palette, ROW * len(rows) + HEAD, l=left, r=right, t=HEAD)
    places = list(range(len(rows)))
    end = max([100.0, *(row.done for row in rows)])
    figure.add_bar(x=[end] * len(rows), y=places, orientation="h", width=0.5, hoverinfo="none",
                   marker={"color": palette.line})  # fmt: skip
    figure.add_bar(
        x=[row.done for row in rows],
        y=places,
        orientation="h",
        width=0.5,
        marker={"color": [palette.worse if row.behind else palette.better for row in rows]},
        hoverinfo="none",
    )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, end])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    catch_rows(figure, places, [row.address for row in rows])
    label = {"yanchor": "middle", "font": {"size": size}}
    texts = FigureTexts()
    for place, row in enumerate(rows):
        mark = {"color": palette.ink, "width": 2}
        figure.add_shape(
            type="line", x0=row.gone, x1=row.gone, y0=place - 0.42, y1=place + 0.42, line=mark
        )
        name = linked(row.name, row.address)
        texts.add(**label, x=0, y=place, xanchor="right", xshift=-GAP, text=name)
        texts.add(
            **label, x=1, xref="paper", y=place, xanchor="left", xshift=GAP, text=escape(row.text)
        )
    texts.add(
        x=rows[0].gone, y=-0.5, yanchor="bottom", text=escape(gone_text),
        font={"size": 15, "color": palette.grey},
    )  # fmt: skip
    texts.put(figure)
    return figure
