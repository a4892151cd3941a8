"""Penalty cases of enforcement teams: how many of which kind, how good, and how many per officer.

Cases count by the day of filing, closings by that of closing. What an export
does not say is no no: it stands apart.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period, parse_period
from metrics.aggregation import units
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.conditions import UNSTATED
from metrics.aggregation.counted import Filters, ask
from metrics.aggregation.drill import counted_rows
from metrics.analyses import targets
from metrics.schemes.model import Scheme

TABLE = "enforcement_cases"
PERIODS_SHOWN = 13
LATE_START = 14  # days into a year from which on its data begin late
YEARLY = 300  # days: a task that runs for fewer is none of the year
# Column -> indicator and its part.
_CASELOAD = {
    "cases": ("penalty_cases", "value"),
    "simple": ("simple_penalties", "value"),
    "general": ("general_penalties", "value"),
    "procedure_not_said": ("general_penalties", "not_said"),
    "online": ("online_penalties", "value"),
    "online_not_said": ("online_penalties", "not_said"),
    "non_site": ("non_site_penalties", "value"),
    "non_site_not_said": ("non_site_penalties", "not_said"),
    "closed": ("closed_penalties", "value"),
    "closings": ("penalty_closings", "value"),
    "closure_rate": ("penalty_closure_rate", "value"),
    "executed": ("executed_penalties", "value"),
    "execution_rate": ("execution_rate", "value"),
    "wrong": ("wrong_penalties", "value"),
    "correction_rate": ("correction_rate", "value"),
    "correct_rate": ("correct_penalty_rate", "value"),
    "quality_not_said": ("correct_penalty_rate", "not_said"),
    "online_rate": ("online_rate", "value"),
    "big": ("big_cases", "value"),
    "big_not_said": ("big_cases", "not_said"),
    "points": ("case_points", "value"),
    "no_points": ("case_points", "no_points"),
    "points_per_officer": ("case_points_per_officer", "value"),
    "per_officer": ("cases_per_officer", "value"),
    "officers": ("cases_per_officer", "denominator"),
    "fines": ("fines", "value"),
    "fines_not_said": ("fines", "not_said"),
}
_TOLD_BY = {
    "procedure_not_said": ["simple", "general"],
    "online_not_said": ["online"],
    "non_site_not_said": ["non_site"],
    "big_not_said": ["big"],
    "quality_not_said": ["wrong", "correct_rate", "correction_rate"],
}
STATES = ("ahead", "behind", "no_target", "no_data", "ended")


def caseload(
    con: duckdb.DuckDBPyConnection,
    period: Period | Sequence[Period],
    by: Sequence[str] = (),
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """One row per group and period: *by, period, and the columns of `_CASELOAD` (numbers of cases,
    rates in percent, points, officers, yuan), `other` (cases by a procedure that is neither) and
    whatever was not said. NaN where there is no data, and for a number of cases where most of them
    do not say whether they are such: the few that do would be taken for all."""
    periods = [period] if isinstance(period, Period) else list(period)
    indicators = list(dict.fromkeys(indicator for indicator, _ in _CASELOAD.values()))
    found = aggregate(con, indicators, by, periods, filters, rules)
    keys = [*by, "period"]
    columns = {
        name: found[found["indicator"] == indicator].set_index(keys)[part]
        for name, (indicator, part) in _CASELOAD.items()
    }
    table = pd.DataFrame(columns, index=columns["cases"].index)
    for missing, numbers in _TOLD_BY.items():
        most = table[missing] > table["cases"] / 2
        table[numbers] = table[numbers].mask(most)
    named = table[["simple", "general", "procedure_not_said"]].sum(axis=1)
    table["other"] = (table["cases"] - named).round(9).where(table["simple"].notna())
    return table.reset_index()


def by_unit(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str = "team",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """`caseload` of each unit, and of the cases that name none (a row with `by` None), so that the
    rows add up to the whole."""
    table = caseload(con, period, (by,), filters, rules)
    rest = _stated_nowhere(con, period, by, filters, rules)
    return pd.concat([table, rest], ignore_index=True)


def by_cause(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """`caseload` of each cause of action (案由), the most frequent first, with `share` (percent of
    the cases) and `before` (cases in the period before); UNSTATED stands for those that say none.
    """
    both = [period.previous(), period]
    table = caseload(con, both, ("cause",), filters, rules)
    rest = [_stated_nowhere(con, one, "cause", filters, rules) for one in both]
    table = pd.concat([table, *rest], ignore_index=True)
    table["cause"] = table["cause"].fillna(UNSTATED)
    before = table[table["period"] != period.id].set_index("cause")["cases"]
    now = table[table["period"] == period.id].copy()
    now["before"] = now["cause"].map(before)
    if pd.isna(before).all():
        now["before"] = np.nan
    now = now[now["cases"].gt(0) | now["before"].gt(0)]
    now["share"] = 100 * now["cases"] / now["cases"].sum() if now["cases"].sum() else np.nan
    last = now["cause"].eq(UNSTATED)
    order = now.assign(last=last).sort_values(
        ["last", "cases", "cause"], ascending=[True, False, True]
    )
    return order.drop(columns="last").reset_index(drop=True)


def _stated_nowhere(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str,
    filters: Filters | None,
    rules: CountingRules | None,
) -> pd.DataFrame:
    """The cases that say nothing where `by` should stand; no row where all say it, or where the
    filters ask for some."""
    if by in (filters or {}):
        return pd.DataFrame()
    table = caseload(con, period, (), {**(filters or {}), by: (None,)}, rules).assign(**{by: None})
    return table[table["cases"] > 0]


def caseload_by_month(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """`caseload` of the thirteen periods that end with this one, oldest first."""
    return caseload(con, period.last(PERIODS_SHOWN), (), filters, rules)


def big_cases(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """The big cases, as `metrics.aggregation.drill.rows` gives rows; the newest first."""
    found = counted_rows(con, "big_cases", period, rules=rules, filters=filters)
    return found.sort_values(["filed_on", "case_no"], ascending=False, ignore_index=True)


def against_task(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
    scheme: Scheme | None = None,
    by: str = "team",
) -> pd.DataFrame:
    """Cases per officer since the year began against the year's task, those furthest behind first.

    The task is the unit's own in the list of tasks (its name speaks of cases per officer, and it
    runs for the year), else the scheme's `cases_per_officer`. Where the store's cases begin in the
    middle of the year, time is counted from there on; that of a unit that did not exist all the
    while on its own days, and one that ended before the period is judged by nothing.

    Columns: unit, cases, officers, per_officer, target (of the whole year; NaN: none), told_by
    (task | scheme | ""), begins, until (first and last day counted), time_gone (percent of the year
    that is counted for the unit), expected (target * time), gap (per_officer - expected), projected
    (per_officer at the same pace for the whole year), state (one of STATES).
    """
    year = year_of(period)
    first = ask(con, f"SELECT MIN(day) AS day FROM {TABLE}")["day"].iloc[0]
    begins = year.start
    if not pd.isna(first) and first.date() > year.start + timedelta(days=LATE_START):
        begins = min(first.date(), period.last_day)
    span = year.within(begins, period.end)
    found = aggregate(con, ["cases_per_officer"], (by,), span, filters, rules)
    table = found.rename(columns={by: "unit", "numerator": "cases", "denominator": "officers"})
    table = table.assign(per_officer=table["value"])[["unit", "cases", "officers", "per_officer"]]
    own = _own_tasks(con, period, filters, by)
    usual = scheme.cases_per_officer if scheme else None
    table["target"] = table["unit"].map(own).astype(float)
    table["told_by"] = np.where(table["target"].notna(), "task", "scheme" if usual else "")
    table["target"] = table["target"].fillna(float(usual) if usual else np.nan)
    own_days = units.days_of_periods(con, by, span)
    ended = set(own_days) - set(units.days_of_periods(con, by, period))
    gone = table["unit"].map(own_days).fillna(span.days) / year.days
    table = table.assign(begins=begins, until=period.last_day, time_gone=100 * gone)
    table["expected"] = table["target"] * gone
    table["gap"] = table["per_officer"] - table["expected"]
    table["projected"] = table["per_officer"] / gone.where(gone > 0)
    table["state"] = np.select(
        [
            table["per_officer"].isna(),
            table["unit"].isin(ended),
            table["target"].isna(),
            table["gap"] >= -1e-9,
        ],
        ["no_data", "ended", "no_target", "ahead"],
        "behind",
    )
    order = table.assign(last=table["state"].isin(["no_data", "ended"]))
    return order.sort_values(["last", "gap", "unit"]).drop(columns="last").reset_index(drop=True)


def year_of(period: Period) -> Period:
    """The year, cut as the period is, in which the period ends."""
    day = period.last_day
    year = parse_period(str(day.year), period.month_starts_on, period.week_starts_on)
    return year if day < year.end else year.shift(1)


def _own_tasks(
    con: duckdb.DuckDBPyConnection, period: Period, filters: Filters | None, by: str
) -> Mapping[str, float]:
    """The yearly tasks of cases per officer, by unit."""
    found = targets.progress(con, period, filters)
    about = (
        found["task"].astype("string").str.contains("人均.{0,4}案|cases per officer", case=False)
    )
    length = pd.to_datetime(found["due_on"]) - pd.to_datetime(found["begins"])
    found = found[
        about.fillna(False)
        & (found["kind"] == by)
        & (found["plan"] == "final")
        & (length >= pd.Timedelta(days=YEARLY))
    ]
    return dict(zip(found["unit"], found["target"].astype(float), strict=True))
