"""One object taken apart: what it is, its visits, deductions and cases over time."""

import math
from collections.abc import Sequence

import duckdb
import pandas as pd

from data.objects.kinds import Kind
from kernel.periods import Period
from metrics.aggregation.aggregate import aggregate
from metrics.aggregation.conditions import CountingRules
from metrics.objects.standing import column_of, lost_of, lost_sql, visits_of

_SOURCE = "source_file, source_sheet, source_row"


def _days(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with days as dates; None where there is none."""
    for name in frame.select_dtypes("datetime"):
        days = frame[name].dt.date.astype(object)
        frame[name] = days.where(frame[name].notna(), None)
    return frame


def stays(con: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """What the register says of an object, by kind and time: type, class, district, street, road,
    valid_from, valid_to and where it says so."""
    with con.cursor() as cursor:
        return _days(
            cursor.execute(
                "SELECT object_type AS type, object_class AS class, district, street, road, "
                f"valid_from, valid_to, {_SOURCE} FROM points WHERE object = ? "
                "ORDER BY type, valid_from NULLS FIRST",
                [name],
            ).df()
        )


def object_history(
    con: duckdb.DuckDBPyConnection,
    periods: Sequence[Period],
    kind: Kind,
    name: str,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """By period, oldest first: period, visits, visit_score, deduction, cases; NaN where nothing is
    known."""
    filed = aggregate(con, ["filed"], (), periods, {column_of(kind): [name]}, rules)
    cases = filed.set_index("period")["value"]
    rows = []
    for period in periods:
        seen = _of(visits_of(con, period, kind), name)
        lost = _of(lost_of(con, period, kind), name)
        visits = seen["visits"] if seen is not None else 0
        known = visits or lost is not None
        rows.append(
            {
                "period": period.id,
                "visits": float(visits),
                "visit_score": seen["visit_score"] if seen is not None else math.nan,
                "deduction": (lost["deduction"] if lost is not None else 0.0)
                if known
                else math.nan,
                "cases": cases.get(period.id, math.nan),
            }
        )
    return pd.DataFrame(rows)


def _of(frame: pd.DataFrame, name: str) -> pd.Series | None:
    own = frame[frame["object"] == name]
    return own.iloc[0] if len(own) else None


def deductions(
    con: duckdb.DuckDBPyConnection, period: Period, kind: Kind, name: str
) -> pd.DataFrame:
    """The findings at an object in a period, and points taken from it: day, point, subcategory,
    deduction, rectified (True, False or unknown), text and where they stand. Of a road also those
    at its addresses."""
    with con.cursor() as cursor:
        return _days(
            cursor.execute(
                "SELECT day, point, subcategory, deduction, rectified, text, "
                f"{_SOURCE} FROM {lost_sql()} AS f WHERE {column_of(kind)} = ? "
                "AND day >= ? AND day < ? ORDER BY day DESC, source_file, source_row",
                [name, period.start, period.end],
            ).df()
        )


def cases(con: duckdb.DuckDBPyConnection, period: Period, kind: Kind, name: str) -> pd.DataFrame:
    """The cases at an object in a period, voided ones left out: day, case_no, channel, subcategory,
    place, done (True or False), on_time, text and where they stand."""
    with con.cursor() as cursor:
        return _days(
            cursor.execute(
                "SELECT day, case_no, channel, subcategory, place, is_disposed AS done, "
                f"is_on_time AS on_time, text, {_SOURCE} FROM cases WHERE {column_of(kind)} = ? "
                "AND day >= ? AND day < ? AND NOT coalesce(voided, FALSE) "
                "ORDER BY day DESC, source_file, source_row",
                [name, period.start, period.end],
            ).df()
        )


def crossing_cases(con: duckdb.DuckDBPyConnection, period: Period, name: str) -> pd.DataFrame:
    """Cases at crossings of a road that count for the other road: day, place, road."""
    with con.cursor() as cursor:
        return _days(
            cursor.execute(
                "SELECT day, case_no, place, road FROM cases WHERE road <> ? AND place IS NOT NULL "
                "AND contains(place, ?) AND regexp_matches(place, '口|交叉|交汇|交界') "
                "AND day >= ? AND day < ? ORDER BY day DESC, case_no",
                [name, name, period.start, period.end],
            ).df()
        )
