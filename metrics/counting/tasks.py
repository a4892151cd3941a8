"""Tasks: done against target, task by task, because amounts of different tasks do not add up."""

from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd

from metrics.counting.conditions import Rules
from metrics.counting.query import Cell, Source, collect
from metrics.indicators.definition import Indicator
from metrics.periods import Period


def completions(
    con: duckdb.DuckDBPyConnection,
    entry: Indicator,
    by: Sequence[str],
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
    rules: Rules,
) -> pd.DataFrame:
    """Per period_no and group: numerator, denominator, n (tasks that were told).

    One task gives done and target; several give the sum of their rates and their number.
    """
    done, target = Cell(entry.numerator), Cell(entry.over)
    each = (*by, "task") if "task" not in by else tuple(by)
    source = Source("tasks", "tasks", each, filters, (done, target))
    answer = collect(con, [source], periods, rules)
    frame = answer.frames["tasks"].assign(
        done=answer.sums("tasks", done), target=answer.sums("tasks", target)
    )
    frame = frame[frame["target"] > 0]
    frame = frame.assign(rate=frame["done"] / frame["target"])
    table = frame.groupby(["period_no", *by], as_index=False).agg(
        done=("done", "sum"), target=("target", "sum"), rate=("rate", "sum"), n=("rate", "size")
    )
    single = table["n"] == 1
    return table.assign(
        numerator=table["done"].where(single, table["rate"]),
        denominator=table["target"].where(single, table["n"]),
    )[["period_no", *by, "numerator", "denominator", "n"]]
