"""Checks of values: coordinates in the city, figures in their range, exports that agree."""

import json

import duckdb

from data.checks.check import SOURCE, Check, Connection, by_sql, union
from kernel.schema import TABLES, UNIT_KINDS
from kernel.schema.ranges import RANGES

FENCE = 3.0  # quartile distances: "far out" (Tukey, Exploratory Data Analysis, 1977)
MARGIN = 0.05  # of the outlines' extent: outlines are simplified, and a city has an edge


def _range(table: str, field: str) -> str:
    low, high = RANGES[table][field]
    wrong = [f"{field} < {low}" if low is not None else "", f"{field} > {high}" if high else ""]
    return f"""
        SELECT DISTINCT '{table}' AS table_name, record_key AS name, '{field}' AS field,
            CAST({field} AS DOUBLE) AS value, {SOURCE}
        FROM {table} WHERE {" OR ".join(filter(None, wrong))}"""


_RANGED = [(table, field) for table, fields in RANGES.items() for field in fields]

# A value without the state "value", or the state without one.
_STATES = f"""
    SELECT 'score_entries' AS table_name, record_key AS name, indicator AS item, state AS reason,
        value, {SOURCE}
    FROM score_entries WHERE (coalesce(state, 'value') = 'value') <> (value IS NOT NULL)"""


def city_box(con: duckdb.DuckDBPyConnection) -> tuple[float, float, float, float] | None:
    """(x from, x to, y from, y to) of the city; None without coordinates.

    The extent of its outlines, if the cases lie there; else the quartiles of the cases' own
    coordinates, widened by FENCE quartile distances.
    """
    row = con.execute(
        "SELECT quantile_cont(x, [0.25, 0.5, 0.75]), quantile_cont(y, [0.25, 0.5, 0.75]) "
        "FROM cases WHERE x <> 0 AND y <> 0"
    ).fetchone()
    if row is None or row[0] is None:
        return None
    middle = (row[0][1], row[1][1])
    corners = [
        point
        for (text,) in con.execute("SELECT geometry FROM boundaries").fetchall()
        for point in _corners(json.loads(text)["coordinates"])
    ]
    if corners:
        box = [_widened(min(axis), max(axis)) for axis in zip(*corners, strict=True)]
        if all(low <= at <= high for (low, high), at in zip(box, middle, strict=True)):
            return (*box[0], *box[1])
    (x1, _, x3), (y1, _, y3) = row
    far_x, far_y = FENCE * (x3 - x1), FENCE * (y3 - y1)
    return x1 - far_x, x3 + far_x, y1 - far_y, y3 + far_y


def _corners(coordinates: list) -> list[tuple[float, float]]:
    """The points of a GeoJSON geometry, however deeply they are nested."""
    if coordinates and isinstance(coordinates[0], int | float):
        return [(coordinates[0], coordinates[1])]
    return [point for part in coordinates for point in _corners(part)]


def _widened(low: float, high: float) -> tuple[float, float]:
    return low - MARGIN * (high - low), high + MARGIN * (high - low)


def _coordinates(con: Connection) -> str:
    """Half a pair, zeros, swapped axes, or somewhere outside the city."""
    box = city_box(con)
    if box is None:
        return "SELECT NULL AS table_name WHERE false"
    west, east, south, north = box

    def inside(x: str, y: str) -> str:
        return f"({x} BETWEEN {west!r} AND {east!r} AND {y} BETWEEN {south!r} AND {north!r})"

    return f"""
        SELECT DISTINCT 'cases' AS table_name, case_no AS name, x AS value, y AS expected, CASE
                WHEN x IS NULL OR y IS NULL THEN 'half_coordinates'
                WHEN x = 0 OR y = 0 THEN 'zero_coordinates'
                WHEN {inside("y", "x")} THEN 'swapped_coordinates'
                ELSE 'outside_city' END AS reason, {SOURCE}
        FROM cases WHERE (x IS NULL) <> (y IS NULL) OR NOT {inside("x", "y")}"""


# Without a unit these hold for the whole city.
_FOR_ALL = ("campaigns", "check_plans", "check_quotas", "key_problems", "own_figures")
_UNITED = [t.name for t in TABLES.values() if t.units and t.name not in _FOR_ALL]
_NO_UNIT = " AND ".join(f"{kind} IS NULL" for kind in UNIT_KINDS)
# A score or points that were given to an object (a market, a haulier) are that object's.
_OF_OBJECTS = dict.fromkeys(("score_entries", "adjustments"), " AND object IS NULL")
_NOBODYS = union(
    [
        f"SELECT '{t}' AS table_name, record_key AS name, {SOURCE} FROM {t} WHERE {_NO_UNIT}"
        + _OF_OBJECTS.get(t, "")
        for t in _UNITED
    ]
)


_CONFLICTS = """
    SELECT table_name AS table_name, record_key AS name, field, later AS value, earlier AS expected,
        source_file, source_sheet, source_row
    FROM conflicts"""


# A unit that took over another has two scores of one item where both were scored: under which name
# each was written tells it from the scores of several raters.
_WRITTEN = f"concat_ws('、', {', '.join(f'{kind}_written' for kind in UNIT_KINDS)})"
_TWICE = union(
    [
        f"""
    SELECT 'score_entries' AS table_name, '{kind}' AS kind, s.{kind} AS name, s.period,
        s.indicator AS item, {_WRITTEN} AS value,
        s.source_file, s.source_sheet, s.source_row
    FROM score_entries AS s JOIN (
        SELECT {kind}, period, indicator, point FROM score_entries
        WHERE {kind} IS NOT NULL AND value IS NOT NULL GROUP BY ALL
        HAVING count(DISTINCT {_WRITTEN}) > 1) AS twice
    ON s.{kind} = twice.{kind} AND s.period = twice.period
        AND s.indicator IS NOT DISTINCT FROM twice.indicator
        AND s.point IS NOT DISTINCT FROM twice.point
    WHERE s.value IS NOT NULL"""
        for kind in UNIT_KINDS
    ]
)


def _count(condition: str, tables: list[str]) -> str:
    counts = [f"SELECT count({condition}) AS n FROM {t}" for t in tables]
    return f"SELECT sum(n) FROM ({union(counts)})"


_RANGES = union([_range(*pair) for pair in _RANGED])
_FIGURES = union([f"SELECT count({field}) AS n FROM {table}" for table, field in _RANGED])
CHECKS = (
    Check("values-range", "error", by_sql(_RANGES, f"SELECT sum(n) FROM ({_FIGURES})")),
    Check("values-states", "warning", by_sql(_STATES, "SELECT count(*) FROM score_entries")),
    Check(
        "values-coordinates",
        "warning",
        by_sql(_coordinates, "SELECT count(coalesce(x, y)) FROM cases"),
    ),
    Check("values-nobody", "warning", by_sql(_NOBODYS, _count("*", _UNITED))),
    Check("values-twice", "warning", by_sql(_TWICE, _count("value", ["score_entries"]))),
    Check("values-conflicts", "warning", by_sql(_CONFLICTS, _count("*", list(TABLES)))),
)
