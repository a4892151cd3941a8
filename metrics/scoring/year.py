"""The same period a year before, beside a ranking (同比): figures, and no draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from metrics.finished import KnownSources, Progress, comparable, progress_of
from metrics.narrative.year_words import year_notes
from metrics.schemes.model import Scheme
from metrics.schemes.versions import scored_by
from metrics.scoring.place import Place, places_of, with_previous
from metrics.scoring.scores import Scores, like_for_like, scorable_alike

YEAR = ("year_rank", "year_rank_change", "year_score", "year_change")
COMPARABLE_YEAR = tuple(f"comparable_{name}" for name in YEAR)


@dataclass(frozen=True)
class Year:
    """The same period a year before that of a ranking.

    period: cut to the same days where the ranking's is. compared: whether the two can be compared
    and any unit has a score in both. reformed: whether another version of the scheme scored it.
    table: one row per unit in the ranking's order: unit, year_rank (Int64), year_rank_change
        (Int64, positive: better), year_score, year_change, as it was published; with a reform also
        comparable_year_rank and so on, against the same scored again by the ranking's version.
        Without `compared` all are missing.
    notes: why nothing is compared, or under which rules it is; none of a year, whose year before
        is the period before.
    """

    period: Period
    compared: bool
    reformed: bool
    table: pd.DataFrame
    notes: list[Message] = field(default_factory=list)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to show beside those of the period before: under the same rules; none where
        there is nothing to compare, or the year before is the period before."""
        if not self.compared or self.period.grain == "year":
            return ()
        return COMPARABLE_YEAR if self.reformed else YEAR


def year_before(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    progress: Progress,
    sources: KnownSources,
    found: Scores,
    now: Sequence[Place],
) -> Year:
    """Compare the places of a period with those of the year before. found: the scores of both."""
    period = progress.known
    year = period.year_before()
    earlier = progress_of(scheme, year, sources)
    before: Mapping[str, Place] = {}
    same = None
    whole = comparable(progress, earlier) and scorable_alike(scheme, year, period)
    if whole:
        before = _by_unit(found, year)
        again = like_for_like(con, scheme, year, period, found)
        same = None if again is None else _by_unit(again, year)
    table = _table(now, before, YEAR)
    if same is not None:
        table = table.join(_table(now, same, COMPARABLE_YEAR).drop(columns="unit"))
    compared = bool(table["year_change"].notna().any())
    versions = scored_by(scheme, year), scored_by(scheme, period)
    notes = []
    if period.grain != "year":
        reform = None if same is None else versions
        notes = year_notes(progress, earlier, whole, compared, reform, now, same or before)
    return Year(earlier.known, compared, same is not None, table, notes)


def _by_unit(found: Scores, period: Period) -> Mapping[str, Place]:
    places = places_of(found.versions[period.id], found.of[period.id])
    return {place.score.unit: place for place in places}


def _table(now: Sequence[Place], before: Mapping[str, Place], names: Sequence[str]) -> pd.DataFrame:
    """names: of the columns that `metrics.scoring.place.against` fills, in its order."""
    rows = [
        (place.score.unit, *with_previous(place, before.get(place.score.unit)).values())
        for place in now
    ]
    table = pd.DataFrame(rows, columns=["unit", *names])
    return table.astype({name: "Int64" if "rank" in name else float for name in names})
