"""What the events are made of, asked of a version of the data: rankings, piles, units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.analyses.family import children, english_names, registered_units
from metrics.analyses.ledger import moment_of
from metrics.analyses.overdue import overdue_at
from metrics.coverage import opening_period, periods_of
from metrics.schemes.scheme import Scheme, load_scheme, scheme_folders
from metrics.schemes.versions import deciding_day
from metrics.scoring.ranking import Ranking, rank
from metrics.telling import events
from metrics.telling.events import TellingEvent, ToldEdition
from metrics.telling.rules import Telling

# Of a scheme in a period: what came of the actions that were recorded under it.
OutcomesOf = Callable[[duckdb.DuckDBPyConnection, Scheme, Period], pd.DataFrame]


@dataclass(frozen=True)
class Happened:
    """What can be told of a version of the data. settled: scheme -> its last finished period, of
    which all that can be said is among the events; own: unit -> itself and what belongs to it."""

    version: int
    events: tuple[TellingEvent, ...]
    settled: dict[str, Period]
    register: pd.DataFrame = field(repr=False)
    names: dict[str, str] = field(repr=False)

    def own(self, units: Sequence[str]) -> set[str]:
        """These units with all that belongs to them."""
        found, asked = set(units), list(units)
        while asked:
            below = set(children(self.register, asked.pop())["name"]) - found
            found |= below
            asked += below
        return found

    @property
    def known_units(self) -> set[str]:
        """All that are registered."""
        return set(self.register["name"])


def happened(
    con: duckdb.DuckDBPyConnection,
    store: Path,
    version: int,
    telling: Telling,
    today: date,
    outcomes_of: OutcomesOf | None = None,
    editions: Sequence[ToldEdition] = (),
) -> Happened:
    """The events of the last finished period of each scheme. Raises SchemeError for one that
    cannot be used."""
    folders = scheme_folders(store)
    schemes = [load_scheme(scheme_id, folder=folders) for scheme_id in telling.schemes]
    names, rules = english_names(con, schemes), telling.rules
    found: list[TellingEvent] = []
    settled: dict[str, Period] = {}
    for scheme_id in telling.schemes:
        if (ranking := last_ranking(con, store, scheme_id)) is None:
            continue
        settled[ranking.scheme.id] = ranking.period
        if rules.rank_down:
            found += events.rank_events(ranking, rules.rank_down, names)
        if rules.early_warning:
            found += events.warning_events(ranking, names)
        if rules.overdue and scheme_id == telling.schemes[0]:  # a pile is that of no scheme
            piles = piles_of(con, ranking)
            found += events.overdue_events(ranking, piles, rules.overdue, names)
        if outcomes_of is not None and (rules.action_due or rules.promise_missed):
            outcomes = outcomes_of(con, ranking.scheme, ranking.period)
            if rules.action_due:
                found += events.due_events(outcomes, rules.action_due, today, names)
            if rules.promise_missed:
                found += events.missed_events(outcomes, ranking.period, names)
    if rules.edition:
        found += events.edition_events(editions)
    once = {event.key: event for event in found}
    begin = min((period.start for period in settled.values()), default=None)
    end = max((period.end for period in settled.values()), default=None)
    register = registered_units(con, begin, end)  # as it was at the end of the last period
    return Happened(version, tuple(once.values()), settled, register, names)


def last_ranking(con: duckdb.DuckDBPyConnection, store: Path, scheme_id: str) -> Ranking | None:
    """The ranking of the last finished period of a scheme; None where none is."""
    folders = scheme_folders(store)
    first = load_scheme(scheme_id, folder=folders)
    period = opening_period(con, first, periods_of(con, first))
    if period is None:
        return None
    found = rank(con, load_scheme(scheme_id, deciding_day(first, period), folders), period)
    return found if found.progress.finished else None


def piles_of(con: duckdb.DuckDBPyConnection, ranking: Ranking) -> pd.DataFrame:
    """The overdue cases of each unit that is responsible for any, and all within each district.

    Columns: unit, within (of a district: all in it, whoever is responsible), before, now (at the
    end of the period before and of this one). before is NaN where no export tells of that time:
    then it is not known whether a threshold is passed now or was before.
    """
    period, rules = ranking.period, ranking.scheme.rules
    moments = [moment_of(con, one) for one in (period.previous(), period)]
    told_before = overdue_at(con, moments[:1], rules=rules)["overdue"].notna().all()
    found = []
    for by in ("district", "owner"):
        piles = overdue_at(con, moments, by=[by], rules=rules).dropna(subset=by)
        wide = piles.pivot_table(index=by, columns="moment", values="overdue", aggfunc="sum")
        wide = wide.reindex(columns=pd.to_datetime(moments)).fillna(0.0)
        wide.columns = pd.Index(["before", "now"])
        found.append(wide.rename_axis("unit").reset_index().assign(within=by == "district"))
    both = pd.concat(found, ignore_index=True).drop_duplicates("unit")  # a district is told of all
    return both if told_before else both.assign(before=float("nan"))
