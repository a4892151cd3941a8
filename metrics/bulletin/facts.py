"""What the sections of a notice are made of, gathered once for a period and a scheme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from metrics.action_log.action_folder import ActionLog
from metrics.action_log.outcome import OUTCOME_COLUMNS, outcomes
from metrics.aggregation.aggregate import aggregate
from metrics.aggregation.conditions import dimensions
from metrics.analyses.ledger import JUST_AFTER, known_until, moment_within
from metrics.analyses.overview import PERIODS_SHOWN, Overview, overview
from metrics.as_of import as_of_by_source
from metrics.bulletin.content import NoticeTable
from metrics.finished import so_far
from metrics.schemes.model import Scheme, Text
from metrics.schemes.versions import version_for
from metrics.scoring.attribution import attribution_of, main_cause
from metrics.scoring.ranking import Ranking, periods_ranked
from metrics.scoring.scores import Scores, like_for_like, scores
from metrics.unit_notes.note_file import Note
from metrics.unit_notes.note_folder import UnitNotes, notes_within

NO_ACTIONS = pd.DataFrame(columns=list(OUTCOME_COLUMNS))


@dataclass(frozen=True)
class Facts:
    """One period by one scheme. found: the scores behind it. outcomes: what was promised and what
    came of it (`metrics.action_log.outcome`); notes: what units say of the period; corrections:
    how earlier editions differ from what is known today."""

    con: duckdb.DuckDBPyConnection
    overview: Overview
    found: Scores
    outcomes: pd.DataFrame = field(default_factory=lambda: NO_ACTIONS)
    notes: Sequence[Note] = ()
    corrections: Sequence[NoticeTable] = ()

    @property
    def ranking(self) -> Ranking:
        return self.overview.ranking

    @property
    def scheme(self) -> Scheme:
        return self.ranking.scheme

    @property
    def period(self) -> Period:
        return self.ranking.period

    @property
    def kind(self) -> str:
        """The kind of unit that is ranked."""
        return self.scheme.scores.kind

    @property
    def finished(self) -> bool:
        return self.ranking.progress.finished

    @property
    def before(self) -> Period | None:
        """The period before, where this one is finished and can be compared with it."""
        return self.ranking.compared if self.finished else None

    @property
    def year_before(self) -> Period | None:
        """The same period a year before, where it can be compared with this one."""
        year = self.ranking.year
        if not self.finished or year is None or not year.compared or self.period.grain == "year":
            return None
        return year.period

    @property
    def reformed(self) -> bool:
        """Whether another version of the scheme scored the period before."""
        return self.before is not None and self.ranking.reform is not None

    @property
    def year_reformed(self) -> bool:
        """Whether another version of the scheme scored the same period a year before."""
        year = self.ranking.year
        return self.year_before is not None and year is not None and year.reformed

    @cached_property
    def beside(self) -> dict[str, Period]:
        """The periods (`previous`, `year`) beside which counts of facts may stand: all sources
        speak of the whole of both. A scheme of given scores can be finished before the cases
        have come."""
        found = {"previous": self.before, "year": self.year_before}
        if not self._whole(self.period):
            return {}
        return {name: one for name, one in found.items() if one is not None and self._whole(one)}

    @cached_property
    def sources(self) -> frozenset[str]:
        """The sources (`metrics.as_of.SOURCES`) that have facts of the period: of what no source
        speaks of nobody can say that there was none."""
        return frozenset(as_of_by_source(self.con, self.period))

    @property
    def ranked(self) -> bool:
        """Whether any unit has a rank."""
        return bool(self.ranking.table["rank"].notna().any())

    @property
    def known_until(self) -> str:
        """The last day that all sources which have facts of the period speak of, if it is not over
        by them; else ""."""
        return "" if self._whole(self.period) else f"{min(self._as_of(self.period)).date()}"

    def _as_of(self, period: Period) -> list[datetime]:
        return list(as_of_by_source(self.con, period).values())

    def _whole(self, period: Period) -> bool:
        end = datetime.combine(period.end, time())
        return all(as_of >= end for as_of in self._as_of(period))

    @property
    def state_on(self) -> str:
        """The day of the state that stands in piles: the last of the period, or the last known."""
        moment = moment_within(self.period, known_until(self.con)) - JUST_AFTER
        return f"{moment.date()}"

    def named(self, table: str) -> bool:
        """Whether the rows of a table name the kind of unit that is ranked."""
        return self.kind in dimensions(table)

    def asked(self, indicators: Sequence[str], by: Sequence[str] = ()) -> pd.DataFrame:
        """Indicators by group over this period and those that it is compared with."""
        known = {one.id: one for one in (self.period, *self.beside.values())}
        return aggregate(self.con, indicators, by, list(known.values()), rules=self.scheme.rules)

    def value(self, table: pd.DataFrame, indicator: str, period: Period | None, part: str) -> float:
        """A part of an indicator of the whole city in a period, out of `asked`; NaN without one."""
        if period is None:
            return float("nan")
        rows = table[(table["indicator"] == indicator) & (table["period"] == period.id)]
        return float("nan") if rows.empty else float(rows[part].iloc[0])

    @cached_property
    def _same(self) -> Scores:
        """The scores of this period and the one before by one version of the scheme."""
        before = self.period.previous()
        return like_for_like(self.con, self.scheme, before, self.period, self.found) or self.found

    def cause(self, unit: str, sign: int) -> tuple[Text, float] | None:
        """The component that gave most of a unit's rise (1) or fall (-1), and its points."""
        same, before = self._same, self.before
        if before is None or before.id not in same.of or len(self.scheme.components) < 2:
            return None
        was, now = same.of[before.id].get(unit), same.of[self.period.id].get(unit)
        if was is None or now is None:
            return None
        cause = main_cause(attribution_of(was, now), now, sign)
        if cause is None:
            return None
        return Text(zh=cause["name_zh"], en=cause["name_en"]), float(cause["points"])


def facts_of(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    period: Period,
    outcomes: pd.DataFrame | None = None,
    notes: Sequence[Note] = (),
    corrections: Sequence[NoticeTable] = (),
) -> Facts:
    """Gather what a period's notice is made of; raises SchemeError where no version scores it."""
    scheme = version_for(scheme, period)
    period = so_far(con, scheme, period)
    wanted = {one.id: one for one in period.last(PERIODS_SHOWN)}
    wanted |= {one.id: one for one in periods_ranked(scheme, period)}
    found = scores(con, scheme, sorted(wanted.values(), key=lambda one: one.start))
    known = overview(con, scheme, period, found)
    promised = NO_ACTIONS if outcomes is None else outcomes
    return Facts(con, known, found, promised, notes, corrections)


def promised_and_noted(
    store: Path,
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    period: Period,
    until: datetime | None = None,
) -> tuple[pd.DataFrame, list[Note]]:
    """What became of the actions beside a store up to a period, and its notes within the period.
    until: without those that were recorded later; one written by hand says no time."""
    promised = outcomes(con, scheme, period, _recorded(ActionLog(store).all(), until))
    return promised, notes_within(_recorded(UnitNotes(store).all(), until), [period])


def _recorded(found: Iterable[Any], until: datetime | None) -> list[Any]:
    """Those recorded by a moment; broken files stay among them."""
    last = "" if until is None else f"{until:%Y-%m-%d %H:%M:%S}"
    return [one for one in found if not last or getattr(one, "recorded_at", "") <= last]


def text_of(name: Text) -> Message:
    """A name of a scheme in both languages, as a parameter of a sentence."""
    return Message("describe-name", {"zh": name.zh, "en": name.en}, "metrics")


def say(code: str, **params: object) -> Message:
    """A text of notices, which the office may word anew (`metrics.bulletin.wording`)."""
    return Message(f"bulletin-{code}", params, "metrics")
