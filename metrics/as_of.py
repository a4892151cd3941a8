"""Up to when each source of a period's facts speaks: a platform, a hotline and a patrol export on
days of their own."""

from datetime import datetime

import duckdb

from kernel.periods import Period

# A source of facts: its table, and which of its rows.
SOURCES = {
    "grid": ("cases", "NOT COALESCE(is_complaint, FALSE)"),
    "complaints": ("cases", "is_complaint"),
    "inspections": ("inspections", "TRUE"),
    "findings": ("findings", "TRUE"),
    "enforcement": ("enforcement_cases", "TRUE"),
}


def as_of_by_source(con: duckdb.DuckDBPyConnection, period: Period) -> dict[str, datetime]:
    """The latest as-of of each of SOURCES that has facts in the period."""
    parts = " UNION ALL ".join(
        f"SELECT '{name}' AS source, MAX(as_of) AS as_of FROM {table}"
        f" WHERE {where} AND day >= ? AND day < ?"
        for name, (table, where) in SOURCES.items()
    )
    days = [period.start, period.end] * len(SOURCES)
    with con.cursor() as cursor:
        found = cursor.execute(f"SELECT source, as_of FROM ({parts}) AS s", days).fetchall()
    known = {source: as_of for source, as_of in found if as_of is not None}
    return {source: known[source] for source in SOURCES if source in known}
