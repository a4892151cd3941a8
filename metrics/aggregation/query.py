"""Sums over the facts in one portable SQL query, and its answer by table.

Every table is summed by day first and its days are then put into the periods: thirteen periods
cost one pass, periods may overlap, and only their days are read. A table that lacks a grouping or
a filter column is taken whole there: the checks of a district serve all its categories.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kernel.periods import Period
from metrics.aggregation.conditions import (
    CountingRules,
    filter_sql,
    groupings,
    sql_type,
    stated_sql,
)
from metrics.aggregation.timing import Timing, reading, timing
from metrics.indicators.definition import Measure


@dataclass(frozen=True)
class Cell:
    """One sum: a measure after its set-aside rules, or the sum of its squares."""

    measure: Measure
    set_aside: tuple[str, ...] = ()
    squares: bool = False

    def sql(self, rules: CountingRules) -> str:
        """SQL sum; what a row adds is multiplied by its share."""
        added = f"{rules.value(self.measure)} * COALESCE(share, 1e0)"
        if self.squares:
            added = f"({added}) * ({added})"
        condition = rules.condition(self.measure, self.set_aside)
        return f"SUM(CASE WHEN {condition} THEN {added} ELSE 0e0 END)"


@dataclass(frozen=True)
class QueryPart:
    """One table's part of a query: its name in the answer, its grouping and its sums. dated: the
    column that its rows go by, where it is not their day. unstated: rows that say nothing of a
    grouping are a group too (None), and groups are texts. stated: dimensions of which its rows must
    say something."""

    name: str
    table: str
    by: tuple[str, ...]
    filters: Mapping[str, Sequence[str | None]]
    cells: tuple[Cell, ...]
    dated: str = ""
    unstated: bool = False
    stated: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueryAnswer:
    """The sums of each source, as a frame: period_no, the source's grouping, rows, its sums."""

    frames: dict[str, pd.DataFrame]
    cells: dict[str, tuple[Cell, ...]]

    def groups(self, by: Sequence[str]) -> pd.DataFrame:
        """The distinct groups of all sources that have the whole grouping."""
        frames = [f[list(by)] for f in self.frames.values() if set(by) <= set(f.columns)]
        return pd.concat(frames).drop_duplicates()

    def on(self, base: pd.DataFrame) -> "QueryAnswer":
        """The same sums for each row of base; 0 where there are no rows."""
        return QueryAnswer(
            {name: _aligned(frame, base) for name, frame in self.frames.items()}, self.cells
        )

    def sums(self, source: str, cell: Cell | None) -> NDArray[np.float64]:
        """One sum of a source (None: the number of rows), in the order of its frame."""
        column = "rows" if cell is None else f"c{self.cells[source].index(cell)}"
        return self.frames[source][column].to_numpy(dtype=float)


def _aligned(frame: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    keys = [name for name in base.columns if name in frame.columns]
    sums = [name for name in frame.columns if name not in keys]
    return base[keys].merge(frame, on=keys, how="left")[sums].fillna(0.0)


def collect(
    con: duckdb.DuckDBPyConnection,
    sources: Sequence[QueryPart],
    periods: Sequence[Period],
    rules: CountingRules,
) -> QueryAnswer:
    """Answer all sources in one query.

    Sums are rounded to nine decimals, so that the order in which shares are added never shows.
    """
    if not sources:
        return QueryAnswer({}, {})
    by = {
        name: "VARCHAR" if source.unstated else sql_type(source.table, name)
        for source in sources
        for name in source.by
    }
    width = max(len(source.cells) for source in sources)
    parts, params = [], []
    for source in sources:
        when = timing(con, source.table, periods, source.dated)
        text, used = _source_sql(source, when, by, width, periods, rules)
        parts.append(text)
        params += used
    groups = ", ".join(["source", "period_no", *(f"b{i}" for i in range(len(by)))])
    sums = ", ".join(["SUM(n) AS n", *(f"ROUND(SUM(c{i}), 9) AS c{i}" for i in range(width))])
    text = f"SELECT {groups}, {sums} FROM ({' UNION ALL '.join(parts)}) AS facts GROUP BY {groups}"
    with con.cursor() as cursor:
        frame = cursor.execute(text, params).df()
    frames = {source.name: _frame(frame, source, tuple(by)) for source in sources}
    return QueryAnswer(frames, {source.name: source.cells for source in sources})


def _source_sql(
    source: QueryPart,
    when: Timing,
    by: Mapping[str, str],
    width: int,
    periods: Sequence[Period],
    rules: CountingRules,
) -> tuple[str, list[Any]]:
    """One source's SELECT of (source, period_no, b0.., n, c0..) and its parameters.

    by: all grouping names of the query and their SQL types; width: its number of sums.
    """
    own, place = groupings(source.table), list(by).index
    conditions, params = filter_sql(source.table, source.filters)
    conditions += [stated_sql(source.table, name) for name in source.stated]
    if source.unstated:
        own = {name: f"CAST({own[name]} AS VARCHAR)" for name in source.by}
    else:
        conditions += [f"{own[name]} IS NOT NULL" for name in source.by]
    days, first_and_end = reading(source.table, periods, source.dated)
    inner = [*when.columns(), *(f"{own[name]} AS b{place(name)}" for name in source.by)]
    inner += ["COUNT(*) AS n"]
    inner += [f"{cell.sql(rules)} AS c{i}" for i, cell in enumerate(source.cells)]
    keys = [*dict.fromkeys(when.keys.values()), *(own[name] for name in source.by)]
    text = (
        f"SELECT {', '.join(inner)} FROM {source.table}"
        f" WHERE {' AND '.join([*conditions, *days]) or 'TRUE'} GROUP BY {', '.join(keys)}"
    )
    outer = [f"'{source.name}' AS source", "p.period_no AS period_no"]
    outer += [
        f"d.b{i} AS b{i}" if name in source.by else f"CAST(NULL AS {kind}) AS b{i}"
        for i, (name, kind) in enumerate(by.items())
    ]
    outer += ["d.n AS n"]
    outer += [
        f"d.c{i} AS c{i}" if i < len(source.cells) else f"CAST(NULL AS DOUBLE) AS c{i}"
        for i in range(width)
    ]
    text = f"SELECT {', '.join(outer)} FROM ({text}) AS d {when.join}"
    return text, [*params, *first_and_end, *when.params]


def _frame(answer: pd.DataFrame, source: QueryPart, by: tuple[str, ...]) -> pd.DataFrame:
    """The rows and columns of one source."""
    own = answer[answer["source"] == source.name]
    names = {f"b{by.index(name)}": name for name in source.by} | {"n": "rows"}
    sums = [f"c{i}" for i in range(len(source.cells))]
    return own[["period_no", *names, *sums]].rename(columns=names)
