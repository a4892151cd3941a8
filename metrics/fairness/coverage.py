"""Was enough looked at, and everywhere: points, streets, days and hours of the checks.

All of it counts what was done; nothing is estimated. Points are those of the register in force; a
store without one takes the points that were checked in the twelve periods before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.conditions import filter_sql

PERIODS_BACK = 12
UNEVEN = 1.5  # times its share of points, from which on a unit is checked unevenly
Filters = Mapping[str, Sequence[str | None]]


@dataclass(frozen=True)
class Unchecked:
    """points: name, unit, street, last (day of the last check, NaT: never in the facts), weeks.
    streets: street, unit, last, weeks: only those without a check for so long.
    known: points at all; streets_known; registered: whether they are from the register.
    """

    points: pd.DataFrame
    streets: pd.DataFrame
    known: int
    streets_known: int
    registered: bool
    until: date


def unchecked(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: str,
    weeks: int,
    filters: Filters | None = None,
) -> Unchecked:
    """Points and streets that nobody checked in the `weeks` weeks before the end of the period, or
    before the last day that the checks are known for."""
    until = _until(con, period)
    where, used = filter_sql("inspections", filters or {})
    allowed = " AND ".join(where) or "TRUE"
    since = until - timedelta(weeks=weeks)
    registered = _one(con, "SELECT COUNT(*) FROM points WHERE name IS NOT NULL", [])[0] > 0
    if registered:
        inside, own = filter_sql("points", filters or {})
        kept = " AND ".join(inside) or "TRUE"
        base = f"""SELECT name AS point, "{kind}" AS unit, street FROM points
            WHERE name IS NOT NULL AND {kept} AND COALESCE(valid_from, DATE '1900-01-01') < ?
            AND COALESCE(valid_to, DATE '9999-12-31') >= ?"""
        params = [*own, until, until]
    else:
        base = f"""SELECT point, arg_max("{kind}", day) AS unit, arg_max(street, day) AS street
            FROM inspections WHERE point IS NOT NULL AND day >= ? AND day < ? AND {allowed}
            GROUP BY point"""
        params = [period.shift(-PERIODS_BACK).start, until, *used]
    sql = f"""
        WITH known AS ({base}),
        seen AS (SELECT point, MAX(day) AS last FROM inspections WHERE day < ? GROUP BY point)
        SELECT known.point AS name, MIN(unit) AS unit, MIN(street) AS street, MAX(last) AS last
        FROM known LEFT JOIN seen ON known.point = seen.point
        GROUP BY known.point ORDER BY last NULLS FIRST, unit, name
    """
    points = _frame(con, sql, [*params, until])
    streets = _frame(
        con,
        f"""
        WITH known AS ({base}),
        seen AS (SELECT street, MAX(day) AS last FROM inspections WHERE day < ? GROUP BY street)
        SELECT known.street AS street, MIN(unit) AS unit, MAX(last) AS last
        FROM known LEFT JOIN seen ON known.street = seen.street
        WHERE known.street IS NOT NULL GROUP BY known.street ORDER BY last NULLS FIRST, street
        """,
        [*params, until],
    )
    return Unchecked(
        _old(points, since, until),
        _old(streets, since, until),
        len(points),
        len(streets),
        registered,
        until,
    )


def shares(
    con: duckdb.DuckDBPyConnection, period: Period, kind: str, filters: Filters | None = None
) -> pd.DataFrame:
    """Checks by unit beside its share of the points.

    Columns: unit, checks, points, check_share, point_share (percent), ratio (NaN without points),
    visited (points that were checked in the period), uneven ("" | more | less: beyond 1.5 times).
    """
    found = unchecked(con, period, kind, 0, filters)
    known = _known_points(con, period, kind, filters, found)
    where, used = filter_sql("inspections", filters or {})
    allowed = " AND ".join(where) or "TRUE"
    checks = _frame(
        con,
        f"""SELECT "{kind}" AS unit, SUM(share) AS checks, COUNT(DISTINCT point) AS visited
        FROM inspections WHERE "{kind}" IS NOT NULL AND day >= ? AND day < ? AND {allowed}
        GROUP BY "{kind}" """,
        [period.start, period.end, *used],
    )
    table = checks.merge(known, on="unit", how="outer").fillna({"checks": 0.0, "visited": 0})
    total, points = table["checks"].sum(), table["points"].sum()
    table["check_share"] = 100 * table["checks"] / total if total else float("nan")
    table["point_share"] = 100 * table["points"] / points if points else float("nan")
    table["ratio"] = table["check_share"] / table["point_share"]
    table["uneven"] = ""
    table.loc[table["ratio"] > UNEVEN, "uneven"] = "more"
    table.loc[table["ratio"] < 1 / UNEVEN, "uneven"] = "less"
    return table.sort_values("unit", ignore_index=True)


def check_times(
    con: duckdb.DuckDBPyConnection, period: Period, filters: Filters | None = None
) -> pd.DataFrame:
    """Checks by weekday (1: Monday) and hour (NaN where it is not known). Columns weekday, hour,
    checks."""
    where, used = filter_sql("inspections", filters or {})
    allowed = " AND ".join(where) or "TRUE"
    sql = f"""
        SELECT CAST(isodow(day) AS INTEGER) AS weekday, hour, SUM(share) AS checks
        FROM inspections WHERE day >= ? AND day < ? AND {allowed} GROUP BY ALL ORDER BY ALL
    """
    return _frame(con, sql, [period.start, period.end, *used])


def _known_points(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: str,
    filters: Filters | None,
    found: Unchecked,
) -> pd.DataFrame:
    """The number of points of each unit."""
    if found.points.empty:
        return pd.DataFrame({"unit": pd.Series(dtype=object), "points": pd.Series(dtype=float)})
    counted = found.points.groupby("unit").size().rename("points").astype(float)
    return counted.reset_index()


def _until(con: duckdb.DuckDBPyConnection, period: Period) -> date:
    """The day after the last one that the checks are known for."""
    sql = "SELECT MAX(CAST(as_of AS DATE)) FROM inspections WHERE day >= ? AND day < ?"
    as_of = _one(con, sql, [period.start, period.end])[0]
    return min(period.end, max(as_of, period.start)) if as_of else period.end


def _old(table: pd.DataFrame, since: date, until: date) -> pd.DataFrame:
    last = pd.to_datetime(table["last"])
    weeks = (pd.Timestamp(until) - last).dt.days // 7
    table = table.assign(last=last.dt.date, weeks=weeks.astype(float))
    return table[last.isna() | (last < pd.Timestamp(since))].reset_index(drop=True)


def _frame(con: duckdb.DuckDBPyConnection, sql: str, params: Sequence[object]) -> pd.DataFrame:
    with con.cursor() as cursor:
        return cursor.execute(sql, list(params)).df()


def _one(con: duckdb.DuckDBPyConnection, sql: str, params: Sequence[object]) -> tuple:
    with con.cursor() as cursor:
        return cursor.execute(sql, list(params)).fetchone() or (None,)
