"""Checks of scores and ranks, worked out again by other means than `ranking` and `tree` use.

For every scheme and every period that the store has data for: a score is the sum of its parts,
half up to the scheme's digits; ranks follow the scores; nobody who has facts is missing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from data.checks.check import Check, Connection, Found, of_rows
from data.unit_resolution.stays import stays_sql
from kernel.messages import Message
from kernel.periods import Period
from kernel.schema import TABLES
from metrics.coverage import longer_of, periods_of
from metrics.schemes.model import Scheme
from metrics.scoring.place import RANKED, Place, places_of
from metrics.scoring.scores import UnitScore, scores


@dataclass(frozen=True)
class Ranked:
    """One scheme's places in one period."""

    scheme: Scheme
    period: Period
    places: list[Place]


Assess = Callable[[Connection], list[Ranked]]


def rank_checks(schemes: list[Scheme]) -> tuple[Check, ...]:
    """The checks of what these schemes make of a store. They share one computation of all scores
    while they live."""

    @cache
    def assess(con: Connection) -> list[Ranked]:
        newest = {scheme.id: scheme for scheme in sorted(schemes, key=lambda one: one.version)}
        known = {name: [one for one in schemes if one.id == name] for name in newest}
        return [
            ranked
            for name, scheme in newest.items()
            for ranked in _ranked(con, scheme.among(known[name]))
        ]

    return (
        Check("ranks-sums", "error", _find(assess, _sums), "metrics"),
        Check("ranks-order", "error", _find(assess, _order), "metrics"),
        Check("ranks-everybody", "error", _left_out(assess), "metrics"),
    )


def _ranked(con: Connection, scheme: Scheme) -> Iterator[Ranked]:
    months = periods_of(con, scheme)
    periods = [*months, *longer_of(scheme, months)]
    if periods:
        found = scores(con, scheme, periods)
        for period in periods:
            version = found.versions[period.id]
            yield Ranked(version, period, places_of(version, found.of[period.id]))


def _find(
    assess: Assess, rows: Callable[[Ranked], Iterator[dict[str, Any]]]
) -> Callable[[Connection, int | None], Found]:
    def find(con: Connection, limit: int | None) -> Found:
        known = assess(con)
        wrong = [
            {"scheme": ranked.scheme.id, "period": ranked.period.id} | row
            for ranked in known
            for row in rows(ranked)
        ]
        return of_rows(wrong, limit, sum(len(ranked.places) for ranked in known))

    return find


def _sums(ranked: Ranked) -> Iterator[dict[str, Any]]:
    """Units whose score is not the sum of its parts, or has more digits than the scheme gives."""
    rounding = ranked.scheme.rounding
    digits = 6 if rounding.stage == "components" else rounding.digits
    for place in ranked.places:
        score = place.score.score
        if score is None:
            continue
        total = sum((part.points for part in place.score.tree.parts), Fraction(0))
        exact = Decimal(total.numerator) / Decimal(total.denominator)
        shown = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        if shown != score or abs(exact - score) > Decimal("1e-9"):
            yield {"name": place.score.unit, "value": float(score), "expected": float(exact)}


def _order(ranked: Ranked) -> Iterator[dict[str, Any]]:
    """Units whose rank is not what their group's scores say."""
    groups: dict[str | None, list[Place]] = {}
    for place in ranked.places:
        groups.setdefault(place.score.group, []).append(place)
    for members in groups.values():
        expected = expected_ranks(ranked.scheme, [place.score for place in members])
        for place in members:
            own = expected[place.score.unit]
            if place.rank != own:
                missing = Message("check-reason-rank-missing", {}, "metrics")
                wrong = Message("check-reason-rank-wrong", {}, "metrics")
                yield {
                    "name": place.score.unit,
                    "value": place.rank,
                    "expected": own,
                    "reason": missing if place.rank is None else wrong,
                }


def _left_out(assess: Assess) -> Callable[[Connection, int | None], Found]:
    """Registered units that have facts in a period and are not in its ranking: they did not exist
    then, as the register has it. Counts units with facts, by scheme and period."""

    def find(con: Connection, limit: int | None) -> Found:
        wrong: list[dict[str, Any]] = []
        seen = 0
        facts: dict[tuple[str, str], list[tuple[str, date]]] = {}
        for ranked in assess(con):
            if ranked.period.grain != ranked.scheme.period.grain:
                continue
            own = facts.setdefault(_asked(ranked.scheme), _days_with_facts(con, ranked.scheme))
            there = {place.score.unit for place in ranked.places}
            start, end = ranked.period.start, ranked.period.end
            named = {unit for unit, day in own if start <= day < end}
            seen += len(named)
            about = {"scheme": ranked.scheme.id, "period": ranked.period.id}
            wrong += [about | {"name": unit} for unit in sorted(named - there)]
        return of_rows(wrong, limit, seen)

    return find


def _asked(scheme: Scheme) -> tuple[str, str]:
    return scheme.scores.kind, scheme.scores.type or ""


def _days_with_facts(con: Connection, scheme: Scheme) -> list[tuple[str, date]]:
    """The registered units of the scheme's kind, with every day on which they have facts, but for
    days on which they are of another type than the scheme's."""
    kind, of_type = _asked(scheme)
    dated = [table for table in TABLES.values() if table.units and table.day_from]
    tables = [table.name for table in dated if table.facts]
    facts = " UNION ".join(f'SELECT "{kind}" AS name, day FROM {table}' for table in tables)
    with con.cursor() as cursor:
        return cursor.execute(
            f"WITH stays AS (SELECT * FROM {stays_sql(cursor)} WHERE kind = $kind) "
            f"SELECT name, day FROM ({facts}) AS f WHERE day IS NOT NULL "
            "AND name IN (SELECT name FROM stays WHERE $type IN ('', type)) "
            "AND NOT EXISTS (SELECT 1 FROM stays AS s WHERE s.name = f.name "
            "AND $type NOT IN ('', coalesce(s.type, '')) AND day >= coalesce(s.valid_from, day) "
            "AND day <= coalesce(s.valid_to, day))",
            {"kind": kind, "type": of_type},
        ).fetchall()


def expected_ranks(scheme: Scheme, members: list[UnitScore]) -> Mapping[str, int | None]:
    """Ranks inside one group: how many stand before a unit, plus one (`dense`: how many different
    standings stand before it). Only units with a score and the minimum n have a rank.

    A standing is the score (the lower is better where the scheme says so), then how much of its
    full marks each deciding component got.
    """
    standings = {
        unit.unit: (scheme.sign * unit.score, *(_got(unit, name) for name in scheme.ties.by))
        for unit in members
        if unit.state in RANKED and unit.score is not None and unit.n >= unit.minimum
    }
    found: dict[str, int | None] = {}
    for unit in members:
        own = standings.get(unit.unit)
        better = [other for other in standings.values() if own is not None and other > own]
        before = len(set(better)) if scheme.ties.then == "dense" else len(better)
        found[unit.unit] = None if own is None else before + 1
    return found


def _got(unit: UnitScore, component: str) -> Fraction:
    """The share of its full marks that a component got; -1 without data."""
    node = unit.tree.nodes[component]
    if node.points is None or node.worth == 0:
        return Fraction(-1)
    return Fraction(node.points, node.worth)
