"""From the full marks down to the score: floating bars on a zoomed axis, each labelled."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, nice_range, widest
from ui.charts.drawn import drawn_once
from ui.theme import Palette

ROW = 34
TOP = 30  # where the axis is written
GAP = 12
BOLD = 1.12  # text widths are estimates, and bold text is wider


@dataclass(frozen=True)
class Step:
    """A loss or a gain, or a total (the full marks, the score): from where to where the score
    goes, the points of it as a number and as text, and where the row leads, if anywhere."""

    name: str
    start: float
    end: float
    points: float
    text: str
    total: bool = False
    address: str = ""


@drawn_once
def waterfall(
    steps: Sequence[Step], palette: Palette, size: int = 16, most: int = 420
) -> go.Figure:
    """Losses are orange, gains blue; totals are grey marks, for on a zoomed axis a bar from its
    edge would have no length of its own."""
    left = round(widest((step.name for step in steps), size) * BOLD) + GAP
    right = round(widest((step.text for step in steps), size) * BOLD) + GAP
    height = min(ROW, max(24, most // max(len(steps), 1)))
    figure = canvas(palette, height * len(steps) + TOP, l=left, r=right, t=TOP)
    ends = [end for step in steps for end in (step.start, step.end)]
    start, end, tick = nice_range(min(ends), max(ends))
    pad = (end - start) * 0.02
    figure.update_xaxes(
        range=[start - pad, end + pad],
        tick0=start,
        dtick=tick,
        tickfont={"size": 14, "color": palette.grey},
        showgrid=True,
        gridcolor=palette.line,
        side="top",
    )
    figure.update_yaxes(range=[len(steps) - 0.5, -0.5], visible=False)
    places = list(range(len(steps)))
    links_x: list[float | None] = []
    links_y: list[float | None] = []
    for place in places[1:]:
        links_x += [steps[place].start, steps[place].start, None]
        links_y += [place - 1, place, None]
    thin = {"color": palette.faint, "width": 1}
    figure.add_scatter(x=links_x, y=links_y, mode="lines", line=thin, hoverinfo="skip")
    moves = [step.end - step.start for step in steps]
    figure.add_bar(
        x=moves,
        base=[step.start for step in steps],
        y=places,
        orientation="h",
        width=0.56,
        marker={"color": [palette.better if m > 0 else palette.worse for m in moves]},
        hoverinfo="none",
    )
    figure.add_scatter(
        x=[step.end for step in steps if step.total],
        y=[place for place in places if steps[place].total],
        mode="markers",
        marker={"size": 15, "color": palette.neutral},
        cliponaxis=False,
        hoverinfo="none",
    )
    catch_rows(figure, places, [step.address for step in steps])
    texts = FigureTexts()
    for place, (step, move) in enumerate(zip(steps, moves, strict=True)):
        label = {"y": place, "yanchor": "middle"}
        tone = palette.ink if step.total or not move else palette.text("worse")
        if move > 0:
            tone = palette.text("better")
        bold = ("<b>", "</b>") if step.total else ("", "")
        texts.add(
            **label,
            x=0,
            xref="paper",
            xshift=-GAP,
            xanchor="right",
            text=bold[0] + linked(step.name, step.address) + bold[1],
            font={"size": size},
        )
        texts.add(
            **label,
            x=1,
            xref="paper",
            xshift=right,
            xanchor="right",
            text=bold[0] + escape(step.text) + bold[1],
            font={"size": size, "color": tone},
        )
    texts.put(figure)
    return figure
