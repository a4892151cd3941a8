"""What was stated of the own figures: rows, names, measures."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from kernel.periods import Period, PeriodError, parse_period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.conditions import filter_sql
from metrics.aggregation.counted import Filters, ask
from metrics.own_figures.below import inside, split

# The unit of a row is the most particular one that it names.
_UNIT_ORDER = (*(kind for kind in UNIT_KINDS if kind != "district"), "district")
SERIES = ["kind", "unit", "figure"]
WHOLE_CITY = "city"  # the kind of rows that name no unit


def stated_values(
    con: duckdb.DuckDBPyConnection, before: object, filters: Filters | None = None
) -> pd.DataFrame:
    """Every value that was stated of periods begun before a day, the oldest first.

    Columns: kind (of UNIT_KINDS, or CITY), unit (None: the city), figure, period, day, value (that
    of a ratio without one: computed from its parts), numerator, denominator, measure, target,
    direction, together (mean | sum | last; None: not said), document, as_of, source_file,
    source_sheet, source_row, record_key. Of two rows for the same unit, figure and period the newer
    one.
    """
    rest, districts = split(filters)
    conditions, params = filter_sql("own_figures", rest)
    within = " AND ".join([*conditions, "day < ?"])
    named = " ".join(f"WHEN {kind} IS NOT NULL THEN '{kind}'" for kind in _UNIT_ORDER)
    query = (
        f"SELECT CASE {named} ELSE '{WHOLE_CITY}' END AS kind,"
        f" COALESCE({', '.join(_UNIT_ORDER)}) AS unit, figure, period, day, value,"
        " numerator, denominator, measure, target, direction, together, document, as_of,"
        " district, source_file, source_sheet, source_row, record_key"
        f" FROM own_figures WHERE {within} AND figure IS NOT NULL AND period IS NOT NULL"
        " ORDER BY day, as_of NULLS FIRST, batch_id, record_key"
    )
    table = inside(con, ask(con, query, [*params, before]), districts)
    parts = ratio(table["numerator"], table["denominator"], table["measure"])
    table["value"] = table["value"].fillna(parts)
    newest = table.drop_duplicates([*SERIES, "period"], keep="last")
    return newest.drop(columns="district").reset_index(drop=True)


def ratio(numerator: pd.Series, denominator: pd.Series, measure: pd.Series) -> pd.Series:
    """Numerator over denominator, in percent where the measure is %; NaN without both."""
    return scale_of(measure) * numerator / denominator.where(denominator > 0)


def scale_of(measure: pd.Series) -> pd.Series:
    """What a quotient is multiplied by in a measure."""
    return (measure == "%").map({True: 100.0, False: 1.0})


def names(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of all figures."""
    query = "SELECT DISTINCT figure FROM own_figures WHERE figure IS NOT NULL ORDER BY figure"
    return list(ask(con, query)["figure"])


def measures_of(con: duckdb.DuckDBPyConnection, figure: str, kind: str | None) -> list[str]:
    """The measures in which a figure is stated of units of one kind (None: of all rows)."""
    of_kind = f' AND "{kind}" IS NOT NULL' if kind else ""
    query = (
        "SELECT DISTINCT measure FROM own_figures WHERE figure = ? AND measure IS NOT NULL"
        f" AND COALESCE(value, numerator) IS NOT NULL{of_kind} ORDER BY measure"
    )
    return list(ask(con, query, [figure])["measure"])


def labelled(table: pd.DataFrame, like: Period) -> list[Period | None]:
    """The periods that rows name, cut as `like` cuts months and weeks; None for what is none."""
    known: dict[str, Period | None] = {}
    for text in table["period"].unique():
        try:
            known[text] = parse_period(text, like.month_starts_on, like.week_starts_on)
        except PeriodError:
            known[text] = None
    return [known[text] for text in table["period"]]


def grains_within(periods: Sequence[Period | None], whole: Period) -> list[str | None]:
    """The grain of each period that lies in another one and is shorter; None for the others."""
    return [
        one.grain
        if one and whole.start <= one.start and one.end <= whole.end and one.days < whole.days
        else None
        for one in periods
    ]
