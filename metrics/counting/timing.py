"""In which periods the rows of a table count.

A dated row counts in the periods that hold its day; a row with a time of validity (points, units)
in those that it overlaps; a row that states a period (given scores, tasks) in those that hold the
stated period whole: a yearly score is not January's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from data.schema import TABLES
from metrics.labels import periods_of
from metrics.periods import Period

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


def timing(con: duckdb.DuckDBPyConnection, table: str, periods: Sequence[Period]) -> Timing:
    """How the rows of a table are put into periods."""
    day_from = TABLES[table].day_from
    if day_from == ("period",):
        return _stated(con, table, periods)
    first, last = ("day", "day") if day_from else (_VALID_FROM, _VALID_TO)
    row = "(CAST(? AS INTEGER), CAST(? AS DATE), CAST(? AS DATE))"
    join = (
        f"JOIN {_values(row, len(periods), 'period_no, first_day, end_day')}"
        " ON d.first_day < p.end_day AND d.last_day >= p.first_day"
    )
    params = tuple(v for i, period in enumerate(periods) for v in (i, period.start, period.end))
    return Timing({"first_day": first, "last_day": last}, join, params)


def reading(table: str, periods: Sequence[Period]) -> tuple[list[str], list[Any]]:
    """Conditions that spare a dated table the days outside all periods, and their parameters."""
    if TABLES[table].day_from in ((), ("period",)):
        return [], []
    first, end = min(p.start for p in periods), max(p.end for p in periods)
    return ["day >= ?", "day < ?"], [first, end]


def _stated(con: duckdb.DuckDBPyConnection, table: str, periods: Sequence[Period]) -> Timing:
    with con.cursor() as cursor:
        labels = cursor.execute(f"SELECT DISTINCT period FROM {table} ORDER BY period").fetchall()
    numbers = {period: i for i, period in enumerate(periods)}
    pairs = [(numbers[p], label) for (label,) in labels for p in periods_of(label, periods)]
    pairs = pairs or [(0, None)]  # equal to no label
    row = "(CAST(? AS INTEGER), CAST(? AS VARCHAR))"
    join = f"JOIN {_values(row, len(pairs), 'period_no, label')} ON d.label = p.label"
    return Timing({"label": "period"}, join, tuple(value for pair in pairs for value in pair))


def _values(row: str, count: int, names: str) -> str:
    return f"(SELECT {names} FROM (VALUES {', '.join([row] * count)}) AS v({names})) AS p"
