"""The rows behind a period's figures: which each component counted, and all that they say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from data.retention.texts import FREE_TEXTS
from kernel.periods import Period
from kernel.schema import TABLES, UNIT_KINDS
from kernel.schema.shapes import Table
from metrics.aggregation.drill import counted_rows
from metrics.analyses.evidence import evidence, question_of
from metrics.effect import tables_read
from metrics.indicators import INDICATORS
from metrics.labels import periods_of_label, periods_within
from metrics.schemes.model import Component, Scheme
from metrics.scoring.measure import SAMPLE
from metrics.sources import FACT_SOURCES

COUNTED_COLUMNS = ("component", "unit", "part", "table_name", "record_key", "share")
RECORD_COLUMNS = (
    *("table_name", "record_key", *UNIT_KINDS),
    *("source_file", "source_sheet", "source_row", "share", "content"),
)


@dataclass(frozen=True)
class RowSets:
    """counted: COUNTED_COLUMNS, one row for each row that a component counts in a part of its
    figure, or leaves out for a reason. records: RECORD_COLUMNS, see `records_of`."""

    counted: pd.DataFrame
    records: pd.DataFrame


def row_sets(con: duckdb.DuckDBPyConnection, versions: Sequence[Scheme], period: Period) -> RowSets:
    """The rows of a period by the versions of a scheme that score it, the newest last."""
    counted = counted_of(con, versions, period)
    return RowSets(counted, records_of(con, versions, period, counted))


def counted_of(
    con: duckdb.DuckDBPyConnection, versions: Sequence[Scheme], period: Period
) -> pd.DataFrame:
    """Which rows each component counts, those of a sample as `n`."""
    frames = [pd.DataFrame(columns=list(COUNTED_COLUMNS))]
    leaves = {leaf.id: (scheme, leaf) for scheme in versions for leaf in scheme.leaves()}
    for scheme, leaf in leaves.values():
        if leaf.indicator is not None and leaf.scheme is None:
            frames += _of_component(con, scheme, leaf, period)
    newest = versions[-1]
    sample = counted_rows(
        con,
        newest.n.indicator,
        period,
        rules=newest.rules,
        filters=newest.n.all_filters,
    )
    table = INDICATORS[newest.n.indicator].numerator.table
    frames.append(_members(sample, SAMPLE, "numerator", table, newest.scores.kind))
    found = pd.concat([f for f in frames if len(f)] or frames[:1], ignore_index=True)
    order = ["component", "part", "table_name", "record_key", "unit"]
    return found.sort_values(order, ignore_index=True)


def _of_component(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, leaf: Component, period: Period
) -> Iterable[pd.DataFrame]:
    asked = question_of(scheme, leaf, "")
    every = type(asked)(asked.indicator, "", "", asked.filters, asked.rules, asked.over)
    parts = [part for part in ("numerator", "denominator") if part in every.parts]
    for part in (*parts, *(left.reason for left in every.entry.left_out)):
        rows = evidence(con, every, period, part)
        yield _members(rows, leaf.id, part, every.table(part), scheme.scores.kind)


def _members(rows: pd.DataFrame, component: str, part: str, table: str, kind: str) -> pd.DataFrame:
    unit = rows.get(kind)
    found = pd.DataFrame({"record_key": rows["record_key"], "unit": unit, "share": rows["share"]})
    found = found.assign(component=component, part=part, table_name=table)
    return found[list(COUNTED_COLUMNS)].astype(
        {name: object for name in COUNTED_COLUMNS if name != "share"} | {"share": float}
    )


def records_of(
    con: duckdb.DuckDBPyConnection,
    versions: Sequence[Scheme],
    period: Period,
    *more: pd.DataFrame,
) -> pd.DataFrame:
    """Every row of the period in the tables that the scheme or a notice reads, and those that are
    named besides, though they are of another day. more: table_name and record_key of these.

    content: JSON of what the row says, by field: neither its units (columns of their own, because
    units are renamed), nor where it came from, nor what follows from other fields, nor what people
    wrote, which no figure counts and which may not be kept as long as an edition.
    """
    wanted = {*tables_read(versions), *(table for table, _ in FACT_SOURCES.values())}
    frames = []
    for table in (table for table in TABLES.values() if table.name in wanted):
        where, params = _of_period(con, table, period, versions[-1].scores.kind)
        keys = {
            key
            for frame in more
            for key in frame.loc[frame["table_name"] == table.name, "record_key"].dropna()
        }
        where += " OR record_key IN (SELECT unnest(?))"
        params.append(sorted(keys))
        with con.cursor() as cursor:
            frames.append(cursor.execute(_query(table, where), params).df())
    found = pd.concat([f for f in frames if len(f)] or frames, ignore_index=True)
    return found[list(RECORD_COLUMNS)]


def _query(table: Table, where: str) -> str:
    kinds = UNIT_KINDS if table.units else ()
    units = ", ".join(f'"{kind}"' if kind in kinds else f'NULL AS "{kind}"' for kind in UNIT_KINDS)
    said = ", ".join(
        f"'{field.name}': \"{field.name}\""
        for field in table.fields
        if field.name not in FREE_TEXTS
    )
    return (
        f"SELECT '{table.name}' AS table_name, record_key, {units}, source_file, source_sheet,"
        f" source_row, share, CAST(to_json({{{said}}}) AS VARCHAR) AS content"
        f" FROM {table.name} WHERE {where} ORDER BY ALL"
    )


def _of_period(
    con: duckdb.DuckDBPyConnection, table: Table, period: Period, kind: str
) -> tuple[str, list[Any]]:
    """SQL of the rows of a table that belong to a period, and its parameters."""
    if table.day_from == ("period",):
        with con.cursor() as cursor:
            labels = cursor.execute(f"SELECT DISTINCT period FROM {table.name}").fetchall()
        own = [
            label
            for (label,) in labels
            if periods_of_label(label, [period]) or periods_within(label, [period])
        ]
        return "period IN (SELECT unnest(?))", [sorted(own)]
    if table.day_from:
        return "(day >= ? AND day < ?)", [period.start, period.end]
    valid = "(COALESCE(valid_from < ?, TRUE) AND COALESCE(valid_to >= ?, TRUE)"
    if table.name == "units":
        return f"{valid} AND kind = ?)", [period.end, period.start, kind]
    return f"{valid})", [period.end, period.start]
