"""What each visit, case and penalty case adds to the sums of a scheme's components.

Rows of one visit or case stay together: they are one observation. Observations of a unit that add
the same are one row with their number, so that a million cases are a few dozen rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules, filter_sql
from metrics.aggregation.figures import cells
from metrics.aggregation.query import Cell
from metrics.aggregation.timing import source_sql
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.scoring.deductions import weighed_rows
from metrics.sources import FACT_SOURCES

_VISIT = "COALESCE(visit_no, CAST(day AS VARCHAR) || ' ' || COALESCE(point, place_key, record_key))"
# The observation that a row of a table belongs to: (kind of observation, its key in SQL).
CLUSTERS = {
    "cases": ("case", "record_key"),
    "inspections": ("visit", _VISIT),
    "findings": ("visit", _VISIT),
    "enforcement_cases": ("penalty", "record_key"),
}
_ONE_ROW = ("case", "penalty")  # observations that are one row each
WEIGHED = "weighed"  # the role of deductions that the scheme weighs itself


@dataclass(frozen=True)
class SumColumn:
    """One sum: a role of an indicator of a component (`numerator`, `open score`, ...)."""

    leaf: str
    indicator: str
    role: str


@dataclass(frozen=True)
class Observations:
    """The observations of one kind of one period: `unit` (position in `units`) and `count` per row,
    `added` (rows x columns): what one such observation adds to each sum."""

    units: tuple[str, ...]
    columns: tuple[SumColumn, ...]
    unit: NDArray[np.int64]
    count: NDArray[np.float64]
    added: NDArray[np.float64]


def contributions(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period]
) -> dict[str, list[Observations]]:
    """By period id, the observations of each kind. Components that are no sums over observations
    (given scores, targets, medians) have no column."""
    sources = _sources(scheme)
    found: dict[str, list[Observations]] = {period.id: [] for period in periods}
    for kind in dict.fromkeys(CLUSTERS[source.table][0] for source in sources):
        own = [source for source in sources if CLUSTERS[source.table][0] == kind]
        read = _read(con, scheme, own, periods, kind in _ONE_ROW)
        columns = tuple(source.column for source in own)
        starts = np.searchsorted(read["period_no"], np.arange(len(periods) + 1))
        for period, (first, end) in zip(periods, pairwise(starts), strict=True):
            if first < end:
                part = {name: values[first:end] for name, values in read.items()}
                found[period.id].append(_rows(part, columns))
    return found


@dataclass(frozen=True)
class _Source:
    """Where a column comes from."""

    column: SumColumn
    table: str
    cell: Cell | None  # None: deductions weighed by the rule of the leaf
    leaf: Component

    @property
    def filters(self) -> Mapping[str, Sequence[str | None]]:
        return self.leaf.all_filters


def _sources(scheme: Scheme) -> list[_Source]:
    found = []
    for leaf in scheme.leaves():
        assert leaf.rule is not None and leaf.indicator is not None
        weighed = leaf.rule.weighing is not None
        names = [*leaf.rule.indicators(leaf.indicator), *([leaf.over] if leaf.over else [])]
        for name in dict.fromkeys(names):
            entry = INDICATORS[name]
            if entry.made_of != "sums":
                continue
            for role, cell in cells(entry).items():
                table = cell.measure.table
                if table not in CLUSTERS or cell.squares:
                    continue
                own = name == leaf.indicator and role == "numerator" and weighed
                column = SumColumn(leaf.id, name, WEIGHED if own else role)
                found.append(_Source(column, table, None if own else cell, leaf))
    return found


def _read(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    sources: Sequence[_Source],
    periods: Sequence[Period],
    one_row: bool,
) -> dict[str, Any]:
    """period_no, unit, c0.. and count, in this order: observations that add the same, counted.
    one_row: each observation is one row, so that none need be gathered."""
    width = len(sources)
    parts: list[str] = []
    params: list[Any] = []
    for table in dict.fromkeys(s.table for s in sources if s.cell is not None):
        text, used = _plain(con, table, scheme, sources, periods)
        parts.append(text)
        params += used
    for place, source in enumerate(sources):
        if source.cell is None:
            text, used = _weighed(place, width, scheme.scores.kind, source, periods)
            parts.append(text)
            params += used
    ends = [
        (i, p.start, table, p.end_of(table))
        for i, p in enumerate(periods)
        for table in FACT_SOURCES
    ]
    spans = ", ".join("(?, CAST(? AS DATE), ?, CAST(? AS DATE))" for _ in ends)
    params += [value for span in ends for value in span]
    added = "c{0}" if one_row else "ROUND(SUM(c{0}), 9) AS c{0}"
    sums = ", ".join(added.format(i) for i in range(width))
    gathered = "" if one_row else "GROUP BY s.period_no, unit, cluster"
    same = ", ".join(f"c{i}" for i in range(width))
    text = f"""
        SELECT period_no, unit, {same}, COUNT(*) AS count FROM (
            SELECT s.period_no AS period_no, unit, {sums}
            FROM ({" UNION ALL ".join(parts)}) AS facts
            JOIN (SELECT * FROM (VALUES {spans}) AS v(period_no, begins, source, ends)) AS s
                ON facts.source = s.source AND facts.day >= s.begins AND facts.day < s.ends
            {gathered}
        ) AS observations
        GROUP BY period_no, unit, {same}
        ORDER BY period_no, unit, {same}
    """
    with con.cursor() as cursor:
        return cursor.execute(text, params).fetchnumpy()


def _plain(
    con: duckdb.DuckDBPyConnection,
    table: str,
    scheme: Scheme,
    sources: Sequence[_Source],
    periods: Sequence[Period],
) -> tuple[str, list[Any]]:
    """The rows of a table: day, unit, cluster, source, and what each adds to the columns."""
    rules, kind = scheme.rules, scheme.scores.kind
    items: list[str] = []
    params: list[Any] = []
    for place, source in enumerate(sources):
        if source.cell is None or source.table != table:
            items.append(f"0e0 AS c{place}")
            continue
        conditions, used = filter_sql(table, source.filters)
        items.append(f"{_adds(source.cell, rules, conditions)} AS c{place}")
        params += used
    origin = source_sql(con, table, periods)
    text = f"""SELECT day, "{kind}" AS unit, {CLUSTERS[table][1]} AS cluster, {origin} AS source,
        {", ".join(items)} FROM {table} WHERE "{kind}" IS NOT NULL AND day >= ? AND day < ?"""
    return text, [*params, *_days(periods)]


def _adds(cell: Cell, rules: CountingRules, conditions: Sequence[str]) -> str:
    condition = " AND ".join([rules.condition(cell.measure, cell.set_aside), *conditions])
    share = "COALESCE(share, 1e0)"  # a product with 1 costs a third of the query
    value = share if cell.measure.counts else f"{rules.value(cell.measure)} * {share}"
    return f"CASE WHEN {condition} THEN {value} ELSE 0e0 END"


def _weighed(
    place: int, width: int, kind: str, source: _Source, periods: Sequence[Period]
) -> tuple[str, list[Any]]:
    assert source.leaf.rule is not None and source.leaf.indicator is not None
    weighing = source.leaf.rule.weighing
    assert weighing is not None
    cluster = CLUSTERS["findings"][1]
    text, params = weighed_rows(
        kind, source.leaf.indicator, weighing, periods, source.filters, cluster=cluster
    )
    items = [f"{'points * share' if i == place else '0e0'} AS c{i}" for i in range(width)]
    answer = f"day, unit, cluster, 'findings' AS source, {', '.join(items)}"
    return f"SELECT {answer} FROM ({text}) AS weighed", params


def _days(periods: Sequence[Period]) -> list[Any]:
    return [min(p.start for p in periods), max(p.end for p in periods)]


def _rows(read: Mapping[str, NDArray[Any]], columns: tuple[SumColumn, ...]) -> Observations:
    names = read["unit"]
    new = np.append(True, names[1:] != names[:-1])
    added = [np.ma.filled(read[f"c{i}"].astype(float), 0.0) for i in range(len(columns))]
    return Observations(
        tuple(str(unit) for unit in names[new]),
        columns,
        np.cumsum(new) - 1,
        read["count"].astype(float),
        np.nan_to_num(np.stack(added, axis=1)),
    )
