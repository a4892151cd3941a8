"""A unit among units: its kind, what it belongs to, what belongs to it, and its indicators."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from data.objects.kinds import kinds_of
from data.parsing.categories import english_classes
from data.unit_resolution.former import former_names
from data.unit_resolution.stays import stays_sql
from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.indicators import shown_in
from metrics.schemes.scheme import Scheme

# What a unit is known by where no scheme scores it, in this order.
BASIC = shown_in("unit")


def registered_units(
    con: duckdb.DuckDBPyConnection, begin: date | None = None, end: date | None = None
) -> pd.DataFrame:
    """All registered units: kind, name, parent, group, type, present, in the order of kinds.

    Each as it is on its last day before `end` (None: as it is last); one that begins later as it
    begins. present: whether it exists on a day from `begin` to before `end`.
    """
    with con.cursor() as cursor:
        found = cursor.execute(
            'SELECT kind, name, parent, "group", type,'
            " coalesce(valid_from < $end, TRUE) AS begun,"
            " begun AND coalesce(valid_to >= $begin, TRUE) AS here"
            f" FROM {stays_sql(cursor)} WHERE name IS NOT NULL"
            " ORDER BY kind, name, begun, CASE WHEN begun THEN valid_from END NULLS FIRST,"
            " valid_from DESC",
            {"begin": begin, "end": end},
        ).df()
    found["present"] = found.groupby(["kind", "name"])["here"].transform("any")
    found = found.drop_duplicates(["kind", "name"], keep="last").drop(columns=["begun", "here"])
    order = found["kind"].map(UNIT_KINDS.index)
    return found.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def english_names(con: duckdb.DuckDBPyConnection, schemes: Iterable[Scheme] = ()) -> dict[str, str]:
    """Names of units, of their groups, and of classes of objects and problems -> what they are
    called in English, by the register, the schemes (an earlier one before a later), the kinds of
    objects and the vocabulary. One that would not tell two names apart is left out."""
    with con.cursor() as cursor:
        units = cursor.execute(
            "SELECT DISTINCT name, name_en FROM units WHERE name IS NOT NULL AND name_en <> ''"
        ).fetchall()
    classes = {c.name.zh: c.name.en for kind in kinds_of(con) for c in kind.classes}
    said = english_classes() | classes | _group_names(schemes)
    pairs = set(units) | {p for p in said.items() if p[0] not in dict(units)}
    written, called = Counter(p[0] for p in pairs), Counter(p[1] for p in pairs)
    return {zh: en for zh, en in pairs if written[zh] == 1 and called[en] == 1}


def _group_names(schemes: Iterable[Scheme]) -> dict[str, str]:
    found: dict[str, str] = {}
    for scheme in schemes:
        found = {**(scheme.groups.name_en if scheme.groups else {}), **found}
    return found


@dataclass(frozen=True)
class Lived:
    """What a unit was from one day to another (None: open, or not known)."""

    begin: date | None
    end: date | None
    group: str | None
    parent: str | None
    officers: float | None
    population: float | None


@dataclass(frozen=True)
class Past:
    """What became of a unit's names: former ones with their last day, the unit's own last day, by
    whom its name is carried on and from when, and which dissolved units' names it carries on.
    stays: what it was when, the oldest first; empty for a unit that never changed."""

    former: list[tuple[str, date | None]]
    ended: date | None
    successors: list[tuple[str, date | None]]
    taken_over: list[tuple[str, date | None]]
    stays: list[Lived]


def past_of(con: duckdb.DuckDBPyConnection, kind: str, unit: str) -> Past:
    """The names and stays of a unit over time, as the register and decisions give them."""
    with con.cursor() as cursor:
        former = [one for one in former_names(cursor) if (one.kind, one.name) == (kind, unit)]
        ends = dict(
            cursor.execute("SELECT name, valid_to FROM units WHERE kind = ?", [kind]).fetchall()
        )
        aliases = cursor.execute(
            "SELECT alias, name, valid_from FROM unit_aliases WHERE kind = ? ORDER BY ALL", [kind]
        ).fetchall()
        stays = cursor.execute(
            'SELECT valid_from, valid_to, "group", parent, officers, population '
            f"FROM {stays_sql(cursor)} WHERE kind = ? AND name = ? ORDER BY valid_from NULLS FIRST",
            [kind, unit],
        ).fetchall()
    return Past(
        [(one.former, one.end) for one in former],
        ends.get(unit),
        [(name, day) for alias, name, day in aliases if alias == unit and name != unit],
        [(alias, day) for alias, name, day in aliases if name == unit and ends.get(alias)],
        [Lived(*stay) for stay in stays] if len(stays) > 1 else [],
    )


def children(units: pd.DataFrame, unit: str) -> pd.DataFrame:
    """The rows of `register` that are present and whose parent a unit is."""
    return units[(units["parent"] == unit) & units["present"]]


def ancestors(units: pd.DataFrame, unit: str) -> list[tuple[str, str]]:
    """(kind, name) of what a unit belongs to, the highest first."""
    parents = units.dropna(subset="parent").drop_duplicates("name").set_index("name")["parent"]
    kinds = units.drop_duplicates("name").set_index("name")["kind"]
    found: list[tuple[str, str]] = []
    at = parents.get(unit)
    while at is not None and at in kinds.index and (kinds[at], at) not in found:
        found.insert(0, (str(kinds[at]), str(at)))
        at = parents.get(at)
    return found


def indicators_of(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: str,
    names: Sequence[str],
    rules: CountingRules | None = None,
    indicators: Sequence[str] = BASIC,
) -> pd.DataFrame:
    """Indicators of units of one kind in a period, beside the period before.

    Columns: unit, indicator, value, numerator, denominator, n, previous. Those that count not a
    single row of any of the units are left out; the order is that of `indicators` and of the names.
    """
    both = [period.previous(), period]
    found = aggregate(con, indicators, (kind,), both, {kind: tuple(names)}, rules)
    found = found.rename(columns={kind: "unit"})
    keys = ["unit", "indicator"]
    before = found[found["period"] == both[0].id].set_index(keys)["value"].rename("previous")
    now = found[found["period"] == period.id].join(before, on=keys)
    known = now[(now["state"] != "no_data") & (now["n"] > 0)]["indicator"].unique()
    now = now[now["indicator"].isin(known) & now["unit"].isin(names)]
    order = {name: place for place, name in enumerate([*indicators, *names])}
    now = now.sort_values(keys, key=lambda column: column.map(order))
    columns = [*keys, "value", "numerator", "denominator", "n", "previous"]
    return now[columns].reset_index(drop=True)
