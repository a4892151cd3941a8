"""Two orders of the same units: each by its place before and after, a line between."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import FigureTexts, canvas, cut_name, escape, widest
from ui.charts.drawn import drawn_once
from ui.theme import Palette

ROW = 27
HEAD = 46
ACROSS = 2
SIZE = 15
BOLD = 1.12  # text widths are estimates, and bold text is wider
GAP = 24  # pixels between name, number and mark
WIDTH = 740  # pixels that a figure has at least


@drawn_once
def slope(rows: pd.DataFrame, heads: tuple[str, str], palette: Palette) -> go.Figure:
    """`rows`: group (text, may be empty), name, before, after (what orders them, lower is better;
    NaN: no place), before_text, after_text, tone (better, worse, neutral).

    A panel for each group, three in a row, all of one scale. Those without a place on a side stand
    below the others, with their text.
    """
    panels = [own for _, own in rows.groupby("group", sort=False)]
    across = min(len(panels), ACROSS) or 1
    lines = [panels[i : i + across] for i in range(0, len(panels), across)]
    heights = [max(len(own) for own in line) * ROW + HEAD for line in lines]
    figure = canvas(palette, max(sum(heights), ROW))
    figure.update_xaxes(visible=False, range=[0, across])
    figure.update_yaxes(visible=False, range=[-sum(heights), 0])
    marks = BOLD * widest([*rows["before_text"], *rows["after_text"]], SIZE) + GAP
    names = BOLD * widest(list(rows["name"]), SIZE)
    room = min(names + marks, WIDTH / across * 0.43)
    side, most = room / WIDTH * across, (room - marks) / SIZE / BOLD + 0.5
    texts = FigureTexts()
    top = 0
    for line, height in zip(lines, heights, strict=True):
        for place, own in enumerate(line):
            shown = own.assign(name_text=[escape(cut_name(name, most)) for name in own["name"]])
            _panel(figure, texts, shown, heads, palette, (place, top, side))
        top -= height
    texts.put(figure)
    return figure


def _panel(
    figure: go.Figure,
    texts: FigureTexts,
    own: pd.DataFrame,
    heads: tuple[str, str],
    palette: Palette,
    corner: tuple[int, int, float],
) -> None:
    place, top, side = corner
    left, right = place + side, place + 0.96 - side
    if group := own["group"].iloc[0]:
        shown = f"<b>{escape(cut_name(group))}</b>"
        texts.add(x=(left + right) / 2, y=top - 9, text=shown, font={"size": SIZE})
    ends = []
    for x, column, head, anchor in (
        (left, "before", heads[0], "right"),
        (right, "after", heads[1], "left"),
    ):
        texts.add(
            x=x,
            y=top - 30,
            xanchor=anchor,
            text=escape(head),
            font={"size": 13, "color": palette.grey},
        )
        order = own.sort_values([column, "name"], kind="stable", na_position="last")
        ends.append({name: top - HEAD - ROW * (at + 0.3) for at, name in enumerate(order["name"])})
    for row in own.to_dict("records"):
        y = [end[row["name"]] for end in ends]
        colour = palette.mark(row["tone"]) if row["tone"] != "neutral" else palette.faint
        figure.add_scatter(
            x=[left, right],
            y=y,
            mode="lines+markers",
            line={"color": colour, "width": 3 if row["tone"] != "neutral" else 1.5},
            marker={"size": 9, "color": colour},
            cliponaxis=False,
            hoverinfo="skip",
        )
        name = row["name_text"]
        strong = row["tone"] != "neutral"
        ink = palette.ink if strong else palette.grey
        before, after = escape(row["before_text"]), escape(row["after_text"])
        for x, at, shift, anchor, text in (
            (left, y[0], -9, "right", f"{name}  {before}"),
            (right, y[1], 9, "left", f"{after}  {name}"),
        ):
            texts.add(
                x=x,
                y=at,
                xshift=shift,
                xanchor=anchor,
                text=f"<b>{text}</b>" if strong else text,
                font={"size": SIZE, "color": ink},
            )
