"""The steps that a scheme's ladder orders, from the ranks of finished periods as published.

A period counts when it is finished and the unit has a rank in it; each by the version of the scheme
that was in force in it, so that a reform inside a year changes nothing that was published. The
steps are those of the version in force in the period looked at. Who shares the first place is last
nowhere: a group of one, or one of equals, has no last unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from kernel.periods import Period
from metrics.finished import progress_of, reach
from metrics.schemes.ladder import Ladder, LadderStep
from metrics.schemes.model import Scheme
from metrics.schemes.versions import version_for
from metrics.scoring.place import Place, places_of
from metrics.scoring.scores import Scores, scores

SKIPPED_MOST = 12  # periods without a rank that a row is followed across


@dataclass(frozen=True)
class Counted:
    """One period as the ladder sees it: whether it is finished, and its places."""

    period: Period
    finished: bool
    places: Sequence[Place]


@dataclass(frozen=True)
class Ordered:
    """What the ladder orders of one unit in one period.

    in_a_row: periods on end up to this one among the last `step.bottom`; row_open: the row goes
    back to the first period looked at, and may be longer; in_year: such periods of the year so far;
    unranked: periods of the year so far in which the unit has no rank.
    """

    unit: str
    group: str | None
    rank: int
    step: LadderStep
    in_a_row: int
    in_year: int
    unranked: int
    row_open: bool = False


@dataclass(frozen=True)
class Steps:
    """What the ladder orders in a period.

    state: ordered (orders may be empty), unfinished (nobody is asked anything yet), other_grain
    (the ladder goes by the scheme's own periods). since: first day of the year that is counted.
    honours: unit -> the period of the year from which on it is out of the year's honours.
    """

    state: str
    since: date | None = None
    orders: tuple[Ordered, ...] = ()
    honours: tuple[tuple[str, Period], ...] = ()

    def of(self, unit: str) -> Ordered | None:
        """What is ordered of a unit."""
        return next((one for one in self.orders if one.unit == unit), None)

    def only(self, *units: str) -> "Steps":
        """The same, of these units alone."""
        orders = tuple(one for one in self.orders if one.unit in units)
        honours = tuple(one for one in self.honours if one[0] in units)
        return replace(self, orders=orders, honours=honours)


def steps_of(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, found: Scores | None = None
) -> Steps | None:
    """What the ladder of the version in force orders in a period; None where it has no ladder.

    found: scores of (at least) `periods_counted`, where they are at hand.
    """
    scheme = version_for(scheme, period)
    if scheme.ladder is None:
        return None
    if period.grain != scheme.period.grain:
        return Steps("other_grain")
    known = reach(con, scheme)
    if not progress_of(scheme, period, known).finished:
        return Steps("unfinished")
    periods = periods_counted(scheme, period)
    if found is None or any(one.id not in found.of for one in periods):
        found = scores(con, scheme, periods)
    counted = [
        Counted(
            one,
            progress_of(scheme, one, known).finished,
            places_of(found.versions[one.id], found.of[one.id]),
        )
        for one in periods
    ]
    return climbed(scheme.ladder, counted)


def periods_counted(scheme: Scheme, period: Period) -> list[Period]:
    """The periods that a ladder looks at, oldest first, this one last: those of the year so far,
    and before each of them as many as its longest row."""
    ladder = version_for(scheme, period).ladder
    if ladder is None or period.grain != scheme.period.grain:
        return [period]
    row = max([step.times for step in ladder.steps if step.counted == "in_a_row"], default=1)
    row += SKIPPED_MOST if ladder.without_rank == "skipped" and row > 1 else 0
    own = _year(ladder, period)
    inside = 1
    while _year(ladder, period.shift(-inside)) == own:
        inside += 1
    return period.last(inside + row - 1)


def climbed(ladder: Ladder, periods: Sequence[Counted]) -> Steps:
    """What a ladder orders in the last of these periods, which is finished."""
    own = _year(ladder, periods[-1].period)
    year = [n for n, one in enumerate(periods) if _year(ladder, one.period) == own]
    honours: dict[str, Period] = {}
    orders: tuple[Ordered, ...] = ()
    for at in year:
        if not periods[at].finished:
            continue
        orders = tuple(_orders(ladder, periods[: at + 1], year[0]))
        for one in orders:
            if "no_honours" in one.step.orders:
                honours.setdefault(one.unit, periods[at].period)
    begins = date(own, ladder.year_starts_in, 1)
    return Steps("ordered", begins, orders, tuple(honours.items()))


def last_units(ladder: Ladder, places: Sequence[Place], bottom: int) -> frozenset[str]:
    """The units among the last `bottom` of their group (or of all), as the ladder takes ties."""
    ranked = [place for place in places if place.rank is not None]
    groups: dict[str | None, list[Place]] = {}
    for place in ranked:
        groups.setdefault(place.score.group if ladder.scope == "group" else None, []).append(place)
    return frozenset(
        unit for group in groups.values() for unit in _last(ladder.ties, group, bottom)
    )


def _last(ties: str, group: Sequence[Place], bottom: int) -> list[str]:
    one_group = len({place.score.group for place in group}) == 1

    def standing(place: Place) -> float:
        """Lower is better: by rank in one group, over several by score."""
        return float(place.rank or 0) if one_group else -float(place.score.score or 0)

    ordered = sorted(group, key=standing)
    edge = standing(ordered[-min(bottom, len(ordered))])
    chosen = [place for place in ordered if standing(place) >= edge]
    if len(chosen) > bottom and ties == "none":
        chosen = [place for place in chosen if standing(place) > edge]
    best = standing(ordered[0])
    return [place.score.unit for place in chosen if standing(place) > best]


def _orders(ladder: Ladder, periods: Sequence[Counted], first: int) -> list[Ordered]:
    """The highest step that each unit has reached in the last of the periods, worst rank last.
    first: where the year begins."""
    last = {
        bottom: [last_units(ladder, one.places, bottom) for one in periods]
        for bottom in {step.bottom for step in ladder.steps}
    }
    ranked = [{p.score.unit for p in one.places if p.rank is not None} for one in periods]
    found = []
    for place in periods[-1].places:
        unit, best = place.score.unit, None
        for step in ladder.steps:
            hits = [
                None if not one.finished or unit not in within else unit in names
                for one, within, names in zip(periods, ranked, last[step.bottom], strict=True)
            ]
            if not hits[-1]:
                continue
            row = in_a_row(hits, ladder.without_rank)
            year = sum(hit is True for hit in hits[first:])
            if (row if step.counted == "in_a_row" else year) >= step.times:
                missing = sum(hit is None for hit in hits[first:])
                open_ = False not in hits and (row == len(hits) or ladder.without_rank == "skipped")
                rank, group = place.rank or 0, place.score.group
                best = Ordered(unit, group, rank, step, row, year, missing, open_)
        if best is not None:
            found.append(best)
    return found


def in_a_row(hits: Sequence[bool | None], without_rank: str) -> int:
    """How often a unit was last on end up to now. None: it had no rank."""
    row = 0
    for hit in reversed(hits):
        if hit:
            row += 1
        elif hit is not None or without_rank == "breaks":
            break
    return row


def _year(ladder: Ladder, period: Period) -> int:
    """The year that a period counts in, by the calendar year in which that begins."""
    last = period.last_day
    return last.year if last.month >= ladder.year_starts_in else last.year - 1
