"""Who takes part in an assessment, in which group, and who is exempt from what."""

from collections.abc import Sequence
from datetime import date

import duckdb

from data.objects.kinds import kind_of, kinds_of
from data.unit_resolution.former import former_names
from data.unit_resolution.stays import stays_sql
from kernel.periods import Period
from kernel.schema import TABLES
from metrics.labels import periods_within
from metrics.schemes.model import OBJECT_KINDS, Scheme

# A row of score_entries with one of these for its indicator speaks of the whole assessment.
WHOLE = ("", "total", "全部", "总分")


def participants(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period]
) -> dict[str, dict[str, str | None]]:
    """For each period's id: the units that the scheme scores, with their group (None: no group).

    These are the registered units of the scheme's kind (and type) that exist on a day of the
    period, as they are on their last day in it. When no unit of the kind is registered: all names
    seen anywhere in the facts.
    """
    kind = scheme.scores.kind
    if kind in OBJECT_KINDS:
        return {
            period.id: {
                name: _group(scheme, {name}, group)
                for name, group in listed_in(con, scheme, period).items()
            }
            for period in periods
        }
    column = scheme.groups.column if scheme.groups and scheme.groups.column else "group"
    with con.cursor() as cur:
        registered = cur.execute(
            f'SELECT name, "{column}", type, valid_from, valid_to FROM {stays_sql(cur)} '
            "WHERE kind = ? AND name IS NOT NULL ORDER BY name, valid_from NULLS FIRST",
            [kind],
        ).fetchall()
        if not registered:
            seen = " UNION ".join(
                f'SELECT "{kind}" AS name FROM {table.name} WHERE "{kind}" IS NOT NULL'
                for table in TABLES.values()
                if table.units and table.facts
            )
            names = [name for (name,) in cur.execute(f"{seen} ORDER BY name").fetchall()]
            registered = [(name, None, None, None, None) for name in names]
    names_of: dict[str, set[str]] = {}  # a scheme may name a unit as it was called before
    for one in former_names(con):
        if one.kind == kind:
            names_of.setdefault(one.name, set()).add(one.former)
    found: dict[str, dict[str, str | None]] = {}
    for period in periods:
        last = {
            name: (group, of_type)
            for name, group, of_type, start, end in registered
            if _exists(start, end, period)
        }
        found[period.id] = {
            name: _group(scheme, {name, *names_of.get(name, ())}, group)
            for name, (group, of_type) in last.items()
            if scheme.scores.type in (None, of_type)
        }
    return found


def listed_in(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period
) -> dict[str, str | None]:
    """The objects that a scheme scores and that are on the list on a day of the period, each with
    the value of the column that groups them, on its last day. When no object of the kind is on any
    list: all that visits, findings and given scores call so."""
    kind, types = scheme.scores.kind, object_types(con, scheme)
    by = scheme.groups.column if scheme.groups and scheme.groups.column else "class"
    column = {"class": "object_class"}.get(by, by)
    with con.cursor() as cur:
        rows = cur.execute(
            f"SELECT object, {column}, valid_from, valid_to FROM points WHERE object IS NOT NULL "
            "AND list_contains(?, object_type) ORDER BY valid_from NULLS FIRST, object",
            [types],
        ).fetchall()
        if rows:
            return {name: group for name, group, start, end in rows if _exists(start, end, period)}
        seen = " UNION ".join(
            f"SELECT {kind} AS name FROM {table} WHERE {kind} IS NOT NULL"
            + (" AND list_contains($types, object_type)" if kind == "object" else "")
            for table in ("inspections", "findings", "score_entries", "cases")
        )
        params = {"types": types} if kind == "object" else {}
        names = cur.execute(f"{seen} ORDER BY name", params).fetchall()
    return {name: None for (name,) in names}


def object_types(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> list[str]:
    """The types of objects that a scheme scores, as facts call them."""
    kinds = kinds_of(con)
    if scheme.scores.type is None:
        return [kind.name.zh for kind in kinds if kind.address]
    found = kind_of(kinds, scheme.scores.type)
    return [found.name.zh if found else scheme.scores.type]


def exemptions(
    con: duckdb.DuckDBPyConnection, kind: str, periods: Sequence[Period]
) -> set[tuple[str, str, str | None]]:
    """(period id, unit, item) of score entries that say "does not take part"; item None: at all."""
    with con.cursor() as cur:
        rows = cur.execute(
            f'SELECT DISTINCT "{kind}", period, indicator FROM score_entries '
            f"WHERE state = 'not_participating' AND \"{kind}\" IS NOT NULL"
        ).fetchall()
    return {
        (period.id, unit, None if item is None or item in WHOLE else item)
        for unit, label, item in rows
        for period in periods_within(label, periods)
    }


def _exists(start: date | None, end: date | None, period: Period) -> bool:
    """Whether the unit exists on a day of the period; `end` is its last one."""
    return (start is None or start < period.end) and (end is None or end >= period.start)


def _group(scheme: Scheme, names: set[str], registered: str | None) -> str | None:
    """The group of a unit: by the register, or as the scheme lists one of its names."""
    if scheme.groups is None:
        return None
    if scheme.groups.by is not None:
        return registered or None
    return next((name for name, units in scheme.groups.of.items() if names & {*units}), None)
