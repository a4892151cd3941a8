"""Closing pace against inflow: what came in, what was done, and what that does to the pile."""

from datetime import date

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period, parse_period
from metrics.aggregation.aggregate import CountingRules
from metrics.aggregation.counted import Filters, ask
from metrics.analyses.ledger import JUST_AFTER, kept, moment_of

STEPS_SHOWN = 13
# What a row adds on which of its days. What is disposed without a time was never seen open.
_EVENTS = {
    "inflow": ("since", "TRUE"),
    "dated": ("since", "deadline IS NOT NULL"),
    "opened": ("since", "(done_at IS NOT NULL OR is_disposed IS NOT TRUE)"),
    "done": ("done_at", "done_at IS NOT NULL"),
    "fell_due": (
        "GREATEST(deadline, since)",
        "deadline IS NOT NULL AND (done_at > deadline"
        " OR (done_at IS NULL AND is_disposed IS NOT TRUE))",
    ),
    "done_late": ("done_at", "done_at > deadline"),
}


def pace(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    grain: str = "week",
    steps: int = STEPS_SHOWN,
    table: str = "cases",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Inflow and closing by week or month, up to the period's moment (see `ledger`).

    table: cases or findings. Columns: step (the id of the week or month), first_day, last_day,
    whole (whether the step was over by then), inflow (reported), done, net (done - inflow:
    positive when the pile shrinks), open (at the end of the step), overdue (of those; NaN while
    nothing reported so far has a deadline). Oldest first. Voided, self-handled, excluded and held
    cases are left out as the rules say.
    """
    rules = rules or CountingRules()
    moment = moment_of(con, period)
    last_day = (moment - JUST_AFTER).date()
    shown = containing(last_day, grain, period).last(steps)
    days = _by_day(con, table, last_day, filters, rules)
    rows = []
    for step in shown:
        within = days.loc[(days.index >= step.start) & (days.index < step.end)].sum()
        until = days.loc[days.index < step.end].sum()
        known = until["dated"] or not until["inflow"]
        rows.append(
            {
                "step": step.id,
                "first_day": step.start,
                "last_day": min(step.last_day, last_day),
                "whole": step.last_day <= last_day,
                "inflow": within["inflow"],
                "done": within["done"],
                "net": within["done"] - within["inflow"],
                "open": until["opened"] - until["done"],
                "overdue": until["fell_due"] - until["done_late"] if known else np.nan,
            }
        )
    return pd.DataFrame(rows)


def containing(day: date, grain: str, like: Period) -> Period:
    """The week or month that holds a day, cut as the periods of `like` are."""
    year, week, _ = day.isocalendar()
    text = f"{year}-W{week:02d}" if grain == "week" else f"{day:%Y-%m}"
    found = parse_period(text, like.month_starts_on, like.week_starts_on)
    while day >= found.end:
        found = found.shift(1)
    while day < found.start:
        found = found.shift(-1)
    return found


def _by_day(
    con: duckdb.DuckDBPyConnection,
    table: str,
    last_day: date,
    filters: Filters | None,
    rules: CountingRules,
) -> pd.DataFrame:
    """The events of each day up to `last_day`, as numbers of rows (by share); index: days."""
    rows, params = kept(table, filters, rules)
    apart = " WHERE NOT held" if "held" in rules.set_aside else ""
    parts = " UNION ALL ".join(
        f"SELECT '{event}' AS event, CAST({when} AS DATE) AS day, SUM(share) AS n FROM f"
        f" WHERE {condition} GROUP BY CAST({when} AS DATE)"
        for event, (when, condition) in _EVENTS.items()
    )
    query = (
        f"WITH f AS (SELECT * FROM ({rows}) AS r{apart})"
        f" SELECT * FROM ({parts}) AS e WHERE day <= ?"
    )
    found = ask(con, query, [*params, last_day])
    wide = found.pivot(index="day", columns="event", values="n")
    wide = wide.reindex(columns=list(_EVENTS)).fillna(0.0)
    return wide.set_axis(pd.to_datetime(wide.index).date, axis=0)


def outlook(table: pd.DataFrame, steps: int = 4) -> float | None:
    """Steps until nothing is open at the pace of the last whole steps; None when it never is.

    table: what `pace` gave.
    """
    whole = table[table["whole"]].tail(steps)
    shrinking = float(whole["net"].mean()) if len(whole) else 0.0
    return float(table["open"].iloc[-1]) / shrinking if shrinking > 0 else None
