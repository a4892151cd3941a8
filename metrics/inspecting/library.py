"""The library of key problems in a period: what counted, and how much of it there was."""

from dataclasses import dataclass

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.counted import ask
from metrics.inspecting.visits import UNITS_FILTERED, VisitFilters, conditions

COLUMNS = [
    *("category", "subcategory", "district", "valid_from", "valid_to", "weight", "frequency"),
    *("state", "findings", "cases"),
]


@dataclass(frozen=True)
class Library:
    """table: the rows of the library: scope and dates, weight, frequency, state (in_force, over or
    ahead in the period), findings and cases of the period that it names (a problem counts at each
    row that names it on its day). by_unit: unit, findings, cases (key ones of the period).

    flagged, derived, unknown: findings of the period whose file says whether they are key ones, for
    which the library says it, for which nobody does; key: those that are; weighed: of these, those
    with a weight.
    """

    table: pd.DataFrame
    by_unit: pd.DataFrame
    flagged: float
    derived: float
    unknown: float
    key: float
    weighed: float


def library(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: str = "district",
    filters: VisitFilters | None = None,
) -> Library:
    """The library and the key problems of a period, by units of a kind."""
    where, params = conditions(filters, UNITS_FILTERED)
    spans = {t: [period.start, period.end_of(s)] for t, s in _SOURCES.items()}
    counts = {name: _named(con, name, where, [*spans[name], *params]) for name in _SOURCES}
    rows = ask(
        con,
        "SELECT record_key, category, subcategory, district, valid_from, valid_to, weight, "
        "frequency FROM key_problems ORDER BY valid_from NULLS FIRST, category, subcategory",
    )
    for name, found in counts.items():
        rows[name] = rows["record_key"].map(found).fillna(0.0)
    rows["state"] = [_state(row, period) for row in rows.to_dict("records")]
    sums = ask(
        con,
        f"""SELECT COALESCE(SUM(share) FILTER (key_problem IS NOT NULL), 0) AS flagged,
            COALESCE(SUM(share) FILTER (key_problem IS NULL AND is_key IS NOT NULL), 0) AS derived,
            COALESCE(SUM(share) FILTER (is_key IS NULL), 0) AS unknown,
            COALESCE(SUM(share) FILTER (is_key), 0) AS key,
            COALESCE(SUM(share) FILTER (key_weight IS NOT NULL), 0) AS weighed
        FROM findings WHERE day >= ? AND day < ? AND {where}""",
        [*spans["findings"], *params],
    ).iloc[0]
    by_unit = ask(
        con,
        f"""SELECT unit, SUM(findings) AS findings, SUM(cases) AS cases FROM (
            SELECT "{kind}" AS unit, share AS findings, 0 AS cases FROM findings
            WHERE is_key AND day >= ? AND day < ? AND {where}
            UNION ALL SELECT "{kind}", 0, share FROM cases
            WHERE is_key AND day >= ? AND day < ? AND {where}) AS k
        GROUP BY unit ORDER BY findings DESC, cases DESC, unit""",
        [*spans["findings"], *params, *spans["cases"], *params],
    )
    for name in ("valid_from", "valid_to"):
        days = rows[name]
        rows[name] = days.dt.date.astype(object).where(days.notna(), None)
    numbers = {str(name): float(value) for name, value in sums.items()}
    return Library(rows[COLUMNS], by_unit, **numbers)


_SOURCES = {"findings": "findings", "cases": "grid"}


def _named(
    con: duckdb.DuckDBPyConnection, table: str, where: str, params: list[object]
) -> dict[str, float]:
    """How many facts of a table each row of the library names."""
    found = ask(
        con,
        f"""WITH facts AS (SELECT category, subcategory, district, day, share FROM {table}
            WHERE day >= ? AND day < ? AND {where})
        SELECT l.record_key, SUM(f.share) AS n FROM key_problems AS l JOIN facts AS f
            ON (l.valid_from IS NULL OR f.day >= l.valid_from)
            AND (l.valid_to IS NULL OR f.day <= l.valid_to)
            AND (l.district IS NULL OR l.district = f.district)
            AND (l.category IS NULL OR l.category = f.category)
            AND (l.subcategory IS NULL OR l.subcategory = f.subcategory)
        WHERE COALESCE(l.subcategory, l.category) IS NOT NULL GROUP BY 1""",
        params,
    )
    return dict(zip(found["record_key"], found["n"].astype(float), strict=True))


def _state(row: dict, period: Period) -> str:
    if pd.notna(row["valid_to"]) and row["valid_to"].date() < period.start:
        return "over"
    if pd.notna(row["valid_from"]) and row["valid_from"].date() > period.last_day:
        return "ahead"
    return "in_force"
