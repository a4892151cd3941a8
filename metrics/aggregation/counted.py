"""The rows that an indicator counts, as a piece of SQL for queries of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from kernel.schema import TABLES
from metrics.aggregation.conditions import CountingRules, IndicatorError, filter_sql, groupings
from metrics.aggregation.timing import before_end
from metrics.indicators import INDICATORS

Filters = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Counted:
    """Rows of one table: its name, a condition over its columns and the condition's parameters."""

    table: str
    where: str
    params: tuple[Any, ...]


def counted(
    indicator: str,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
    part: str = "numerator",
) -> Counted:
    """What an indicator of dated rows counts in a period, after its scheme's set-aside rules."""
    entry, rules = INDICATORS[indicator], rules or CountingRules()
    measure = entry.numerator if part == "numerator" else entry.over
    conditions, params = filter_sql(measure.table, filters or {})
    before, ends = before_end(measure.table, period)
    conditions += [rules.condition(measure, entry.set_aside), "day >= ?", before]
    return Counted(measure.table, " AND ".join(conditions), (*params, period.start, *ends))


def column(table: str, name: str) -> str:
    """SQL of a column that a table can be grouped by; IndicatorError when it has none such."""
    allowed = groupings(table)
    if name not in allowed:
        raise IndicatorError(Message("column-unknown", {"name": name}, "metrics"))
    return allowed[name]


def words_in_use(con: duckdb.DuckDBPyConnection, name: str) -> frozenset[str]:
    """The words of a field that are on no list, as the facts have them."""
    said = f"SELECT {name}_written AS word FROM {{}} WHERE {name} IS NULL"
    parts = [said.format(table.name) for table in TABLES.values() if name in table.words]
    found = ask(con, f"SELECT DISTINCT word FROM ({' UNION '.join(parts)}) AS words")
    return frozenset(found["word"].dropna())


def ask(con: duckdb.DuckDBPyConnection, query: str, params: Sequence[Any] = ()) -> pd.DataFrame:
    """The answer of a query, on a cursor of its own."""
    with con.cursor() as cursor:
        return cursor.execute(query, list(params)).df()
