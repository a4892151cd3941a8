"""Tasks: done against target, task by task, because amounts of different tasks do not add up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules
from metrics.aggregation.query import Cell, QueryPart, collect
from metrics.indicators.definition import Indicator


def completions(
    con: duckdb.DuckDBPyConnection,
    entry: Indicator,
    by: Sequence[str],
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
    rules: CountingRules,
    complete: bool = False,
) -> pd.DataFrame:
    """Per period_no and group: numerator, denominator, n (tasks that can be judged). complete: as
    of `aggregate`.

    One amount to be reached gives done and target; other tasks, and several, give the sum of their
    rates and their number.
    """
    cells = {
        "done": Cell(entry.numerator),
        "target": Cell(entry.over),
        "told": Cell(replace(entry.numerator, value="1")),
    }
    keys = ["period_no", *by]
    task = list(dict.fromkeys([*keys, "task", "direction"]))
    grouping = tuple(dict.fromkeys([*task[1:], "day"]))
    stated = tuple(name for name in grouping if name not in by) if complete else ()
    sums_of = tuple(cells.values())
    source = QueryPart("tasks", "tasks", grouping, filters, sums_of, "", complete, stated)
    answer = collect(con, [source], periods, rules)
    sums = {name: answer.sums("tasks", cell) for name, cell in cells.items()}
    frame = answer.parts["tasks"].groups.assign(**sums)
    frame = frame[frame["told"] > 0]
    # Amounts of several months add up; a limit or a place is met or not in each of them.
    amount = is_amount(frame["direction"])
    added = frame[amount].groupby(task, as_index=False, dropna=False)[["done", "target"]].sum()
    frame = pd.concat([added, frame[~amount]])
    frame["rate"] = completion(frame["done"], frame["target"], frame["direction"])
    frame["amount"] = is_amount(frame["direction"])
    means = {"done": ("done", "sum"), "target": ("target", "sum")}
    frame = (
        frame[frame["rate"].notna()]
        .groupby(task, as_index=False, dropna=False)
        .agg(rate=("rate", "mean"), amount=("amount", "all"), **means)
    )
    table = frame.groupby(keys, as_index=False, dropna=False).agg(
        n=("rate", "size"), rate=("rate", "sum"), amount=("amount", "all"), **means
    )
    single = (table["n"] == 1) & table["amount"]
    return table.assign(
        numerator=table["done"].where(single, table["rate"]),
        denominator=table["target"].where(single, table["n"]),
    )[[*keys, "numerator", "denominator", "n"]]


def is_amount(direction: pd.Series) -> pd.Series:
    """Whether a target is an amount to be reached or passed."""
    return direction == "at_least"


def is_met(done: pd.Series, target: pd.Series, direction: pd.Series) -> pd.Series:
    """Whether a target holds as it was reported; False where nothing was."""
    below = direction.isin(("at_most", "rank", "zero")) & (done <= target)
    return below | ((direction == "equal") & (done == target))


def completion(done: pd.Series, target: pd.Series, direction: pd.Series) -> pd.Series:
    """How far each target is met, 1 for wholly; NaN where nothing was reported, where an amount has
    no target above 0, and where the direction is unclear.

    An amount to be reached: done / target. A limit: 1 below it, beyond it limit / done. A place in
    a ranking, an exact value, nothing at all: 1 or 0, there is no half of it.
    """
    reach = done / target.where(target > 0)
    met = is_met(done, target, direction)
    limit = (target / done.where(done > 0)).where(direction == "at_most", 0.0)
    other = met.astype(float).where(met, limit).where(done.notna())
    return reach.where(is_amount(direction), other).where(direction != "unclear")
