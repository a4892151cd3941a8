"""The own place in the rankings of those above (市考、省考、国考): series of their own, never mixed
with the ranks of the own units.

A place may be written from the last (倒数第二): it is turned around where the file says of how
many.
"""

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.counted import ask

SERIES = ["level", "level_written", "assessment", "own"]
COLUMNS = (
    *("level", "level_written", "assessment", "own", "period", "day", "place", "from_last"),
    *("out_of", "marks", "document", "source_file", "source_sheet", "source_row", "record_key"),
)
LATEST = 4  # entries of a series that are told as one story


def places_above(con: duckdb.DuckDBPyConnection, period: Period) -> pd.DataFrame:
    """All places that were given for periods begun by the end of this one, the oldest first within
    each series.

    Columns: level (national | provincial | city; None where nobody knows the word) and
    level_written, assessment, own (whose place it is), period, day, place (1 the first; missing
    where it is known from the last alone), from_last (1 the last; missing likewise), out_of,
    marks, document, source_file, source_sheet, source_row, record_key.
    """
    query = (
        "SELECT level, level_written, assessment, own, period, day, place AS written, out_of,"
        " marks, document, source_file, source_sheet, source_row, record_key FROM superior_ranks"
        " WHERE day < ? AND place IS NOT NULL"
        " ORDER BY level, level_written, assessment, own, day, period"
    )
    table = ask(con, query, [period.end])
    written, of = table["written"].astype("Float64"), table["out_of"].astype("Float64")
    first, last = written.where(written > 0), (-written).where(written < 0)
    table["place"] = first.fillna(of + 1 - last).astype("Int64")
    table["from_last"] = last.fillna(of + 1 - first).astype("Int64")
    return table.astype({"out_of": "Int64"})[list(COLUMNS)]


def series_of(table: pd.DataFrame) -> list[pd.DataFrame]:
    """The series apart: one assessment of one level, for one own unit and one length of period
    (months are not followed by quarters)."""
    length = table["period"].str.extract(r"-([A-Z]?)", expand=False).fillna("year")
    keyed = table.assign(length=length)
    return [
        own.drop(columns="length")
        for _, own in keyed.groupby([*SERIES, "length"], sort=False, dropna=False)
    ]
