"""Deductions weighed as a scheme says: tariffs by tier and state, key problems, repeats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb

from kernel.periods import Period
from metrics.aggregation.conditions import filter_sql
from metrics.indicators import INDICATORS
from metrics.schemes.rules.weighing import Tariff, Times, Weighing
from metrics.scoring.exact import decimal_of

# A problem's state, worst first: notified twice or more, not rectified (in time), else found.
STATE = (
    "CASE WHEN COALESCE(notified_times, 0) >= 2 THEN 'notified_again' "
    "WHEN recheck = 'failed' OR (is_rectify_due AND NOT is_rectified) "
    "OR NOT COALESCE(is_rectified_on_time, TRUE) THEN 'not_rectified' ELSE 'found' END"
)


@dataclass(frozen=True)
class Weighed:
    """Sum of the weighed deductions of a unit's problems, and how many they are."""

    total: Fraction
    n: int


def weighed_deductions(
    con: duckdb.DuckDBPyConnection,
    kind: str,
    indicator: str,
    weighing: Weighing,
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
    by: str | None = None,
) -> dict[tuple[str, ...], Weighed]:
    """(period id, unit) or, with `by` (a column of findings), (period id, unit, value) -> sums.

    A problem counts what the facts say (1 for the indicators that count findings), or the
    tariff for its tier and state (a pair that the tariff leaves out counts 0), times the
    multipliers, times the unit's share of it. Repeats are looked for before the filters apply.
    """
    text, params = weighed_rows(kind, indicator, weighing, periods, filters, by)
    part = ", part" if by else ""
    spans = ", ".join("(?, CAST(? AS DATE), CAST(? AS DATE))" for _ in periods)
    span_params = [value for p in periods for value in (p.id, p.start, p.end_of("findings"))]
    sql = f"""
        WITH weighed AS ({text}), spans(period, begins, ends) AS (VALUES {spans})
        SELECT spans.period, unit{part}, SUM(points * share), COUNT(*)
        FROM weighed JOIN spans ON day >= begins AND day < ends
        GROUP BY spans.period, unit{part}
    """
    with con.cursor() as cur:
        rows = cur.execute(sql, [*params, *span_params]).fetchall()
    return {tuple(row[:-2]): Weighed(decimal_of(row[-2]), row[-1]) for row in rows}


def weighed_rows(
    kind: str,
    indicator: str,
    weighing: Weighing,
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
    by: str | None = None,
    cluster: str | None = None,
) -> tuple[str, list[Any]]:
    """SQL and parameters of the problems of all units, one row each: unit, day, share, points; with
    `by` (a column of findings) its value as `part`, with `cluster` (SQL) what that gives."""
    times, tariff = weighing.times, weighing.tariff
    params: list[Any] = []
    base = _tariff(tariff, params) if tariff else _stated(indicator)
    factors = [
        _key(times),
        _if(
            f"previous_day >= day - INTERVAL '{times.repeat_days}' DAY",
            float(times.repeat),
        ),
        _lookup("tier", times.tier, params),
        _lookup("method", times.method, params),
        _lookup("state", times.state, params),
    ]
    conditions, filter_params = filter_sql("findings", filters)
    extra = f", COALESCE(\"{by}\", '') AS part" if by else ""
    extra += f", {cluster} AS cluster" if cluster else ""
    sql = f"""
        SELECT "{kind}" AS unit, day, COALESCE(share, 1) AS share,
            ({base}) * {" * ".join(factors)} AS points{extra}
        FROM (
            SELECT *, {STATE} AS state, MAX(day) OVER (
                PARTITION BY "{kind}", COALESCE(point, place_key, record_key),
                    COALESCE(subcategory, category)
                ORDER BY day RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL '1' DAY PRECEDING
            ) AS previous_day
            FROM findings
            WHERE "{kind}" IS NOT NULL AND day >= CAST(? AS DATE) AND day < CAST(? AS DATE)
        ) AS seen
        WHERE {" AND ".join(conditions) or "TRUE"}
    """
    first = min(p.start for p in periods) - timedelta(days=times.repeat_days)
    last = max(p.end for p in periods)
    # In the order in which the placeholders stand: the points, the days, the filters.
    return sql, [*params, first, last, *filter_params]


def _stated(indicator: str) -> str:
    return "1e0" if INDICATORS[indicator].numerator.counts else "COALESCE(deduction, 0)"


def _key(times: Times) -> str:
    """The multiplier of key problems, by flag or library; the library's weight where that counts
    and there is one."""
    factor = float(times.key_problem)
    if not times.library_weights:
        return _if("COALESCE(is_key, FALSE)", factor)
    return f"CASE WHEN is_key THEN COALESCE(key_weight, {factor!r} * 1e0) ELSE 1e0 END"


def _if(condition: str, factor: float) -> str:
    return "1e0" if factor == 1 else f"CASE WHEN {condition} THEN {factor!r} * 1e0 ELSE 1e0 END"


def _lookup(column: str, table: Mapping[Any, Decimal], params: list[Any]) -> str:
    if not table:
        return "1e0"
    cases = " ".join("WHEN ? THEN CAST(? AS DOUBLE)" for _ in table)
    params += [value for key, factor in table.items() for value in (key, float(factor))]
    return f"CASE {column} {cases} ELSE 1e0 END"


def _tariff(tariff: Tariff, params: list[Any]) -> str:
    cases = []
    for tier, states in tariff.items():
        for state, points in states.items():
            cases.append("WHEN tier = ? AND state = ? THEN CAST(? AS DOUBLE)")
            params += [tier, state, float(points)]
    return f"CASE {' '.join(cases)} ELSE 0e0 END"
