"""The ranking: one row per unit, a dot on a zoomed axis between fixed columns of text.

A dot is this period's score, a ring the last period's, a bar the 95 % interval. Text columns keep
their width in pixels and the dots take what is left, so that rows stay legible at any width.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import (
    CHART_NAME_MOST,
    FigureTexts,
    canvas,
    catch_rows,
    cut_name,
    escape,
    extent,
    linked,
    nice_range,
    widest,
)
from ui.charts.drawn import drawn_once
from ui.format import shorten_inside
from ui.i18n import name_shown
from ui.theme import Palette

GAP = 13  # pixels between two columns of text
HEAD_LINE = 0.9  # of a row, for the name of a group
NARROWEST = 656  # pixels of the chart on the smallest screen that shows it whole
NAME_LEAST = 9  # Chinese characters of a name that are shown however wide the rest is
DOTS_LEAST = 120  # pixels of the narrowest chart that previous scores and bars leave to the dots
TICK = 42  # pixels of a number on the axis with the space beside it
BARS = 52  # pixels of the bars of changes, both ways


@dataclass(frozen=True)
class RowHeights:
    """How tall rows may be, in pixels: as tall as `budget` lets them, within these bounds."""

    budget: int = 520
    most: int = 42
    least: int = 27
    top: int = 30  # above the first row, where the axis is written

    def fit(self, lines: float) -> float:
        return min(self.most, max(self.least, self.budget / max(lines, 1)))


@drawn_once
def ranking_dots(rows: pd.DataFrame, palette: Palette, heights: RowHeights) -> go.Figure:
    """`rows` as `ui.rows.ranking_rows` makes them, sorted as shown.

    Columns: group, rank, unit, n, score, previous, comparable, low, high (numbers, NaN where there
    is none; the ring stands at the comparable score where there is one: from there the change is);
    score_text, change_text, previous_text (left out, as are the bars of the changes, where long
    names need the room), word, tone; note (why a unit is not ranked, instead of a score); address
    (where the row leads, or empty).
    """
    layout = _layout(rows.assign(previous=rows["comparable"].fillna(rows["previous"])))
    height = heights.fit(layout.attrs["lines"])
    size = 18 if height >= 44 else 17 if height >= 36 else 16
    for previous, bars in ((True, True), (True, False), (False, True), (False, False)):
        left, right = _columns(layout, palette, size, previous, bars)
        if left.width + right.width <= NARROWEST - DOTS_LEAST:
            break

    figure = canvas(
        palette,
        round(height * layout.attrs["lines"]) + heights.top,
        l=left.width,
        r=right.width,
        t=heights.top,
    )
    _axes(figure, layout, palette, NARROWEST - left.width - right.width)
    _marks(figure, layout, palette, height)
    catch_rows(figure, layout["y"], list(layout["address"]))
    texts = FigureTexts()
    left.draw(texts, layout["y"], reverse_from=left.width)
    right.draw(texts, layout["y"])
    _group_heads(texts, layout, palette, left.width, size)
    _notes(texts, layout, palette, size)
    texts.put(figure)
    if right.bars is not None:
        _change_bars(figure, layout, palette, right.bars)
    return figure


def _change_bars(figure: go.Figure, layout: pd.DataFrame, palette: Palette, start: int) -> None:
    """The changes as bars from one zero, so many pixels beside the dots: a rise to the right."""
    moved = layout.assign(change=layout["score"] - layout["previous"])[layout["change_text"] != ""]
    most = max([1e-9, *moved["change"].abs().dropna()])
    zero = start + BARS / 2
    place = {"type": "rect", "xref": "paper", "xsizemode": "pixel", "xanchor": 1, "yref": "y"}
    shapes = []
    moved = moved.dropna(subset="change")
    for y, change, tone in zip(moved["y"], moved["change"], moved["tone"], strict=True):
        far = zero + BARS / 2 * change / most
        color = palette.mark(tone) if tone in ("better", "worse") else palette.faint
        sides = {"x0": zero, "x1": far, "y0": y - 0.17, "y1": y + 0.17}
        shapes.append(place | sides | {"fillcolor": color, "line": {"width": 0}})
        ends = {"x0": zero - 0.5, "x1": zero + 0.5, "y0": y - 0.36, "y1": y + 0.36}
        shapes.append(place | ends | {"fillcolor": palette.faint, "line": {"width": 0}})
    figure.update_layout(shapes=shapes)


def _columns(
    layout: pd.DataFrame, palette: Palette, size: int, previous: bool, bars: bool
) -> tuple["_Columns", "_Columns"]:
    """The texts on the left and on the right of the dots; with the previous scores and room for
    bars of the changes, or without them where they would take the room of the dots."""
    left = _Columns(palette, size, side=-1)
    right = _Columns(palette, size, side=1)
    to = layout["address"]
    right.add("score_text", layout["score_text"], to, anchor="right", bold=True)
    tones = [palette.text(tone) for tone in layout["tone"]]
    if bars and (layout["score"] - layout["previous"]).notna().any():
        right.leave_bars()
    right.add("change_text", layout["change_text"], to, anchor="left", colors=tones, size=size - 1)
    if previous:
        before, grey = layout["previous_text"], palette.grey
        right.add("previous_text", before, to, anchor="left", color=grey, size=size - 2)
    right.add("word", layout["word"], to, anchor="left", colors=tones, size=size - 1)
    left.add("rank", layout["rank"], to, anchor="right", color=palette.grey, least=22)
    taken = left.width + right.width + widest(list(layout["n_text"]), size - 2) + 2 * GAP
    names = [shorten_inside(name_shown(name), _room(taken, size)) for name in layout["unit"]]
    left.add("unit", names, to, anchor="left")
    left.add("n", layout["n_text"], to, anchor="right", color=palette.grey, size=size - 2)
    return left, right


def _room(taken: int, size: int) -> float:
    """How much of a name (ems) leaves a third of the narrowest chart to the dots; never less than
    tells units apart."""
    return min(CHART_NAME_MOST, max(NAME_LEAST, (NARROWEST * 2 / 3 - taken) / size - 1))


def _layout(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their height `y` on the page; a named group takes a line of its own."""
    y = 0.0
    places, heads = [], []
    previous = object()
    for group in rows["group"]:
        if group != previous:
            if group:
                heads.append((group, y))
                y += HEAD_LINE
            previous = group
        places.append(y)
        y += 1.0
    layout = rows.assign(y=places)
    layout.attrs = {"lines": y, "heads": heads}
    return layout


@dataclass(frozen=True)
class _Column:
    """Texts with their colours, from and to so many pixels beside the plot."""

    texts: Sequence[str]
    colors: Sequence[str]
    anchor: str
    size: int
    start: int
    end: int


class _Columns:
    """Columns of text beside the plot, each as wide as its widest text."""

    def __init__(self, palette: Palette, size: int, side: int) -> None:
        self.palette, self.size, self.side = palette, size, side
        self.columns: list[_Column] = []
        self.width = GAP
        self.bars: int | None = None  # where bars begin

    def leave_bars(self) -> None:
        """Leave room for bars."""
        self.bars = self.width
        self.width += BARS + GAP

    def add(
        self,
        name: str,
        texts: Iterable[str],
        links: Iterable[str],
        *,
        anchor: str,
        color: str = "",
        colors: Sequence[str] = (),
        size: int = 0,
        bold: bool = False,
        least: int = 0,
    ) -> None:
        """A column; its texts lead to `links`, and only the units look like it."""
        size = size or self.size
        wide = max(widest(texts, size), least)
        if not wide:
            return
        wide = round(wide * (1.06 if bold else 1.0)) + 2
        pairs = zip(texts, links, strict=True)
        shown = [linked(text, to, quiet=name != "unit") if text else "" for text, to in pairs]
        colors = colors or [color or self.palette.ink] * len(shown)
        if bold:
            shown = [text and f"<b>{text}</b>" for text in shown]
        end = self.width + wide
        self.columns.append(_Column(shown, colors, anchor, size, self.width, end))
        self.width += wide + GAP

    def draw(self, texts: FigureTexts, places: Iterable[float], reverse_from: int = 0) -> None:
        """Write the columns. On the left, offsets count from the outer edge inwards."""
        for column in self.columns:
            edge = column.end if column.anchor == "right" else column.start
            shift = edge - GAP - reverse_from if self.side < 0 else edge
            for text, y, color in zip(column.texts, places, column.colors, strict=True):
                if text:
                    texts.add(
                        x=0 if self.side < 0 else 1,
                        xref="paper",
                        xshift=shift,
                        y=y,
                        yref="y",
                        text=text,
                        xanchor=column.anchor,
                        yanchor="middle",
                        font={"size": column.size, "color": color},
                    )


def _axes(figure: go.Figure, layout: pd.DataFrame, palette: Palette, room: int) -> None:
    """The axis, with as many ticks as have room where the chart is narrowest."""
    shown = layout[["score", "previous", "low", "high"]]
    if shown.isna().all(axis=None):
        figure.update_xaxes(visible=False)
    start, end, step = nice_range(*extent(shown, (0.0, 100.0)), most=max(2, min(7, room // TICK)))
    pad = (end - start) * 0.03
    figure.update_xaxes(
        range=[start - pad, end + pad],
        tick0=start,
        dtick=step,
        tickfont={"size": 14, "color": palette.grey},
        showgrid=True,
        gridcolor=palette.line,
        gridwidth=1,
        side="top",
    )
    figure.update_yaxes(range=[layout.attrs["lines"] - 0.5, -0.5], visible=False)


def _marks(figure: go.Figure, layout: pd.DataFrame, palette: Palette, height: float) -> None:
    shown = layout[layout["score"].notna()]
    bars = shown[shown["low"].notna()]
    x: list[float | None] = []
    y: list[float | None] = []
    for low, high, place in zip(bars["low"], bars["high"], bars["y"], strict=True):
        x += [low, high, None]
        y += [place, place, None]
    small = height < 36
    line = {"width": 6 if small else 8, "color": palette.band}
    figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")
    before = shown[shown["previous"].notna()]
    figure.add_scatter(
        x=before["previous"],
        y=before["y"],
        mode="markers",
        marker={
            "size": 9 if small else 11,
            "color": palette.ground,
            "line": {"width": 2, "color": palette.faint},
        },
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=shown["score"],
        y=shown["y"],
        mode="markers",
        customdata=shown["unit"],
        marker={
            "size": 12 if small else 16,
            "opacity": 1,
            "color": [palette.mark(tone) for tone in shown["tone"]],
            "line": {"width": 1.5, "color": palette.ground},
        },
        hoverinfo="none",
        name="score",
    )


def _group_heads(
    texts: FigureTexts, layout: pd.DataFrame, palette: Palette, left: int, size: int
) -> None:
    for group, y in layout.attrs["heads"]:
        texts.add(
            x=0,
            xref="paper",
            xshift=-left,
            y=y + 0.05,
            text=f"<b>{escape(cut_name(group))}</b>",
            xanchor="left",
            font={"size": size - 2, "color": palette.grey},
        )


def _notes(texts: FigureTexts, layout: pd.DataFrame, palette: Palette, size: int) -> None:
    """Where there is no dot there is room to say why."""
    unscored = layout[layout["score"].isna()]
    for y, text in zip(unscored["y"], unscored["note"], strict=True):
        texts.add(
            x=0,
            xref="paper",
            y=y,
            text=escape(text),
            xanchor="left",
            font={"size": size - 2, "color": palette.grey},
            bgcolor=palette.ground,
        )
