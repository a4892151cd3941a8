"""Dates and periods as exports write them -> datetime, or a period's canonical text.

`2025-10-01 08:30:00`, `2025/10/1 8:30`, `2022年3月5日 8时30分`, `20251001`, `2025.10.1`, Excel
serials (`45931.354`), `10/01/2025 08:30:00 PM`; full-width digits and weekday names everywhere.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Literal

Order = Literal["year", "month", "day"]

_EXCEL_EPOCH = datetime(1899, 12, 30)
_YEARS = range(1900, 2201)
_WEEKDAY = re.compile(r"[(（]?(星期|周|礼拜)[一二三四五六日天][)）]?")
_TIME = (
    r"(?:[T\s]*(?P<half>上午|下午|晚上|凌晨|中午)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*"
    r"(?:(?P<minute>\d{1,2})\s*分?)?(?:\s*:?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?"
    r"\s*(?P<ampm>[AaPp]\.?[Mm]\.?)?)?"
    r"(?:\s*(?:Z|[+-]\d{2}:?\d{2}))?"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年\s]\s*(?P<month>\d{1,2})\s*[-/.月\s]\s*(?P<day>\d{1,2})\s*[日号]?"
    + _TIME
)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<year>\d{4})" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s?(\d{2})(\d{2})(\d{2})?)?")
_SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?")


def parse_datetime(text: str, order: Order = "year") -> datetime | None:
    """The moment a text means, None when it means none (or an impossible one, as 2025-02-30).

    `order` says what `10/01/2025` is: month first, day first, or (year) neither, in which case only
    a number above 12 decides. Time zones are dropped: exports speak local time.
    """
    text = _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    if match := _COMPACT.fullmatch(text):
        return _moment(*(int(part or 0) for part in match.groups()))
    if _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(seconds=round(float(text) * 86_400))
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    elif match := _YEAR_LAST.fullmatch(text):
        year, first, second = int(match["year"]), int(match["a"]), int(match["b"])
        if first > 12 or (order == "day" and second <= 12):
            month, day = second, first
        elif second > 12 or order == "month":
            month, day = first, second
        else:
            return None
    else:
        return None
    hour = int(match["hour"] or 0)
    afternoon = (match["ampm"] or "")[:1].lower() == "p" or match["half"] in ("下午", "晚上")
    morning = (match["ampm"] or "")[:1].lower() == "a" or match["half"] == "凌晨"
    if afternoon and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    return _moment(year, month, day, hour, int(match["minute"] or 0), int(match["second"] or 0))


def _moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime | None:
    if year not in _YEARS:
        return None
    midnight_after = (hour, minute, second) == (24, 0, 0)
    try:
        moment = datetime(year, month, day, 0 if midnight_after else hour, minute, second)
    except ValueError:
        return None
    return moment + timedelta(days=1) if midnight_after else moment


_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
_PERIODS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\d{4})\s*[-/.年]?\s*[QqＱ]([1-4])"), "{0}-Q{1}"),
    (re.compile(r"(\d{4})\s*年\s*第?\s*([一二三四1-4])\s*季度?"), "{0}-Q{1}"),
    (re.compile(r"(\d{4})\s*[-/.年]?\s*[Hh]([12])"), "{0}-H{1}"),
    (re.compile(r"(\d{4})\s*年?\s*([上下])\s*半年"), "{0}-H{1}"),
    (re.compile(r"(\d{4})\s*[-/.年]?\s*[Ww](\d{1,2})"), "{0}-W{1:0>2}"),
    (re.compile(r"(\d{4})\s*年?\s*第\s*(\d{1,2})\s*周"), "{0}-W{1:0>2}"),
    (re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?份?"), "{0}-{1:0>2}"),
    (re.compile(r"(\d{4})(0[1-9]|1[0-2])"), "{0}-{1}"),
    (re.compile(r"(\d{4})\s*年?度?"), "{0}"),
)
_LIMITS = {"Q": 4, "H": 2, "W": 53}
_IN_TITLE = re.compile(
    r"\d{4}\s*年\s*(?:第?[一二三四1-4]\s*季度|[上下]半年|第\s*\d{1,2}\s*周|\d{1,2}\s*月份?)"
    r"|\d{4}-(?:Q[1-4]|H[12]|W\d{2}|\d{2}(?!\d))|\d{4}年度"
)


def parse_period(text: str) -> str | None:
    """A period as `2025`, `2025-H1`, `2025-Q3`, `2025-10` or `2025-W41`; None when it is none.

    A whole date stands for its month: workbooks keep a month as its first day.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    for pattern, form in _PERIODS:
        if match := pattern.fullmatch(text):
            year, *rest = match.groups()
            number = "".join(_DIGITS.get(part, part) for part in rest)
            period = form.format(year, number)
            limit = _LIMITS.get(period[5:6], 12)
            fits = int(year) in _YEARS and (not number or 1 <= int(number) <= limit)
            return period if fits else None
    moment = parse_datetime(text)
    return f"{moment:%Y-%m}" if moment and moment.time() == datetime.min.time() else None


def period_in_title(text: str) -> str | None:
    """The first period that a title names, as `2025年10月市容考核加减分` does."""
    match = _IN_TITLE.search(unicodedata.normalize("NFKC", text))
    return parse_period(match.group()) if match else None


def period_end(period: str) -> date | None:
    """The last day of a canonical period by the calendar; None when it is not one."""
    year, _, rest = period.partition("-")
    try:
        if not rest:
            return date(int(year), 12, 31)
        if rest[0] == "W":
            return date.fromisocalendar(int(year), int(rest[1:]), 7)
        month = {"Q": 3, "H": 6}.get(rest[0], 1) * int(rest.lstrip("QH"))
        return date(int(year) + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None


_WHEN = (
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"(?P<clock>\s*\d{1,2}\s*[:时]\s*\d{1,2}(?:\s*[:分]\s*\d{1,2}\s*秒?|\s*分)?)?"
)
_MADE_AT = re.compile(r"(?:导出|生成|制表|下载)(?:时间|日期)?\s*:?\s*(?P<when>" + _WHEN + ")")
_UP_TO = re.compile(r"(?:截止|截至)(?:时间|日期|到)*\s*:?\s*(?P<when>" + _WHEN + ")")
_RANGE = re.compile(r"\d\s*日?\s*(?:至|到|~|—|--)\s*(?P<when>" + _WHEN + ")")
_STAMP_IN_NAME = re.compile(
    r"(?<!\d)(20\d{2})(?:(0[1-9]|1[0-2])([0-2]\d|3[01])|[-_.年](\d{1,2})[-_.月](\d{1,2})日?)(?!\d)"
)


def stamp_in_title(text: str) -> datetime | None:
    """The time that an export says it speaks of: when it was made, else where its range ends.

    `统计截止：2025-10-20` without a time means the end of that day.
    """
    text = unicodedata.normalize("NFKC", text)
    if (match := _MADE_AT.search(text)) and (moment := parse_datetime(match["when"])):
        return moment
    for pattern in (_UP_TO, _RANGE):
        if (match := pattern.search(text)) and (moment := parse_datetime(match["when"])):
            return moment if match["clock"] else moment.replace(hour=23, minute=59, second=59)
    return None


def stamp_in_name(file: str) -> datetime | None:
    """The day in a file name (`案卷_20251021.csv`), 00:00; the last one when it names a range."""
    days = [
        _moment(int(m[1]), int(m[2] or m[4]), int(m[3] or m[5]))
        for m in _STAMP_IN_NAME.finditer(file)
    ]
    return next((day for day in reversed(days) if day), None)
