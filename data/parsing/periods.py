"""Periods as exports and titles write them -> a period's canonical text.

`2025年10月`, `二〇二五年十月`, `25年10月`, `2025-10`, `2025年第三季度`, `2025Q3`, `2025年上半年`,
`2025年9月21日-10月20日` (the assessment month that holds the first of October),
`2025年10月（9.21-10.20）`, `10/2025`, `October 2025`.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from data.parsing.dates import read_moment
from data.parsing.numerals import arabic
from kernel.text import visible

_YEARS = range(1900, 2201)
_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
_PERIODS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\d{4})\s*[-/.年]?\s*[QqＱ]([1-4])"), "{0}-Q{1}"),
    (re.compile(r"(\d{4})\s*年\s*第?\s*([一二三四1-4])\s*季度?"), "{0}-Q{1}"),
    (re.compile(r"(\d{4})\s*[-/.年]?\s*[Hh]([12])"), "{0}-H{1}"),
    (re.compile(r"(\d{4})\s*年?\s*([上下])\s*半年"), "{0}-H{1}"),
    (re.compile(r"(\d{4})\s*[-/.年]?\s*[Ww](\d{1,2})"), "{0}-W{1:0>2}"),
    (re.compile(r"(\d{4})\s*年?\s*第\s*(\d{1,2})\s*周"), "{0}-W{1:0>2}"),
    (re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份|度)?"), "{0}-{1:0>2}"),
    (re.compile(r"(\d{4})(0[1-9]|1[0-2])"), "{0}-{1}"),
    (re.compile(r"(\d{4})\s*年?度?"), "{0}"),
)
_LIMITS = {"Q": 4, "H": 2, "W": 53}
_SHORT_YEAR = re.compile(r"^['‘’]?(\d{2})(?=\s*年)")
_IN_BRACKETS = re.compile(r"\s*[(\[【].*[)\]】]\s*$")
_DASH = r"\s*(?:至|到|~|—+|–|-{1,2})\s*"
_DAYS = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
    + _DASH
    + r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
)
_MONTHS = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月?" + _DASH + r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月份?"
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_TITLE = re.compile(
    r"\d{4}\s*年\s*(?:第?[一二三四1-4]\s*季度|[上下]半年|第\s*\d{1,2}\s*周|\d{1,2}\s*月份?)"
    r"|\d{4}-(?:Q[1-4]|H[12]|W\d{2}|\d{2}(?!\d))|\d{4}年度"
)

# A year alone, of a title that names no part of one: 2025年重点任务.
_YEAR_ALONE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年(?!\s*[\d第上下])")
_PART_OF_YEAR = re.compile(r"[\d一二三四五六七八九十]\s*月|季|半年|周|旬|\d\s*[日号]")


def read_period(text: str) -> str | None:
    """A period as `2025`, `2025-H1`, `2025-Q3`, `2025-10` or `2025-W41`; None when it is none.

    The first or last day of a month stands for the month: workbooks keep a month as such a day. Any
    other day stays a day, `2025-10-25`: which assessment month it lies in is the scheme's to say.
    """
    text = _plain(text)
    if found := _named(text) or _year_last(text) or _by_days(text) or _by_months(text):
        return found
    if (shorter := _IN_BRACKETS.sub("", text)) != text:
        return _named(shorter)
    day = _day(text)
    if day is None:
        return None
    whole = day.day == 1 or (day + timedelta(days=1)).day == 1
    return f"{day:%Y-%m}" if whole else f"{day}"


def parse_day(text: str) -> str | None:
    """A day as `2025-10-25`, of a column that holds days; a period where it names one instead."""
    plain = _plain(text)
    if found := _named(plain):
        return found
    moment = read_moment(plain)
    return f"{moment.at:%Y-%m-%d}" if moment else read_period(text)


def parse_week(text: str) -> str | None:
    """A week as `2025-W43`, by its number, its days or any one of its days; None for any other
    period."""
    plain = _SAME_MONTH.sub(r"\1\2日至\1\3日", _plain(text))
    found = parse_day(_THIS_WEEK.sub("", plain))
    if found and _ISO_DAY.fullmatch(found):
        year, week, _ = date.fromisoformat(found).isocalendar()
        found = f"{year}-W{week:02d}"
    return found if found and "W" in found else None


def _day(text: str) -> date | None:
    """The day that a date without a time means."""
    moment = read_moment(text)
    return moment.at.date() if moment and moment.at.time() == moment.at.time().min else None


def period_in_title(text: str) -> str | None:
    """The first period that a title names, as `2025年10月市容考核加减分` does."""
    text = _plain(text)
    if (match := _DAYS.search(text)) and (found := _by_days(match.group())):
        return found
    if match := _IN_TITLE.search(text):
        return read_period(match.group())
    alone = None if _PART_OF_YEAR.search(text) else _YEAR_ALONE.search(text)
    return alone[1] if alone else None


_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_LAST = re.compile(r"(?:(0?[1-9]|1[0-2])\s*/|([A-Za-z]{3,9})\.?[\s,-]+)\s*(\d{4})")
_THIS_WEEK = re.compile(r"(?:当周|那周|一周|起)$|^周")
_BARE_WEEK = re.compile(r"(?:第?\s*(\d{1,2})\s*周次?|第?(\d{1,2}))(?:\s*[(\[【].*[)\]】])?")
_BARE_DAYS = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?" + _DASH + r".+")
_SAME_MONTH = re.compile(r"(\d{1,2}月)(\d{1,2})[日号]?" + _DASH + r"(\d{1,2})[日号]")
_BARE_HALF = re.compile(r"([上下])\s*半年")
_BARE_MONTH = re.compile(r"(0?[1-9]|1[0-2])\s*月(?:份|度)?")
_BARE_QUARTER = re.compile(r"第?\s*([一二三四1-4])\s*季度?|[Qq]([1-4])")
# 度 of 一季度得分 belongs to the period.
_SCORE_OF = re.compile(
    r"\s*(?:考核|考评|综合|(?<![\d一二三四五六七八九十])(?:月度|季度)|总)?(?:得分|分值|评分|分数|成绩|总分)$"
)
_MONTH = re.compile(r"\d{4}-(?:\d{2}|Q[1-4])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年|(?<!\d)(20\d{2})(?!\d)")


@lru_cache(maxsize=10_000)  # asked of a column for every field
def month_of_header(name: str, year: int | None = None) -> str | None:
    """The month, as `2025-10`, that the name of a column is: `2025年10月`, `202510`, `十月`,
    `10月得分`; or the quarter, as `2025-Q4`. None for any other name, and where neither it nor
    `year` says the year."""
    plain = _SCORE_OF.sub("", _plain(name))
    found = read_period(plain)
    if found and _MONTH.fullmatch(found):
        return found
    if bare := _BARE_MONTH.fullmatch(plain):
        return f"{year}-{int(bare[1]):02d}" if year else None
    quarter = _BARE_QUARTER.fullmatch(plain)
    number = (quarter[1] or quarter[2]) if quarter else None
    return f"{year}-Q{_DIGITS.get(number, number)}" if number and year else None


def period_without_year(text: str, year: int) -> str | None:
    """The month, quarter, half or week that a text names without its year: `十月`, `10月份`,
    `三季度`, `上半年`, `第43周`; None for any other text."""
    plain = _plain(text)
    if "周" in plain:
        return week_without_year(text, year)
    if half := _BARE_HALF.fullmatch(plain):
        return f"{year}-H{_DIGITS[half[1]]}"
    named = _BARE_MONTH.fullmatch(plain) or _BARE_QUARTER.fullmatch(plain)
    return month_of_header(plain, year) if named else None


def week_without_year(text: str, year: int) -> str | None:
    """The week that a text names without its year: `第43周`, `43`, `10月20日-26日`; else None."""
    plain = _SAME_MONTH.sub(r"\1\2日至\1\3日", _plain(text))
    if week := _BARE_WEEK.fullmatch(plain):
        return _named(f"{year}-W{week[1] or week[2]}")
    days = _by_days(f"{year}-{plain}") if _BARE_DAYS.fullmatch(plain) else None
    return days if days and "W" in days else None


def months_of_headers(names: Iterable[str], year: int | None = None) -> dict[int, str]:
    """The months, or where there are none the quarters, that columns are named by, by position."""
    found = {at: month for at, name in enumerate(names) if (month := month_of_header(name, year))}
    quarters = {at: month for at, month in found.items() if "Q" in month}
    return (
        quarters
        if len(quarters) == len(found)
        else {at: month for at, month in found.items() if at not in quarters}
    )


def is_month_header(name: str) -> bool:
    """Whether the name of a column is a month, with or without its year."""
    return month_of_header(name, 2000) is not None


def year_of(titles: Iterable[str]) -> int | None:
    """The first year that titles name: `2025年市容考核得分`, else `得分2025`."""
    found = [match for text in titles if (match := _YEAR.search(_plain(text)))]
    said = [match for match in found if match[1]] or found
    return int(said[0][1] or said[0][2]) if said else None


def only_year(titles: Iterable[str]) -> int | None:
    """The year that titles name, None where they name none or several."""
    found = [m for text in titles for m in _YEAR.finditer(_plain(text))]
    years = {int(m[1] or m[2]) for m in [m for m in found if m[1]] or found}
    return years.pop() if len(years) == 1 else None


def _plain(text: str) -> str:
    text = arabic(unicodedata.normalize("NFKC", visible(text))).strip()
    return _SHORT_YEAR.sub(r"20\1", text)


def _named(text: str) -> str | None:
    for pattern, form in _PERIODS:
        if match := pattern.fullmatch(text):
            year, *rest = match.groups()
            number = "".join(_DIGITS.get(part, part) for part in rest)
            period = form.format(year, number)
            limit = _LIMITS.get(period[5:6], 12)
            fits = int(year) in _YEARS and (not number or 1 <= int(number) <= limit)
            return period if fits else None
    return None


def _year_last(text: str) -> str | None:
    """`10/2025`, `October 2025`, `Oct 2025`."""
    match = _YEAR_LAST.fullmatch(text)
    if match is None or int(match[3]) not in _YEARS:
        return None
    if match[1]:
        return f"{match[3]}-{int(match[1]):02d}"
    word = match[2].lower()
    month = next((at for at, name in enumerate(_ENGLISH, 1) if word.startswith(name)), None)
    known = month and (len(word) <= 4 or date(2000, month, 1).strftime("%B").lower() == word)
    return f"{match[3]}-{month:02d}" if month and known else None


def _by_days(text: str) -> str | None:
    """The period that runs from one day to another: whole months (from any day on), or a week."""
    match = _DAYS.fullmatch(text)
    if match is None:
        return None
    year, month, day, end_year, end_month, end_day = (int(n) if n else None for n in match.groups())
    assert year and month and day and end_month and end_day
    try:
        first = date(year, month, day)
        last = date(end_year or year + (end_month < month), end_month, end_day)
    except ValueError:
        return None
    after = last + timedelta(days=1)
    if first.weekday() == 0 and (last - first).days == 6:
        number = first.isocalendar()
        return f"{number.year}-W{number.week:02d}"
    if after.day != first.day or after <= first:
        return None
    start = 12 * first.year + first.month - 1 + (first.day > 1)
    return _of_months(start, 12 * after.year + after.month - 1 + (after.day > 1))


def _by_months(text: str) -> str | None:
    match = _MONTHS.fullmatch(text)
    if match is None:
        return None
    year, month, end_year, end_month = (int(n) if n else 0 for n in match.groups())
    if not (1 <= month <= 12 and 1 <= end_month <= 12):
        return None
    end = 12 * (end_year or year) + end_month
    return _of_months(12 * year + month - 1, end)


def _of_months(start: int, end: int) -> str | None:
    """The period of the months from `start` (counted since year 0) up to, not including, `end`."""
    year, month = divmod(start, 12)
    count = end - start
    if year not in _YEARS:
        return None
    if count == 1:
        return f"{year}-{month + 1:02d}"
    if count == 3 and month % 3 == 0:
        return f"{year}-Q{month // 3 + 1}"
    if count == 6 and month % 6 == 0:
        return f"{year}-H{month // 6 + 1}"
    return f"{year}" if count == 12 and month == 0 else None
