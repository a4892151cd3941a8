"""The register of units: who is assessed in a period, and how many people they have.

A unit has stays, one after the other (docs/units.md). Its people in a period are the mean over the
days of the period on which it exists; those of several units are counted by their days as well, so
that two that became one are not counted twice.
"""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
import pandas as pd

from data.unit_resolution.stays import stays_sql
from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.conditions import filter_sql
from metrics.aggregation.timing import timing

# The kind of unit that makes up the city, and the one that makes up any other unit.
OBJECTS = ("object", "road")
_CITY_KIND = {"population": "district", "officers": "team"}
_PART_KIND = {"population": "street", "officers": "team"}


def valid_units(
    con: duckdb.DuckDBPyConnection,
    by: Sequence[str],
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
) -> list[str]:
    """Names of the units of one kind that are valid in any of the periods.

    Empty unless `by` is one kind of unit and no filter speaks of another kind.
    """
    if len(by) == 1 and by[0] in OBJECTS:
        return _on_the_list(con, by[0], periods, filters)
    if len(by) != 1 or by[0] not in UNIT_KINDS or set(filters) & set(UNIT_KINDS) - set(by):
        return []
    chosen = filters.get(by[0])
    names = [name for name, _ in _registered(con, by[0], periods)]
    return names if chosen is None else [name for name in names if name in chosen]


def units_below(
    con: duckdb.DuckDBPyConnection,
    by: Sequence[str],
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
) -> list[str]:
    """Names of the units of one kind that lie in the units which the filters name, in any of the
    periods; empty where more than that is asked."""
    above = [kind for kind in UNIT_KINDS if kind in filters]
    if len(by) != 1 or by[0] not in UNIT_KINDS or len(above) != 1:
        return []
    inside = filters[above[0]]
    return [name for name, parent in _registered(con, by[0], periods) if parent in inside]


def _registered(
    con: duckdb.DuckDBPyConnection, kind: str, periods: Sequence[Period]
) -> list[tuple[str, str | None]]:
    """Name and parent of the units of a kind that are valid in any of the periods."""
    when = timing(con, "units", periods)
    query = (
        f"SELECT DISTINCT d.name, d.parent FROM (SELECT {', '.join(when.columns())}, name, parent"
        f" FROM {stays_sql(con)} WHERE kind = ?) AS d {when.join} ORDER BY 1, 2"
    )
    with con.cursor() as cursor:
        return cursor.execute(query, [kind, *when.params]).fetchall()


def _on_the_list(
    con: duckdb.DuckDBPyConnection,
    column: str,
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
) -> list[str]:
    """Names of the objects, or of the roads, that are on the list of points in any of the periods
    and meet the filters that the list has columns for."""
    conditions, params = filter_sql("points", filters)
    when = timing(con, "points", periods)
    same = ["object = road"] if column == "road" else []
    query = (
        f"SELECT DISTINCT d.{column} FROM (SELECT {', '.join(when.columns())}, {column} FROM points"
        f" WHERE {' AND '.join([f'{column} IS NOT NULL', *same, *conditions])}) AS d {when.join}"
        " ORDER BY 1"
    )
    with con.cursor() as cursor:
        return [name for (name,) in cursor.execute(query, [*params, *when.params]).fetchall()]


def base_totals(
    con: duckdb.DuckDBPyConnection,
    field: str,
    base: pd.DataFrame,
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
) -> pd.Series:
    """`population` or `officers` for each row of base (period_no and grouping columns).

    Of the unit that the row names, else of those that the filters name, else of the whole city.
    A unit without a figure of its own has the sum of its parts (streets, teams). NaN when a part
    of the sum is unknown: a partial sum would be taken for the whole.
    """
    grouped = [kind for kind in UNIT_KINDS if kind in base.columns]
    kind = _kind(field, grouped, filters)
    units = _units(con, field, periods)
    parts = units[units["kind"] == _PART_KIND[field]]
    sums = _by_days(parts, ["period_no", "parent"])
    own = _by_days(units[units["kind"] == kind], ["period_no", "name"])
    amounts = own.fillna(sums.rename_axis(["period_no", "name"]))
    if grouped:
        keys = pd.MultiIndex.from_frame(base[["period_no", kind]])
        return amounts.reindex(keys).set_axis(base.index)
    stays = units[units["kind"] == kind]
    if kind in filters:
        keys = pd.MultiIndex.from_product([range(len(periods)), filters[kind]])
        amounts = amounts.reindex(keys.set_names(["period_no", "name"]))
        stays = stays[stays["name"].isin(filters[kind])]
    days = stays.groupby(["period_no", "name"])["days"].sum().reindex(amounts.index)
    summed = (amounts * days).groupby("period_no").agg(_whole_sum)
    whole = summed / _covered(stays, ["period_no"])
    return base["period_no"].map(whole).astype(float)


def chosen(
    field: str, filters: Mapping[str, Sequence[str | None]]
) -> dict[str, Sequence[str | None]]:
    """The filters on the register itself that pick the units of `totals`."""
    kind = _kind(field, (), filters)
    names = {"name": filters[kind]} if kind in filters else {}
    return {"kind": [kind], **names}


def _kind(field: str, grouped: Sequence[str], filters: Mapping[str, Sequence[str | None]]) -> str:
    """The kind of unit whose people are asked for: the last that is grouped or filtered by."""
    filtered = [kind for kind in UNIT_KINDS if kind in filters]
    return [_CITY_KIND[field], *filtered, *grouped][-1]


def _by_days(stays: pd.DataFrame, keys: list[str]) -> pd.Series:
    """The sum of amounts by keys, each counted by its days among those that have any."""
    summed = (stays["amount"] * stays["days"]).groupby([stays[key] for key in keys])
    return summed.agg(_whole_sum) / _covered(stays, keys)


def _covered(stays: pd.DataFrame, keys: list[str]) -> pd.Series:
    """On how many days of a period there is a stay, by keys."""
    ordered = stays.sort_values([*keys, "start"])
    by = [ordered[key] for key in keys]
    reached = ordered["stop"].groupby(by).cummax().groupby(by).shift()
    fresh = ordered["stop"] - np.fmax(ordered["start"], reached)
    return fresh.clip(lower=0).groupby(by).sum()


def _whole_sum(amounts: pd.Series) -> float:
    return float(amounts.sum(skipna=False))


def _units(con: duckdb.DuckDBPyConnection, amount: str, periods: Sequence[Period]) -> pd.DataFrame:
    """One row per period and stay that lies in it: period_no, kind, name, parent, amount, start and
    stop (days since the period began, the latter exclusive) and the days between."""
    when = timing(con, "units", periods)
    query = (
        "SELECT p.period_no AS period_no, d.kind AS kind, d.name AS name, d.parent AS parent,"
        " d.amount AS amount, greatest(d.first_day - p.first_day, 0) AS start,"
        " least(d.last_day - p.first_day + 1, p.end_day - p.first_day) AS stop,"
        " stop - start AS days"
        f" FROM (SELECT {', '.join(when.columns())}, kind, name, parent,"
        f" CAST({amount} AS DOUBLE) AS amount FROM {stays_sql(con)}) AS d {when.join}"
        " ORDER BY period_no, kind, name, start"
    )
    with con.cursor() as cursor:
        return cursor.execute(query, list(when.params)).df()


def days_of_periods(con: duckdb.DuckDBPyConnection, kind: str, period: Period) -> dict[str, int]:
    """On how many days of a period each registered unit of a kind existed."""
    stays = _units(con, "NULL", [period])
    days = _covered(stays[stays["kind"] == kind], ["name"])
    return {str(name): int(number) for name, number in days.items()}


def groups_of(
    con: duckdb.DuckDBPyConnection, kind: str, periods: Sequence[Period]
) -> dict[str, str]:
    """The group of each unit of a kind that is registered in any of the periods; the last one
    that is, where it changed."""
    when = timing(con, "units", periods)
    query = (
        'SELECT d.name AS name, d."group" AS group_name'
        f' FROM (SELECT {", ".join(when.columns())}, name, kind, "group"'
        f" FROM {stays_sql(con)}) AS d"
        f' {when.join} WHERE d.kind = ? AND d."group" IS NOT NULL ORDER BY p.period_no, d.first_day'
    )
    with con.cursor() as cursor:
        return dict(cursor.execute(query, [*when.params, kind]).fetchall())
