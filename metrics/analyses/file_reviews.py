"""The three levels of review of penalty files: coverage, in time, and what was not reviewed."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.counted import Filters, ask, counted
from metrics.aggregation.penalties import REVIEW_LEVELS

_PARTS = {
    "closed": ("review_coverage_{}", "denominator"),
    "reviewed": ("review_coverage_{}", "numerator"),
    "coverage": ("review_coverage_{}", "value"),
    "no_record": ("review_coverage_{}", "no_review_record"),
    "due": ("review_in_time_{}", "denominator"),
    "in_time": ("review_in_time_{}", "numerator"),
    "in_time_rate": ("review_in_time_{}", "value"),
    "undated": ("review_in_time_{}", "review_undated"),
}


def reviews(
    con: duckdb.DuckDBPyConnection,
    period: Period | Sequence[Period],
    by: Sequence[str] = (),
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """One row per group, period and level (team, section, legal).

    Columns: *by, period, level, closed (cases of exports that speak of the level), reviewed,
    coverage (percent), missing (closed and not reviewed), no_record (closed cases of exports that
    do not speak of it), due (reviewed on a known day, or not and overdue), in_time, in_time_rate
    (percent), undated (said to be reviewed, on no known day). NaN where there is no data: where no
    day is known the whole of in time is not.
    """
    periods = [period] if isinstance(period, Period) else list(period)
    asked = [
        name.format(level)
        for level in REVIEW_LEVELS
        for name in dict.fromkeys(indicator for indicator, _ in _PARTS.values())
    ]
    found = aggregate(con, asked, by, periods, filters, rules)
    keys = [*by, "period"]
    tables = []
    for level in REVIEW_LEVELS:
        columns = {
            name: found[found["indicator"] == indicator.format(level)].set_index(keys)[part]
            for name, (indicator, part) in _PARTS.items()
        }
        table = pd.DataFrame(columns).assign(level=level)
        table["missing"] = table["closed"] - table["reviewed"]
        unknown = table["in_time_rate"].isna()
        table["due"] = table["due"].mask(unknown)
        table["in_time"] = table["in_time"].mask(unknown)
        tables.append(table.reset_index())
    whole = pd.concat(tables, ignore_index=True)
    place = whole["level"].map({level: at for at, level in enumerate(REVIEW_LEVELS)})
    whole = whole.assign(place=place).sort_values([*by, "period", "place"], kind="stable")
    columns_told = [*by, "period", "level", "closed", "reviewed", "coverage", "missing"]
    columns_told += ["no_record", "due", "in_time", "in_time_rate", "undated"]
    return whole[columns_told].reset_index(drop=True)


def unreviewed(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    level: str = "team",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Closed cases that were not reviewed at a level, those whose time has passed first, the
    longest first. Cases of exports that do not speak of the level are none of them.

    Columns: case_no, team, district, cause, procedure, filed_on, closed_on, due_on (last day in
    time), overdue, days_over (days by which the time had passed when the export was made; 0 or
    less: not yet), as_of, source_file, source_sheet, source_row.
    """
    rules = rules or CountingRules()
    until = int(rules.penalties.review_days[REVIEW_LEVELS.index(level)])
    closed = counted(f"review_coverage_{level}", period, filters, rules, "denominator")
    due = f"CAST(closed_on + INTERVAL '{until}' DAY AS DATE)"
    found = ask(
        con,
        "SELECT case_no, team, district, cause,"
        " COALESCE(procedure, procedure_written) AS procedure,"
        f" filed_on, closed_on, {due} AS due_on, CAST(as_of AS DATE) > {due} AS overdue,"
        f" CAST(as_of AS DATE) - {due} AS days_over, as_of,"
        " source_file, source_sheet, source_row"
        f" FROM {closed.table} WHERE {closed.where} AND NOT COALESCE(reviewed_by_{level}, FALSE)"
        " ORDER BY days_over DESC NULLS LAST, closed_on, case_no, source_file, source_row",
        closed.params,
    )
    found["overdue"] = found["overdue"].fillna(False).astype(bool)
    return found
