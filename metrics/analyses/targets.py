"""Targets: done against target, the half-time line, the projection, and rank goals.

The half-time line (时间过半、任务过半): when half of the time is gone, half of the task should be
done. A task is stated in one of two ways, told apart by its rows: as one target up to its due date
(`final`), or, where the rows of one due date state a new target in half of the periods or more, or
one that is far above the first, as the plan to the end of each period (`to_date`); of the latter,
what is done of the whole is the share of the plan that is met, times the share of the time that is
gone.
"""

from datetime import date, datetime, time
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period, PeriodError, parse_period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.conditions import filter_sql
from metrics.aggregation.counted import Filters, ask
from metrics.aggregation.tasks import completion, is_amount, is_met

STATES = (
    *("done", "ahead", "behind", "missed", "no_data"),
    *("held", "over"),  # a limit, a place, a zero: met or not so far
    *("undated", "unclear"),  # nobody knows of what day it speaks, or which way it points
)
_ORDER = ("missed", "over", "behind", "unclear", "undated", "ahead", "held", "done", "no_data")
FAR = 0.7  # a first target below so much of the last is no correction but a plan that grows
_UNIT_ORDER = (*(kind for kind in UNIT_KINDS if kind != "district"), "district")
_TASK = ["kind", "unit", "task", "instance"]


def progress(
    con: duckdb.DuckDBPyConnection, period: Period, filters: Filters | None = None
) -> pd.DataFrame:
    """Every task that runs in a period, as it was stated last; those most behind first.

    Columns: unit, kind, task, measure, direction (see `kernel.schema.DIRECTIONS`), stated (the
    period that the row names), target, done (NaN: not reported), completion (percent, see
    `metrics.aggregation.tasks.completion`), plan (final | to_date | level), begins, due_on,
    moment (what the row speaks of: the end of its period, or its export's time if earlier),
    time_gone (percent; NaN when nothing tells of what day the row speaks), share_done (percent of
    the whole task; NaN for limits, places and zeros, which do not grow), gap (share_done -
    time_gone: negative is behind the half-time line), expected (amount that the line asks for by
    then), projected (percent of the whole task at its due date, at the pace so far), state (one
    of STATES), leader and responsible (who answers for it, as last stated), source_file,
    source_sheet, source_row, record_key.
    """
    table = _stated(con, period, filters)
    if table.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    due = table["due_on"].astype("string")  # without a due date each period has its own task
    table["instance"] = due.fillna(table["stated"])
    groups = table.groupby(_TASK)
    table["labels"] = groups["stated"].transform("nunique")
    often = groups["target"].transform("nunique") - 1 >= (table["labels"] - 1) / 2
    far = groups["target"].transform("first") < FAR * groups["target"].transform("last")
    amount = is_amount(table["direction"])
    plan = np.where((often | far) & (table["labels"] > 1), "to_date", "final")
    table["plan"] = np.where(amount, plan, "level")
    table["first_day"] = groups["day"].transform("min")
    table = table.groupby(_TASK, sort=False).tail(1).reset_index(drop=True)
    times = [_times(row, period) for row in table.to_dict("records")]
    table[["begins", "due_on", "moment", "time_gone"]] = pd.DataFrame(times, index=table.index)
    table = table[table["due_on"] >= pd.Timestamp(period.start)].reset_index(drop=True)
    goal = table["done"], table["target"], table["direction"]
    table["completion"] = 100 * completion(*goal)
    to_date = table["plan"] == "to_date"
    table["share_done"] = (
        table["completion"]
        .where(~to_date, table["completion"] * table["time_gone"] / 100)
        .where(table["plan"] != "level")
    )
    table["gap"] = table["share_done"] - table["time_gone"]
    expected = table["target"].where(to_date, table["target"] * table["time_gone"] / 100)
    table["expected"] = expected.where(table["plan"] != "level")
    gone = table["time_gone"].where(table["time_gone"] > 0)
    table["projected"] = 100 * table["share_done"] / gone
    level, over, met = table["plan"] == "level", table["time_gone"] >= 100, is_met(*goal)
    table["state"] = np.select(
        [
            table["done"].isna(),
            table["completion"].isna(),
            level & met & over,
            level & met,
            level & over,
            level,
            table["share_done"] >= 100,
            over,
            table["time_gone"].isna(),
            table["gap"] >= 0,
        ],
        ["no_data", "unclear", "done", "held", "missed", "over", "done", "missed", "undated"]
        + ["ahead"],
        "behind",
    )
    table["order"] = table["state"].map(_ORDER.index)
    behind = table["state"].isin(("missed", "behind"))
    table["first"] = table["order"].where(~behind, _ORDER.index("missed"))
    table = table.sort_values(["first", "gap", "kind", "unit", "task"], na_position="last")
    return table[list(_COLUMNS)].reset_index(drop=True)


_NAMED = ("unit", "kind", "task", "measure", "direction", "stated")
_COLUMNS = (
    *_NAMED,
    *("target", "done", "completion", "plan"),
    *("begins", "due_on", "moment", "time_gone", "share_done", "gap", "expected", "projected"),
    *("state", "leader", "responsible"),
    *("source_file", "source_sheet", "source_row", "record_key"),
)


def reports(
    con: duckdb.DuckDBPyConnection, period: Period, filters: Filters | None = None
) -> pd.DataFrame:
    """All that was stated of tasks up to a period, oldest first: how they came along.

    Columns: unit, kind, task, measure, stated, day (first day of the stated period), due_on,
    target, done, direction, completion (percent).
    """
    table = _stated(con, period, filters)
    table["completion"] = 100 * completion(table["done"], table["target"], table["direction"])
    columns = [*_NAMED, "day", "due_on", "target", "done"]
    return table[[*columns, "completion"]].reset_index(drop=True)


def _stated(
    con: duckdb.DuckDBPyConnection, period: Period, filters: Filters | None
) -> pd.DataFrame:
    """The rows of tasks that speak of times up to the period, the oldest first."""
    conditions, params = filter_sql("tasks", filters or {})
    within = " AND ".join([*conditions, "day < ?"])
    named = " ".join(f"WHEN {kind} IS NOT NULL THEN '{kind}'" for kind in _UNIT_ORDER)
    query = (
        f"SELECT COALESCE({', '.join(_UNIT_ORDER)}) AS unit, CASE {named} END AS kind, task,"
        " measure, direction, period AS stated, day, target, done, due_on, as_of, leader,"
        " responsible, source_file,"
        f" source_sheet, source_row, record_key FROM tasks WHERE {within}"
        " ORDER BY day, as_of, record_key"
    )
    return ask(con, query, [*params, period.end])


def _times(row: dict[Any, Any], like: Period) -> dict[str, Any]:
    """When a task begins and is due, what moment its row speaks of, and how much time is gone."""
    label = _label(row["stated"], like)
    # Of a report of its own period the end is what it speaks of; one row for the whole task may
    # have been written on any day.
    told = row["labels"] != 1 or not pd.isna(row["as_of"])
    moment = datetime.combine(label.end, time())
    if not pd.isna(row["as_of"]):
        moment = min(moment, row["as_of"].to_pydatetime())
    due = label.last_day if pd.isna(row["due_on"]) else row["due_on"].date()
    begins = label.start
    if row["labels"] != 1 or not label.start <= due <= label.last_day:
        begins = min(date(due.year, 1, 1), row["first_day"].date())
    start, whole = datetime.combine(begins, time()), (due - begins).days + 1
    gone = 100 * (moment - start).total_seconds() / 86_400 / whole
    return {
        "begins": pd.Timestamp(begins),
        "due_on": pd.Timestamp(due),
        "moment": pd.Timestamp(moment),
        "time_gone": min(max(gone, 0.0), 100.0) if told else float("nan"),
    }


def _label(text: str, like: Period) -> Period:
    try:
        return parse_period(text, like.month_starts_on, like.week_starts_on)
    except PeriodError:
        return like


def rank_goals(history: pd.DataFrame, top: int = 3) -> pd.DataFrame:
    """How often each unit reached the first `top` places of its group.

    history: what `metrics.scoring.ranking.history` gave, oldest period first. Columns: unit, group,
    rank (in the last period, missing when not ranked), reached (now), times (periods in which it
    was), periods (in which it was ranked), share (percent), streak (periods on end up to the last),
    longest (such streak), best (rank), last_reached (period id, None: never), behind (points below
    the score of the place `top` in the last period; 0 when reached, NaN when not ranked).
    """
    periods = list(dict.fromkeys(history["period"]))
    now = history[history["period"] == periods[-1]] if periods else history
    rows = []
    for unit, own in history.groupby("unit", sort=False):
        hits = (own.set_index("period")["rank"] <= top).reindex(periods).fillna(False).astype(bool)
        latest = own.iloc[-1]
        ranked = own["rank"].notna()
        rows.append(
            {
                "unit": unit,
                "group": latest["group"],
                "rank": latest["rank"],
                "reached": bool(hits.iloc[-1]),
                "times": int(hits.sum()),
                "periods": int(ranked.sum()),
                "share": 100 * hits.sum() / ranked.sum() if ranked.any() else float("nan"),
                "streak": _streak(hits[::-1].tolist()),
                "longest": _longest(hits.tolist()),
                "best": own["rank"].min(),
                "last_reached": hits[hits].index[-1] if hits.any() else None,
                "behind": _behind(latest, now, top),
            }
        )
    columns = ["unit", "group", "rank", "reached", "times", "periods", "share", "streak"]
    table = pd.DataFrame(rows, columns=[*columns, "longest", "best", "last_reached", "behind"])
    return table.astype({"rank": "Int64", "best": "Int64"})


def _behind(own: pd.Series, now: pd.DataFrame, top: int) -> float:
    """Points below the last of the first `top` ranked units of the group."""
    if pd.isna(own["rank"]):
        return float("nan")
    same = now["group"].isna() if pd.isna(own["group"]) else now["group"] == own["group"]
    group = now[same & now["rank"].notna()].sort_values("rank")
    goal = float(group["score"].iloc[min(top, len(group)) - 1])
    return max(0.0, goal - float(own["score"]))


def _streak(newest_first: list[bool]) -> int:
    return next((at for at, hit in enumerate(newest_first) if not hit), len(newest_first))


def _longest(hits: list[bool]) -> int:
    return max((_streak(hits[start:]) for start in range(len(hits))), default=0)
