"""Visits against the plan: per line of the plan how many were due, and how many were made.

A line holds from its first to its last day; of two lines of one scope the later takes over. A week
is seven days, a month one from the period's first day on (so that an assessment month is one month,
whatever its days); of a part of a month its share of the days. A line that counts at each point is
due at each point that is on the list.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd

from kernel.periods import MONTHS_IN, Period
from metrics.aggregation.counted import ask
from metrics.inspecting.visits import (
    VisitFilters,
    conditions,
    has_points,
    known_visits,
    listed_sql,
    seen_sql,
    until,
)

SCOPE = ("district", "street", "point_type", "class", "method")
COLUMNS = [
    *(*SCOPE, "visits", "per", "basis", "begins", "ends"),
    *("listed", "each", "due", "done", "rate", "met", "behind"),
]
_DAYS = {"day": 1, "week": 7}
_MONTHS = MONTHS_IN | {"month": 1}


@dataclass(frozen=True)
class Planned:
    """table: the lines in force in the period: their scope (None: all), visits, per, basis
    (point | total), begins, ends (the days of the period that they cover, the last exclusive),
    listed (points of the list in scope), each (visits due at each point; NaN where the line counts
    in all), due (visits; NaN where nobody knows the points), done, rate (percent), met (points with
    all that is due at each), behind (fewer made than due).

    lines: how many lines there are at all; until: the day after the last that visits speak of;
    running: whether that is before the end of the period, so that less is due so far; known:
    whether visits were ever imported (else done is NaN, and nothing behind).
    """

    table: pd.DataFrame
    lines: int
    until: date
    running: bool
    known: bool


def planned(
    con: duckdb.DuckDBPyConnection, period: Period, filters: VisitFilters | None = None
) -> Planned:
    """Every line of the plan that is in force in the period. filters: districts and the like; a
    line for all of them is left out where the filter asks for some."""
    end = until(con, period)
    lines = _in_force(_lines(con, filters), period.start, end)
    count = int(ask(con, "SELECT COUNT(*) AS n FROM check_plans")["n"].iloc[0])
    running = end < period.whole().end
    known = known_visits(con)
    if lines.empty:
        return Planned(pd.DataFrame(columns=COLUMNS), count, end, running, known)
    listed = has_points(con)
    rows = [_measured(con, line, period, listed) for line in lines.to_dict("records")]
    table = pd.DataFrame(rows, columns=COLUMNS)
    if not known:
        table = table.assign(done=math.nan, rate=math.nan, met=math.nan, behind=False)
    return Planned(table.sort_values("rate", ignore_index=True), count, end, running, known)


def _lines(con: duckdb.DuckDBPyConnection, filters: VisitFilters | None) -> pd.DataFrame:
    where, params = conditions(filters, SCOPE)
    names = ", ".join(f'"{name}"' for name in SCOPE)
    return ask(
        con,
        f"""SELECT {names}, visits, per, COALESCE(basis, 'total') AS basis,
            COALESCE(valid_from, DATE '0001-01-01') AS first,
            COALESCE(valid_to, DATE '9999-12-31') AS last,
            LEAD(valid_from) OVER (PARTITION BY {names}, per, basis
                ORDER BY valid_from NULLS FIRST) AS next
        FROM check_plans WHERE visits IS NOT NULL AND per IS NOT NULL AND {where}
        ORDER BY ALL""",
        params,
    )


def _in_force(lines: pd.DataFrame, begin: date, end: date) -> pd.DataFrame:
    """The lines with the days of the period that they cover."""
    rows = []
    for line in lines.to_dict("records"):
        first, last = _day(line["first"]), _day(line["last"])
        after = last + timedelta(days=1) if last < date.max else last
        if not pd.isna(line["next"]):
            after = min(after, _day(line["next"]))
        start, stop = max(first, begin), min(after, end)
        if start < stop:
            rows.append(line | {"begins": start, "ends": stop})
    return pd.DataFrame(rows, columns=[*lines.columns, "begins", "ends"])


def _day(value: date) -> date:
    return value.date() if isinstance(value, pd.Timestamp) else value


def _measured(
    con: duckdb.DuckDBPyConnection, line: dict, period: Period, listed: bool
) -> dict[str, object]:
    scope = {n: (line[n],) for n in SCOPE if isinstance(line[n], str)}
    seen, used = seen_sql(line["begins"], line["ends"], scope)
    made = ask(con, f"SELECT key, SUM(share) AS n FROM ({seen}) AS s GROUP BY key", used)
    text, inside = listed_sql(line["begins"], line["ends"], scope)
    points = ask(con, f"SELECT key FROM ({text}) AS l", inside)["key"]
    times = float(line["visits"]) * spans(line["per"], line["begins"], line["ends"], period)
    per_point = line["basis"] == "point"
    known = float(len(points)) if listed else math.nan
    due = times * known if per_point else times
    done = float(made["n"].sum())
    enough = made.loc[made["n"] >= max(math.floor(times + 1e-6), 1), "key"]
    return {
        **{name: scope[name][0] if name in scope else None for name in SCOPE},
        **{name: line[name] for name in ("visits", "per", "basis", "begins", "ends")},
        "listed": known,
        "each": times if per_point else math.nan,
        "due": due,
        "done": done,
        "rate": 100 * done / due if due > 0 else math.nan,
        "met": float(enough.isin(points).sum()) if per_point and listed else math.nan,
        # Rounded down as at a point: of 4.3 visits four can be made.
        "behind": bool(done < math.floor(due + 1e-6)) if due == due else False,
    }


def spans(per: str, begin: date, end: date, period: Period) -> float:
    """How many of a plan's spans lie from `begin` up to `end`, in parts where they do."""
    if per in _DAYS:
        return (end - begin).days / _DAYS[per]
    return (_months(period.start, end) - _months(period.start, begin)) / _MONTHS[per]


def _months(start: date, day: date) -> float:
    """Months from `start` to a day, each from the day of the month on which `start` lies."""
    whole = (day.year - start.year) * 12 + day.month - start.month
    if _plus(start, whole) > day:
        whole -= 1
    begin, end = _plus(start, whole), _plus(start, whole + 1)
    return whole + (day - begin).days / (end - begin).days


def _plus(start: date, months: int) -> date:
    number = start.year * 12 + start.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    after = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    return first + timedelta(days=min(start.day, (after - first).days) - 1)
