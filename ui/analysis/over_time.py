"""Several units, or values of anything else, over time: on one chart up to eight, above that each
on its own, all on one scale."""

from metrics.indicators import COUNTABLE
from metrics.pivot.answer import CellKey, PivotAnswer
from metrics.pivot.dimensions import TIMES
from ui import theme
from ui.analysis.cells import cell_address
from ui.analysis.results import digits_of, figure_text, head_of
from ui.charts.drawn import DrawnFigure
from ui.charts.multiples import Panel, small_multiples
from ui.charts.series import MOST_SERIES, Series, series_lines
from ui.format import missing

_MOST_PANELS = 20


def is_over_time(found: PivotAnswer) -> bool:
    """Whether one side is time and the other one thing that is not, with several periods."""
    rows, columns = found.asked.rows, found.asked.columns
    if len(rows) != 1 or len(columns) != 1:
        return False
    timed = [name in TIMES for name in (rows[0], columns[0])]
    return sum(timed) == 1 and len(_sides(found)[1]) > 1


def draw_over_time(found: PivotAnswer) -> DrawnFigure | None:
    """Lines over time, one for each row where columns are time, or the other way round."""
    names, times = _sides(found)
    asked, digits = found.asked, digits_of(found)
    across = asked.columns[0] in TIMES
    named, timed = (asked.rows, asked.columns) if across else (asked.columns, asked.rows)
    values = found.of(1, 1)["value"].astype(float).tolist()
    width = len(found.column_keys)

    def of(name: int, time: int) -> float:
        row, column = (name, time) if across else (time, name)
        return values[row * width + column]

    series = []
    for at, key in enumerate(names):
        own = [of(at, time) for time in range(len(times))]
        known = [value for value in own if not missing(value)]
        last = figure_text(known[-1], digits) if known else ""
        series.append(Series(head_of(found, key, named), own, last))
    palette = theme.current_palette()
    if 1 < len(series) <= MOST_SERIES:
        heads = [head_of(found, key, timed) for key in times]
        counted = COUNTABLE[asked.measure].kind == "count"
        return series_lines(series, heads, palette, from_zero=counted)
    panels = []
    for one, key in zip(series[:_MOST_PANELS], names, strict=False):
        address = cell_address(asked, *((key, ()) if across else ((), key)))
        panels.append(Panel(one.name, one.values, one.last, "neutral", address))
    return small_multiples(panels, palette, across=5) if panels else None


def _sides(found: PivotAnswer) -> tuple[list[CellKey], list[CellKey]]:
    """What the lines are of, and the periods."""
    if found.asked.columns[0] in TIMES:
        return found.row_keys, found.column_keys
    return found.column_keys, found.row_keys
