"""Where each own figure stands: its value in a period, its target, and how it came there."""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.tasks import is_met
from metrics.own_figures.over_time import FigureValue, figure_value
from metrics.own_figures.stated import SERIES, stated_values

TREND = 13  # periods that a trend shows, the last of them the one that is asked for
# so_far: of a period of which parts were not stated; what holds of the others may not of all.
STATES = ("missed", "missed_so_far", "met_so_far", "met", "unclear", "no_target", "no_data")
Filters = Mapping[str, Sequence[str | None]]


def figure_standing(
    con: duckdb.DuckDBPyConnection, period: Period, filters: Filters | None = None
) -> pd.DataFrame:
    """One row for every figure of every unit that was stated up to a period; those that miss their
    targets first, the furthest (as a share of the target) before the others.

    Columns: kind, unit (None: the city), figure, measure, value (of the period, see
    `metrics.own_figures.over_time`; NaN: none), basis, told, of (how many of the shorter periods
    that it is made of were stated, and how many there are), missing (their ids), target, direction
    (of the newest row with a target), state (of STATES), short (how far beyond the target, percent
    of it; NaN where it is met or nothing is judged), previous (of the period before), change,
    trend (values of the TREND periods up to this one, the oldest first, NaN for none), stated (how
    many of these have a value), latest (label of the newest value), latest_value, and of the row
    that gave it document, source_file, source_sheet, source_row, record_key.
    """
    table = stated_values(con, period.whole().end, filters)
    rows = [_one(own, period) for _, own in table.groupby(SERIES, sort=False, dropna=False)]
    found = pd.DataFrame(rows, columns=list(_COLUMNS))
    if found.empty:
        return found
    goal = found["value"].astype(float), found["target"].astype(float), found["direction"]
    reached = is_met(*goal) | ((goal[2] == "at_least") & (goal[0] >= goal[1]))
    whole = found["told"] == found["of"]
    found["state"] = np.select(
        [
            goal[0].isna(),
            goal[1].isna(),
            goal[2].isna() | (goal[2] == "unclear"),
            reached & whole,
            reached,
            whole,
        ],
        ["no_data", "no_target", "unclear", "met", "met_so_far", "missed"],
        "missed_so_far",
    )
    gap = (goal[0] - goal[1]).abs() / goal[1].abs()
    found["short"] = (100 * gap).where(found["state"].str.startswith("missed"))
    found["order"] = found["state"].map(STATES.index)
    order = ["order", "short", "figure", "kind", "unit"]
    found = found.sort_values(order, ascending=[True, False, True, True, True], kind="stable")
    return found.drop(columns="order").reset_index(drop=True)


_COLUMNS = (
    *("kind", "unit", "figure", "measure", "value", "basis", "told", "of", "missing"),
    *("target", "direction", "previous", "change", "trend", "stated", "latest", "latest_value"),
    *("document", "source_file", "source_sheet", "source_row", "record_key"),
)


def _one(own: pd.DataFrame, period: Period) -> dict[str, object]:
    """What is known of one series."""
    series = [figure_value(own, one) for one in period.last(TREND)]
    now, before = series[-1], series[-2]
    numbers = [_number(one) for one in series]
    told = own[own["value"].notna()]
    last = (told if len(told) else own).iloc[-1]
    aimed = own[own["target"].notna()]
    goal = aimed.iloc[-1] if len(aimed) else None
    return {
        **{name: own.iloc[-1][name] for name in SERIES},
        "measure": now.measure or last["measure"],
        "value": _number(now),
        "basis": now.basis,
        "told": now.told,
        "of": now.of,
        "missing": now.missing,
        "target": np.nan if goal is None else goal["target"],
        "direction": None if goal is None else goal["direction"],
        "previous": _number(before),
        "change": _number(now) - _number(before),
        "trend": numbers,
        "stated": sum(not np.isnan(number) for number in numbers),
        "latest": last["period"],
        "latest_value": last["value"],
        **{name: last[name] for name in _COLUMNS[-5:]},
    }


def _number(one: FigureValue) -> float:
    return float("nan") if one.value is None else one.value
