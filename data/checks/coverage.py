"""Checks of coverage: districts without data in a month, days unlike their weekday.

An abnormal day: against the days of the same weekday within WEEKS weeks before and after, its
modified z-score 0.6745 (n - median) / MAD is beyond 3.5 (Iglewicz and Hoaglin, How to Detect and
Handle Outliers, ASQC 1993, section 3). Counts scatter by chance alone (a Poisson count has the
standard deviation of the square root of its mean), so the robust deviation MAD / 0.6745 is taken as
at least sqrt(median), and at least 1. A day without any row is one as soon as the median of its
weekday is EXPECTED or more (by chance alone: less than one in a hundred). Holidays are such days,
and so are exports with a hole.
"""

import pandas as pd

from data.checks.check import Check, Connection, by_sql, union

WEEKS, BEYOND, FEWEST = 8, 3.5, 5  # FEWEST other days of the weekday to compare with
EXPECTED = 5
_TABLES = ("cases", "inspections", "findings")

_SPANS = union(
    [
        f"SELECT '{t}' AS table_name, min(day) AS first, max(day) AS last FROM {t} "
        "WHERE day <= CAST(as_of AS DATE)"
        for t in _TABLES
    ]
)
# Calendar months that lie wholly between the first and the last day of a table.
_MONTHS = f"""
    SELECT table_name, strftime(start, '%Y-%m') AS month FROM (
        SELECT *, unnest(generate_series(date_trunc('month', first), last, INTERVAL 1 MONTH))
            AS start FROM ({_SPANS}))
    WHERE start >= first AND start + INTERVAL 1 MONTH <= last + INTERVAL 1 DAY"""
_COUNTS = union(
    [
        f"""SELECT '{t}' AS table_name, district, month, count(*) AS n FROM {t}
        WHERE district IS NOT NULL GROUP BY district, month"""
        for t in _TABLES
    ]
)
# Registered districts in the months in which they exist; without a register those that occur.
_EXPECTED = f"""
    SELECT m.table_name, m.month, d.name FROM ({_MONTHS}) AS m CROSS JOIN (
        SELECT name, min(coalesce(valid_from, DATE '0001-01-01')) AS first,
            max(coalesce(valid_to, DATE '9999-12-31')) AS last
        FROM units WHERE kind = 'district' AND name IS NOT NULL GROUP BY name
        UNION ALL SELECT DISTINCT district, DATE '0001-01-01', DATE '9999-12-31'
        FROM (SELECT district FROM ({_COUNTS}))
        WHERE NOT EXISTS (SELECT 1 FROM units WHERE kind = 'district')) AS d
    WHERE m.month >= strftime(d.first, '%Y-%m') AND m.month <= strftime(d.last, '%Y-%m')"""
# A gap is one where most other districts have data; else the whole layout is without (an export
# that comes every quarter, say).
_GAPS = f"""
    WITH counts AS ({_COUNTS}), expected AS (
        SELECT e.*, coalesce(c.n, 0) AS rows FROM ({_EXPECTED}) AS e
        LEFT JOIN counts AS c
            ON c.table_name = e.table_name AND c.month = e.month AND c.district = e.name)
    SELECT table_name, name, month AS period, rows FROM (
        SELECT *, avg(CASE WHEN rows > 0 THEN 1e0 ELSE 0e0 END)
            OVER (PARTITION BY table_name, month) AS covered FROM expected)
    WHERE rows = 0 AND covered > 0.5"""

_PER_DAY = union(
    [f"SELECT '{t}' AS table_name, day, count(*) AS n FROM {t} GROUP BY day" for t in _TABLES]
)
_DAYS = f"""
    SELECT table_name, day, coalesce(n, 0) AS n FROM (
        SELECT table_name, first, last,
            CAST(unnest(generate_series(first, last, INTERVAL 1 DAY)) AS DATE) AS day
        FROM ({_SPANS})) LEFT JOIN ({_PER_DAY}) USING (table_name, day)
    WHERE day > first AND day < last"""  # the first and the last day may be cut off
_ABNORMAL = f"""
    WITH days AS ({_DAYS}), near AS (
        SELECT a.table_name, a.day, a.n, b.n AS other FROM days AS a JOIN days AS b
            ON b.table_name = a.table_name AND b.day <> a.day AND isodow(b.day) = isodow(a.day)
            AND abs(b.day - a.day) <= 7 * {WEEKS}
    ), middles AS (
        SELECT table_name, day, n, median(other) AS middle FROM near
        GROUP BY table_name, day, n HAVING count(*) >= {FEWEST}
    ), spread AS (
        SELECT table_name, day, n, middle,
            greatest(median(abs(other - middle)) / 0.6745, sqrt(middle), 1) AS deviation
        FROM middles JOIN near USING (table_name, day, n) GROUP BY table_name, day, n, middle)
    SELECT table_name, CAST(day AS TIMESTAMP) AS period, n AS value, middle AS expected,
        CASE WHEN n = 0 THEN 'none' WHEN n > middle THEN 'many' ELSE 'few' END AS reason
    FROM spread
    WHERE abs(n - middle) / deviation > {BEYOND} OR (n = 0 AND middle >= {EXPECTED})"""


def rows_by_month(con: Connection) -> pd.DataFrame:
    """How many rows each district has in each calendar month: table_name, district, month, n."""
    with con.cursor() as cursor:
        return cursor.execute(
            f"SELECT * FROM ({_COUNTS}) WHERE month IS NOT NULL ORDER BY ALL"
        ).df()


CHECKS = (
    Check("coverage-districts", "warning", by_sql(_GAPS, f"SELECT count(*) FROM ({_EXPECTED})")),
    Check("coverage-days", "warning", by_sql(_ABNORMAL, f"SELECT count(*) FROM ({_DAYS})")),
)
