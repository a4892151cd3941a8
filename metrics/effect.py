"""What late data change in periods that had already ended: rows, scores and ranks, before and
after.

A period counts as ended when each source that the scheme needs had told all of it before the
import (see `metrics.finished`); one that was published counts in any case. Only periods that the
changed days can reach are scored again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import duckdb
import pandas as pd

from data.batches.comparing import (
    CHANGE_COUNTS,
    changed_days,
    changed_rows,
    registers_differ,
    renamed,
    unplaced_rows,
)
from kernel.periods import Period
from kernel.schema import TABLES
from metrics.coverage import periods_of
from metrics.finished import KnownSources, progress_of, reach
from metrics.indicators import INDICATORS
from metrics.schemes.containing import containing
from metrics.schemes.scheme import Scheme, in_force
from metrics.scoring.ranking import ranking_history

PERIOD_COLUMNS = ("period", "published", *CHANGE_COUNTS, "scores", "ranks", "groups")
UNIT_COLUMNS = (
    "period", "group", "group_before", "unit", *CHANGE_COUNTS, "score_before", "score_after",
    "change", "rank_before", "rank_after", "rank_change",
)  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """What one scheme's ended periods have become.

    as_of: up to when all sources that the scheme needs had told before: the as-of time of the one
        that is furthest behind; None when there were no facts.
    units: one row per period and unit that differs, newest period first, in it by group and the
        rank after: period, group, group_before (None: in none, or not ranked then), unit, added,
        changed, removed (rows that the scheme reads and that name the unit), score_before,
        score_after, change (of the scores as they are published; NaN: none), rank_before,
        rank_after, rank_change (Int64; positive: better).
    periods: the sums of `units` by period: period (id), published (bool), added, changed, removed,
        scores, ranks and groups (units whose score, rank and group differ).
    unplaced: rows of ended periods that named a unit before and name none that is known after.
    """

    scheme: Scheme
    as_of: datetime | None
    units: pd.DataFrame
    periods: pd.DataFrame
    unplaced: int = 0


def effects(
    before: duckdb.DuckDBPyConnection | None,
    after: duckdb.DuckDBPyConnection,
    schemes: Iterable[Scheme],
) -> list[Effect]:
    """The effect on every scheme that sees one, in the given order; the versions of a scheme are
    taken together."""
    versions: dict[str, list[Scheme]] = {}
    for scheme in schemes:
        versions.setdefault(scheme.id, []).append(scheme)
    found = [effect(before, after, own) for own in versions.values()]
    return [one for one in found if not one.periods.empty]


def effect(
    before: duckdb.DuckDBPyConnection | None,
    after: duckdb.DuckDBPyConnection,
    versions: Sequence[Scheme],
) -> Effect:
    """Compare two versions of the store (`before` None: there was none, so nothing had ended).

    versions: those of one scheme; each period is scored by the one in force on its last day, and
    the newest says how time is cut into periods.
    """
    newest = max(versions, key=lambda scheme: scheme.version)
    known = reach(before, newest) if before is not None else {}
    as_of = _as_of(before, known) if before is not None else None
    none = Effect(newest, as_of, _empty(UNIT_COLUMNS), _empty(PERIOD_COLUMNS))
    if before is None or as_of is None:
        return none
    published = _published(before, newest)
    limit = max([containing(newest, as_of.date()).start, *(p.end for p in published)])

    def is_over(period: Period) -> bool:
        over = period.end <= as_of.date() and not progress_of(newest, period, known).running
        return over or period in published

    reached: set[Period] = set()
    rows = [_empty(("period", "unit", *CHANGE_COUNTS))]
    unplaced = 0
    tables, kind = tables_read(versions), newest.scores.kind
    for table in (name for name in tables if TABLES[name].day_from):
        days = changed_days(before, after, table, kind, limit)
        for day in days:
            reached |= set(_reached(newest, day, _reach(versions, table, day)))
        if days:
            counts = changed_rows(before, after, table, kind, days)
            home = [containing(newest, day.date()) for day in counts["day"]]
            counts = counts.assign(period=[period.id for period in home])
            rows.append(counts[[is_over(period) for period in home]])
            lost = unplaced_rows(before, after, table, kind, days)
            over = [is_over(containing(newest, day.date())) for day in lost.index]
            unplaced += int(lost[over].sum())
    if registers_differ(before, after, [name for name in tables if not TABLES[name].day_from]):
        reached |= {*periods_of(before, newest), *periods_of(after, newest)}
    periods = sorted((p for p in reached if is_over(p)), key=lambda p: p.start, reverse=True)
    if not periods:
        return none
    units = _compare(before, after, versions, periods)
    return replace(_together(newest, as_of, published, units, pd.concat(rows)), unplaced=unplaced)


def _as_of(con: duckdb.DuckDBPyConnection, known: KnownSources) -> datetime | None:
    """Up to when every source has told; of a scheme without sources of its own, the latest time
    that any dated fact's export speaks of."""
    if known and "given" not in known:
        return min(max(one.days.values()) for one in known.values())
    dated = [name for name, table in TABLES.items() if table.day_from and table.facts]
    latest = " UNION ALL ".join(f"SELECT MAX(as_of) AS as_of FROM {name}" for name in dated)
    with con.cursor() as cursor:
        row = cursor.execute(f"SELECT MAX(as_of) FROM ({latest}) AS facts").fetchone()
    return row[0] if row else None


def _published(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> set[Period]:
    with con.cursor() as cursor:
        rows = cursor.execute(
            "SELECT DISTINCT period FROM publications WHERE scheme = ?", [scheme.id]
        ).fetchall()
    return {scheme.parse_period(period) for (period,) in rows}


def tables_read(versions: Sequence[Scheme]) -> list[str]:
    """The tables that a score can come from, in the order of the schema."""
    read = {"units", "score_entries", "adjustments"}  # who takes part, who is exempt, bonus points
    for scheme in versions:
        names = [name for leaf in scheme.leaves() for name in leaf.reads]
        for name in [*names, scheme.n.indicator]:
            read.update(INDICATORS[name].tables)
    return [name for name in TABLES if name in read]


def _reach(versions: Sequence[Scheme], table: str, day: date) -> date:
    """The last day whose score a change on a day can move: a problem makes those after it repeats,
    and an entry for a year holds for its months."""
    if TABLES[table].day_from == ("period",):
        return date(day.year, 12, 31)
    if table != "findings":
        return day
    rules = [leaf.rule for scheme in versions for leaf in scheme.leaves()]
    times = [rule.weighing.times for rule in rules if rule and rule.weighing]
    return day + timedelta(days=max((t.repeat_days for t in times if t.repeat != 1), default=0))


def _reached(scheme: Scheme, first: date, last: date) -> Iterable[Period]:
    period = containing(scheme, first)
    while period.start <= last:
        yield period
        period = period.shift(1)


def _compare(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    versions: Sequence[Scheme],
    periods: Sequence[Period],
) -> pd.DataFrame:
    """Score and rank of every unit in both, in the order of the periods, groups and ranks after.
    A unit that goes by another name after is one."""
    keys = ["period", "unit"]
    sides = [_standings(con, versions, periods) for con in (after, before)]
    kind = versions[0].scores.kind
    names = {name: to for (of, name), to in renamed(before, after).items() if of == kind}
    sides[1] = sides[1].assign(unit=sides[1]["unit"].replace(names))
    both = sides[0].merge(
        sides[1], "outer", keys, suffixes=("_after", "_before"), sort=False, indicator="side"
    )
    both["group"] = both["group_after"].where(both["group_after"].notna(), both["group_before"])
    groups = pd.concat([side["group"] for side in sides]).unique()  # in the order of the ranking
    orders = {"period": [period.id for period in periods], "group": groups}
    by = [*orders, "rank_after", "rank_before", "unit"]

    def places(column: pd.Series) -> pd.Series:
        order = {name: place for place, name in enumerate(orders.get(str(column.name), ()))}
        return column.map(order) if order else column

    return both.sort_values(by, key=places)


def _standings(
    con: duckdb.DuckDBPyConnection, versions: Sequence[Scheme], periods: Sequence[Period]
) -> pd.DataFrame:
    columns = ["period", "unit", "group", "score", "rank"]
    frames = [_empty(columns)]
    for scheme in versions:
        own = [p for p in periods if in_force(versions, p.last_day) is scheme]
        if own:
            frames.append(ranking_history(con, scheme, own, certain=False)[columns])
    return pd.concat(frames).astype({"score": float, "rank": "Int64"})


def _together(
    scheme: Scheme,
    as_of: datetime,
    published: set[Period],
    units: pd.DataFrame,
    rows: pd.DataFrame,
) -> Effect:
    """Rows, scores and ranks in one: only what differs."""
    counts = list(CHANGE_COUNTS)
    units = units.merge(rows.groupby(["period", "unit"])[counts].sum(), "left", ["period", "unit"])
    units[counts] = units[counts].fillna(0).astype(int)
    digits = scheme.rounding.digits  # else the change is not that between the scores shown
    was, now = (units[f"score_{when}"].map(lambda s: round(s, digits))
                for when in ("before", "after"))  # fmt: skip
    units["change"] = (now - was).round(digits)
    units["rank_change"] = units["rank_before"] - units["rank_after"]
    units["scores"], units["ranks"] = _differs(units, "score"), _differs(units, "rank")
    units["groups"] = (units["side"] == "both") & _differs(units, "group")
    figures = [*counts, "scores", "ranks", "groups"]
    units = units[units[figures].any(axis=1)].reset_index(drop=True)
    found = units.groupby("period", sort=False)[figures].sum().reset_index()
    found["published"] = found["period"].isin([period.id for period in published])
    return Effect(scheme, as_of, units[list(UNIT_COLUMNS)], found[list(PERIOD_COLUMNS)])


def _differs(frame: pd.DataFrame, name: str) -> pd.Series:
    one, other = frame[f"{name}_before"], frame[f"{name}_after"]
    return (one.isna() != other.isna()) | (one != other).fillna(False) & one.notna()


def _empty(columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))
