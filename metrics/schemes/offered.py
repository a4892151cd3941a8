"""What a component may name out of what the store holds: items, tasks, figures, filter values."""

from collections.abc import Sequence

import duckdb

from kernel.schema import TABLES, UNIT_KINDS
from metrics.aggregation.conditions import dimensions
from metrics.indicators import INDICATORS

# The table and the column that hold what an indicator is asked by.
_NAMED = {
    "given_score": ("score_entries", "indicator"),
    "task_completion": ("tasks", "task"),
    "own_figure": ("own_figures", "figure"),
}
_USUAL = (
    *("channel", "stage", "category", "subcategory", "method", "tier", "point_type", "class"),
    *("campaign", "procedure", "daytime", *UNIT_KINDS, "road"),
)
MOST = 500  # values of one column: of more, one has to know what one looks for


def named_of(con: duckdb.DuckDBPyConnection, indicator: str, kind: str) -> list[str]:
    """The items, tasks or own figures of units of a kind, by name; [] for other indicators."""
    if indicator not in _NAMED:
        return []
    table, column = _NAMED[indicator]
    of_kind = f' AND "{kind}" IS NOT NULL' if kind in _columns(con, table) else ""
    return _values(con, table, f'"{column}"', of_kind)


def filter_columns(indicator: str) -> list[str]:
    """The columns by which rows of an indicator are chosen on screen; a file may name any."""
    entry = INDICATORS.get(indicator)
    if entry is None or indicator in _NAMED or entry.composed:
        return []
    has = dimensions(entry.numerator.table)
    return [name for name in _USUAL if name in has]


def filter_values(con: duckdb.DuckDBPyConnection, indicator: str, column: str) -> list[str]:
    """What rows of an indicator's table say in a column: closed lists whole, others as found."""
    table = INDICATORS[indicator].numerator.table
    for field in TABLES[table].fields:
        if field.name == column and field.values:
            return list(field.values)
    sql = dimensions(table)[column]
    return _values(con, table, sql, "")


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> Sequence[str]:
    with con.cursor() as cursor:
        return [row[0] for row in cursor.execute(f"DESCRIBE {table}").fetchall()]


def _values(con: duckdb.DuckDBPyConnection, table: str, sql: str, more: str) -> list[str]:
    query = (
        f"SELECT DISTINCT CAST({sql} AS VARCHAR) AS said FROM {table} "
        f"WHERE {sql} IS NOT NULL{more} ORDER BY said LIMIT {MOST}"
    )
    with con.cursor() as cursor:
        return [row[0] for row in cursor.execute(query).fetchall()]
