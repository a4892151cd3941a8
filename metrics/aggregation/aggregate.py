"""Indicators per group and period: numerator, denominator, value, n, variance and state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import assert_never

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation import units
from metrics.aggregation.conditions import (
    UNSTATED,
    CountingRules,
    IndicatorError,
    check_dimensions,
    dimensions,
    require,
)
from metrics.aggregation.durations import medians
from metrics.aggregation.figures import (
    ANSWERED,
    FIGURE_COLUMNS,
    STATES,
    Figures,
    Floats,
    SumOf,
    figures_of,
    left_out_cells,
)
from metrics.aggregation.figures import cells as formula_cells
from metrics.aggregation.query import Cell, QueryAnswer, QueryPart, collect
from metrics.aggregation.tasks import completions
from metrics.indicators import COUNTABLE, Indicator
from metrics.indicators.definition import LEFT_OUT_REASONS, IndicatorKind, Measure
from metrics.own_figures.indicator import values

__all__ = ["STATES", "CountingRules", "IndicatorError", "aggregate"]


def aggregate(
    con: duckdb.DuckDBPyConnection,
    indicators: Sequence[str],
    by: Sequence[str],
    period: Period | Sequence[Period],
    filters: Mapping[str, Sequence[str | None]] | None = None,
    rules: CountingRules | None = None,
    complete: bool = False,
    groups: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Indicators by group and period, long: columns *by, period (its id), indicator, numerator,
    denominator (NaN for counts), value, n, variance, state, and for each of REASONS how many rows
    are in no part of the figure (NaN where the indicator does not ask that). Ordered by period,
    group, indicator.

    by: columns of the facts, e.g. ("district",) or ("team", "category"); () is the whole city.
    Rows that name no unit are in no group (the city has them; `rows` lists them under None).
    Grouped by one kind of unit, every unit registered in the periods has its rows, with facts or
    without. filters: column -> values; `item` and `task` choose given scores and tasks.
    complete: rows that say nothing of a grouping are a group as well (None), groups are texts, and
    what was looked at without finding such rows is a real 0: a unit with cases that say what they
    are about and none about this. groups: those that are answered, in place of those found.
    value: rates in percent 0..100. n: observations behind the value. variance: sampling variance
    of the value, NaN where nothing is sampled. state: value | zero | no_data (no row, 0/0, or none
    that could be judged; value NaN) | not_participating.

    IndicatorError for an unknown indicator, column or rule.
    """
    for name in indicators:
        require(name, COUNTABLE, "indicator-unknown")
    entries = [COUNTABLE[name] for name in dict.fromkeys(indicators)]
    for entry in entries:
        check_dimensions(entry, by, filters or {})
    periods = (period,) if isinstance(period, Period) else tuple(period)
    rules = rules or CountingRules()
    work = _Work(con, entries, tuple(by), periods, filters or {}, rules, complete, groups)
    return work.table() if entries and periods else _empty(by)


@dataclass(frozen=True)
class _Work:
    """One call of aggregate."""

    con: duckdb.DuckDBPyConnection
    entries: Sequence[Indicator]
    by: tuple[str, ...]
    periods: tuple[Period, ...]
    filters: Mapping[str, Sequence[str | None]]
    rules: CountingRules
    complete: bool
    asked_groups: pd.DataFrame | None

    def table(self) -> pd.DataFrame:
        """The answer of `aggregate`."""
        answer = collect(self.con, self._sources(), self.periods, self.rules)
        base = self._base(answer)
        answer = answer.on(base)
        found = [self._figures(entry, answer, base) for entry in self.entries]
        left = [self._left_out(entry, answer, len(base)) for entry in self.entries]
        many = len(self.entries)
        ids = np.array([period.id for period in self.periods], dtype=object)
        table = {name: np.repeat(base[name].to_numpy(), many) for name in self.by}
        table["period"] = np.repeat(ids[base["period_no"].to_numpy()], many)
        table["indicator"] = np.tile([entry.id for entry in self.entries], len(base))
        for name in FIGURE_COLUMNS:
            table[name] = np.stack([getattr(f, name) for f in found], axis=1).ravel()
        for reason in LEFT_OUT_REASONS:
            table[reason] = np.stack([numbers[reason] for numbers in left], axis=1).ravel()
        return pd.DataFrame(table)

    @cached_property
    def _ever(self) -> dict[str, bool]:
        """Whether the store holds any row at all of the tables that are counted."""
        tables = dict.fromkeys(entry.numerator.table for entry in self.entries)
        held = ", ".join(f"EXISTS (SELECT 1 FROM {table}) AS {table}" for table in tables)
        with self.con.cursor() as cursor:
            found = cursor.execute(f"SELECT {held}").fetchone() or ()
        return dict(zip(tables, map(bool, found), strict=True))

    def _sources(self) -> list[QueryPart]:
        """One source per table and the day it goes by, and one of the whole city for what its
        exports carry."""
        cells: dict[Measure, dict[Cell, None]] = {}
        known: dict[Measure, dict[Cell, None]] = {}
        for entry in self.entries:
            for measure in (entry.numerator, *map(Measure, entry.tables)):
                cells.setdefault(_rows(measure), {})
            for cell in formula_cells(entry).values():
                cells.setdefault(_rows(cell.measure), {})[cell] = None
            for left in entry.left_out:
                cells[_rows(entry.numerator)] |= dict.fromkeys(left_out_cells(entry, left))
            if entry.known:
                known.setdefault(_rows(entry.numerator), {})[_known_cell(entry)] = None
        facts = [
            QueryPart(
                rows.source, rows.table, by, self.filters, tuple(sums), rows.dated, self.complete
            )
            for rows, sums in cells.items()
            if rows.table != "units"
            for by in [self._grouping(rows.table)]
        ]
        city = [
            QueryPart(_city(rows.source), rows.table, (), {}, tuple(sums), rows.dated)
            for rows, sums in known.items()
        ]
        return facts + city + self._seen()

    def _seen(self) -> list[QueryPart]:
        """Of a complete answer: the rows of each unit that say something of all that is asked for,
        whatever it is. Where there are none, nobody knows whether what was not found is there."""
        tables = {table for entry in self.entries for table in entry.seen_in if self.complete}
        found = []
        for table in sorted(tables):
            own = dimensions(table)
            of_units = {n: values for n, values in self.filters.items() if n in _WHO}
            open_ = {n for n, values in self.filters.items() if {None, UNSTATED} & {*values}}
            told = [n for n in {**dict.fromkeys(self.by), **self.filters} if n in own]
            stated = tuple(n for n in told if n not in _WHO and n not in open_)
            by = tuple(n for n in self._grouping(table) if n in _WHO)
            part = QueryPart(_seen_of(table), table, by, of_units, (), "", True, stated)
            found.append(part)
        return found

    def _grouping(self, table: str) -> tuple[str, ...]:
        own = dimensions(table)
        return tuple(name for name in self.by if name in own)

    def _base(self, answer: QueryAnswer) -> pd.DataFrame:
        """Every group in every period, in order: period_no and the grouping columns."""
        names = list(self.by)
        periods = pd.DataFrame({"period_no": range(len(self.periods))})
        if not names:
            return periods
        if self.asked_groups is not None:
            return periods.merge(self.asked_groups[names], how="cross")
        groups = answer.groups(names)
        listed = units.valid_units(self.con, self.by, self.periods, self.filters)
        if self.complete and not listed:
            listed = units.units_below(self.con, self.by, self.periods, self.filters)
        if listed:
            groups = pd.concat([groups, pd.DataFrame({names[0]: listed})]).drop_duplicates()
        return periods.merge(groups.sort_values(names), how="cross")

    def _figures(self, entry: Indicator, answer: QueryAnswer, base: pd.DataFrame) -> Figures:
        figures = figures_of(entry, self._sums(entry, answer, base))
        figures.hide(self._unknown(entry, answer, len(base)))
        return figures

    def _sums(self, entry: Indicator, answer: QueryAnswer, base: pd.DataFrame) -> SumOf:
        """The sums of one indicator by role, each a number per row of base."""
        query = _own_query(entry.kind)
        if query is not None:
            found = query(
                self.con, entry, self.by, self.periods, self.filters, self.rules, self.complete
            )
            aligned = base.merge(found, on=["period_no", *self.by], how="left")
            return lambda role: aligned[role].fillna(_WITHOUT_ROWS.get(role, 0.0)).to_numpy(float)
        cells = formula_cells(entry)

        def sums(role: str) -> Floats:
            if role in cells:
                return answer.sums(cells[role].measure.source, cells[role])
            return self._people(entry.over.value, base)

        return sums

    def _people(self, field: str, base: pd.DataFrame) -> Floats:
        """`units.base_totals`, once for all indicators that are taken per so many people."""
        if field not in self._totals:
            found = units.base_totals(self.con, field, base, self.periods, self.filters)
            self._totals[field] = found.to_numpy(float)
        return self._totals[field]

    @cached_property
    def _totals(self) -> dict[str, Floats]:
        return {}

    def _unknown(self, entry: Indicator, answer: QueryAnswer, groups: int) -> NDArray[np.bool_]:
        """Where nothing shows that a 0 would be a real one (see Indicator)."""
        if not self._ever[entry.numerator.table]:
            return np.ones(groups, dtype=bool)  # of what was never imported nothing is known
        unknown = np.zeros(groups, dtype=bool)
        if entry.seen_in:
            seen = [_seen_of(name) if self.complete else name for name in entry.seen_in]
            unknown |= ~np.any([answer.sums(source, None) > 0 for source in seen], axis=0)
        if entry.known:
            city = _city(entry.numerator.source)
            none = answer.sums(city, _known_cell(entry)) == 0
            unknown |= none & (answer.sums(city, None) > 0) if entry.none_is_zero else none
        for left in entry.left_out:
            out, judged = (
                answer.sums(entry.numerator.source, cell) for cell in left_out_cells(entry, left)
            )
            unknown |= (out > 0) & (judged == 0)
        return unknown

    def _left_out(self, entry: Indicator, answer: QueryAnswer, groups: int) -> dict[str, Floats]:
        """How many rows each reason leaves out, by group; NaN for those it does not ask."""
        found = {reason: np.full(groups, np.nan) for reason in LEFT_OUT_REASONS}
        for left in entry.left_out:
            cell, _ = left_out_cells(entry, left)
            found[left.reason] = answer.sums(entry.numerator.source, cell)
        return found


def _own_query(kind: IndicatorKind) -> Callable[..., pd.DataFrame] | None:
    """The query of a kind that is not made of sums over rows."""
    match kind:
        case "count" | "ratio" | "difference" | "given":
            return None
        case "median":
            return medians
        case "task":
            return completions
        case "figure":
            return values
        case _:
            assert_never(kind)


_WHO = (*UNIT_KINDS, *units.OBJECTS)  # who is looked at, of all that rows are grouped by
_WITHOUT_ROWS = {"median": np.nan, "value": np.nan}


def _known_cell(entry: Indicator) -> Cell:
    return Cell(replace(entry.numerator, where=entry.known, value="1"))


def _rows(measure: Measure) -> Measure:
    """All rows that a measure is taken of."""
    return Measure(measure.table, dated=measure.dated)


def _seen_of(table: str) -> str:
    return f"{table} seen"


def _city(source: str) -> str:
    return f"{source} of the city"


def _empty(by: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=[*by, "period", "indicator", *ANSWERED])
