"""XmR limits over the series that the pages show: scores by month, rates by week."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

import duckdb
import pandas as pd

from kernel.periods import Period, parse_period
from metrics.aggregation.aggregate import aggregate
from metrics.fairness.xmr import latest, xmr
from metrics.finished import progress_of, reach
from metrics.indicators import shown_in
from metrics.schemes.scheme import Scheme
from metrics.scoring.components import float_or_nan
from metrics.scoring.scores import scores

MONTHS, WEEKS = 24, 26
CONTROLLED = shown_in("weekly")


def score_history(con: duckdb.DuckDBPyConnection, period: Period, scheme: Scheme) -> pd.DataFrame:
    """Scores of the 24 periods that end with this one: unit, group, period (its id), score (NaN
    where there is none, or the period is not over: it is never held against whole ones). Without
    intervals, which limits have no use for."""
    periods = period.last(MONTHS)
    found, sources = scores(con, scheme, periods), reach(con, scheme)
    over = {of.id for of in periods if progress_of(scheme, of, sources).finished}
    rows = [
        {
            "unit": unit.unit,
            "group": unit.group,
            "period": of.id,
            "score": float_or_nan(unit.score if of.id in over else None),
        }
        for of in periods
        for unit in found.of[of.id].values()
    ]
    return pd.DataFrame(rows, columns=["unit", "group", "period", "score"])


def of_scores(history: pd.DataFrame, starts: Collection[str] = ()) -> pd.DataFrame:
    """The limits of each unit's score. history: as `score_history` has it; starts: ids of the
    periods with which a version of the scheme begins. Columns: unit, group, and those of `xmr`;
    periods before the first score of a unit are not there."""
    parts = []
    for unit, own in history.groupby("unit", sort=False):
        own = own.reset_index(drop=True)
        if own["score"].isna().all():
            continue
        own = own.loc[own["score"].first_valid_index() :]
        made = xmr(own["period"].tolist(), own["score"].tolist(), starts)
        parts.append(made.assign(unit=unit, group=own["group"].iloc[-1]))
    return _joined(parts)


def weekly(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    indicator: str,
    kind: str,
    scheme: Scheme,
    starts: Sequence[str] = (),
    filters: Mapping[str, Sequence[str | None]] | None = None,
) -> pd.DataFrame:
    """The limits of an indicator by week, for the city (unit "") and each unit of the kind, over
    the 26 whole weeks that end with the period, or with what is known of it. starts: first days
    (written) of versions of the scheme: limits begin anew with the first whole week of one.
    Columns as in `of_scores`."""
    weeks = weeks_before(progress_of(scheme, period, reach(con, scheme)).known)
    begins = {next((w.id for w in weeks if w.start.isoformat() >= day), "") for day in starts}
    begins -= {""} | ({weeks[0].id} if weeks else set())
    parts = []
    for by in ((), (kind,)):
        found = aggregate(con, [indicator], by, weeks, filters, scheme.rules)
        for name, own in found.groupby(kind, sort=False) if by else [("", found)]:
            own = own.set_index("period").reindex([week.id for week in weeks])
            if own["value"].notna().any():
                own = own.loc[own["value"].first_valid_index() :]
                made = xmr(own.index.tolist(), own["value"].tolist(), begins)
                made["low"] = made["low"].clip(lower=0.0)  # no rate is below 0
                parts.append(made.assign(unit=name, group=None))
    return _joined(parts)


def weeks_before(period: Period, count: int = WEEKS) -> list[Period]:
    """The whole weeks up to the end of a period, oldest first."""
    year, number, _ = period.last_day.isocalendar()
    week = parse_period(f"{year}-W{number:02d}", week_starts_on=period.week_starts_on)
    while week.end > period.end:
        week = week.previous()
    if week.end + timedelta(days=7) <= period.end:
        week = week.shift(1)
    return week.last(count)


def at_the_end(table: pd.DataFrame) -> pd.DataFrame:
    """The last value of each unit, with its limits and signal."""
    rows = [latest(own) for _, own in table.groupby("unit", sort=False)]
    return pd.DataFrame([row for row in rows if row is not None])


def _joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if not parts:
        return xmr([], []).assign(unit=None, group=None)
    return pd.concat(parts, ignore_index=True)
