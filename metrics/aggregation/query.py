"""Sums over the facts in portable SQL, one query per table, and their answers.

Every table is summed by day first and its days are then put into the periods: thirteen periods
cost one pass, periods may overlap, and only their days are read. A table that lacks a grouping or
a filter column is taken whole there: the checks of a district serve all its categories.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    stated_sql,
)
from metrics.aggregation.timing import Timing, reading, timing
from metrics.indicators.definition import Measure

Floats = NDArray[np.float64]
_SHARE = "COALESCE(share, 1e0)"  # of a row that several units share


@dataclass(frozen=True)
class Cell:
    """One sum: a measure after its set-aside rules, or the sum of its squares."""

    measure: Measure
    set_aside: tuple[str, ...] = ()
    squares: bool = False

    def weight(self, rules: CountingRules) -> str:
        """SQL of a row's share, 0 where it is set aside."""
        kept = " AND ".join(rules.kept(self.measure, self.set_aside))
        return f"CASE WHEN {kept} THEN {_SHARE} ELSE 0e0 END" if kept else _SHARE

    def sql(self, rules: CountingRules, weight: str) -> str:
        """SQL sum over rows of that weight."""
        added = f"{rules.value(self.measure)} * {weight}"
        if self.squares:
            added = f"({added}) * ({added})"
        return f"SUM(CASE WHEN {rules.meant(self.measure)} THEN {added} ELSE 0e0 END)"


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
class PartAnswer:
    """One part's sums. groups: period_no and the part's grouping, a row per group; rows: the number
    of rows of each, in their order; sums: what each cell comes to."""

    groups: pd.DataFrame
    rows: Floats
    sums: Mapping[Cell, Floats]


@dataclass(frozen=True)
class QueryAnswer:
    """The sums of each part, by its name."""

    parts: Mapping[str, PartAnswer]

    def groups(self, by: Sequence[str]) -> pd.DataFrame:
        """The distinct groups of all parts that have the whole grouping."""
        found = [part.groups[list(by)] for part in self.parts.values() if {*by} <= {*part.groups}]
        return pd.concat(found).drop_duplicates()

    def on(self, base: pd.DataFrame) -> "QueryAnswer":
        """The same sums for each row of base; 0 where there are no rows."""
        places: dict[tuple[str, ...], _Places] = {}
        parts = {}
        for name, part in self.parts.items():
            keys = tuple(str(name) for name in part.groups)
            if keys not in places:
                places[keys] = _Places(base[list(keys)])
            put = places[keys].putting(part.groups)
            sums = {cell: put(numbers) for cell, numbers in part.sums.items()}
            parts[name] = PartAnswer(base, put(part.rows), sums)
        return QueryAnswer(parts)

    def sums(self, part: str, cell: Cell | None) -> Floats:
        """One sum of a part (None: the number of rows), in the order of its groups."""
        found = self.parts[part]
        return found.rows if cell is None else found.sums[cell]


class _Places:
    """Where each group stands among the rows of a base; several rows may be of one group."""

    def __init__(self, base: pd.DataFrame) -> None:
        self._number: dict[tuple[Any, ...], int] = {}
        rows = [self._number.setdefault(group, len(self._number)) for group in _tuples(base)]
        self._group_of_row = np.array(rows, dtype=np.intp)

    def putting(self, groups: pd.DataFrame) -> Callable[[Floats], Floats]:
        """What puts numbers, one for each of some groups, to the rows of the base."""
        numbers = np.array(
            [self._number.get(group, -1) for group in _tuples(groups)], dtype=np.intp
        )
        known = numbers >= 0
        numbers = numbers[known]

        def put(sums: Floats) -> Floats:
            placed = np.zeros(len(self._number))
            placed[numbers] = sums[known]
            return placed[self._group_of_row]

        return put


def _tuples(groups: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame; a group of rows that say nothing is None, however the frame has it."""
    columns = (groups[name].astype(object) for name in groups)
    return zip(*(column.where(column.notna(), None).tolist() for column in columns), strict=True)


def collect(
    con: duckdb.DuckDBPyConnection,
    parts: Sequence[QueryPart],
    periods: Sequence[Period],
    rules: CountingRules,
) -> QueryAnswer:
    """Answer all parts, each by a query of its own: one of them all would be planned as wide as the
    widest, which costs more than the reading of most stores.

    Sums are rounded to nine decimals, so that the order in which shares are added never shows.
    """
    return QueryAnswer({part.name: _answer(con, part, periods, rules) for part in parts})


def _answer(
    con: duckdb.DuckDBPyConnection, part: QueryPart, periods: Sequence[Period], rules: CountingRules
) -> PartAnswer:
    text, params = _part_sql(part, timing(con, part.table, periods, part.dated), periods, rules)
    with con.cursor() as cursor:
        found = list(cursor.execute(text, params).fetchnumpy().values())
    keys = dict(zip(("period_no", *part.by), found, strict=False))
    rows, *sums = (np.asarray(numbers, dtype=float) for numbers in found[len(keys) :])
    groups = pd.DataFrame({name: _with_none(values) for name, values in keys.items()})
    return PartAnswer(groups, rows, dict(zip(part.cells, sums, strict=True)))


def _with_none(values: Any) -> Any:
    """A column as it was fetched, None where it says nothing."""
    return values.tolist() if np.ma.isMaskedArray(values) else values


def _part_sql(
    part: QueryPart, when: Timing, periods: Sequence[Period], rules: CountingRules
) -> tuple[str, list[Any]]:
    """A part's SELECT of (period_no, b0.., n, c0..) and its parameters."""
    own = groupings(part.table)
    conditions, params = filter_sql(part.table, part.filters)
    conditions += [stated_sql(part.table, name) for name in part.stated]
    if part.unstated:
        own = {name: f"CAST({own[name]} AS VARCHAR)" for name in part.by}
    else:
        conditions += [f"{own[name]} IS NOT NULL" for name in part.by]
    days, first_and_end = reading(part.table, periods, part.dated)
    inner = [*when.columns(), *(f"{own[name]} AS b{i}" for i, name in enumerate(part.by))]
    inner += ["COUNT(*) AS n"]
    # Cells share few weights; written out in each they would be half of what is planned.
    weights = dict.fromkeys(cell.weight(rules) for cell in part.cells)
    named = {weight: f"weight{i}" for i, weight in enumerate(weights) if weight != _SHARE}
    weighed = "".join(f", {weight} AS {name}" for weight, name in named.items())
    rows = f"(SELECT *{weighed} FROM {part.table}) AS weighed" if named else part.table
    for i, cell in enumerate(part.cells):
        weight = cell.weight(rules)
        inner.append(f"{cell.sql(rules, named.get(weight, weight))} AS c{i}")
    keys = [*dict.fromkeys(when.keys.values()), *(own[name] for name in part.by)]
    by_day = (
        f"SELECT {', '.join(inner)} FROM {rows}"
        f" WHERE {' AND '.join([*conditions, *days]) or 'TRUE'} GROUP BY {', '.join(keys)}"
    )
    groups = ", ".join(["p.period_no", *(f"d.b{i}" for i in range(len(part.by)))])
    sums = [f"ROUND(SUM(d.c{i}), 9) AS c{i}" for i in range(len(part.cells))]
    text = (
        f"SELECT {', '.join([groups, 'SUM(d.n) AS n', *sums])} FROM ({by_day}) AS d {when.join}"
        f" GROUP BY {groups}"
    )
    return text, [*params, *first_and_end, *when.params]
