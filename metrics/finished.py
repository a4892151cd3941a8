"""Whether a period is over, by the as-of of each source that a scheme needs.

A source has finished a period when an export of it was made after the period's last day. One that
stopped earlier (the hotline's file of the month has not come) has reached some of its days only;
so has one whose export was made in the middle and whose next begins later. Given scores and
targets are set for a whole period: they are waited for by nobody.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import duckdb

from kernel.periods import MONTHS_IN, Period
from metrics.aggregation.conditions import filter_sql
from metrics.indicators import INDICATORS
from metrics.schemes.containing import containing, periods_inside
from metrics.schemes.model import Scheme
from metrics.sources import FACT_SOURCES, SOURCE_OF

# Exports that follow each other within so many days leave nothing out: weekly ones, late by one.
RHYTHM = timedelta(days=8)


@dataclass(frozen=True)
class Reach:
    """What is known of one source: day of facts -> the latest as-of of that day's facts."""

    days: Mapping[date, datetime]

    def until(self, period: Period) -> datetime:
        """Up to when the source speaks of a period; the period's end or later when of all of it."""
        end = datetime.combine(period.end, time())
        latest = max(self.days.values())
        if latest < end:
            return latest
        inside = [told for day, told in self.days.items() if period.start <= day < period.end]
        if not inside:
            return latest
        at = max(inside)
        told = sorted(set(self.days.values()))
        while at < end:
            after = bisect_right(told, at)
            if told[after] - at > RHYTHM:
                return at
            at = told[after]
        return at

    @property
    def silent_until(self) -> date:
        """Up to when the source surely told nothing: its first day, less the longest time without
        facts that it has known since."""
        known = sorted(self.days)
        gaps = (later - day for day, later in pairwise(known))
        return known[0] - max(RHYTHM, *gaps, timedelta(0))


KnownSources = Mapping[str, Reach]  # the sources that a scheme needs


@dataclass(frozen=True)
class Progress:
    """How much of a period is known.

    period: all of it. known: the same, cut to the days that the sources have reached; the same
    object when it is over. finished: over, and no month of it is missing. behind: the sources that
    have not finished it and up to when each speaks, the furthest first. missing: of a longer period
    the months without any facts; unfinished: those of which only a part is known. begun: sources
    that begin inside it, with their first day: what was before nobody knows.
    """

    period: Period
    known: Period
    finished: bool
    behind: tuple[tuple[str, datetime], ...] = ()
    missing: tuple[Period, ...] = ()
    unfinished: tuple[Period, ...] = ()
    begun: tuple[tuple[str, date], ...] = ()

    @property
    def running(self) -> bool:
        """Whether it is not over, by some source that is needed."""
        return bool(self.behind)

    @property
    def day(self) -> int:
        """The number of its days that the furthest source has reached."""
        return self.known.days if self.known.reached else 0


def reach(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> KnownSources:
    """What is known of each source that brings what the scheme's components read."""
    read = [(leaf.reads, leaf.all_filters) for leaf in scheme.leaves()]
    wanted: dict[str, list[tuple[str, list[str]]]] = {}
    for names, filters in [*read, ((scheme.n.indicator,), scheme.n.all_filters)]:
        for name in names:
            entry = INDICATORS[name]
            for table in (table for table in entry.tables if table in SOURCE_OF):
                where, params = filter_sql(table, filters)
                if table == "cases" and "is_complaint" in entry.numerator.where:
                    where.append("is_complaint")
                wanted.setdefault(table, []).append((" AND ".join(where) or "TRUE", params))
    with con.cursor() as cursor:
        found = {
            source: days
            for source, (table, rows) in FACT_SOURCES.items()
            if (days := _days(cursor, table, rows, scheme.scores.kind, wanted.get(table, [])))
        }
        for other in scheme.others.values():
            for source, one in reach(con, other).items():
                days = found.setdefault(source, {})
                found[source] = days | {d: max(at, days.get(d, at)) for d, at in one.days.items()}
        if not found:
            return _given(cursor, scheme)
        if len(found) > 1:
            found.pop("given", None)
    if "inspections" in found:
        # visits may find nothing: what the visits' export says counts for the findings too
        found.pop("findings", None)
    return {source: Reach(days) for source, days in found.items()}


def _days(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    rows: str,
    kind: str,
    either: list[tuple[str, list[str]]],
) -> dict[date, datetime]:
    """The days of one source's facts that meet one of several conditions."""
    if not either:
        return {}
    query = (
        f"SELECT day, MAX({told_sql(cursor)}) FROM {table} WHERE {rows} AND as_of IS NOT NULL"
        f' AND day <= CAST(as_of AS DATE) AND "{kind}" IS NOT NULL'
        f" AND ({' OR '.join(f'({where})' for where, _ in either)}) GROUP BY day"
    )
    return dict(cursor.execute(query, [p for _, own in either for p in own]).fetchall())


def _given(cursor: duckdb.DuckDBPyConnection, scheme: Scheme) -> KnownSources:
    """Of a scheme of given scores and own figures alone: the periods that they are given for."""
    items = [leaf.item for leaf in scheme.leaves() if leaf.item is not None]
    figures = [leaf.figure for leaf in scheme.leaves() if leaf.figure is not None]
    days: dict[date, datetime] = {}
    for table, column, named in (
        ("score_entries", "indicator", items),
        ("own_figures", "figure", figures),
    ):
        query = (
            f'SELECT DISTINCT day FROM {table} WHERE day IS NOT NULL AND "{scheme.scores.kind}"'
            f" IS NOT NULL AND {column} IN ({', '.join('?' * len(named)) or 'NULL'})"
        )
        days |= {day: datetime.max for (day,) in cursor.execute(query, named).fetchall()}
    return {"given": Reach(days)} if days else {}


def told_sql(cursor: duckdb.DuckDBPyConnection) -> str:
    """SQL of the time that a row's export speaks of."""
    return (
        f"CASE WHEN batch_id IN ({_guessed(cursor)})"
        " THEN CAST(CAST(as_of AS DATE) AS TIMESTAMP) + INTERVAL '1' DAY ELSE as_of END"
    )


def _guessed(cursor: duckdb.DuckDBPyConnection) -> str:
    """The imports whose as-of nothing stated: it is their last event, and speaks of that day."""
    query = (
        "SELECT batch_id FROM import_batches"
        " WHERE json_extract_string(account, '$.as_of_by') = 'last_event' ORDER BY batch_id"
    )
    found = [str(int(batch)) for (batch,) in cursor.execute(query).fetchall()]
    return ", ".join(found) or "NULL"


def progress(con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period) -> Progress:
    """How much of a period is known, by what a scheme needs."""
    return progress_of(scheme, period, reach(con, scheme))


def progress_of(scheme: Scheme, period: Period, known: KnownSources) -> Progress:
    """The same, where the sources' reach is at hand."""
    whole = period.whole()
    until = {source: one.until(whole) for source, one in known.items()}
    end = datetime.combine(whole.end, time())
    behind = sorted(
        ((source, at) for source, at in until.items() if at < end), key=lambda one: one[1]
    )[::-1]
    missing, unfinished = _months(scheme, whole, known)
    days = {source: days_reached(whole, at) for source, at in until.items()}
    cut = whole.so_far(days) if behind and max(days.values()) > 0 else whole
    finished = not behind and not missing and not unfinished
    begun = tuple(
        (source, min(one.days))
        for source, one in known.items()
        if source != "given" and whole.start < one.silent_until and min(one.days) < whole.end
    )
    return Progress(whole, cut, finished, tuple(behind), missing, unfinished, begun)


def days_reached(period: Period, at: datetime) -> int:
    """How many days of a period have begun at a time."""
    last = (at - timedelta(microseconds=1)).date()
    return min(max((last - period.start).days + 1, 0), period.whole().days)


def so_far(con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period) -> Period:
    """A period as it can be counted: cut to what is known of it when it is not over."""
    return period if period.reached else progress(con, scheme, period).known


def last_day(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> date | None:
    """The last day that all sources have finished, by their latest exports; None without any."""
    known = reach(con, scheme)
    if not known:
        return None
    if "given" in known:  # set for a period, whenever that was: the last one that has any
        return containing(scheme, max(known["given"].days)).last_day
    until = min(max(one.days.values()) for one in known.values())
    return until.date() - timedelta(days=1)


def comparable(now: Progress, before: Progress) -> bool:
    """Whether a period can be compared with an earlier one: both whole, or the same days of both
    where each source has them."""
    if now.begun or before.begun:
        return False
    if not now.running:
        return now.finished and before.finished
    until = before.period.start + timedelta(days=now.day)
    begun = [month for month in now.missing if month.end <= now.known.end]
    gaps = [month for month in before.missing if month.start < until]
    reached = dict(before.known.reached)
    return not (
        begun or gaps or any(reached.get(one, days) < days for one, days in now.known.reached)
    )


def _made_of(scheme: Scheme, period: Period) -> tuple[Period, ...]:
    """The months that a longer period needs: its own, or those of the schemes that it takes scores
    of."""
    if scheme.period.grain == "month" and MONTHS_IN.get(period.grain, 1) > 1:
        return period.months()
    parts = (part for other in scheme.others.values() for part in periods_inside(other, period))
    return tuple({part.id: part for part in parts if part.id != period.id}.values())


def _months(
    scheme: Scheme, period: Period, known: KnownSources
) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The months of a longer period without facts, and those that are not over."""
    months = _made_of(scheme, period) if known else ()
    if not months:
        return (), ()
    days = [day for one in known.values() for day in one.days]
    missing = [m for m in months if not any(m.start <= day < m.end for day in days)]
    rest = [m for m in months if m not in missing]
    open_ = [m for m in rest if progress_of(scheme, m, known).behind]
    return tuple(missing), tuple(open_)
