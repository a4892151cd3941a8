"""Time that the cases of an earlier period have had to be closed, and those of a new one not yet.

A period is over when its exports were made after its last day, often on the day after. The earlier
one was exported as soon, and again since: what was closed in between is in its figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import duckdb

from kernel.messages import Message
from kernel.periods import Period
from metrics.aggregation.conditions import SET_ASIDE, filter_sql
from metrics.indicators import INDICATORS
from metrics.indicators.definition import Measure
from metrics.schemes.model import Scheme

SHARE = 0.01  # of the earlier period's closed cases: fewer change no score worth a sentence


@dataclass(frozen=True)
class Since:
    """days: from the last day of the new period to its export; open: its cases not closed by then;
    later: those of the earlier period closed later after its end than that; closed: all of its
    closed ones."""

    days: int
    open: int
    later: int
    closed: int


def closed_since(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, now: Period, before: Period
) -> Since | None:
    """What a scheme that judges closing counts of the earlier period and cannot count of the new
    one; None where there is nothing of the kind."""
    leaves = [leaf for leaf in scheme.leaves() if any(map(_of_closing, leaf.reads))]
    if not leaves:
        return None
    where, params = _rows(scheme, [filter_sql("cases", leaf.all_filters) for leaf in leaves])
    with con.cursor() as cursor:
        as_of, left = _one(
            cursor, "MAX(as_of), COUNT(DISTINCT CASE WHEN NOT is_closed THEN record_key END)",
            where, params, now,
        )  # fmt: skip
        if as_of is None:
            return None
        late = as_of - datetime.combine(now.end, time())
        cut = datetime.combine(before.end, time()) + late
        later, closed = _one(
            cursor, "COUNT(DISTINCT CASE WHEN is_closed AND closed_at > ? THEN record_key END),"
            " COUNT(DISTINCT CASE WHEN is_closed THEN record_key END)",
            where, params, before, cut,
        )  # fmt: skip
    return Since((as_of.date() - now.last_day).days, left, later, closed)


def closing_notes(since: Since | None) -> list[Message]:
    """That the two periods had unequal time, where that is a share of the cases worth saying."""
    if since is None or not since.open or since.later < SHARE * max(since.closed, 1):
        return []
    params = {"days": since.days, "open": since.open, "later": since.later}
    return [Message("progress-closing-since", params, "metrics")]


def _of_closing(name: str) -> bool:
    entry = INDICATORS[name]
    return entry.numerator.table == "cases" and "is_closed" in entry.numerator.where


def _rows(scheme: Scheme, filters: Sequence[tuple[list[str], list[str]]]) -> tuple[str, list[str]]:
    """The cases that components which judge closing look at."""
    kept = scheme.rules.condition(Measure("cases"), SET_ASIDE)
    either = " OR ".join(f"({' AND '.join(own) or 'TRUE'})" for own, _ in filters)
    where = f'"{scheme.scores.kind}" IS NOT NULL AND {kept} AND ({either})'
    return where, [value for _, own in filters for value in own]


def _one(
    cursor: duckdb.DuckDBPyConnection,
    items: str,
    where: str,
    params: Sequence[str],
    period: Period,
    *first: datetime,
) -> tuple:
    sql = f"SELECT {items} FROM cases WHERE {where} AND day >= ? AND day < ?"
    found = cursor.execute(sql, [*first, *params, period.start, period.end]).fetchone()
    assert found is not None
    return found
