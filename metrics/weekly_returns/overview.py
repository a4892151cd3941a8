"""The weekly returns of a period: its last week, who is silent, what does not fit, whole weeks."""

from dataclasses import dataclass
from datetime import timedelta

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.counted import Filters
from metrics.weekly_returns.plausible import judged
from metrics.weekly_returns.stated import KEY, UNIT, Returns, expected, returns

WEEKS = 13  # weeks of which is shown who reported


@dataclass(frozen=True)
class ReturnsOverview:
    """What a period's returns say.

    week: the last week with returns that ended by the end of the period (None: there is none).
    counts: of that week, unit by unit and item by item: kind, unit, item, reported, mean, weeks,
    odd, tenth (see `metrics.weekly_returns.plausible`; missing where nothing is judged), source.
    totals: item, reported, told, of (units that gave the count, of those that were to report).
    told: kind, unit, week, told: who was to report in the last WEEKS weeks, and who did.
    odd: counts of these weeks that do not fit. replaced: returns of these weeks that a later one
    replaced. sums: over the whole weeks in the period: kind, unit, item, reported (NaN where
    a week is missing), told, of (weeks). whole: ids of those weeks. silent_weeks: ids of weeks
    inside these WEEKS in which nobody reported.
    """

    week: str | None
    counts: pd.DataFrame
    totals: pd.DataFrame
    told: pd.DataFrame
    odd: pd.DataFrame
    replaced: pd.DataFrame
    sums: pd.DataFrame
    whole: tuple[str, ...]
    silent_weeks: tuple[str, ...]

    @property
    def silent(self) -> list[str]:
        """Who did not report in the last week."""
        last = self.told[self.told["week"] == self.told["week"].max()]
        return list(last.loc[~last["told"], "unit"])


def returns_overview(
    con: duckdb.DuckDBPyConnection, period: Period, filters: Filters | None = None
) -> ReturnsOverview:
    """The returns of a period and of the weeks before it."""
    found = returns(con, period.end, filters)
    rows = found.rows
    known = rows[rows["reported"].notna()]
    if known.empty:
        none = rows.iloc[:0]
        return ReturnsOverview(None, none, none, none, none, none, none, (), ())
    last = known["week"].max()
    all_told = expected(con, rows)
    marks = judged(rows)
    since = last - timedelta(weeks=WEEKS - 1)
    counts = rows[rows["week"] == last].merge(
        marks[[*KEY, "mean", "weeks", "odd", "tenth"]], on=KEY, how="left"
    )
    told = all_told[all_told["week"] >= since].reset_index(drop=True)
    odd = marks[marks["odd"].notna() & (marks["week"] >= since)]
    source = ["source_file", "source_sheet", "source_row"]
    odd = odd.merge(rows[[*KEY, "period", *source]], on=KEY, how="left")
    weeks = pd.date_range(max(since, known["week"].min()), last, freq="7D")
    silent = [week for week in weeks if not (known["week"] == week).any()]
    sums, whole = _sums(found, all_told, period)
    return ReturnsOverview(
        week_label(last),
        counts,
        _totals(counts, told[told["week"] == last]),
        told,
        odd.sort_values("p", kind="stable").reset_index(drop=True),
        found.replaced[found.replaced["week"] >= since].reset_index(drop=True),
        sums,
        whole,
        tuple(week_label(week) for week in silent),
    )


def grid(found: ReturnsOverview) -> pd.DataFrame:
    """The last week, a row for each unit that was to report and a column for each item (NaN: not
    reported)."""
    items = list(dict.fromkeys(found.totals["item"]))
    last = found.told[found.told["week"] == found.told["week"].max()]
    units = list(dict.fromkeys([*found.counts["unit"], *last["unit"]]))
    table = found.counts.pivot_table(
        index="unit", columns="item", values="reported", aggfunc="sum", min_count=1, dropna=False
    )
    return table.reindex(index=sorted(units), columns=items)


def week_label(week: pd.Timestamp) -> str:
    """2025-W43 of its first day."""
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02d}"


def _totals(counts: pd.DataFrame, due: pd.DataFrame) -> pd.DataFrame:
    """What units reported together, item by item, and how many of those that were to report."""
    groups = counts.groupby("item", sort=False, as_index=False)
    table = groups.agg(reported=("reported", "sum"), told=("reported", "count"))
    return table.assign(of=len(due))


def _sums(
    found: Returns, told: pd.DataFrame, period: Period
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The sums over the weeks that lie whole in a period."""
    rows = found.rows
    inside = (rows["week"] >= pd.Timestamp(period.start)) & (
        rows["week"] + pd.Timedelta(days=7) <= pd.Timestamp(period.end)
    )
    start = pd.Timestamp(period.start)
    monday = start + pd.Timedelta(days=-start.weekday() % 7)
    last = pd.Timestamp(period.end) - pd.Timedelta(days=7)
    weeks = [] if monday > last else list(pd.date_range(monday, last, freq="7D"))
    groups = rows[inside].groupby([*UNIT, "item"], sort=False, as_index=False)
    table = groups.agg(sum=("reported", "sum"), told=("reported", "count"))
    table["of"] = len(weeks)
    table["reported"] = table["sum"].where(table["told"] == table["of"])
    return table.drop(columns="sum"), tuple(week_label(week) for week in weeks)
