"""Checks of the register of measures: numbers of supervision letters."""

from data.checks.check import FIRST, OF_FIRST, Check, by_sql

_LETTERS = "measures WHERE action = 'supervision' AND number IS NOT NULL AND day IS NOT NULL"
# The same number in one year for two letters. A letter to several units of one row is one.
_TWICE = f"""
    SELECT 'measures' AS table_name, number AS name, records AS value, 1 AS expected, {OF_FIRST}
    FROM (
        SELECT number, year(day) AS year, count(DISTINCT record_key) AS records, {FIRST}
        FROM {_LETTERS} GROUP BY ALL HAVING count(DISTINCT record_key) > 1)"""

CHECKS = (Check("books-letters", "warning", by_sql(_TWICE, f"SELECT count(*) FROM {_LETTERS}")),)
