"""Rows with a dot, a bar for how sure it is, and a ring for what it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, catch_rows, escape, linked, nice_range, widest
from ui.charts.drawn import drawn_once
from ui.format import missing
from ui.theme import Palette

ROW = 34
GAP = 14
FOOT = 30


@dataclass(frozen=True)
class Estimate:
    """A name with its dot, the bar around it and the ring beside it (NaN: none), the text behind
    them, and where the row leads, if anywhere."""

    name: str
    value: float
    text: str
    low: float = nan
    high: float = nan
    ring: float = nan
    tone: str = "neutral"
    address: str = ""


def moved_estimate(name: str, now: float, then: float, text: str, **more: str) -> Estimate:
    """A row from a ring to a dot, a bar between them; the dot alone where there is no ring."""
    ends = (now, now if missing(then) else then)
    return Estimate(name, now, text, min(ends), max(ends), then, **more)


@drawn_once
def forest(
    rows: Sequence[Estimate],
    palette: Palette,
    *,
    mark: float | None = None,
    from_zero: bool = False,
    suffix: str = "",
    whole: bool = False,
) -> go.Figure:
    """Drawn in the order given. mark: a value worth a dotted line. whole: the axis counts places,
    in whole numbers from 1."""
    size = 16
    left = widest((row.name for row in rows), size) + 2 * GAP
    right = widest((row.text for row in rows), size) + 2 * GAP
    figure = canvas(palette, ROW * len(rows) + FOOT, l=left, r=right, b=FOOT)
    drawn = [v for row in rows for v in (row.value, row.low, row.high, row.ring) if not missing(v)]
    ends = [*drawn, *([] if mark is None else [mark]), *([0.0] if from_zero else [])]
    low, high, step = nice_range(min(ends, default=0.0), max(ends, default=1.0))
    if whole:
        low, high, step = 0.5, max(ends, default=1.0) + 0.5, max(round(len(rows) / 8), 1)
    places = list(range(len(rows)))
    axis = {"tickfont": {"size": 14, "color": palette.grey}}
    figure.update_xaxes(
        range=[low, high], tick0=1 if whole else low, dtick=step, ticksuffix=suffix,
        showgrid=True, gridcolor=palette.line, **axis,
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    if mark is not None:
        figure.add_vline(x=mark, line={"color": palette.grey, "width": 1.5, "dash": "dot"})
    for place, row in enumerate(rows):
        if not missing(row.low) and row.high > row.low:
            figure.add_shape(
                type="line", x0=row.low, x1=row.high, y0=place, y1=place,
                line={"color": palette.band, "width": 9}, layer="below",
            )  # fmt: skip
    figure.add_scatter(
        x=[row.ring for row in rows],
        y=places,
        mode="markers",
        marker={"size": 13, "symbol": "circle-open", "line": {"width": 2}, "color": palette.faint},
        hoverinfo="none",
        cliponaxis=False,
    )
    figure.add_scatter(
        x=[row.value for row in rows],
        y=places,
        mode="markers",
        marker={"size": 13, "color": [palette.mark(row.tone) for row in rows]},
        hoverinfo="none",
        cliponaxis=False,
    )
    catch_rows(figure, places, [row.address for row in rows])
    label = {"yanchor": "middle", "font": {"size": size}}
    texts = FigureTexts()
    for place, row in enumerate(rows):
        name = linked(row.name, row.address)
        texts.add(**label, x=0, xref="paper", y=place, xanchor="right", xshift=-GAP, text=name)
        tone = {"yanchor": "middle", "font": {"size": size, "color": palette.text(row.tone)}}
        texts.add(
            **tone, x=1, xref="paper", y=place, xanchor="left", xshift=GAP, text=escape(row.text)
        )
    texts.put(figure)
    return figure
