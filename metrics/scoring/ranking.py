"""Ranks inside groups, with the change since the period before, and how sure it all is."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from metrics.closing_since import closed_since, closing_notes
from metrics.finished import Progress, comparable, progress_of, reach
from metrics.narrative.composed_words import composed_notes
from metrics.narrative.progress_words import progress_notes
from metrics.narrative.reform_words import reform_notes
from metrics.narrative.reweighted_words import reweighted_notes
from metrics.own_figures.scored import figure_notes
from metrics.schemes.model import Scheme, Text
from metrics.schemes.versions import scored_by, version_for
from metrics.scoring.beyond import beyond_notes
from metrics.scoring.certainty.certain import UnitCertainty, certainty, intervals
from metrics.scoring.certainty.past import drawn
from metrics.scoring.components import components_frame, float_or_nan
from metrics.scoring.composed import Taken, of_period
from metrics.scoring.lists import Lists, name_lists
from metrics.scoring.place import Place, places_of, with_previous
from metrics.scoring.reform import Reform
from metrics.scoring.scores import Scores, like_for_like, scorable_alike, scores
from metrics.scoring.unregistered import unregistered_notes
from metrics.scoring.year import Year, year_before


@dataclass(frozen=True)
class Ranking:
    """A ranking as it is shown.

    table: one row per unit, in the order shown: group (None: no groups), rank (Int64), unit,
        state (value | zero | below_minimum_n | no_data | not_participating), reason (Message or
        None), score, low, high (95 % interval, NaN when unknown), n, grade (its
        name in both languages, or None), previous_rank, rank_change (positive: better),
        previous_score, change (against the earlier period as it is published), clear (up | down |
        no | unknown), p_first, p_top3, p_bottom, p_behind, tier, judged (see
        `metrics.scoring.certainty.certain.Known`); with a `reform` also comparable_previous_rank,
        comparable_rank_change, comparable_previous_score, comparable_change: the same against the
        earlier period scored again; `clear` then speaks of these.
    components: one row per unit and component: unit, component, parent, name_zh, name_en, weight
        (its full marks in points of the total, 0 when it has no data and gave them away), score
        (0..100 of the component), contribution (points of the total), value, numerator,
        denominator, n, state.
    period: cut to what is known of it while it is not over.
    lists: red and black list, those who make a statement, early warnings; empty while it is not
        finished, and of a period shorter than the scheme's (a day or a week of a monthly one).
    progress: how much of the period is known. compared: the period that it is compared with, cut
        to the same days; None where there is none that can be compared with it.
    year: the same period a year before (`metrics.scoring.year`); its columns are in `table` too.
    taken: what components take of other schemes.
    notes: what a reader should know, e.g. adjustments that the scheme has no place for.
    as_of: the latest as-of time of the facts of the period; None without facts.
    """

    scheme: Scheme
    period: Period
    table: pd.DataFrame
    components: pd.DataFrame
    lists: Lists
    progress: Progress
    compared: Period | None
    as_of: datetime | None = None
    notes: list[Message] = field(default_factory=list)
    reform: Reform | None = None
    year: Year | None = None
    taken: list[Taken] = field(default_factory=list)

    @property
    def year_notes(self) -> list[Message]:
        """What a reader should know of the comparison with the year before."""
        return self.year.notes if self.year else []

    @property
    def all_notes(self) -> list[Message]:
        """The notes, and those on the year before."""
        return [*self.notes, *self.year_notes]

    @property
    def like_for_like(self) -> pd.DataFrame:
        """The table whose changes are under the same rules: what sentences speak of."""
        return self.table if self.reform is None else self.reform.table


def rank(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    period: Period,
    history: int = 1,
    found: Scores | None = None,
) -> Ranking:
    """Rank the units of a scheme in a period, beside their rank `history` periods before.

    found: the scores of (at least) `periods_ranked`, where they are at hand.
    """
    scheme = version_for(scheme, period)
    sources = reach(con, scheme)
    progress = progress_of(scheme, period, sources)
    period = progress.known
    found = found or scores(con, scheme, periods_ranked(scheme, period, history))
    periods = _periods_listed(scheme, period, history)
    places = [places_of(found.versions[p.id], found.of[p.id]) for p in periods]
    previous = periods[-1 - history]
    earlier = progress_of(scheme, previous, sources)
    compared = (
        history > 0 and comparable(progress, earlier) and scorable_alike(scheme, previous, period)
    )
    before = {place.score.unit: place for place in places[-1 - history]} if compared else {}
    now = places[-1]
    again = like_for_like(con, scheme, previous, period, found) if compared else None
    judged = compared and progress.finished  # of a period that still runs no change is claimed
    known = known_of(con, scheme, again or found, now, period, previous if judged else None)
    table = _table(scheme, now, before, known)
    reform, earlier_places = None, before
    if again is not None:
        rescored = places_of(again.versions[previous.id], again.of[previous.id])
        earlier_places = {place.score.unit: place for place in rescored}
        same = _table(scheme, now, earlier_places, known)
        table = table.assign(**{f"comparable_{name}": same[name] for name in _COMPARED})
        versions = scored_by(scheme, previous), scored_by(scheme, period)
        reform = Reform(previous, *versions, same)
    taken = of_period(found.taken, period)
    named = progress.finished and period.fills(scheme.period.grain)
    year = year_before(con, scheme, progress, sources, found, now)
    table = table.join(year.table.drop(columns="unit"))
    return Ranking(
        scheme=scheme,
        period=period,
        progress=progress,
        compared=periods[-1 - history] if compared else None,
        table=table,
        components=components_frame([place.score for place in now]),
        lists=name_lists(scheme, places) if named else Lists(),
        as_of=_as_of(con, period),
        notes=[
            *progress_notes(progress, earlier, compared),
            *reform_notes(scheme, period, reform),
            *reweighted_notes(now, earlier_places),
            *closing_notes(closed_since(con, scheme, period, previous) if judged else None),
            *composed_notes(taken, [place.score.unit for place in now]),
            *_notes(scheme, period, found),
            *unregistered_notes(con, scheme, period),
            *figure_notes(con, found.versions[period.id], period),
        ],
        reform=reform,
        year=year,
        taken=taken,
    )


def known_of(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    found: Scores,
    now: Sequence[Place],
    period: Period,
    before: Period | None,
) -> dict[str, UnitCertainty]:
    """What is certain of each unit that has a score. now: the places of the period; before: the
    period that it is compared with."""
    draws = drawn(con, [p for p in (before, period) if p], found)
    ranked = [place.score for place in now if place.rank is not None]
    scored = [place.score for place in now if place.score.score is not None]
    earlier = draws[before.id] if before else None
    return certainty(scheme, ranked, scored, draws[period.id], earlier)


def periods_ranked(scheme: Scheme, period: Period, history: int = 1) -> list[Period]:
    """The periods that a ranking reads: the same one a year before, those for the change, and for
    lists over several periods."""
    listed = _periods_listed(scheme, period, history)
    year = period.year_before()
    return listed if year.id in {one.id for one in listed} else [year, *listed]


def _periods_listed(scheme: Scheme, period: Period, history: int) -> list[Period]:
    within = scheme.statement.within if scheme.statement else 1
    return period.last(max(history + 1, within))


def ranking_history(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    found: Scores | None = None,
    certain: bool = True,
) -> pd.DataFrame:
    """Score and rank of every unit in each period, from one pass over the facts.

    Columns: unit, group, period (its id), score, rank (Int64), state, n, low, high (NaN unless
    `certain` is asked for), version (of the scheme, `1+2` of a longer period). found: the scores of
    these periods, where they are at hand.
    """
    found = found or scores(con, scheme, periods)
    draws = drawn(con, periods, found) if certain else {}
    rows = []
    for period in periods:
        within = {}
        if certain:
            scored = [unit for unit in found.of[period.id].values() if unit.score is not None]
            ends = zip(*intervals(scored, draws[period.id]), strict=True)
            within = dict(zip((unit.unit for unit in scored), ends, strict=True))
        version = "+".join(map(str, scored_by(scheme, period)))
        for place in places_of(found.versions[period.id], found.of[period.id]):
            own = place.score
            low, high = within.get(own.unit, (float("nan"), float("nan")))
            rows.append(
                {
                    "unit": own.unit,
                    "group": own.group,
                    "period": period.id,
                    "score": float_or_nan(own.score),
                    "rank": place.rank,
                    "state": own.state,
                    "n": own.n,
                    "low": low,
                    "high": high,
                    "version": version,
                }
            )
    columns = ["unit", "group", "period", "score", "rank", "state", "n", "low", "high", "version"]
    return pd.DataFrame(rows, columns=columns).astype({"rank": "Int64", "score": float})


def grade_of(scheme: Scheme, score: Decimal | None) -> Text | None:
    """The name of a rounded score's grade; None without grades or below the lowest."""
    if score is None:
        return None
    return next((grade.name for grade in scheme.grades if score >= grade.start), None)


def _table(
    scheme: Scheme, now: Sequence[Place], before: dict[str, Place], known: dict[str, UnitCertainty]
) -> pd.DataFrame:
    rows = []
    for place in now:
        own = place.score
        rows.append(
            {
                "group": own.group,
                "rank": place.rank,
                "unit": own.unit,
                "state": own.state,
                "reason": own.reason,
                "score": float_or_nan(own.score),
                "n": own.n,
                "grade": grade_of(scheme, own.score),
            }
            | asdict(known.get(own.unit, UnitCertainty()))
            | with_previous(place, before.get(own.unit))
        )
    frame = pd.DataFrame(rows, columns=_TABLE_COLUMNS)
    return frame.astype(_TABLE_TYPES)


_COMPARED = ("previous_rank", "rank_change", "previous_score", "change")
_TABLE_COLUMNS = [
    "group", "rank", "unit", "state", "reason", "score", "low", "high", "n", "grade",
    "previous_rank", "rank_change", "previous_score", "change", "clear",
    "p_first", "p_top3", "p_bottom", "p_behind", "tier", "judged",
]  # fmt: skip
_TABLE_TYPES: dict[str, Any] = {
    **dict.fromkeys(("group", "reason", "grade", "clear"), object),
    **dict.fromkeys(("rank", "previous_rank", "rank_change", "n", "tier", "judged"), "Int64"),
    **dict.fromkeys(("score", "low", "high", "previous_score", "change"), float),
    **dict.fromkeys(("p_first", "p_top3", "p_bottom", "p_behind"), float),
}


def _notes(scheme: Scheme, period: Period, found: Scores) -> list[Message]:
    notes = []
    if (scheme.lists or scheme.statement) and not period.whole().fills(scheme.period.grain):
        grain = Message(f"grain-{scheme.period.grain}", {}, "metrics")
        notes.append(Message("rank-note-shorter", {"grain": grain}, "metrics"))
    last = period.last_day
    lasts = period.start >= scheme.effective_from or len(scheme.versions) > 1
    if not lasts or last > (scheme.effective_to or last):
        params = {"start": scheme.effective_from, "end": scheme.effective_to or "–"}
        notes.append(Message("rank-note-not-in-force", params, "metrics"))
    # A scheme without adjustments ignores them all; that is no news of this ranking.
    taken = scheme.adjustments or any(node.adjustments for node, _ in scheme.walk())
    for where, unit, component, points in found.homeless:
        if where == period.id and taken:
            params = {"unit": unit, "component": component or "–", "points": f"{points:+g}"}
            notes.append(Message("rank-note-adjustment", params, "metrics"))
    return notes + beyond_notes(found.beyond, period)


def _as_of(con: duckdb.DuckDBPyConnection, period: Period) -> datetime | None:
    tables = ("cases", "inspections", "findings", "enforcement_cases", "score_entries", "tasks")
    latest = " UNION ALL ".join(
        f"SELECT MAX(as_of) AS as_of FROM {table} WHERE day >= ? AND day < ?" for table in tables
    )
    with con.cursor() as cur:
        row = cur.execute(
            f"SELECT MAX(as_of) FROM ({latest}) AS facts", [period.start, period.end] * len(tables)
        ).fetchone()
    return row[0] if row else None
