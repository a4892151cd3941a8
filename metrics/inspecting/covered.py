"""Coverage and frequency: which of the listed points were visited, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from metrics.aggregation.conditions import IndicatorError
from metrics.aggregation.counted import ask
from metrics.inspecting.visits import (
    OF_POINTS,
    OF_VISITS,
    VisitFilters,
    has_points,
    known_visits,
    listed_sql,
    seen_sql,
    side_sql,
    sides_of_streets,
    until,
)

PARTS = (*OF_POINTS, *OF_VISITS)


@dataclass(frozen=True)
class Covered:
    """table: part (None: not stated), listed (points on the list; NaN without a list, or where the
    list says nothing of such parts), visited (of
    those), visits, off_list (visits to no listed point), share (visited of listed, percent),
    per_week (visits per listed point and week), before (the same of the period before), main and
    back (visits to streets of either side). total: the same of all together, as a row.

    known: whether visits were ever imported; registered: whether there is a list of points; until:
    the day after the last one that the visits speak of; weeks: from the period's start to then.
    """

    table: pd.DataFrame
    total: pd.Series
    known: bool
    registered: bool
    until: date
    weeks: float


COLUMNS = [
    *("part", "listed", "visited", "visits", "off_list", "share", "per_week", "before"),
    *("main", "back"),
]


def covered(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str = "district",
    filters: VisitFilters | None = None,
) -> Covered:
    """Coverage by one of PARTS. Listed points are those of the part where points have it (a class,
    a district); for inspectors, companies and kinds of check all of them are everybody's."""
    if by not in PARTS:
        raise IndicatorError(Message("column-unknown", {"name": by}, "metrics"))
    end = until(con, period)
    weeks = max((end - period.start).days, 1) / 7
    table = _counted(con, period.start, end, [by], filters)
    whole = _counted(con, period.start, end, [], filters)
    earlier = period.shift(-1)
    last = until(con, earlier)
    before = _counted(con, earlier.start, last, [by], filters)
    before_all = _counted(con, earlier.start, last, [], filters)
    listed = has_points(con)
    span = max((last - earlier.start).days, 1) / 7
    parts = [
        _figures(now, then, weeks, span, listed)
        for now, then in ((table, before), (whole, before_all))
    ]
    rows = parts[0].sort_values(
        ["visits", "part"], ascending=[False, True], na_position="last", ignore_index=True
    )
    return Covered(rows, parts[1].iloc[0], known_visits(con), listed, end, weeks)


def _counted(
    con: duckdb.DuckDBPyConnection,
    begin: date,
    end: date,
    by: Sequence[str],
    filters: VisitFilters | None,
) -> pd.DataFrame:
    """part, listed, visited, visits, off_list, main, back; one row without `by`."""
    part = f'"{by[0]}"' if by else "'all'"
    of_points = bool(by) and by[0] in OF_POINTS
    # A point counts as visited under what the list calls it.
    same = f'FILTER (l.part IS NOT DISTINCT FROM s."{by[0]}")' if of_points else ""
    own = part if of_points else "NULL"
    seen, used = seen_sql(begin, end, filters)
    listed, inside = listed_sql(begin, end, filters)
    side, words = side_sql(sides_of_streets(con))
    visits = ask(
        con,
        f"""WITH listed AS ({listed}), seen AS ({seen})
        SELECT {part} AS part, SUM(s.share) AS visits,
            COUNT(DISTINCT l.key) AS keys, COUNT(DISTINCT l.key) {same} AS visited,
            COALESCE(SUM(s.share) FILTER (l.key IS NULL), 0) AS off_list,
            COALESCE(SUM(s.share) FILTER (s.side = 'main'), 0) AS main,
            COALESCE(SUM(s.share) FILTER (s.side = 'back'), 0) AS back
        FROM (SELECT *, {side} AS side FROM seen) AS s
        LEFT JOIN (SELECT key, {own} AS part FROM listed) AS l ON l.key = s.key GROUP BY 1""",
        [*inside, *used, *words],
    )
    if of_points:
        text = f"WITH listed AS ({listed}) SELECT {part} AS part, COUNT(*) AS listed FROM listed"
        points = ask(con, f"{text} GROUP BY 1", inside)
        frame = visits.merge(points, on="part", how="outer")
    else:
        text = f"WITH listed AS ({listed}) SELECT COUNT(*) AS listed FROM listed"
        frame = visits.assign(listed=float(ask(con, text, inside)["listed"].iloc[0]))
    if not by and frame.empty:
        count = float(ask(con, text, inside)["listed"].iloc[0])
        frame = pd.DataFrame({"part": ["all"], "listed": [count]}).reindex(columns=frame.columns)
    numbers = ["listed", "visited", "keys", "visits", "off_list", "main", "back"]
    frame[numbers] = frame[numbers].astype(float).fillna(0.0)
    if of_points and not frame.loc[frame["part"].notna(), "listed"].any():
        # The list says nothing of it: how many points each part has is not known.
        frame["listed"], frame["visited"] = float("nan"), frame["keys"]
    frame["part"] = frame["part"].astype(object).where(frame["part"].notna(), None)
    return frame


def _figures(
    now: pd.DataFrame, then: pd.DataFrame, weeks: float, span: float, listed: bool
) -> pd.DataFrame:
    points = now["listed"].where(now["listed"] > 0)
    earlier = then.set_index("part")
    base = earlier["listed"].where(earlier["listed"] > 0)
    before = (earlier["visits"] / base / span).to_dict()
    table = now.assign(
        share=100 * now["visited"] / points,
        per_week=now["visits"] / points / weeks,
        before=[before.get(part, float("nan")) for part in now["part"]],
    )
    if not listed:
        table[["listed", "visited", "off_list"]] = float("nan")
    return table[COLUMNS]
