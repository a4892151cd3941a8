"""Moments as exports write them.

`2025-10-01 08:30:00`, `2025/10/1 上午8:30`, `2022年3月5日 8时30分`, `二〇二五年十月一日`,
`20251001`, Excel serials (`45931.354`), `10/01/2025 08:30:00 PM`, `1/31/20 0:02`,
`2025-10-01T00:30:00Z`; full-width digits and weekday names everywhere. What tells whether a whole
column writes its day or its month first stands in `data.parsing.date_order`.
"""

import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from data.parsing.clock import TIME, Clock, clock_alone, clock_of
from data.parsing.numerals import arabic
from kernel.messages import Message, ShirongError
from kernel.text import visible

# What stands first where the year does not: `short` is a year of two digits.
Order = Literal["year", "month", "day", "short"]

_EXCEL_EPOCH = datetime(1899, 12, 30)
_YEARS = range(1900, 2201)
_WEEKDAY = re.compile(r"[(（]?(星期|周|礼拜)[一二三四五六日天][)）]?")
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年\s]\s*(?P<month>\d{1,2})\s*[-/.月\s]\s*(?P<day>\d{1,2})\s*[日号]?"
    + TIME
)
_SHORT_YEAR = re.compile(
    r"['‘’]?(?P<year>\d{2})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?" + TIME
)
_YEAR_LAST = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4})" + TIME
)
_ALL_SHORT = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{1,2})" + TIME
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T\s]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.(?P<part>\d+))?")
_DAY = timedelta(days=1)

# Days that programs write where they have none: zero of databases, spreadsheets and clocks, and
# the ends of their calendars. Whatever time of day stands beside them.
_NO_DAYS = frozenset(
    (
        *((0, 0, 0), (1, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 0)),
        *((1900, 1, 1), (1970, 1, 1), (2099, 12, 31), (2999, 12, 31), (9999, 12, 31)),
    )
)
_NO_SERIAL = re.compile(r"0+(?:\.0*)?|1\.0*|25569(?:\.\d+)?|2958465(?:\.\d+)?")


class TimezoneError(ShirongError):
    """SHIRONG_TIMEZONE names no time zone."""


@dataclass(frozen=True)
class Moment:
    """A point in time; `timed` is False where a day alone was written (it then begins the day)."""

    at: datetime
    timed: bool


@dataclass(frozen=True)
class Written:
    """A date as its digits stand there. `order` says what is undecided: None (nothing), `last`
    (month and day before a year of four digits) or `short` (three short numbers, of which one is
    the year; a first or last one of a single digit, which is none, is negative here)."""

    numbers: tuple[int, int, int]
    undecided: Literal["last", "short"] | None
    match: re.Match[str]


def parse_datetime(text: str, order: Order = "year") -> datetime | None:
    """The moment a text means, None when it means none (or an impossible one, as 2025-02-30).

    `order` says what `10/01/2025` is: month first, day first, or (year) neither, in which case only
    a number above 12 decides; and what `1/2/20` is, where `short` means the year first. Moments of
    another time zone become those of the city (SHIRONG_TIMEZONE). 24:00 is the end of its day.
    A placeholder (`is_placeholder`) is no moment.
    """
    found = read_moment(text, order)
    return found.at if found else None


def read_moment(text: str, order: Order = "year") -> Moment | None:
    """Like `parse_datetime`, and whether a time of day was written."""
    if text.isascii():  # days and times of day come again: most are known already
        head, _, tail = text.strip().partition(" ")
        if tail and (known := _day_alone(head, order)) and (clock := clock_alone(tail.lstrip())):
            return _moment(known, clock)
    plain = _plain(text)
    if (serial := _SERIAL.fullmatch(plain)) and not _NO_SERIAL.fullmatch(plain):
        return Moment(_from_serial(plain, serial["part"] or ""), bool(serial["part"]))
    written = _written(plain)
    if written is None:
        return None
    day = _day(written, order)
    if day is None or (day.year, day.month, day.day) in _NO_DAYS:
        return None
    time = clock_of(written.match)
    if time is None:
        return None
    return _moment(day, time)


@lru_cache(maxsize=20_000)
def _day_alone(text: str, order: Order) -> date | None:
    """The day of a text that is a day and nothing else; None for a placeholder too."""
    written = _written(text)
    if written is None or written.match.groupdict().get("hour") is not None:
        return None
    day = _day(written, order)
    return None if day is None or (day.year, day.month, day.day) in _NO_DAYS else day


def _moment(day: date, time: Clock) -> Moment:
    hour, minute, second, next_day = time.at
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    if next_day:
        moment += _DAY
    if time.offset is not None:
        moment = _local(moment, time.offset)
    return Moment(moment, time.written)


def is_placeholder(text: str) -> bool:
    """Whether a text is what programs write for no date: 1900-01-01, 0000-00-00, 9999-12-31 ..."""
    plain = _plain(text)
    if _NO_SERIAL.fullmatch(plain):
        return True
    written = _written(plain)
    if written is None:
        return False
    a, b, c = written.numbers
    if written.undecided == "short":
        return False
    return bool({(c, a, b), (c, b, a)} & _NO_DAYS if written.undecided else {(a, b, c)} & _NO_DAYS)


def written_date(text: str) -> Written | None:
    """The digits of a date, before it is decided which of them is the day; None when it is none."""
    return _written(_plain(text))


def day_of(numbers: tuple[int, int, int], undecided: str | None, order: Order) -> date | None:
    """The day that undecided digits mean in an order; None when there is none, or no order."""
    a, b, c = numbers
    if undecided is None:
        return _date(a, b, c)
    if undecided == "last":
        if a > 12 or (order == "day" and b <= 12):
            return _date(c, b, a)
        return _date(c, a, b) if b > 12 or order == "month" else None
    readings = {
        "short": _date(_century(a), b, abs(c)),
        "month": _date(_century(c), abs(a), b),
        "day": _date(_century(c), b, abs(a)),
    }
    if order in readings and readings[order]:
        return readings[order]
    possible = {day for day in readings.values() if day}
    return possible.pop() if len(possible) == 1 else None


@lru_cache(maxsize=4)
def city_zone(name: str | None = None) -> ZoneInfo:
    """The city's time zone by its name. Raises TimezoneError."""
    try:
        return ZoneInfo(name or "Asia/Shanghai")
    except (ValueError, OSError, KeyError) as error:
        raise TimezoneError(Message("timezone-unknown", {"name": name or ""})) from error


_NOON = re.compile(r"(\d日?)\s*正午$")


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = arabic(_WEEKDAY.sub(" ", visible(text)))
        text = _NOON.sub(r"\1 12:00", text)
    return text.strip()


def _written(text: str) -> Written | None:
    """The first form that the whole text has."""
    for form in (_COMPACT, _YEAR_FIRST):
        if match := form.fullmatch(text):
            return Written(_numbers(match, "year", "month", "day"), None, match)
    if match := _SHORT_YEAR.fullmatch(text):
        year, month, day = _numbers(match, "year", "month", "day")
        return Written((_century(year), month, day), None, match)
    if match := _YEAR_LAST.fullmatch(text):
        return Written(_numbers(match, "a", "b", "year"), "last", match)
    if match := _ALL_SHORT.fullmatch(text):
        first, second, third = _numbers(match, "a", "b", "year")
        first = first if len(match["a"]) == 2 else -first
        third = third if len(match["year"]) == 2 else -third
        return Written((first, second, third), "short", match)
    return None


def _numbers(match: re.Match[str], *names: str) -> tuple[int, int, int]:
    first, second, third = (int(match[name]) for name in names)
    return first, second, third


def _day(written: Written, order: Order) -> date | None:
    return day_of(written.numbers, written.undecided, order)


def _date(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _century(year: int) -> int:
    """A year of two digits, by the usual turn: 69 is 1969, 68 is 2068. A negative one is none."""
    if year < 0:
        return 0
    return year + (2000 if year < 69 else 1900)


def _from_serial(text: str, part: str) -> datetime:
    """A serial number of Excel's. Few decimals are a rounded time: the minute that they round."""
    seconds = float(text) * 86_400
    precision = 0.5 * 86_400 / 10 ** len(part)
    minute = round(seconds / 60) * 60
    near = part and abs(seconds - minute) <= min(precision, 30)
    return _EXCEL_EPOCH + timedelta(seconds=minute if near else round(seconds))


def _local(moment: datetime, offset: timedelta) -> datetime:
    zone = city_zone(os.environ.get("SHIRONG_TIMEZONE"))
    return moment.replace(tzinfo=timezone(offset)).astimezone(zone).replace(tzinfo=None)
