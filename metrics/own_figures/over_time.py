"""The value of an own figure for a period: as it was stated of it, or made of shorter periods.

Stated of the period itself, a value stands. Else it is made of the longest shorter periods that
were stated (quarters before months, months before weeks):

- a ratio that came with its parts is the sum of the numerators over that of the denominators;
- `last`: the value of the last of them; nothing where that one is missing;
- `sum`: their sum; nothing while one is missing, because a part is never the whole;
- else the mean of those that were stated, each counting once, with how many of how many there are.

Nothing is made of values in different measures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from kernel.periods import MONTHS_IN, Period, covering, parse_period
from metrics.own_figures.stated import grains_within, labelled, scale_of

BASES = ("stated", "ratio", "mean", "sum", "last", "none", "mixed")
_LONGEST = ("half", "quarter", "month", "week", "custom", "day")


@dataclass(frozen=True)
class FigureValue:
    """One figure of one unit in one period.

    basis: one of BASES; none: nothing was stated. value: None where the rule gives none. told, of:
    how many of the shorter periods were stated, and how many there are (1 of 1 where it was stated
    itself). missing: ids of those that were not. numerator, denominator: what was divided; 1 below
    a value that was not. measure: in which it is stated.
    """

    basis: str
    value: float | None = None
    told: int = 0
    of: int = 0
    missing: tuple[str, ...] = ()
    grain: str = ""
    numerator: float | None = None
    denominator: float | None = None
    measure: str | None = None

    @property
    def whole(self) -> bool:
        """Whether no part of the period is missing."""
        return self.told == self.of


NONE = FigureValue("none")


def figure_value(rows: pd.DataFrame, period: Period) -> FigureValue:
    """The value that rows of one series (see `metrics.own_figures.stated`) give for a period."""
    whole = period.whole()
    rows = rows[rows["value"].notna()]
    labels = labelled(rows, whole)
    own = [bool(one and (one.start, one.end) == (whole.start, whole.end)) for one in labels]
    if any(own):
        row = rows[own].iloc[-1]
        number = float(row["value"])
        measure = None if pd.isna(row["measure"]) else str(row["measure"])
        return FigureValue("stated", number, 1, 1, (), whole.grain, number, 1.0, measure)
    grains = grains_within(labels, whole)
    grain = next((grain for grain in _LONGEST if grain in grains), None)
    if grain is None:
        return NONE
    taken = rows[[one == grain for one in grains]]
    told = [one for one, own in zip(labels, grains, strict=True) if own == grain and one]
    order = sorted(range(len(told)), key=lambda at: told[at].start)
    taken, told = taken.iloc[order], [told[at] for at in order]
    parts = parts_of(period, grain, told)
    return _made(taken, parts, told, grain)


def parts_of(period: Period, grain: str, told: Sequence[Period]) -> list[Period]:
    """The shorter periods that lie wholly in a period, as far as it is known, and those that were
    stated beyond that."""
    whole = period.whole()
    end = max([period.end, *(one.end for one in told)])
    if grain in MONTHS_IN:
        step = MONTHS_IN[grain]
        months = whole.months()
        starts = [months[at : at + step] for at in range(0, len(months), step)]
        found = [_joined(group, grain) for group in starts if len(group) == step]
    elif grain == "week":
        found = _weeks(whole)
    elif grain == "day":
        days = (whole.start + timedelta(days=n) for n in range(whole.days))
        found = [covering(day, day) for day in days]
    else:
        found = list(told)  # ranges of days that nobody planned: none is known to be missing
    return [one for one in found if one.end <= end]


def _joined(months: Sequence[Period], grain: str) -> Period:
    first = months[0]
    if grain == "month":
        return first
    year, number = (int(part) for part in first.id.split("-"))
    name = f"{year}-Q{(number + 2) // 3}" if grain == "quarter" else f"{year}-H{(number + 5) // 6}"
    return parse_period(name, first.month_starts_on, first.week_starts_on)


def _weeks(whole: Period) -> list[Period]:
    week = parse_period("2025-W01", whole.month_starts_on, whole.week_starts_on)
    week = week.shift((whole.start - week.start).days // 7)
    found = []
    while week.end <= whole.end:
        if week.start >= whole.start:
            found.append(week)
        week = week.shift(1)
    return found


def _made(
    taken: pd.DataFrame, parts: Sequence[Period], stated: Sequence[Period], grain: str
) -> FigureValue:
    """The value that the rows of shorter periods, in their order, make together."""
    starts = {one.start for one in stated}
    missing = tuple(part.id for part in parts if part.start not in starts)
    told, of = len(taken), len(taken) + len(missing)
    measures = taken["measure"].dropna().unique()
    measure = str(measures[0]) if len(measures) else None
    about = (told, of, missing, grain)
    if len(measures) > 1:
        return FigureValue("mixed", None, *about)
    rule = taken["together"].dropna()
    how = str(rule.iloc[-1]) if len(rule) else "mean"
    tops, bottoms = taken["numerator"], taken["denominator"]
    if how == "last":
        newest = taken.iloc[-1]
        held = not parts or stated[-1].start == parts[-1].start
        number = float(newest["value"]) if held else None
        return FigureValue("last", number, *about, number, 1.0, measure)
    if how == "sum":
        total = float(taken["value"].sum())
        number = None if missing else total
        return FigureValue("sum", number, *about, number, 1.0, measure)
    if tops.notna().all() and (bottoms > 0).all():
        top, bottom = float(tops.sum()), float(bottoms.sum())
        scale = float(scale_of(pd.Series([measure])).iloc[0])
        return FigureValue("ratio", scale * top / bottom, *about, top, bottom, measure)
    total = float(taken["value"].sum())
    return FigureValue("mean", total / told, *about, total, float(told), measure)
