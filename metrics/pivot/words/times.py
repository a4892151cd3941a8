"""Days in words: `近三个月`, `2025年三季度`, `October 2025`, `since March`, `1月至9月`.

All is read in a fold (`kernel.text.fold`): no blanks, no case, half-width digits.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.parsing.numerals import number_of
from kernel.periods import Period, PeriodError, covering, parse_period
from metrics.pivot.days import MOST_OF_THEM, part_holding
from metrics.pivot.words.grammar import ENGLISH_NUMBERS

_N = r"(\d{1,4}|[一二两三四五六七八九十廿卅]{1,3})"
_FIRST, _SECOND = (_N.replace("(", f"(?P<{name}>", 1) for name in "nm")
_EN = rf"(\d{{1,4}}|{'|'.join(ENGLISH_NUMBERS)})"
_UNITS = {
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "个月": "month",
    "月": "month", "季度": "quarter", "季": "quarter", "年": "year",
}  # fmt: skip
_RELATIVE = (
    re.compile(
        rf"(?:最近|过去|近)的?{_N}个?(天|日|周|星期|礼拜|个月|月|季度|季|年)(?:以?来|内|里)?"
    ),
    re.compile(rf"(?:last|past|previous|recent){_EN}(day|week|month|quarter|year)s?"),
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august") + (
    "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join([*_MONTHS, *(f"{name[:3]}\\.?" for name in _MONTHS), "sept"])
_YEAR = r"(?P<y>(?:19|20)\d\d年?|\d\d年|[〇零○一二三四五六七八九]{4}年|今年|本年|去年|上年|前年)度?"
_SAID = r"(?:of|in)?"
_PARTS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "first": 1, "second": 2} | {
    "third": 3, "fourth": 4, "last": 4,
}  # fmt: skip
_ORDINAL = "first|second|third|fourth"
# A period: its year, if said, stands in y; n and m are numbers of month, day, quarter, week.
_POINTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (
            rf"(?:{_YEAR})?{_FIRST}月{_SECOND}[日号]",
            "day",
        ),
        (rf"(?:{_YEAR})?{_FIRST}月份?", "month"),
        (rf"(?:{_YEAR})?第?(?P<n>[一二三四1-4])季度?", "quarter"),
        (rf"(?:{_YEAR})?q(?P<n>[1-4])", "quarter"),
        (rf"(?:{_YEAR})?(?P<n>[上下])半年", "half"),
        (rf"(?:{_YEAR})?第{_FIRST}周", "week"),
        (_YEAR, "year"),
        (r"(?P<y>(?:19|20)\d\d)[-/.](?P<n>\d{1,2})[-/.](?P<m>\d{1,2})", "day"),
        (r"(?P<y>(?:19|20)\d\d)[-/](?P<n>1[0-2]|0?[1-9])", "month"),
        (r"(?P<y>(?:19|20)\d\d)-?q(?P<n>[1-4])", "quarter"),
        (r"(?P<y>(?:19|20)\d\d)-?h(?P<n>[12])", "half"),
        (r"(?P<y>(?:19|20)\d\d)-?w(?P<n>\d{1,2})", "week"),
        (r"(?P<y>(?:19|20)\d\d)", "year"),
        (rf"(?P<n>{_MONTH})(?P<m>\d{{1,2}})(?:st|nd|rd|th)?,?(?P<y>(?:19|20)\d\d)?", "day"),
        (rf"(?P<m>\d{{1,2}})(?:st|nd|rd|th)?{_SAID}(?P<n>{_MONTH})(?P<y>(?:19|20)\d\d)?", "day"),
        (rf"(?P<n>{_MONTH}){_SAID},?(?P<y>(?:19|20)\d\d)?", "month"),
        (rf"q(?P<n>[1-4]){_SAID}(?P<y>(?:19|20)\d\d)?", "quarter"),
        (rf"(?P<n>{_ORDINAL})quarter{_SAID}(?P<y>(?:19|20)\d\d)?", "quarter"),
        (rf"(?P<n>first|second)half{_SAID}(?P<y>(?:19|20)\d\d)?", "half"),
        (rf"week(?P<n>\d{{1,2}}){_SAID}(?P<y>(?:19|20)\d\d)?", "week"),
    )
)
_TO = re.compile(r"至|到|~|–|—+|--?|\.\.|through|until|to")
_ONWARDS = re.compile(r"以来|起至今|至今|起|之后|以后")
_SINCE = re.compile(r"since")
_BARE_MONTHS = re.compile(rf"(?:{_YEAR})?(?P<n>\d{{1,2}})(?:至|到|~|–|—|-)(?P<m>\d{{1,2}})月份?")
_QUARTERS = re.compile(rf"(?:{_YEAR})?前(?P<n>[一二两三23])个?季度")


@dataclass(frozen=True)
class DaysSaid:
    """Days as questions write them, which end before a place of the fold; assumed: without its
    year, which is taken to be the latest that has begun."""

    end: int
    days: str
    assumed: bool = False


@dataclass(frozen=True)
class _Point:
    end: int
    period: Period
    assumed: bool


def days_said(text: str, at: int, today: date) -> Iterator[DaysSaid]:
    """All days that the fold may say from a place on. today: the day after the last known one."""
    for pattern in _RELATIVE:
        if found := pattern.match(text, at):
            number = ENGLISH_NUMBERS.get(found[1]) or number_of(found[1])
            unit = _UNITS.get(found[2], found[2])
            if number and number <= MOST_OF_THEM[unit]:
                yield DaysSaid(found.end(), f"last {number} {unit}{'s' * (number > 1)}")
    since = _SINCE.match(text, at)
    points = list(_points(text, since.end() if since else at, today))
    if since:
        yield from (_onwards(point, point.end, today) for point in points)
        return
    yield from (DaysSaid(point.end, point.period.id, point.assumed) for point in points)
    for point in points:  # afterwards: 2025-Q3 is no range
        if onwards := _ONWARDS.match(text, point.end):
            yield _onwards(point, onwards.end(), today)
        if to := _TO.match(text, point.end):
            for last in _points(text, to.end(), today, point.period.start):
                if last.period.end > point.period.start:
                    days = covering(point.period.start, last.period.last_day).id
                    yield DaysSaid(last.end, days, point.assumed)
    yield from _several(text, at, today)


def calendar_days(code: str, today: date) -> str:
    """`this month` as questions write it; other days as they are."""
    this, _, unit = code.partition(" ")
    return part_holding(today, unit).id if this == "this" else code


def _onwards(point: _Point, end: int, today: date) -> DaysSaid:
    last = today - timedelta(days=1)
    whole = point.period.start > last or point.period.end > last
    days = point.period.id if whole else covering(point.period.start, last).id
    return DaysSaid(end, days, point.assumed)


def _several(text: str, at: int, today: date) -> Iterator[DaysSaid]:
    """`1-9月`, `前三季度`."""
    if found := _BARE_MONTHS.match(text, at):
        first = _period("month", found["n"], None, found["y"], today)
        last = first and _period("month", found["m"], None, f"{first.start.year}", today)
        if first and last and first.start < last.end:
            days = covering(first.start, last.last_day).id
            yield DaysSaid(found.end(), days, not found["y"])
    if found := _QUARTERS.match(text, at):
        number = {"2": 2, "3": 3}.get(found["n"]) or number_of(found["n"])
        year = _year(found["y"], today) if found["y"] else today.year
        if number and year:
            first = parse_period(f"{year}-Q1")
            days = covering(first.start, first.shift(number - 1).last_day).id
            yield DaysSaid(found.end(), days, not found["y"])


def _points(text: str, at: int, today: date, after: date | None = None) -> Iterator[_Point]:
    """The single periods. after: one without a year is the first that does not begin before it."""
    for pattern, form in _POINTS:
        if found := pattern.match(text, at):
            parts = found.groupdict()
            year = parts.get("y")
            if not year and after:
                period = _period(form, parts["n"], parts.get("m"), f"{after.year}", today)
            else:
                period = _period(form, parts.get("n"), parts.get("m"), year, today)
            if period:
                yield _Point(found.end(), period, not year)


def _period(
    form: str, n: str | None, m: str | None, year: str | None, today: date
) -> Period | None:
    """A period of a form; None where there is no such one."""
    number, other = _part(n), _part(m)
    write: Callable[[int], str] = {
        "day": lambda y: f"{y}-{number:02d}-{other or 0:02d}",
        "month": lambda y: f"{y}-{number:02d}",
        "quarter": lambda y: f"{y}-Q{number}",
        "half": lambda y: f"{y}-H{number}",
        "week": lambda y: f"{y}-W{number:02d}",
        "year": lambda y: f"{y}",
    }[form]
    try:
        if year:
            said = _year(year, today)
            return parse_period(write(said)) if said else None
        found = parse_period(write(today.year))
        return found if found.start <= today else parse_period(write(today.year - 1))
    except PeriodError:
        return None


def _year(said: str, today: date) -> int | None:
    """2025, 25年, 二〇二五年, 今年, 去年, 前年."""
    by_word = {"今年": 0, "本年": 0, "去年": 1, "上年": 1, "前年": 2}
    if said in by_word:
        return today.year - by_word[said]
    number = number_of(said.removesuffix("年"))
    return 2000 + number if number is not None and number < 100 else number


def _part(text: str | None) -> int:
    """The number of a month, quarter, week or day, in digits or words; 0 for none."""
    if not text:
        return 0
    if text in _PARTS:
        return _PARTS[text]
    english = [name[:3] for name in _MONTHS]
    if text[:3] in english:
        return english.index(text[:3]) + 1
    return number_of(text) or 0
