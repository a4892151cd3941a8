"""How complaints are handled: volume, time limits, satisfaction, handling time, repeats.

Complaints are cases whose channel is 12345, hotline, petition, media or network. Their number also
measures how ready people are to complain: never to be ranked alone.
"""

import warnings
from collections.abc import Sequence
from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf

from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.counted import Filters, ask, column, counted

_COMPLAINTS = {"is_complaint": (True,)}
# Column -> indicator and its part.
_HANDLING = {
    "complaints": ("complaints", "value"),
    "per_10k": ("complaints_per_10k", "value"),
    "due": ("due", "value"),
    "judged": ("on_time_closure_rate", "denominator"),
    "on_time": ("on_time_closure_rate", "numerator"),
    "on_time_rate": ("on_time_closure_rate", "value"),
    "late": ("late_closure_rate", "numerator"),
    "overdue": ("overdue_open", "value"),
    "no_deadline": ("on_time_closure_rate", "no_deadline"),
    "undated": ("on_time_closure_rate", "undated"),
    "before_report": ("on_time_closure_rate", "before_report"),
    "rework_rate": ("rework_rate", "value"),
    "rated": ("satisfaction_rate", "denominator"),
    "satisfaction_rate": ("satisfaction_rate", "value"),
    "asked": ("resolution_rate", "denominator"),
    "resolution_rate": ("resolution_rate", "value"),
    "repeats": ("repeat_rate", "numerator"),
    "repeat_rate": ("repeat_rate", "value"),
    "median_hours": ("handling_hours", "value"),
}
CURVE_POINTS = 200


def handling(
    con: duckdb.DuckDBPyConnection,
    period: Period | Sequence[Period],
    by: Sequence[str] = (),
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """How complaints are handled, by unit, channel, category ...: one row per group and period.

    Columns: *by, period, complaints, per_10k (people; NaN where the population is not known or the
    grouping is no unit), due, judged (due and on time or not: what on_time_rate is out of; it
    is `due` unless the rules count more as due), on_time, on_time_rate, late (closed late),
    overdue (open and past the deadline; NaN when none has one), open (not done, overdue or
    not), no_deadline, undated and before_report (not judged: see `aggregate`), rework_rate, rated,
    satisfaction_rate, asked, resolution_rate, repeats, repeat_rate, median_hours. Rates in
    percent; NaN where there is no data. By is columns of cases.
    """
    periods = [period] if isinstance(period, Period) else list(period)
    chosen = {**(filters or {}), **_COMPLAINTS}
    indicators = list(dict.fromkeys(indicator for indicator, _ in _HANDLING.values()))
    found = aggregate(con, indicators, by, periods, chosen, rules)
    keys = [*by, "period"]
    columns = {
        name: found[found["indicator"] == indicator].set_index(keys)[part]
        for name, (indicator, part) in _HANDLING.items()
    }
    table = pd.DataFrame(columns, index=columns["complaints"].index)
    # Where no deadline is known, how many are due is not known either: no 0 is made of that.
    unknown = (table["judged"] == 0) & (table["no_deadline"] > 0)
    table["judged"] = table["judged"].mask(unknown)
    known = pd.concat([_open(con, one, by, chosen, rules) for one in periods])
    open_now = known.set_index(keys)["open"].reindex(table.index).fillna(0.0)
    place = list(table.columns).index("overdue") + 1
    table.insert(place, "open", open_now[table["complaints"].notna()])
    table = table.reset_index()
    return table.sort_values(list(by), kind="stable").reset_index(drop=True) if by else table


def unnamed(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """The same of the complaints that name no unit of a kind: a row with `by` None, so that the
    units and it add up to the whole; no row where every complaint names one."""
    chosen = {**(filters or {}), by: (None,)}
    table = handling(con, period, filters=chosen, rules=rules).assign(**{by: None})
    return table[table["complaints"] > 0]


def _open(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: Sequence[str],
    filters: Filters,
    rules: CountingRules | None,
) -> pd.DataFrame:
    rows = counted("closure_rate", period, filters, _all_filed(rules), part="denominator")
    names = "".join(f'{column(rows.table, name)} AS "{name}", ' for name in by)
    grouped = " GROUP BY ALL" if by else ""
    query = (
        f"SELECT {names}COALESCE(SUM(COALESCE(share, 1e0)), 0e0) AS open"
        f" FROM {rows.table} WHERE {rows.where} AND is_open{grouped}"
    )
    return ask(con, query, rows.params).assign(period=period.id)


def _all_filed(rules: CountingRules | None) -> CountingRules:
    """The same rules, but every case counts, not only those due."""
    rules = rules or CountingRules()
    return replace(rules, due_rule="all_filed")


def still_open(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str | None = None,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """The share of complaints still open after so many hours: a survival curve (Kaplan-Meier).

    Open complaints count as open until the export's time and are unknown afterwards (censored), so
    that a unit does not look fast because its slow cases are not done yet. Columns: `by` if given,
    hours, open (percent still open just after), low, high (percent, log-log interval; NaN where
    none is left open), n (all complaints of the group), done. Each curve begins at 0 hours with
    100 % and has at most 200 points; it ends with the last complaint that was done. A group without
    complaints has no rows.
    """
    rows = counted(
        "handling_hours", period, {**(filters or {}), **_COMPLAINTS}, rules, "denominator"
    )
    name = column(rows.table, by) if by else "''"
    query = (
        f"SELECT DISTINCT record_key, {name} AS unit, handling_hours AS hours,"
        f" COALESCE(is_open, FALSE) AS is_open FROM {rows.table} WHERE {rows.where}"
        f"{f' AND {name} IS NOT NULL' if by else ''} ORDER BY unit, record_key"
    )
    table = ask(con, query, rows.params)
    curves = [_curve(part, level).assign(unit=unit) for unit, part in table.groupby("unit")]
    columns = ["unit", "hours", "open", "low", "high", "n", "done"]
    found = pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=columns)
    found = found[columns]
    return found.rename(columns={"unit": by}) if by else found.drop(columns="unit")


def _curve(part: pd.DataFrame, level: float) -> pd.DataFrame:
    """One Kaplan-Meier curve, in percent."""
    hours, censored = part["hours"].to_numpy(float), part["is_open"].to_numpy(bool)
    start = {"hours": [0.0], "open": [100.0], "low": [100.0], "high": [100.0]}
    size = {"n": len(part), "done": int((~censored).sum())}
    if censored.all():
        return pd.DataFrame(start).assign(**size)
    survival = ecdf(CensoredData.right_censored(hours, censored)).sf
    with warnings.catch_warnings():  # no interval where nothing is left open: NaN, as documented
        warnings.simplefilter("ignore", RuntimeWarning)
        bounds = survival.confidence_interval(level, method="log-log")
    curve = pd.DataFrame(
        {
            "hours": survival.quantiles,
            "open": 100 * survival.probabilities,
            "low": 100 * bounds.low.probabilities,
            "high": 100 * bounds.high.probabilities,
        }
    )
    curve = curve[np.isin(curve["hours"], hours[~censored])]
    kept = np.unique(np.linspace(0, len(curve) - 1, CURVE_POINTS - 1).round().astype(int))
    return pd.concat([pd.DataFrame(start), curve.iloc[kept]], ignore_index=True).assign(**size)


def repeats(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Complaints of a period that repeat an earlier one, each beside the one it repeats.

    Columns: case_no, reported_at, channel, district, category, subcategory, place, repeat_of,
    first_reported_at, first_place, first_closed_at, first_satisfaction (None or NaT when the
    earlier one is not in the store), times (how often the earlier one is repeated up to the end of
    the period), source_file, source_sheet, source_row. The most often repeated come first.
    """
    rows = counted("repeat_rate", period, filters, rules)
    query = (
        "WITH often AS (SELECT repeat_of, COUNT(DISTINCT record_key) AS times FROM cases"
        " WHERE repeat_of IS NOT NULL AND day < ? GROUP BY repeat_of),"
        " first AS (SELECT case_no, MIN(reported_at) AS reported_at, MIN(place) AS place,"
        " MIN(closed_at) AS closed_at, MIN(satisfaction) AS satisfaction FROM cases"
        " WHERE case_no IN (SELECT repeat_of FROM often) GROUP BY case_no)"
        f" SELECT c.case_no AS case_no, c.reported_at AS reported_at, {_repeat_columns('c')},"
        " c.repeat_of AS repeat_of, f.reported_at AS first_reported_at, f.place AS first_place,"
        " f.closed_at AS first_closed_at, f.satisfaction AS first_satisfaction, o.times AS times,"
        " c.source_file AS source_file, c.source_sheet AS source_sheet, c.source_row AS source_row"
        f" FROM (SELECT * FROM {rows.table} WHERE {rows.where}) AS c"
        " JOIN often AS o ON o.repeat_of = c.repeat_of"
        " LEFT JOIN first AS f ON f.case_no = c.repeat_of"
        " ORDER BY times DESC, repeat_of, reported_at, case_no"
    )
    return ask(con, query, [period.end, *rows.params])


def _repeat_columns(table: str) -> str:
    names = ("channel", "district", "category", "subcategory", "place")
    return ", ".join(f"{table}.{name} AS {name}" for name in names)
