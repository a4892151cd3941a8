"""The answer to a question: cells, totals, the first few and the rest, beside what is compared.

Every figure, that of a total or of the rest too, is one answer of `aggregate` over the rows that
stand behind it: totals are never sums of ratios, and a part is never taken for the whole.
"""

from dataclasses import dataclass, field

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules
from metrics.indicators import COUNTABLE
from metrics.pivot.beside import compared_period
from metrics.pivot.checks import check_question
from metrics.pivot.cuts import Cuts, stored_filters
from metrics.pivot.days import part_code
from metrics.pivot.dimensions import TIMES, dimensions_of
from metrics.pivot.known import KnownDays, asked_days, known_days
from metrics.pivot.levels import LEVEL_COLUMNS, Level
from metrics.pivot.ordering import in_order
from metrics.pivot.persons import persons_among
from metrics.pivot.question import Question, QuestionError, say_problem
from metrics.pivot.values import all_but

MOST_CELLS = 100_000
ANSWER_COLUMNS = ("row_depth", "column_depth", "rest", *LEVEL_COLUMNS)
CellKey = tuple[str | None, ...]
Keys = list[CellKey]


@dataclass(frozen=True)
class PivotAnswer:
    """cells: a row per figure. Columns: the dimensions of rows and columns (codes; None for rows
    that say nothing, and where a total leaves it out), row_depth and column_depth (how many of the
    dimensions of rows and columns it is of: less than all for a total), rest (the rows beyond the
    first few, together), value, numerator, denominator, n, state, low, high (95 %, of sampled
    figures), compared, compared_n, compared_state, change (value less compared).

    row_keys, column_keys: in the order shown, without totals and rest. rest_of: how many rows each
    rest is made of, by the outer rows. before: the days that are compared with, where that is so;
    early: they begin before anything is known, so that nothing is compared.
    """

    asked: Question
    period: Period
    known: KnownDays
    cells: pd.DataFrame
    row_keys: Keys
    column_keys: Keys
    rest_of: dict[tuple[str | None, ...], int] = field(default_factory=dict)
    before: Period | None = None
    early: bool = False

    def of(self, rows: int, columns: int, rest: bool = False) -> pd.DataFrame:
        """The figures of one depth."""
        cells = self.cells
        chosen = (cells["row_depth"] == rows) & (cells["column_depth"] == columns)
        return cells[chosen & (cells["rest"] == rest)]


def answer(
    con: duckdb.DuckDBPyConnection, asked: Question, rules: CountingRules | None = None
) -> PivotAnswer:
    """What a store answers. QuestionError for a question that cannot be answered."""
    check_question(asked)
    known = known_days(con, COUNTABLE[asked.measure])
    return _Asked(con, asked, rules or CountingRules(), known).answered()


def asked_cuts(
    con: duckdb.DuckDBPyConnection, asked: Question, rules: CountingRules | None, period: Period
) -> Cuts:
    """The question's measure under its filters; what is excluded leaves all other values."""
    table = COUNTABLE[asked.measure].numerator.table
    persons = persons_among(con, table, [*asked.dimensions, *asked.narrowed])
    wanted = asked.where | {
        name: all_but(con, asked.measure, name, values) for name, values in asked.excluded
    }
    filters = stored_filters(wanted, dimensions_of(asked.measure), persons)
    return Cuts(con, asked.measure, filters, period, rules or CountingRules(), persons)


@dataclass(frozen=True)
class _Asked:
    """One question on its way to its answer."""

    con: duckdb.DuckDBPyConnection
    asked: Question
    rules: CountingRules
    known: KnownDays

    def answered(self) -> PivotAnswer:
        asked = self.asked
        period = asked_days(asked.days, self.known)
        cuts = asked_cuts(self.con, asked, self.rules, period)
        days = compared_period(asked, period)
        early = days is not None and not self.known.covers(days)
        level = Level(asked, cuts, None if days is None or early else cuts.over(days), early)
        outer, inner = asked.rows[:-1], asked.rows
        row_totals = level.figures(inner)
        outer_totals = level.figures(outer) if outer else row_totals
        columns = level.figures(asked.columns)
        outer_keys = in_order(outer_totals, outer, asked, cuts.known)
        column_keys = in_order(columns, asked.columns, asked, cuts.known, of_columns=True)
        row_keys, left = self._chosen(row_totals, outer_keys, cuts)
        if len(row_keys) * len(column_keys) > MOST_CELLS:
            params = {"n": len(row_keys) * len(column_keys), "most": MOST_CELLS}
            raise QuestionError(say_problem("question-too-many", **params))
        rows_at: dict[int, Keys] = {0: [()], len(outer): outer_keys, len(inner): row_keys}
        columns_at: dict[int, Keys] = {0: [()], len(asked.columns): column_keys}
        done = {(len(inner), 0): row_totals, (len(outer), 0): outer_totals}
        done[0, len(asked.columns)] = columns
        tables = []
        for depth, keys in rows_at.items():
            for across, heads in columns_at.items():
                by = inner[:depth] + asked.columns[:across]
                groups = _crossed(keys, heads, by)
                found = done.get((depth, across)) if by else None
                table = level.figures(by, groups, found)
                tables.append(table.assign(row_depth=depth, column_depth=across, rest=False))
        for key, values in left.items():
            for across, heads in columns_at.items():
                by = asked.columns[:across]
                table = self._rest(level, key, values).figures(by, _crossed([()], heads, by))
                table = table.assign(**dict(zip(outer, key, strict=True)))
                table = table.assign(row_depth=len(inner), column_depth=across, rest=True)
                tables.append(table)
        cells = pd.concat(tables, ignore_index=True).reindex(
            columns=[*asked.dimensions, *ANSWER_COLUMNS]
        )
        for name in asked.dimensions:
            cells[name] = cells[name].astype(object).where(cells[name].notna(), None)
        rest_of = {key: len(values) for key, values in left.items()}
        return PivotAnswer(
            asked, period, self.known, cells, row_keys, column_keys, rest_of, days, early
        )

    def _chosen(
        self, totals: pd.DataFrame, outer_keys: Keys, cuts: Cuts
    ) -> tuple[Keys, dict[CellKey, list[str | None]]]:
        """The rows that are shown, in their order, and what is left of each outer one."""
        asked, rows = self.asked, self.asked.rows
        if not rows:
            return [()], {}
        ordered = in_order(totals, rows, asked, cuts.known)
        place = {key: at for at, key in enumerate(outer_keys)}
        if rows[:-1]:
            ordered.sort(key=lambda key: place[key[:-1]])
        kept: Keys = []
        left: dict[CellKey, list[str | None]] = {}
        taken: dict[CellKey, int] = {}
        for key in ordered:
            taken[key[:-1]] = taken.get(key[:-1], 0) + 1
            if asked.top and taken[key[:-1]] > asked.top:
                left.setdefault(key[:-1], []).append(key[-1])
            else:
                kept.append(key)
        return kept, left

    def _rest(self, level: Level, key: CellKey, values: list[str | None]) -> Level:
        """The same, of some values of the inner rows alone, inside one of the outer ones."""
        rows = self.asked.rows
        wanted: dict[str, list[str | None]] = {rows[-1]: values}
        outer = dict(zip(rows[:-1], key, strict=True))
        time = {name: code for name, code in outer.items() if name in TIMES}
        wanted |= {name: [code] for name, code in outer.items() if name not in time}
        filters = stored_filters(wanted, level.cuts.known, level.cuts.persons)
        part = None
        for name, code in time.items():
            parts = level.cuts.parts(name)
            part = next(one for one in parts if part_code(one, name) == code)
        return level.within(filters, part)


def _crossed(keys: Keys, heads: Keys, by: tuple[str, ...]) -> pd.DataFrame:
    """Each row with each column."""
    pairs = [(*key, *head) for key in keys for head in heads]
    return pd.DataFrame(pairs, columns=list(by), index=range(len(pairs)), dtype=object)
