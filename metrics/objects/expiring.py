"""Points whose registration (备案) expires soon or has expired: they must be renewed in time."""

from datetime import date

import duckdb
import pandas as pd

WITHIN = 60  # days
STORE_TABLES = (
    *("cases", "inspections", "findings", "enforcement_cases", "score_entries", "tasks"),
    "points",
)


def store_day(con: duckdb.DuckDBPyConnection) -> date | None:
    """The day that the store speaks of: that of its latest as-of; None for one that says none."""
    latest = " UNION ALL ".join(f"SELECT max(as_of) AS as_of FROM {name}" for name in STORE_TABLES)
    with con.cursor() as cursor:
        row = cursor.execute(f"SELECT CAST(max(as_of) AS DATE) FROM ({latest}) AS f").fetchone()
    return row[0] if row else None


def expiring(
    con: duckdb.DuckDBPyConnection,
    day: date,
    within: int = WITHIN,
    kind: str | None = None,
    past: int = 180,
) -> pd.DataFrame:
    """Objects of the register whose last day is at most `within` days after a day, or at most
    `past` days before it: object, type, class, district, street, valid_to, days (left; negative:
    expired), source_file, source_sheet, source_row. The soonest first; an object that is on the
    list again from a later day, or without an end, is not among them. kind: a type's name."""
    with con.cursor() as cursor:
        found = cursor.execute(
            "SELECT object, object_type AS type, object_class AS class, district, street, "
            "valid_to, date_diff('day', CAST($day AS DATE), valid_to) AS days, source_file, "
            "source_sheet, source_row FROM points AS p WHERE object IS NOT NULL AND valid_to "
            "BETWEEN CAST($day AS DATE) - CAST($past AS INT) AND CAST($day AS DATE) + "
            "CAST($within AS INT) AND ($kind IS NULL OR object_type = $kind) AND NOT EXISTS "
            "(SELECT 1 FROM points AS q WHERE q.object = p.object AND q.object_type IS NOT "
            "DISTINCT FROM p.object_type AND (q.valid_to IS NULL OR q.valid_to > p.valid_to)) "
            "ORDER BY valid_to, object",
            {"day": day, "within": within, "past": past, "kind": kind},
        ).df()
    found["valid_to"] = found["valid_to"].dt.date.astype(object)
    return found
