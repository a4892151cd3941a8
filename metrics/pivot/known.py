"""What the store knows of a measure: from which day on, and up to which."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import duckdb

from kernel.periods import Period, PeriodError, parse_period
from kernel.schema import TABLES
from metrics.finished import RHYTHM, days_reached, told_sql
from metrics.indicators import Indicator
from metrics.pivot.days import resolve
from metrics.pivot.question import QuestionError, say_problem
from metrics.sources import FACT_SOURCES


@dataclass(frozen=True)
class KnownDays:
    """since: source -> its earliest day of facts; until: source -> up to when its exports speak."""

    since: dict[str, date]
    until: dict[str, datetime]

    @property
    def first(self) -> date:
        """The earliest day of facts."""
        return min(self.since.values())

    @property
    def last(self) -> date:
        """The last day that all sources have finished."""
        return max(min(self.until.values()).date() - timedelta(days=1), self.first)

    def cut(self, period: Period) -> Period:
        """A period cut to the days that the sources have reached, where it is not over."""
        reached = {source: days_reached(period, at) for source, at in self.until.items()}
        begun = max(reached.values(), default=0)
        if not begun or min(reached.values()) >= period.days:
            return period
        return period.so_far(reached)

    def covers(self, period: Period) -> bool:
        """Whether a period does not begin before some source did."""
        return period.start >= max(self.since.values()) - RHYTHM


def known_days(con: duckdb.DuckDBPyConnection, entry: Indicator) -> KnownDays:
    """What is known of the tables that an indicator reads. QuestionError without any row."""
    tables = [name for name in entry.tables if name in TABLES and TABLES[name].day_from]
    found: dict[str, tuple[date, datetime]] = {}
    with con.cursor() as cursor:
        for table in tables:
            if TABLES[table].day_from == ("period",) and (days := _labelled(cursor, table)):
                found[table] = days
        for source, (table, rows) in FACT_SOURCES.items():
            if table in tables and (days := _dated(cursor, table, rows)):
                found[source] = days
        if not found:
            found = {t: days for t in tables if (days := _without_as_of(cursor, t))}
    if "inspections" in found:
        found.pop("findings", None)  # visits may find nothing: their export speaks for both
    if not found:
        raise QuestionError(say_problem("question-no-facts", name=entry.id))
    since = {source: first for source, (first, _) in found.items()}
    return KnownDays(since, {source: until for source, (_, until) in found.items()})


def asked_days(written: str, known: KnownDays) -> Period:
    """The days that a question asks for, cut to what is known of them."""
    return known.cut(resolve(written, known.first, known.last))


def _dated(
    cursor: duckdb.DuckDBPyConnection, table: str, rows: str
) -> tuple[date, datetime] | None:
    found = cursor.execute(
        f"SELECT MIN(day), MAX({told_sql(cursor)}) FROM {table} WHERE {rows}"
        " AND day <= CAST(as_of AS DATE)"
    ).fetchone()
    return (found[0], found[1]) if found and found[0] is not None else None


def _labelled(cursor: duckdb.DuckDBPyConnection, table: str) -> tuple[date, datetime] | None:
    """From the first to the last day of the periods that a table's rows state."""
    found = []
    for (label,) in cursor.execute(f"SELECT DISTINCT period FROM {table}").fetchall():
        try:
            found.append(parse_period(label or ""))
        except PeriodError:
            continue
    if not found:
        return None
    return min(one.start for one in found), _midnight(max(one.end for one in found))


def _without_as_of(cursor: duckdb.DuckDBPyConnection, table: str) -> tuple[date, datetime] | None:
    """The same of a table without a time of its exports that fits: by its days."""
    found = cursor.execute(f"SELECT MIN(day), MAX(day) FROM {table}").fetchone()
    if not found or found[0] is None:
        return None
    return found[0], _midnight(found[1] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
