"""Columns that are computed at import, once, so that queries need no time arithmetic."""

from collections.abc import Iterable

import duckdb


def derive(con: duckdb.DuckDBPyConnection, tables: Iterable[str] | None = None) -> None:
    """Fill the derived columns of the named tables (default: all)."""
