"""Several series on one scale, told apart by colour and named at their ends.

The hues are those of Okabe and Ito (Color Universal Design, 2008), darkened on white and lightened
on black until each has a contrast of 3:1 and more; nobody has to tell them apart without the names.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.charts.base import cut_name
from ui.charts.drawn import DrawnFigure
from ui.charts.lines import Line, labelled_lines
from ui.format import missing
from ui.theme import DARK, Palette

MOST_SERIES = 8  # more are no longer told apart, and stand each on its own
_HEIGHT, _TICKS = 320, 8
_NAME_MOST = 8  # ems
_ON_WHITE = (
    *("#0B5FA5", "#C2570C", "#00795C", "#A33B7F"),
    *("#52606D", "#8A6D00", "#2A8FC4", "#7A4A21"),
)
_ON_BLACK = (
    *("#6CB2EB", "#F0954A", "#3FC79E", "#E59CC8"),
    *("#C3CBD3", "#E3C94B", "#9AD9F7", "#C79A72"),
)


@dataclass(frozen=True)
class Series:
    """A named row of figures (NaN for none), and how the last of them is written."""

    name: str
    values: Sequence[float]
    last: str = ""


def series_lines(
    series: Sequence[Series], heads: Sequence[str], palette: Palette, from_zero: bool = True
) -> DrawnFigure | None:
    """At most `MOST_SERIES` series over the periods that `heads` name; None without a figure. A
    gap stays a gap, and a series ends where its last figure is."""
    colours = _ON_BLACK if palette == DARK else _ON_WHITE
    lines = []
    for one, colour in zip(series[:MOST_SERIES], colours, strict=False):
        known = [at for at, value in enumerate(one.values) if not missing(value)]
        if known:
            upto = known[-1] + 1
            label = f"{cut_name(one.name, _NAME_MOST)} {one.last}".strip()
            values = [float(value) for value in one.values[:upto]]
            lines.append(Line(list(range(upto)), values, label, colour=colour))
    if not lines:
        return None
    at = list(range(len(heads)))
    step = max(1, -(-len(at) // _TICKS))
    ticks = at[::step], list(heads[::step])
    return labelled_lines(lines, palette, _HEIGHT, ticks=ticks, from_zero=from_zero)
