"""How long it takes: the median of a duration when open cases are only lower bounds."""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules, filter_sql, groupings
from metrics.aggregation.timing import reading, timing
from metrics.indicators.definition import Indicator

_TOLERANCE = 1e-12  # a product of fractions that is one half must be seen as one half


def median(hours: np.ndarray, is_open: np.ndarray, weight: np.ndarray) -> float:
    """The Kaplan-Meier median: the first time by which half or more are done.

    hours: how long, or how long so far where is_open; weight: share of each. NaN when the curve
    never falls to one half. Kaplan and Meier 1958, doi 10.2307/2281868.
    """
    times, place = np.unique(hours, return_inverse=True)
    leaving = np.bincount(place, weights=weight)
    done = np.bincount(place, weights=np.where(is_open, 0.0, weight))
    at_risk = leaving[::-1].cumsum()[::-1]
    surviving = np.cumprod(1 - done / at_risk)
    reached = surviving <= 0.5 + _TOLERANCE
    return float(times[reached.argmax()]) if reached.any() else float("nan")


def medians(
    con: duckdb.DuckDBPyConnection,
    entry: Indicator,
    by: Sequence[str],
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
    rules: CountingRules,
    complete: bool = False,
) -> pd.DataFrame:
    """Per period_no and group: numerator (cases done), denominator (all cases), median. complete:
    as of `aggregate`."""
    measure = entry.over
    own = groupings(measure.table)
    conditions, params = filter_sql(measure.table, filters)
    if complete:
        own = own | {name: f"CAST({own[name]} AS VARCHAR)" for name in by}
    else:
        conditions += [f"{own[name]} IS NOT NULL" for name in by]
    conditions.append(rules.condition(measure, entry.set_aside))
    groups = ["period_no", *(own[name] for name in by), "hours", "still_open"]
    when, (days, first_and_end) = (
        timing(con, measure.table, periods),
        reading(measure.table, periods),
    )
    # Days are put into periods first: joining every case with a range of days is slow.
    same = {"calendar_day": ("first_day", "day")}
    if "of_complaints" in when.keys:
        same["of_source"] = ("of_complaints", when.keys["of_complaints"])
    calendar = ", ".join(f"d.{key} AS {name}" for name, (key, _) in same.items())
    joined = " AND ".join(f"{sql} = {name}" for name, (_, sql) in same.items())
    text = (
        f"SELECT {', '.join(groups)}, SUM(weight) AS weight FROM ("
        f"SELECT *, {rules.value(measure)} AS hours, COALESCE(is_open, FALSE) AS still_open,"
        f" COALESCE(share, 1e0) AS weight FROM {measure.table} JOIN ("
        f"SELECT {calendar}, p.period_no AS period_no FROM ("
        f"SELECT DISTINCT {', '.join(when.columns())} FROM {measure.table}"
        f" WHERE {' AND '.join(days)}) AS d {when.join}) AS calendar ON {joined}"
        f" WHERE {' AND '.join(conditions)}) AS facts GROUP BY {', '.join(groups)}"
    )
    with con.cursor() as cursor:
        frame = cursor.execute(text, [*first_and_end, *when.params, *params]).df()
    names = ["period_no", *by]
    frame.columns = pd.Index([*names, "hours", "is_open", "weight"])
    found = [
        (
            *key,
            round(float(group["weight"][~group["is_open"]].sum()), 9),
            round(float(group["weight"].sum()), 9),
            median(*(group[name].to_numpy() for name in ("hours", "is_open", "weight"))),
        )
        for key, group in frame.groupby(names, dropna=False)
    ]
    return pd.DataFrame(found, columns=[*names, "numerator", "denominator", "median"])
