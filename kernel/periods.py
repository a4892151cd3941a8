"""Periods of assessment: how they are written, where they begin and end, how they follow another.

Written forms: `2025`, `2025-H1`, `2025-Q3`, `2025-10`, `2025-W41`, `2025-10-25` for one day, and
`2025-10-01..2025-10-20`. A range of one day is that day.
An assessment month may start on any day up to the 28th: with day 21 the month 2025-10 runs from
21 September to 20 October. It always contains the 1st of the calendar month that names it, and
quarters, half-years and years are made of such months. A week likewise contains the Monday of the
ISO week that names it, whatever its first day.

A period that is not over can be cut to the days that its sources have reached (`so_far`). It keeps
its name, and whatever is asked of it (the one before, the one a year earlier) is cut to the same
days, so that a part is never compared with a whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from kernel.messages import Message, ShirongError
from kernel.text import fold

LEAST_DAYS = {"day": 1, "week": 7, "month": 28, "quarter": 90, "half": 181, "year": 365}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
GRAINS = ("year", "half", "quarter", "month", "week", "day", "custom")
_OF_DAYS = ("day", "custom")
LAST_MONTH_START = 28  # a later day is missing in February

_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DAY = r"(?:19|20|21)\d\d-\d{1,2}-\d{1,2}"
_FORMS = {
    "year": re.compile(_YEAR),
    "half": re.compile(_YEAR + r"-H(?P<part>[12])"),
    "quarter": re.compile(_YEAR + r"-Q(?P<part>[1-4])"),
    "month": re.compile(_YEAR + r"-(?P<part>0?[1-9]|1[0-2])"),
    "week": re.compile(_YEAR + r"-W(?P<part>\d{1,2})"),
    "day": re.compile(_DAY),
    "custom": re.compile(rf"{_DAY}\.\.{_DAY}"),
}


class PeriodError(ShirongError):
    """A text that is not a period."""


@dataclass(frozen=True)
class Period:
    """A stretch of days: `start` inclusive, `end` exclusive. `id` is its written form.

    reached: of a period that is cut, source -> how many of its days that source has reached; `end`
    is then that of the furthest. Empty for a whole period.
    """

    id: str
    start: date
    end: date
    grain: str
    month_starts_on: int = 1
    week_starts_on: int = 1
    reached: tuple[tuple[str, int], ...] = ()

    @property
    def last_day(self) -> date:
        """The last day inside."""
        return self.end - timedelta(days=1)

    @property
    def of_any_days(self) -> bool:
        """Whether it is a day, a week or a range of days, which may be asked of any scheme."""
        return self.grain in (*_OF_DAYS, "week")

    def fills(self, grain: str) -> bool:
        """Whether it is at least as long as the shortest period of a grain."""
        return self.days >= LEAST_DAYS[grain]

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days

    def so_far(self, reached: Mapping[str, int]) -> "Period":
        """This period cut to the days that each source has reached."""
        days = max(reached.values(), default=0)
        end = min(self.end, self.start + timedelta(days=days))
        return replace(self, end=end, reached=tuple(sorted(reached.items())))

    def within(self, begin: date, end: date) -> "Period":
        """The days from `begin` up to `end` (exclusive) of this one as a period of their own, cut
        as it is."""
        part = self._custom(begin, end - timedelta(days=1))
        if not self.reached:
            return part
        passed = (begin - self.start).days
        return part.so_far({source: max(days - passed, 0) for source, days in self.reached})

    def whole(self) -> "Period":
        """All of a period that is cut."""
        if not self.reached:
            return self
        return parse_period(self.id, self.month_starts_on, self.week_starts_on)

    def end_of(self, source: str) -> date:
        """The day before which a source is read."""
        days = dict(self.reached).get(source)
        return self.end if days is None else min(self.end, self.start + timedelta(days=days))

    def shift(self, steps: int) -> "Period":
        """The period of the same grain `steps` later (negative: earlier)."""
        if self.reached:
            return self.whole().shift(steps).so_far(dict(self.reached))
        if self.grain in _OF_DAYS:
            by = timedelta(days=self.days * steps)
            return self._custom(self.start + by, self.last_day + by)
        if self.grain == "week":
            inside = self.last_day + timedelta(weeks=steps)
            return self._week(*inside.isocalendar()[:2])
        first = _month_number(self.start) + (self.month_starts_on > 1)
        return self._months(self.grain, first + MONTHS_IN[self.grain] * steps)

    def previous(self) -> "Period":
        """The period before: same grain; for a custom one, the same number of days before it."""
        return self.shift(-1)

    def last(self, n: int) -> list["Period"]:
        """The n periods that end with this one, oldest first."""
        return [self.shift(step) for step in range(1 - n, 1)]

    def year_before(self) -> "Period":
        """The same period a year earlier. Week 53 gives week 52 where that year has no 53."""
        if self.reached:
            return self.whole().year_before().so_far(dict(self.reached))
        if self.grain in _OF_DAYS:
            return self._custom(_year_earlier(self.start), _year_earlier(self.last_day))
        if self.grain == "week":
            year, week, _ = self.last_day.isocalendar()
            return self._week(year - 1, min(week, _weeks_in(year - 1)))
        return self.shift(-12 // MONTHS_IN[self.grain])

    def months(self) -> tuple["Period", ...]:
        """The assessment months that lie wholly within this period, oldest first."""
        month = self._months("month", _month_number(self.start))
        found = []
        while month.end <= self.end:
            if month.start >= self.start:
                found.append(month)
            month = month.shift(1)
        return tuple(found)

    def label(self, lang: str = "zh") -> str:
        """The name that people read, e.g. `2025年10月（9月21日–10月20日）`; of a period that is cut
        with its days so far: `2025年11月前16天（10月21日–11月5日）`."""
        if self.reached:
            return self._label_so_far(lang)
        if self.grain in _OF_DAYS:
            return _days_message(self.start, self.last_day, dated=True).text(lang)
        params: dict[str, Any] = _parts(self.id, self.grain)
        if self.grain == "month":
            params["part"] = _message(f"month-{params['part']}")
        name = _message(f"period-{self.grain}", **params)
        if self.grain != "week" and self.month_starts_on == 1:
            return name.text(lang)
        days = _days_message(self.start, self.last_day, dated=False)
        return _message("period-with-days", name=name, days=days).text(lang)

    def days_label(self, lang: str = "zh") -> str:
        """First and last day, with the year where it does not name the period."""
        return _days_message(self.start, self.last_day, dated=self.grain in _OF_DAYS).text(lang)

    def _label_so_far(self, lang: str) -> str:
        days = _days_message(self.start, self.last_day, dated=self.grain in _OF_DAYS)
        if self.grain in _OF_DAYS:
            name = _days_message(self.start, self.whole().last_day, dated=True)
        else:
            params: dict[str, Any] = _parts(self.id, self.grain)
            if self.grain == "month":
                params["part"] = _message(f"month-{params['part']}")
            name = _message(f"period-{self.grain}", **params)
        return _message("period-so-far", name=name, n=self.days, days=days).text(lang)

    def _months(self, grain: str, first: int) -> "Period":
        return _of_months(grain, first, self.month_starts_on, self.week_starts_on)

    def _week(self, year: int, week: int) -> "Period":
        return _of_week(year, week, self.month_starts_on, self.week_starts_on)

    def _custom(self, first: date, last: date) -> "Period":
        return _of_days(first, last, self.month_starts_on, self.week_starts_on)


def parse_period(text: str, month_starts_on: int = 1, week_starts_on: int = 1) -> Period:
    """The period that a text names (forms: see the module). Full-width digits are understood.

    month_starts_on: 1..28; week_starts_on: 1 = Monday .. 7 = Sunday. PeriodError names the
    accepted forms when the text fits none, when a day or week does not exist, or when a range
    ends before it begins.
    """
    if not 1 <= month_starts_on <= LAST_MONTH_START:
        raise PeriodError(_message("period-bad-month-start", day=month_starts_on))
    if not 1 <= week_starts_on <= 7:
        raise PeriodError(_message("period-bad-week-start", day=week_starts_on))
    written = fold(text).upper()
    for grain, form in _FORMS.items():
        if form.fullmatch(written):
            return _build(text, written, grain, month_starts_on, week_starts_on)
    raise PeriodError(_message("period-unreadable", text=text))


def covering(first: date, last: date) -> Period:
    """The custom period from one day to another, both included."""
    return _of_days(first, last, 1, 1)


def _build(text: str, written: str, grain: str, month_start: int, week_start: int) -> Period:
    if grain in _OF_DAYS:
        days = [_read_day(text, day) for day in written.split("..")]
        first, last = days[0], days[-1]
        if last < first:
            raise PeriodError(_message("period-reversed", text=text))
        return _of_days(first, last, month_start, week_start)
    parts = _parts(written, grain)
    year, part = parts["year"], parts.get("part", 1)
    if grain == "week":
        if not 1 <= part <= _weeks_in(year):
            raise PeriodError(_message("period-no-such-week", text=text, weeks=_weeks_in(year)))
        return _of_week(year, part, month_start, week_start)
    first_month = year * 12 + (part - 1) * MONTHS_IN[grain]
    return _of_months(grain, first_month, month_start, week_start)


def _of_months(grain: str, first: int, month_start: int, week_start: int) -> Period:
    """The period of a grain whose first month has this number (months since year 0)."""
    year, month = divmod(first, 12)
    part = month // MONTHS_IN[grain] + 1
    name = {
        "year": f"{year}",
        "half": f"{year}-H{part}",
        "quarter": f"{year}-Q{part}",
        "month": f"{year}-{part:02d}",
    }[grain]
    start = _month_start(first, month_start)
    end = _month_start(first + MONTHS_IN[grain], month_start)
    return Period(name, start, end, grain, month_start, week_start)


def _of_week(year: int, week: int, month_start: int, week_start: int) -> Period:
    monday = date.fromisocalendar(year, week, 1)
    start = monday - timedelta(days=(1 - week_start) % 7)
    end = start + timedelta(weeks=1)
    return Period(f"{year}-W{week:02d}", start, end, "week", month_start, week_start)


def _of_days(first: date, last: date, month_start: int, week_start: int) -> Period:
    end = last + timedelta(days=1)
    name, grain = (f"{first}", "day") if first == last else (f"{first}..{last}", "custom")
    return Period(name, first, end, grain, month_start, week_start)


def _month_number(day: date) -> int:
    """Months since year 0."""
    return day.year * 12 + day.month - 1


def _month_start(number: int, month_start: int) -> date:
    """First day of the assessment month with this number."""
    year, month = divmod(number - (month_start > 1), 12)
    return date(year, month + 1, month_start)


def _weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _year_earlier(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def _read_day(text: str, written: str) -> date:
    try:
        return date(*(int(part) for part in written.split("-")))
    except ValueError:
        raise PeriodError(_message("period-no-such-day", text=text, day=written)) from None


def _parts(written: str, grain: str) -> dict[str, int]:
    """Year, and number of the week, month, quarter or half, of a well-formed period text."""
    found = _FORMS[grain].fullmatch(written)
    assert found is not None
    return {name: int(value) for name, value in found.groupdict().items()}


def _days_message(first: date, last: date, dated: bool) -> Message:
    """First and last day; `dated` adds the year, which is always said where the two differ."""
    if first == last:
        day = day_message(first)
        return _message("period-one-day", year=first.year, day=day) if dated else day
    days = {"first": day_message(first), "last": day_message(last)}
    if first.year != last.year:
        return _message("period-days-years", start=first.year, end=last.year, **days)
    if dated:
        return _message("period-days-dated", year=first.year, **days)
    return _message("period-days", **days)


def day_message(day: date) -> Message:
    """A day without its year: 10月5日."""
    return _message("period-day", month=_message(f"month-short-{day.month}"), day=day.day)


def _message(code: str, **params: Any) -> Message:
    return Message(code, params, "kernel")
