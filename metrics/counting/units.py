"""The register of units: who is assessed in a period, and how many people they have."""

from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd

from data.schema import UNIT_KINDS
from metrics.counting.timing import timing
from metrics.periods import Period

# The kind of unit that makes up the city, and the one that makes up any other unit.
_CITY_KIND = {"population": "district", "officers": "team"}
_PART_KIND = {"population": "street", "officers": "team"}


def registered(
    con: duckdb.DuckDBPyConnection,
    by: Sequence[str],
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
) -> list[str]:
    """Names of the units of one kind that are valid in any of the periods.

    Empty unless `by` is one kind of unit and no filter speaks of another kind.
    """
    if len(by) != 1 or by[0] not in UNIT_KINDS or set(filters) & set(UNIT_KINDS) - set(by):
        return []
    units = _units(con, "NULL", periods)
    names = units.loc[units["kind"] == by[0], "name"].unique().tolist()
    chosen = filters.get(by[0])
    return names if chosen is None else [name for name in names if name in chosen]


def totals(
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
    sums = parts.groupby(["period_no", "parent"])["amount"].agg(_whole_sum)
    own = units[units["kind"] == kind].set_index(["period_no", "name"])["amount"]
    amounts = own.fillna(sums.rename_axis(["period_no", "name"]))
    if grouped:
        keys = pd.MultiIndex.from_frame(base[["period_no", kind]])
        return amounts.reindex(keys).set_axis(base.index)
    if kind in filters:
        keys = pd.MultiIndex.from_product([range(len(periods)), filters[kind]])
        amounts = amounts.reindex(keys.set_names(["period_no", "name"]))
    whole = amounts.groupby("period_no").agg(_whole_sum)
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


def _whole_sum(amounts: pd.Series) -> float:
    return float(amounts.sum(skipna=False))


def _units(con: duckdb.DuckDBPyConnection, amount: str, periods: Sequence[Period]) -> pd.DataFrame:
    """period_no, kind, name, parent, amount of every unit valid in each period."""
    when = timing(con, "units", periods)
    query = (
        "SELECT p.period_no AS period_no, d.kind AS kind, d.name AS name, d.parent AS parent,"
        f" d.amount AS amount FROM (SELECT {', '.join(when.columns())}, kind, name, parent,"
        f" CAST({amount} AS DOUBLE) AS amount FROM units) AS d {when.join}"
        " ORDER BY period_no, kind, name"
    )
    with con.cursor() as cursor:
        frame = cursor.execute(query, list(when.params)).df()
    return frame.drop_duplicates(["period_no", "kind", "name"])


def groups_of(
    con: duckdb.DuckDBPyConnection, kind: str, periods: Sequence[Period]
) -> dict[str, str]:
    """The group of each unit of a kind that is registered in any of the periods; the last one
    that is, where it changed."""
    when = timing(con, "units", periods)
    query = (
        'SELECT d.name AS name, d."group" AS group_name'
        f' FROM (SELECT {", ".join(when.columns())}, name, kind, "group" FROM units) AS d'
        f' {when.join} WHERE d.kind = ? AND d."group" IS NOT NULL ORDER BY p.period_no, d.first_day'
    )
    with con.cursor() as cursor:
        return dict(cursor.execute(query, [*when.params, kind]).fetchall())
