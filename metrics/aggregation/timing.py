"""In which periods the rows of a table count.

A dated row counts in the periods that hold its day; a row with a time of validity (points, units)
in those that it overlaps; a row that states a period (given scores, tasks) in those that hold the
stated period whole: a yearly score is not January's. Of a period that is cut (`Period.so_far`) each
row counts up to the day that its source has reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from kernel.periods import Period
from kernel.schema import TABLES
from metrics.labels import periods_of_label
from metrics.sources import OF_COMPLAINTS, SOURCE_OF

_VALID_FROM = "COALESCE(valid_from, DATE '1900-01-01')"
_VALID_TO = "COALESCE(valid_to, DATE '9999-12-31')"


@dataclass(frozen=True)
class Timing:
    """SQL that puts rows `d` of a table into periods `p` (column period_no, counted from 0).

    keys: what `d` must bring, alias -> SQL over the table; join: follows `d`, with its params.
    """

    keys: dict[str, str]
    join: str
    params: tuple[Any, ...]

    def columns(self) -> list[str]:
        """The keys as items of a SELECT."""
        return [f"{sql} AS {alias}" for alias, sql in self.keys.items()]


def timing(
    con: duckdb.DuckDBPyConnection, table: str, periods: Sequence[Period], dated: str = ""
) -> Timing:
    """How the rows of a table are put into periods. dated: the column that they go by, where it is
    not their day."""
    day_from = TABLES[table].day_from
    if day_from == ("period",):
        return _stated(con, table, periods)
    day = dated or "day"
    first, last = (day, day) if day_from else (_VALID_FROM, _VALID_TO)
    keys = {"first_day": first, "last_day": last}
    row = "(CAST(? AS INTEGER), CAST(? AS DATE), CAST(? AS DATE)"
    names, end = "period_no, first_day, end_day", "p.end_day"
    ends: list[tuple[date, ...]] = [(_end(table, period),) for period in periods]
    if any(_splits(table, period) for period in periods):
        keys["of_complaints"] = of_complaints(con)
        row, names = row + ", CAST(? AS DATE)", names + ", end_of_complaints"
        end = "CASE WHEN d.of_complaints THEN p.end_of_complaints ELSE p.end_day END"
        ends = [(*own, p.end_of("complaints")) for own, p in zip(ends, periods, strict=True)]
    join = (
        f"JOIN {_values(row + ')', len(periods), names)}"
        f" ON d.first_day < {end} AND d.last_day >= p.first_day"
    )
    params = tuple(v for i, p in enumerate(periods) for v in (i, p.start, *ends[i]))
    return Timing(keys, join, params)


def of_complaints(con: duckdb.DuckDBPyConnection) -> str:
    """`OF_COMPLAINTS` without a query in it, to group by."""
    with con.cursor() as cursor:
        query = f"SELECT DISTINCT batch_id FROM cases WHERE {OF_COMPLAINTS} ORDER BY batch_id"
        found = [str(int(batch)) for (batch,) in cursor.execute(query).fetchall()]
    return f"COALESCE(batch_id IN ({', '.join(found)}), FALSE)" if found else "FALSE"


def source_sql(con: duckdb.DuckDBPyConnection, table: str, periods: Sequence[Period]) -> str:
    """SQL of the source that a row comes from, as far as the periods tell sources apart."""
    if any(_splits(table, period) for period in periods):
        return f"CASE WHEN {of_complaints(con)} THEN 'complaints' ELSE 'grid' END"
    return f"'{SOURCE_OF[table]}'"


def before_end(table: str, period: Period) -> tuple[str, list[date]]:
    """The condition that a row lies before the end of a period, and its parameters."""
    if not _splits(table, period):
        return "day < ?", [_end(table, period)]
    ends = [period.end_of("complaints"), _end(table, period)]
    return f"day < (CASE WHEN {OF_COMPLAINTS} THEN CAST(? AS DATE) ELSE CAST(? AS DATE) END)", ends


def _end(table: str, period: Period) -> date:
    return period.end_of(SOURCE_OF[table]) if table in SOURCE_OF else period.end


def _splits(table: str, period: Period) -> bool:
    """Whether two sources of one table have reached different days."""
    return table == "cases" and period.end_of("complaints") != period.end_of("grid")


def reading(table: str, periods: Sequence[Period], dated: str = "") -> tuple[list[str], list[Any]]:
    """Conditions that spare a dated table the days outside all periods, and their parameters."""
    if TABLES[table].day_from in ((), ("period",)):
        return [], []
    first, end = min(p.start for p in periods), max(p.end for p in periods)
    day = dated or "day"
    return [f"{day} >= ?", f"{day} < ?"], [first, end]


def _stated(con: duckdb.DuckDBPyConnection, table: str, periods: Sequence[Period]) -> Timing:
    with con.cursor() as cursor:
        labels = cursor.execute(f"SELECT DISTINCT period FROM {table} ORDER BY period").fetchall()
    numbers = {period: i for i, period in enumerate(periods)}
    pairs = [(numbers[p], label) for (label,) in labels for p in periods_of_label(label, periods)]
    pairs = pairs or [(0, None)]  # equal to no label
    row = "(CAST(? AS INTEGER), CAST(? AS VARCHAR))"
    join = f"JOIN {_values(row, len(pairs), 'period_no, label')} ON d.label = p.label"
    return Timing({"label": "period"}, join, tuple(value for pair in pairs for value in pair))


def _values(row: str, count: int, names: str) -> str:
    return f"(SELECT {names} FROM (VALUES {', '.join([row] * count)}) AS v({names})) AS p"
