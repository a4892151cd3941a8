"""The chart that fits an answer: bars, a map, lines, small multiples, or a heat table; or none."""

import pandas as pd

from metrics.pivot.answer import PivotAnswer
from metrics.pivot.dimensions import TIMES
from ui import format as f
from ui import theme
from ui.analysis.cells import cell_address
from ui.analysis.mapped import areas_of, draw_map
from ui.analysis.over_time import draw_over_time, is_over_time
from ui.analysis.results import digits_of, figure_text, head_of
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import show_chart
from ui.charts.drawn import DrawnFigure
from ui.charts.heat import heat_table
from ui.charts.lines import Line, labelled_lines
from ui.choices import choose_part
from ui.i18n import t

MAP = "map"
FORMS = ("bars", MAP)
MOST_BARS, MOST_HEAT = 20, (20, 24)


def draw(found: PivotAnswer, sentence: str) -> None:
    """Put the chart on the page, where one says more than the table."""
    areas = areas_of(found)
    if not areas.empty and choose_part("part", FORMS, lambda one: t(f"analysis-form-{one}")) == MAP:
        draw_map(found, areas, sentence)
        return
    figure = _figure(found)
    if figure is not None:
        show_chart(figure, f"analysis-{abs(hash(found.asked.line))}", sentence)


def _figure(found: PivotAnswer) -> DrawnFigure | None:
    asked = found.asked
    rows, columns = asked.rows, asked.columns
    known = found.cells["value"].dropna()
    if known.empty or (known < 0).any() or len(rows) + len(columns) not in (1, 2):
        return None
    if len(rows) == 2:
        return None
    timed = [name for name in (*rows, *columns) if name in TIMES]
    if len(rows) + len(columns) == 1:
        return _line(found) if timed else _bars(found)
    if not rows:
        return None
    if is_over_time(found):
        return draw_over_time(found)
    return None if {rows[0], columns[0]} & {*TIMES} else _heat(found)


def _side(found: PivotAnswer) -> tuple[tuple[str, ...], list, pd.DataFrame]:
    """The one grouping of an answer, its keys in order and its figures."""
    asked = found.asked
    if asked.rows:
        return asked.rows, found.row_keys, found.of(1, 0)
    return asked.columns, found.column_keys, found.of(0, 1)


def _bars(found: PivotAnswer) -> DrawnFigure | None:
    names, keys, table = _side(found)
    digits, values = digits_of(found), table.set_index(names[0])
    bars = []
    for key in keys[:MOST_BARS]:
        row = values.loc[[key[0]]].iloc[0] if key[0] is not None else None
        if row is None:
            row = table[table[names[0]].isna()].iloc[0]
        if f.missing(row["value"]):
            continue
        address = cell_address(found.asked, *((key, ()) if found.asked.rows else ((), key)))
        change = f.change(row["change"], digits)
        text = figure_text(row["value"], digits)
        bars.append(
            Bar(head_of(found, key, names), float(row["value"]), text, change, address=address)
        )
    return labelled_bars(bars, theme.current_palette()) if len(bars) > 1 else None


def _line(found: PivotAnswer) -> DrawnFigure | None:
    names, keys, table = _side(found)
    if len(keys) < 2:
        return None
    heads = [head_of(found, key, names) for key in keys]
    at = list(range(len(keys)))
    series = table["value"].astype(float).tolist()
    last = next((v for v in reversed(series) if not f.missing(v)), None)
    lines = [Line(at, series, figure_text(last, digits_of(found)), strong=True)]
    if found.asked.compare and table["compared"].notna().any():
        lines.append(Line(at, table["compared"].astype(float).tolist(), "", dashed=True))
    step = max(1, len(at) // 8)
    return labelled_lines(
        lines, theme.current_palette(), 260, ticks=(at[::step], heads[::step]), from_zero=True
    )


def _heat(found: PivotAnswer) -> DrawnFigure | None:
    asked, digits = found.asked, digits_of(found)
    down, across = found.row_keys[: MOST_HEAT[0]], found.column_keys[: MOST_HEAT[1]]
    if len(asked.columns) != 1 or not down or not across:
        return None
    cells, width = found.of(1, 1), len(found.column_keys)
    rows = []
    for i, key in enumerate(down):
        for j, head in enumerate(across):
            figure = cells.iloc[i * width + j]
            rows.append(
                {
                    "row": head_of(found, key, asked.rows),
                    "column": head_of(found, head, asked.columns),
                    "value": figure["value"],
                    "text": figure_text(figure["value"], digits),
                    "marked": False,
                    "address": cell_address(asked, key, head) if figure["state"] == "value" else "",
                }
            )
    size = 16 if len(across) <= 10 else 12
    return heat_table(pd.DataFrame(rows), theme.current_palette(), row=30, size=size)
