"""The visits of inspectors, with what each found: sums by inspector, unit, month, day, method."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.scoring.certainty.contributions import CLUSTERS


def visits_by_inspector(
    con: duckdb.DuckDBPyConnection, kind: str, periods: Sequence[Period]
) -> pd.DataFrame:
    """Columns inspector, unit, month (id of the period), day, method, checks, findings. Visits
    without an inspector, or without a unit of this kind, are not among them; findings belong to
    the visit with their number, and are counted once however many units answer for it."""
    visit = CLUSTERS["inspections"][1]
    spans = ", ".join("(?, CAST(? AS DATE), CAST(? AS DATE))" for _ in periods)
    bounds = [min(p.start for p in periods), max(p.end for p in periods)]
    sql = f"""
        WITH spans AS (SELECT * FROM (VALUES {spans}) AS v(month, begins, ends)),
        found AS (
            SELECT {visit} AS visit, SUM(share) AS findings FROM findings
            WHERE day >= ? AND day < ? GROUP BY ALL
        ),
        visits AS (
            SELECT {visit} AS visit, inspector, "{kind}" AS unit, day,
                COALESCE(method, '') AS method, SUM(share) AS checks
            FROM inspections
            WHERE day >= ? AND day < ? AND inspector IS NOT NULL AND "{kind}" IS NOT NULL
            GROUP BY ALL
        )
        SELECT inspector, unit, month, day, method, SUM(checks) AS checks,
            SUM(COALESCE(findings, 0) * checks) AS findings
        FROM visits JOIN spans ON day >= begins AND day < ends LEFT JOIN found USING (visit)
        GROUP BY ALL ORDER BY ALL
    """
    params = [v for p in periods for v in (p.id, p.start, p.end)] + bounds * 2
    with con.cursor() as cursor:
        return cursor.execute(sql, params).df()
