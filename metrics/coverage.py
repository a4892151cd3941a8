"""For which periods a scheme has anything to score: what the filters of the pages offer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import duckdb

from kernel.periods import Period
from kernel.schema import TABLES, UNIT_KINDS
from metrics.aggregation.conditions import CountingRules, dimensions
from metrics.finished import progress_of, reach
from metrics.indicators import INDICATORS, Indicator
from metrics.schemes.containing import containing
from metrics.schemes.scheme import Scheme
from metrics.schemes.single import NAMED_IN, code_of, rankable


def periods_of(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> list[Period]:
    """The scheme's periods that hold facts of its kind of unit, newest first.

    A period that begins after the latest as-of time of the facts is left out: its only rows are
    misdated ones, and the checks page lists those.
    """
    days, as_of = _days_of(con, scheme)
    periods: list[Period] = []
    for day in sorted((d for d in days if as_of is None or d <= as_of), reverse=True):
        if not periods or day < periods[-1].start:
            periods.append(containing(scheme, day))
    return periods


def longer_of(scheme: Scheme, periods: Sequence[Period]) -> list[Period]:
    """The quarters, halves and years that these months lie in, each newest first; none for weeks
    or for a scheme that is itself of a longer grain."""
    if scheme.period.grain != "month":
        return []
    found: dict[str, Period] = {}
    for months, form in ((3, "{}-Q{}"), (6, "{}-H{}"), (12, "{}")):
        for month in periods:
            year, number = (int(part) for part in month.id.split("-"))
            written = form.format(year, (number - 1) // months + 1)
            found.setdefault(written, scheme.parse_period(written))
    return list(found.values())


def opening_period(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period]
) -> Period | None:
    """Of these periods, newest first, the newest that every source which the scheme needs has
    finished: one that still runs is not yet a result. The newest at all when none has ended."""
    known = reach(con, scheme)
    ended = (p for p in periods if progress_of(scheme, p, known).finished)
    return next(ended, next(iter(periods), None))


def running_of(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period]
) -> list[Period]:
    """Those of these periods that are not finished (`metrics.finished`)."""
    known = reach(con, scheme)
    return [p for p in periods if not progress_of(scheme, p, known).finished]


def _days_of(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> tuple[set[date], date | None]:
    """All days with facts that the scheme's leaves read, and the day of the latest export."""
    days: set[date] = set()
    exported: list[date] = []
    with con.cursor() as cur:
        for leaf in (one for one in scheme.leaves() if one.scheme is None):
            for table in INDICATORS[leaf.indicator or ""].tables:
                if not TABLES[table].day_from:
                    continue
                given = table == "score_entries" and leaf.item is not None
                sql = f"SELECT DISTINCT day FROM {table} WHERE {scheme.scores.kind} IS NOT NULL"
                if given:  # of the scores that others gave, only those of this item
                    sql += " AND indicator = ?"
                cur.execute(sql, [leaf.item] if given else [])
                days |= {row[0] for row in cur.fetchall() if row[0] is not None}
                row = cur.execute(f"SELECT max(as_of) FROM {table}").fetchone()
                if row and row[0] is not None:
                    exported.append(row[0].date())
    for other in scheme.others.values():
        more, as_of = _days_of(con, other)
        days |= more
        exported += [as_of] if as_of else []
    return days, max(exported, default=None)


def kinds_with_facts(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The kinds of units that any fact names; `road` among them."""
    dated = [t.name for t in TABLES.values() if t.units and t.day_from and t.facts]
    either = {
        kind: " OR ".join(
            f'EXISTS (SELECT 1 FROM {table} WHERE "{kind}" IS NOT NULL)'
            for table in dated
            if kind in dimensions(table)
        )
        for kind in (*UNIT_KINDS, "road")
    }
    return [kind for kind, found in _answers(con, either).items() if found]


def singles_of(con: duckdb.DuckDBPyConnection, kind: str) -> list[str]:
    """The codes of the single indicators that some fact of this kind of unit gives a value to; of
    objects none, whose kinds have nothing in common."""
    if kind == "object":
        return []
    rows = {
        entry.id: found
        for entry in rankable()
        if kind in dimensions(entry.numerator.table) and (found := _judged(entry, kind))
    }
    codes = [code_of(name) for name, found in _answers(con, rows).items() if found]
    with con.cursor() as cursor:
        for indicator, field in NAMED_IN.items():
            table = INDICATORS[indicator].numerator.table
            column = dimensions(table)[field]
            counted = CountingRules().condition(INDICATORS[indicator].numerator, ())
            named = cursor.execute(
                f'SELECT DISTINCT {column} FROM {table} WHERE "{kind}" IS NOT NULL '
                f"AND {counted} AND {column} <> '' ORDER BY 1"
            ).fetchall()
            codes += [code_of(indicator, name) for (name,) in named]
    return codes


def _judged(entry: Indicator, kind: str) -> str:
    """SQL of whether there is a row of a kind of unit that an indicator is judged by."""
    over = entry.denominator
    counted = over if over is not None and kind in dimensions(over.table) else entry.numerator
    rules = CountingRules()
    where = [rules.condition(counted, entry.set_aside), f'"{kind}" IS NOT NULL']
    if entry.known and counted.table == entry.numerator.table:
        where.append(rules.condition(replace(counted, where=entry.known), ()))
    found = f"EXISTS (SELECT 1 FROM {counted.table} WHERE {' AND '.join(where)})"
    if over is not None and over.table == "units":  # per head, per officer
        found += f" AND EXISTS (SELECT 1 FROM units WHERE kind = '{kind}' AND {over.value} > 0)"
    return found


def _answers(con: duckdb.DuckDBPyConnection, asked: Mapping[str, str]) -> dict[str, bool]:
    """name -> whether its SQL condition holds, in one query."""
    if not asked:
        return {}
    with con.cursor() as cursor:
        found = cursor.execute(f"SELECT {', '.join(asked.values())}").fetchone() or ()
    return dict(zip(asked, map(bool, found), strict=True))
