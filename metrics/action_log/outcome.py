"""What became of the actions: the figure before and after, and whether the target is met.

An action is judged when it is due, by the last finished period that reaches its due date and comes
after the one in which it was recorded; until then it is open. Met and missed speak of the figure
alone: whether the change since it was recorded is beyond chance stands beside it, as the ranking
by that figure has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd

from kernel.configuration import ConfigurationError
from kernel.periods import Period
from metrics.action_log.action_file import Action, scheme_of_measure
from metrics.finished import Progress, comparable, progress_of, reach
from metrics.schemes.model import Scheme
from metrics.schemes.single import code_of_scheme
from metrics.schemes.versions import version_for
from metrics.scoring.components import float_or_nan
from metrics.scoring.place import RANKED, places_of
from metrics.scoring.ranking import known_of
from metrics.scoring.scores import UnitScore, like_for_like, scorable_alike, scores

OUTCOMES = ("met", "missed", "open", "no_data", "withdrawn")
_TOLD = ("id", "unit", "what", "owner", "due", "measure", "target")
OUTCOME_COLUMNS = (*_TOLD, "before", "after", "outcome", "certain", "judged_in")


def outcomes(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    period: Period,
    actions: Iterable[Action | ConfigurationError],
) -> pd.DataFrame:
    """What has become, as of a period, of the actions recorded under a scheme up to it.

    One row per action, those due first first: id, unit, what, owner, due (date), measure, target,
    before (the figure of the period in which it was recorded; NaN without one), after (that of the
    period it is judged in, or of an open one of the period itself so far), outcome (met | missed |
    open, not due yet | no_data, due and nobody can say, too few for a rank included | withdrawn),
    certain (whether a change that is judged is beyond chance), judged_in (id of the period of
    `after`). Broken files are passed over.
    """
    figures: dict[str, _Figures] = {}
    rows = []
    code = code_of_scheme(scheme)
    own = (one for one in actions if isinstance(one, Action) and one.scheme == code)
    for action in sorted(own, key=lambda one: (one.due, one.id)):
        recorded = scheme.parse_period(action.period)
        if recorded.start > period.start:
            continue
        if action.measure not in figures:
            figures[action.measure] = _Figures(con, scheme_of_measure(scheme, action.measure))
        told = {name: getattr(action, name) for name in _TOLD}
        rows.append(told | figures[action.measure].of(action, recorded, period.whole()))
    return pd.DataFrame(rows, columns=list(OUTCOME_COLUMNS)).astype({"certain": bool})


@dataclass(frozen=True)
class _Pair:
    """Two periods: the figures of each unit, and of which the change is beyond chance."""

    before: dict[str, UnitScore]
    after: dict[str, UnitScore]
    certain: frozenset[str]


class _Figures:
    """The figures of one measure: the scores by the scheme that has them."""

    def __init__(self, con: duckdb.DuckDBPyConnection, scheme: Scheme) -> None:
        self.con, self.scheme = con, scheme
        self.sources = reach(con, scheme)
        self.pairs: dict[tuple[str, str], _Pair] = {}

    def of(self, action: Action, recorded: Period, period: Period) -> dict[str, Any]:
        """The columns that are found."""
        now, due = self._judged_in(action, recorded, period)
        before = progress_of(self.scheme, recorded, self.sources)
        pair = self._pair(before, now)
        then, later = pair.before.get(action.unit), pair.after.get(action.unit)
        outcome = self._outcome(action, later) if due else "open"
        judged = outcome in ("met", "missed")
        return {
            "before": float_or_nan(then.score if then else None),
            "after": float_or_nan(later.score if later else None),
            "outcome": outcome if action.state == "open" else "withdrawn",
            "certain": judged and action.state == "open" and action.unit in pair.certain,
            "judged_in": now.period.id,
        }

    def _judged_in(self, action: Action, recorded: Period, period: Period) -> tuple[Progress, bool]:
        """The last finished period that can judge an action, and True; without one the period that
        is looked at, in steps of the one in which it was recorded, and False."""
        latest = recorded
        while latest.shift(1).start <= period.last_day:
            latest = latest.shift(1)
        at = latest
        while at.last_day >= action.due and at.start > recorded.start:
            progress = progress_of(self.scheme, at, self.sources)
            if progress.finished:
                return progress, True
            at = at.previous()
        return progress_of(self.scheme, latest, self.sources), False

    def _outcome(self, action: Action, later: UnitScore | None) -> str:
        if later is None or later.score is None or later.state not in RANKED:
            return "no_data"
        ahead = self.scheme.sign * (later.score - Decimal(repr(action.target)))
        return "met" if ahead >= 0 else "missed"

    def _pair(self, before: Progress, now: Progress) -> _Pair:
        key = before.period.id, now.period.id
        if key not in self.pairs:
            self.pairs[key] = self._compared(before, now)
        return self.pairs[key]

    def _compared(self, before: Progress, now: Progress) -> _Pair:
        con, first, last = self.con, before.known, now.known
        scheme = version_for(self.scheme, last)
        found = scores(con, scheme, list({one.id: one for one in (first, last)}.values()))
        sides = found.of[first.id], found.of[last.id]
        alike = now.finished and comparable(now, before) and scorable_alike(scheme, first, last)
        if first.id == last.id or not alike:
            return _Pair(*sides, frozenset())
        again = like_for_like(con, scheme, first, last, found)
        places = places_of(found.versions[last.id], sides[1])
        known = known_of(con, scheme, again or found, places, last, first)
        return _Pair(
            *sides, frozenset(unit for unit, one in known.items() if one.clear in ("up", "down"))
        )
