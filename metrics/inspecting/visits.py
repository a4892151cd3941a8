"""Each visit with what the list of points says of its point: type, class, whether it is listed.

A visit names its point by name; of points of one name the one in the visit's district is meant, and
where the visit or the list names no district, the one whose name there is only once.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import pandas as pd

from data.parsing.values import fold_word
from data.parsing.words import vocabularies
from kernel.periods import Period
from metrics.aggregation.conditions import UNSTATED
from metrics.aggregation.counted import ask

VisitFilters = Mapping[str, Sequence[str | None]]

# What visits can be told apart by: names of columns of `seen_sql`; the second ones are not the
# point's but the visit's.
OF_POINTS = ("district", "street", "team", "contractor", "department", "class", "point_type")
UNITS_FILTERED = OF_POINTS[:5]
OF_VISITS = ("method", "tier", "inspector", "agency")
ALL_TIME = (date(1, 1, 1), date(9999, 12, 31))

_LISTED = f"""
    SELECT DISTINCT ON (key) * FROM (
        SELECT name, district, street, team, contractor, department, "type" AS point_type, "class",
            name || '|' || COALESCE(district, '') AS key,
            COALESCE(valid_from, DATE '{ALL_TIME[0]:%Y-%m-%d}') AS begins,
            COALESCE(valid_to, DATE '{ALL_TIME[1]}') AS ends
        FROM points WHERE name IS NOT NULL
    ) AS named ORDER BY key, begins DESC"""
_SEEN = f"""
    WITH listed AS ({_LISTED}),
    by_name AS (SELECT name, ANY_VALUE(key) AS key, ANY_VALUE(point_type) AS point_type,
        ANY_VALUE("class") AS "class", ANY_VALUE(district) AS district
        FROM listed GROUP BY name HAVING COUNT(*) = 1)
    SELECT v.day, v.hour, v.inspected_at, v.weather, v.share, v.visit_no, v.record_key, v.place_key,
        v.district, v.street, v.team, v.contractor, v.department, v.inspector, v.agency,
        COALESCE(v.method, v.method_written, '{UNSTATED}') AS method,
        COALESCE(v.tier, v.tier_written, '{UNSTATED}') AS tier,
        v.point, COALESCE(a.key, b.key) AS key,
        COALESCE(v.point_class, a."class", b."class") AS "class",
        COALESCE(v.point_type, a.point_type, b.point_type) AS point_type
    FROM inspections AS v
    LEFT JOIN listed AS a ON a.key = v.point || '|' || COALESCE(v.district, '')
    LEFT JOIN by_name AS b ON a.key IS NULL AND b.name = v.point
        AND (v.district IS NULL OR b.district IS NULL)
    WHERE v.day >= ? AND v.day < ?"""


def until(con: duckdb.DuckDBPyConnection, period: Period) -> date:
    """The day after the last one of a period that the lists of visits speak of; its end where they
    do not say how far they go."""
    sql = "SELECT MAX(CAST(as_of AS DATE)) AS day FROM inspections WHERE day >= ? AND day < ?"
    found = ask(con, sql, [period.start, period.end])["day"].iloc[0]
    end = period.end_of("inspections")
    return end if pd.isna(found) else min(end, max(found.date(), period.start + timedelta(days=1)))


def has_points(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether there is a list of points."""
    return bool(ask(con, "SELECT COUNT(name) AS n FROM points")["n"].iloc[0])


def known_visits(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether any list of visits was ever imported."""
    return bool(ask(con, "SELECT COUNT(*) AS n FROM inspections")["n"].iloc[0])


def seen_sql(begin: date, end: date, filters: VisitFilters | None) -> tuple[str, list[Any]]:
    """SQL and parameters of the visits from `begin` up to `end`: their own columns, `key` (of the
    listed point, NULL for others), `class` and `point_type`."""
    where, params = conditions(filters, (*OF_POINTS, *OF_VISITS))
    return f"SELECT * FROM ({_SEEN}) AS seen WHERE {where}", [begin, end, *params]


def listed_sql(begin: date, end: date, filters: VisitFilters | None) -> tuple[str, list[Any]]:
    """SQL and parameters of the points that were on the list at some time from `begin` up to
    `end`."""
    where, params = conditions(filters, OF_POINTS)
    text = f"SELECT * FROM ({_LISTED}) AS listed WHERE begins < ? AND ends >= ? AND {where}"
    return text, [end, begin, *params]


def conditions(filters: VisitFilters | None, known: Sequence[str]) -> tuple[str, list[Any]]:
    """A condition over these columns; None among the values is a blank."""
    parts, params = [], []
    for name, values in (filters or {}).items():
        if name not in known:
            continue
        said = [value for value in values if value is not None]
        either = [f'"{name}" IN ({", ".join("?" * len(said))})'] if said else []
        either += [f'"{name}" IS NULL'] if len(said) < len(values) else []
        parts.append(f"({' OR '.join(either) or 'FALSE'})")
        params += said
    return " AND ".join(parts) or "TRUE", params


def sides_of_streets(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The classes of the listed points that mean main or back streets: class -> main | back."""
    found = ask(con, 'SELECT DISTINCT "class" AS name FROM points WHERE "class" IS NOT NULL')
    words = vocabularies()["street_side"]
    folded = {name: words.get(fold_word(name)) for name in found["name"]}
    return {name: side for name, side in folded.items() if side}


def side_sql(sides: Mapping[str, str]) -> tuple[str, list[Any]]:
    """SQL of main, back or NULL out of `class`, and its parameters."""
    if not sides:
        return "CAST(NULL AS VARCHAR)", []
    cases = " ".join("WHEN ? THEN ?" for _ in sides)
    return f'CASE "class" {cases} END', [v for pair in sides.items() for v in pair]
