"""The rows behind a number, each with the file, sheet and row that it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb
import pandas as pd

from kernel.periods import Period
from kernel.schema import TABLES, columns
from metrics.aggregation import units
from metrics.aggregation.conditions import (
    CountingRules,
    check_dimensions,
    filter_sql,
    quoted,
    require,
)
from metrics.aggregation.timing import reading, timing
from metrics.indicators import COUNTABLE

PARTS = ("numerator", "denominator")
_FIRST = ("source_file", "source_sheet", "source_row", "batch_id", "record_key", "share")
_INTERNAL = ("content_hash",)


def counted_rows(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    period: Period,
    unit: Mapping[str, str | None] | None = None,
    part: str = "numerator",
    rules: CountingRules | None = None,
    filters: Mapping[str, Sequence[str | None]] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """The rows that an indicator counts, in the order of day, file and row.

    unit: grouping column -> value, as a row of `aggregate` names it; None lists the rows that
    name no unit. part: numerator, denominator (a count has the numerator alone), or one of the
    reasons for which the indicator leaves rows out. limit, offset: so many of them, after so many.
    Columns: source_file, source_sheet, source_row, batch_id, record_key, share, then the table's
    own. What they add up to (rows or amounts, times share) is what `aggregate` says.
    """
    require(indicator, COUNTABLE, "indicator-unknown")
    entry, rules = COUNTABLE[indicator], rules or CountingRules()
    left_out = {left.reason: left for left in entry.left_out}
    require(part, (*PARTS, *left_out), "indicator-unknown-part")
    chosen: dict[str, Sequence[str | None]] = dict(filters or {})
    chosen |= {name: [value] for name, value in (unit or {}).items()}
    check_dimensions(entry, [], chosen)
    measure = entry.numerator if part == "numerator" or entry.denominator is None else entry.over
    if part in left_out:
        measure = replace(entry.numerator, where=left_out[part].where, value="1")
    if measure.table == "units":
        chosen = units.chosen(measure.value, chosen)
    conditions, params = filter_sql(measure.table, chosen)
    days, first_and_end = reading(measure.table, [period], measure.dated)
    conditions += [rules.condition(measure, entry.set_aside), *days]
    when = timing(con, measure.table, [period], measure.dated)
    names = _ordered(measure.table)
    order = ["day"] if TABLES[measure.table].day_from else []
    query = (
        f"SELECT {', '.join(f'd.{name} AS {name}' for name in names)} FROM ("
        f"SELECT *, {', '.join(when.columns())} FROM {measure.table}"
        f" WHERE {' AND '.join(conditions)}) AS d {when.join}"
        f" ORDER BY {', '.join([*order, 'source_file', 'source_sheet', 'source_row'])}"
        f"{'' if limit is None else f' LIMIT {int(limit)} OFFSET {int(offset)}'}"
    )
    with con.cursor() as cursor:
        return cursor.execute(query, [*params, *first_and_end, *when.params]).df()


def _ordered(table: str) -> list[str]:
    """Column names in SQL: where the row came from first, then the table's own."""
    own = [f.name for f in columns(TABLES[table])]
    rest = [name for name in own if name not in (*_FIRST, *_INTERNAL)]
    return [quoted(name) for name in (*_FIRST, *rest)]
