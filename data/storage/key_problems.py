"""Which problems are key ones (重点问题): by the flag of their export, else by the dated library.

A row of the library names a class or sub-class, from when to when it counts, its weight, and a
district where it holds there alone; open ends are open, both days count. Of several that fit, the
one of the sub-class goes before that of its class, the district's before everybody's, the later
before the earlier. Where the library has rows, a problem in its time that no row names is none;
before and after its time nobody knows, nor without any library.
"""

from collections.abc import Collection

import duckdb

LIBRARY = "key_problems"
# Table -> SQL of what its export itself says.
_FLAGS = {"cases": "CAST(NULL AS BOOLEAN)", "findings": "key_problem"}

_FROM, _TO = "coalesce(valid_from, DATE '0001-01-01')", "coalesce(valid_to, DATE '9999-12-31')"


def mark_key_problems(con: duckdb.DuckDBPyConnection, changed: Collection[str]) -> dict[str, int]:
    """Fill `is_key` and `key_weight` of the facts in the changed tables; of all facts when the
    library is among them.

    Returns how many rows of which table became another; no other row is written.
    """
    tables = [name for name in _FLAGS if name in changed or LIBRARY in changed]
    tables = [name for name in tables if _says_anything(con, name, _FLAGS[name])]
    return {name: n for name in tables if (n := _mark(con, name, _FLAGS[name]))}


def mark_rows(con: duckdb.DuckDBPyConnection, table: str, rows: str) -> None:
    """The same for some facts of a table, in a relation of their own."""
    if table in _FLAGS and _says_anything(con, rows, _FLAGS[table]):
        _mark(con, rows, _FLAGS[table])


def _says_anything(con: duckdb.DuckDBPyConnection, table: str, flag: str) -> bool:
    """Whether there is a library, a flag, or a mark that may no longer hold."""
    marks = f"SELECT 1 FROM {table} WHERE coalesce({flag}, is_key, key_weight > 0) IS NOT NULL"
    return con.execute(f"SELECT 1 FROM {LIBRARY} UNION ALL {marks} LIMIT 1").fetchone() is not None


def _mark(con: duckdb.DuckDBPyConnection, table: str, flag: str) -> int:
    said = f"SELECT DISTINCT category, subcategory, day, district, {flag} AS flag FROM {table}"
    row = con.execute(
        f"""WITH library AS (
            SELECT category, subcategory, district, weight, {_FROM} AS begins, {_TO} AS ends,
                row_number() OVER (ORDER BY (subcategory IS NULL), (district IS NULL),
                    {_FROM} DESC, weight DESC NULLS LAST, record_key) AS turn
            FROM {LIBRARY} WHERE coalesce(subcategory, category) IS NOT NULL
        ), reach AS (SELECT min(begins) AS begins, max(ends) AS ends FROM library
        ), kinds AS ({said}), named AS (
            SELECT k.*, min(l.turn) AS turn FROM kinds AS k LEFT JOIN library AS l
                ON k.day BETWEEN l.begins AND l.ends
                AND (l.district IS NULL OR l.district = k.district)
                AND (l.category IS NULL OR l.category = k.category)
                AND (l.subcategory IS NULL OR l.subcategory = k.subcategory)
            GROUP BY ALL
        ), judged AS (
            SELECT n.category, n.subcategory, n.day, n.district, n.flag,
                coalesce(n.flag, CASE WHEN l.turn IS NOT NULL THEN true
                    WHEN coalesce(n.subcategory, n.category) IS NOT NULL
                        AND n.day BETWEEN r.begins AND r.ends THEN false END) AS is_key,
                l.weight
            FROM named AS n CROSS JOIN reach AS r LEFT JOIN library AS l ON l.turn = n.turn
        )
        UPDATE {table} AS f SET is_key = j.is_key,
            key_weight = CASE WHEN j.is_key THEN j.weight END
        FROM judged AS j
        WHERE f.category IS NOT DISTINCT FROM j.category
            AND f.subcategory IS NOT DISTINCT FROM j.subcategory
            AND f.day IS NOT DISTINCT FROM j.day AND f.district IS NOT DISTINCT FROM j.district
            AND {flag.replace("key_problem", "f.key_problem")} IS NOT DISTINCT FROM j.flag
            AND (f.is_key IS DISTINCT FROM j.is_key
                OR f.key_weight IS DISTINCT FROM CASE WHEN j.is_key THEN j.weight END)"""
    ).fetchone()
    return int(row[0]) if row else 0
