"""Campaigns (专项行动): what they found, and what it was like before, after, and a year before.

A fact is of a campaign where its export says so; where no fact of a campaign says it, those of its
days, units and kinds of problems are. Comparisons always go by days, units and kinds, so that both
sides are counted alike: findings per 100 checks, over as many days. A difference is called clear
where it is more than chance, findings of one visit taken together, adjusted over the comparisons of
the campaign (Holm). It says nothing of why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from data.parsing.categories import canonical_category, canonical_subcategory
from data.unit_resolution.splitting import parts_of
from kernel.periods import Period, covering
from kernel.schema import UNIT_KINDS
from metrics.aggregation.aggregate import CountingRules
from metrics.aggregation.counted import ask
from metrics.analyses.ledger import moment_of
from metrics.scoring.certainty.judging import LEVEL, holm
from metrics.scoring.certainty.together import ALL_KINDS, differ, together

WINDOWS = ("before", "during", "after", "year_before")
_FACTS = ("findings", "cases", "inspections", "enforcement_cases")


@dataclass(frozen=True)
class Window:
    """Some days (first, last; None: nothing of them is known) and what was found in them.

    days: how many of them are known, whole: of how many. findings, checks: weighed by shares.
    clear: fewer | more | no | unknown, of this window against the campaign's days.
    """

    name: str
    first: date
    last: date
    days: int
    whole: int
    findings: float
    checks: float
    cases: float
    clear: str = "unknown"

    @property
    def rate(self) -> float:
        """Findings per 100 checks; NaN without checks."""
        return 100 * self.findings / self.checks if self.checks else float("nan")


@dataclass(frozen=True)
class Campaign:
    """One campaign. units: (kind, name); empty: the whole city. categories: canonical names; empty:
    all kinds. marked: whether facts say that they are its own. findings, rectified, cases: of the
    campaign; running: it ends after what is known."""

    name: str
    first: date
    last: date | None
    units: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    goal: str | None
    rate_goal: float | None
    document: str | None
    marked: bool
    findings: float
    rectified: float
    cases: float
    running: bool
    windows: tuple[Window, ...]

    @property
    def rectified_rate(self) -> float:
        """Percent of its findings that are rectified; NaN without any."""
        return 100 * self.rectified / self.findings if self.findings else float("nan")

    def window(self, name: str) -> Window:
        """One of WINDOWS."""
        return next(one for one in self.windows if one.name == name)


def campaigns(
    con: duckdb.DuckDBPyConnection, period: Period, rules: CountingRules | None = None
) -> list[Campaign]:
    """All campaigns that began by the end of a period, the latest first."""
    table = ask(
        con,
        "SELECT * FROM campaigns WHERE day < ? ORDER BY day DESC, campaign, source_row",
        [period.end],
    )
    known = _known(con, period)
    found = []
    for _, own in table.groupby(["campaign", "begins_on"], sort=False, dropna=False):
        found.append(_campaign(con, own.to_dict("records"), known, rules or CountingRules()))
    return found


def _known(con: duckdb.DuckDBPyConnection, period: Period) -> tuple[date, date] | None:
    """From the first day with checks on, up to the last one known; None without checks."""
    first = ask(con, "SELECT MIN(day) AS day FROM inspections")["day"].iloc[0]
    if pd.isna(first):
        return None
    until = moment_of(con, period) - timedelta(microseconds=1)
    return pd.Timestamp(first).date(), until.date()


def _campaign(
    con: duckdb.DuckDBPyConnection,
    rows: Sequence[Mapping[Any, Any]],
    known: tuple[date, date] | None,
    rules: CountingRules,
) -> Campaign:
    one = rows[0]
    units = tuple(
        dict.fromkeys(
            (kind, row[kind]) for row in rows for kind in UNIT_KINDS if isinstance(row[kind], str)
        )
    )
    words = parts_of(one["categories"] or "") if isinstance(one["categories"], str) else []
    kinds = tuple(dict.fromkeys(canonical_subcategory(word) for word in words))
    first = pd.Timestamp(one["begins_on"]).date()
    last = None if pd.isna(one["ends_on"]) else pd.Timestamp(one["ends_on"]).date()
    end = last or (known[1] if known else first)
    scope = _scope(units, kinds)
    # Of one that still runs, as many days on either side as are known of it.
    seen = min(end, known[1]) if known and first <= known[1] else end
    windows = [_counted(con, *window, known, units, kinds) for window in _days(first, seen, end)]
    marked = any(
        bool(
            ask(con, f"SELECT COUNT(*) AS n FROM {t} WHERE campaign = ?", [one["campaign"]])["n"][0]
        )
        for t in _FACTS
    )
    if marked:
        where, params = "campaign = ?", [one["campaign"]]
    else:
        where, params = f"day >= ? AND day <= ? AND {scope[0]}", [first, end, *scope[1]]
    own = ask(
        con,
        rules.of_findings(
            "SELECT SUM(COALESCE(share, 1e0)) AS n, SUM(CASE WHEN is_rectified THEN"
            f" COALESCE(share, 1e0) END) AS done FROM findings WHERE {where}"
        ),
        params,
    ).fillna(0.0)
    cases = ask(con, f"SELECT SUM(COALESCE(share, 1e0)) AS n FROM cases WHERE {where}", params)
    return Campaign(
        name=str(one["campaign"]),
        first=first,
        last=last,
        units=units,
        categories=kinds,
        goal=one["goal"] if isinstance(one["goal"], str) else None,
        rate_goal=None if pd.isna(one["rate_goal"]) else float(one["rate_goal"]),
        document=one["document"] if isinstance(one["document"], str) else None,
        marked=marked,
        findings=float(own["n"][0]),
        rectified=float(own["done"][0]),
        cases=float(cases.fillna(0.0)["n"][0]),
        running=known is None or last is None or last > known[1],
        windows=tuple(_judged(con, windows, units, rules)),
    )


def _days(first: date, seen: date, last: date) -> list[tuple[str, date, date]]:
    """The campaign's days as far as they are seen, as many before and after it, and those a year
    before."""
    days = (seen - first).days + 1
    year = covering(first, seen).year_before()
    return [
        ("before", first - timedelta(days=days), first - timedelta(days=1)),
        ("during", first, seen),
        ("after", last + timedelta(days=1), last + timedelta(days=days)),
        ("year_before", year.start, year.last_day),
    ]


def _scope(units: Sequence[tuple[str, str]], kinds: Sequence[str]) -> tuple[str, list[str]]:
    """SQL: the rows of findings or cases that are of these units and kinds of problems."""
    where, params = _of_units(units)
    if not kinds:
        return where, params
    marks = ", ".join("?" for _ in kinds)
    classes = [canonical_category(kind) for kind in kinds]
    where += f" AND (subcategory IN ({marks}) OR category IN ({marks}))"
    return where, [*params, *kinds, *classes]


def _of_units(units: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    if not units:
        return "TRUE", []
    return f"({' OR '.join(f'{kind} = ?' for kind, _ in units)})", [name for _, name in units]


def _counted(
    con: duckdb.DuckDBPyConnection,
    name: str,
    first: date,
    last: date,
    known: tuple[date, date] | None,
    units: Sequence[tuple[str, str]],
    kinds: Sequence[str],
) -> Window:
    """What is known of some days; nothing where they begin before the first check, for of a part
    nobody knows what the rest was."""
    whole = (last - first).days + 1
    if known is None or first < known[0] or first > known[1]:
        nan = float("nan")
        return Window(name, first, last, 0, whole, nan, nan, nan)
    until = min(last, known[1])
    scope, of_units = _scope(units, kinds), _of_units(units)
    counts = []
    for table, (where, params) in (
        ("findings", scope),
        ("inspections", of_units),
        ("cases", scope),
    ):
        sql = f"SELECT SUM(COALESCE(share, 1e0)) AS n FROM {table} WHERE day >= ? AND day <= ?"
        found = ask(con, f"{sql} AND {where}", [first, until, *params])
        counts.append(float(found.fillna(0.0)["n"].iloc[0]))
    problems, checks, cases = counts
    return Window(name, first, last, (until - first).days + 1, whole, problems, checks, cases)


def _judged(
    con: duckdb.DuckDBPyConnection,
    windows: Sequence[Window],
    units: Sequence[tuple[str, str]],
    rules: CountingRules,
) -> list[Window]:
    """The windows, each but the campaign's own held against that."""
    own = next(window for window in windows if window.name == "during")
    p = [float("nan")] * len(windows)
    for at, other in enumerate(windows):
        if other is own or not (own.days and other.days):
            continue
        spans = [covering(w.first, w.first + timedelta(days=w.days - 1)) for w in (other, own)]
        much = together(con, spans, "subcategory", _filters(units), rules)[ALL_KINDS]
        counts = (own.findings, own.checks, other.findings, other.checks, much)
        now, n, before, n_before, factor = (np.array([value]) for value in counts)
        p[at] = float(differ(now, n, before, n_before, factor)[0])
    clear = holm(p) < LEVEL
    return [
        _say(window, own, bool(sure), not np.isnan(chance))
        for window, sure, chance in zip(windows, clear, p, strict=True)
    ]


def _say(window: Window, own: Window, sure: bool, tested: bool) -> Window:
    word = "unknown" if not tested else "no"
    if tested and sure:
        word = "fewer" if own.rate < window.rate else "more"
    return Window(**{**window.__dict__, "clear": word})


def _filters(units: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Units of one kind as a filter; of several kinds all findings tell how they come together."""
    kinds = {kind for kind, _ in units}
    return {kinds.pop(): tuple(name for _, name in units)} if len(kinds) == 1 else {}
