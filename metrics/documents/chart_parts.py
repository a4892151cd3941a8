"""What a chart of a notice's table shows: its rows without totals and what stands for many, and
where its axis begins."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from kernel.text import spaced
from metrics.bulletin.content import Chart, NoticeTable, cell_words, words_text

# Ink, grey and lines; better, worse; this period, the one before (docs: the look of the screen).
INK, QUIET, RULE = "1F2933", "616E7C", "E4E7EB"
BETTER, WORSE = "0B5FA5", "C2570C"
SERIES_COLORS = ("0B5FA5", "9AA5B1", "D9730D")
_ROOM = 0.08  # of the range of values, above and below


class Axis(NamedTuple):
    """From where to where an axis of values goes, in steps; zoomed: it does not begin at zero."""

    low: float
    high: float
    zoomed: bool


class Charted(NamedTuple):
    """What a chart shows. rows: how many of the table's first rows; values: one list a series."""

    chart: Chart
    rows: int
    categories: list[str]
    names: list[str]
    values: list[list[float | None]]
    digits: int
    axis: Axis


def charted(table: NoticeTable, lang: str) -> Charted | None:
    """The chart of a table; None where it has none, or no value."""
    chart, columns = table.chart, {column.key: column for column in table.columns}
    rows = table.drawn
    if chart is None or not rows or not {chart.label, *chart.values} <= columns.keys():
        return None
    values = [[_number(row.get(key)) for row in rows] for key in chart.values]
    known = [value for series in values for value in series if value is not None]
    if not known:
        return None
    return Charted(
        chart,
        len(rows),
        [spaced(cell_words(columns[chart.label], row, lang)) for row in rows],
        [spaced(words_text(columns[key].head, lang)) for key in chart.values],
        values,
        columns[chart.values[0]].digits or 0,
        _axis(known, chart.kind == "bars"),
    )


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _axis(values: Sequence[float], from_zero: bool) -> Axis:
    """Bars begin at zero; other axes are as narrow as whole steps of 1, 2, 5, 10, ... allow."""
    low, high = min(values), max(values)
    if from_zero:
        return Axis(min(0.0, low), max(0.0, high), False)
    room = max((high - low) * _ROOM, 0.05)
    raw = (high - low + 2 * room) / 5
    power = 10 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if raw <= factor * power)
    low, high = math.floor((low - room) / step) * step, math.ceil((high + room) / step) * step
    return Axis(round(low, 6), round(high, 6), low > 0)
