"""The time that an export speaks of (its as-of), as its titles, its foot and its name say it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.parsing.dates import parse_datetime, read_moment
from data.parsing.numerals import arabic
from kernel.text import visible

_CLOCK = (
    r"\s*T?\s*(?:上午|下午|中午|晚上|凌晨|早上)?\s*\d{1,2}\s*[:时点]"
    r"(?:\s*\d{1,2}(?:\s*[:分]\s*\d{1,2}(?:\.\d+)?\s*秒?|\s*分)?|整|半)?(?:\s*[AaPp][Mm])?"
    r"(?:\s*(?:Z|[+-]\d{2}:\d{2}))?"
)
_DAY = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?"
_WHEN = rf"(?:{_DAY}(?P<clock>{_CLOCK})?|(?<!\d)\d{{8}}(?P<digits>\s?\d{{4}}(?:\d{{2}})?)?(?!\d))"
# A number above 12 tells the month from the day; where none does, nothing is understood.
_YEAR_LAST = r"\d{1,2}/\d{1,2}/\d{4}(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?)?"
_SINCE = rf"(?P<since>{_DAY})(?:{_CLOCK})?\s*(?:至|到|~|—+|–|-{{1,2}})\s*"
_RANGE = re.compile(
    _SINCE
    + r"(?P<year>\d{4}\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    rf"(?P<clock>{_CLOCK})?(?!\d)"
)
# Words for the moment at which an export was made, and for the moment up to which it speaks.
_MADE = (
    "导出|生成|制表|下载|打印|输出|取数|抽取|提取|更新|刷新|查询|数据|统计|报表|填报|上报|报送|制作"
)
_LABEL = (
    r"(?:更新|截止|截至|采集|导出|生成|统计)?(?:时间|日期|时刻|时点|于)|"
    r"(?:更新|导出|生成)?(?:至|到)"
)
_MADE_AT = re.compile(rf"(?:{_MADE})(?:{_LABEL})\s*(?:为|是)?\s*[:：]?\s*(?P<when>{_WHEN})")
_UP_TO = re.compile(
    r"(?:截止|截至)(?:时间|日期|时点|到|至|于)*\s*(?:为|是)?\s*[:：]?\s*" rf"(?P<when>{_WHEN})"
)
_ENGLISH = re.compile(
    r"\b(?P<word>as[ -]of|up to|exported|generated|printed|downloaded|updated|refreshed|queried"
    r"|report(?:ed)? date|data date|run date|export(?:ed)? (?:date|time))"
    rf"(?: (?:on|at|date|time))?\s*:?\s*(?P<when>{_WHEN}|{_YEAR_LAST})",
    re.I,
)
_STAMP_IN_NAME = re.compile(
    r"(?<!\d)(20\d{2})(?:(0[1-9]|1[0-2])([0-2]\d|3[01])|[-_.年](\d{1,2})[-_.月](\d{1,2})[日号]?)"
    r"(?:[ _T-]?([01]\d|2[0-3])([0-5]\d)([0-5]\d)|[ _T]([01]\d|2[0-3])[-_.:时]?([0-5]\d)分?)?"
    r"(?![\d月])"  # 2026年8-11月 are months, and no day in August
)


@dataclass(frozen=True)
class WrittenAsOf:
    """An as-of as it is written; `timed` is False where a day alone was written; `made`: when the
    export was made, and not up to when it was asked to speak."""

    at: datetime
    timed: bool
    made: bool


def stamp_of(text: str) -> WrittenAsOf | None:
    """The time that an export says it speaks of: when it was made, else where its range ends.

    `统计截止：2025-10-20` without a time means the end of that day; 导出日期 without a time its
    beginning, after which nothing is known to be missing.
    """
    text = arabic(unicodedata.normalize("NFKC", visible(text)))
    ranges = [(m.span(), end) for m in _RANGE.finditer(text) if (end := _end_of(m))]
    of_range = {span[0]: end for span, end in ranges}
    for pattern, up_to in ((_MADE_AT, False), (_ENGLISH, False), (_UP_TO, True)):
        for match in pattern.finditer(text):
            if match.start("when") in of_range:  # 统计时间：... 至 ...: the range that follows
                continue
            if not (moment := parse_datetime(match["when"])):
                continue
            timed = bool(match["clock"] or match["digits"] or ":" in match["when"])
            word = match["word"].lower() if pattern is _ENGLISH else ""
            if not timed and (up_to or word in ("as of", "as-of", "up to")):
                return WrittenAsOf(_last(moment), True, not up_to)
            return WrittenAsOf(moment, timed, not up_to)
    return next((WrittenAsOf(end, True, False) for _, end in ranges), None)


def stamp_in_name(file: str) -> datetime | None:
    """The time in a file name (`案卷_20251021.csv`: 00:00), the last one when it names several; a
    range of days (`2025年9月21日-10月20日`) ends with its last day."""
    file = arabic(unicodedata.normalize("NFKC", file))
    if (match := _RANGE.search(file)) and (end := _end_of(match)):
        return end
    found = None
    for m in _STAMP_IN_NAME.finditer(file):
        year, month, day = int(m[1]), int(m[2] or m[4]), int(m[3] or m[5])
        hour, minute, second = int(m[6] or m[9] or 0), int(m[7] or m[10] or 0), int(m[8] or 0)
        try:
            found = datetime(year, month, day, hour, minute, second)
        except ValueError:
            continue
    return found


def _end_of(match: re.Match[str]) -> datetime | None:
    """The end of a range whose second day may leave out its year."""
    first = read_moment(match["since"])
    if first is None:
        return None
    month, day = int(match["month"]), int(match["day"])
    year = int(match["year"].strip("-/.年 ")) if match["year"] else first.at.year
    if not match["year"] and month < first.at.month:
        year += 1
    try:
        last = date(year, month, day)
    except ValueError:
        return None
    if last < first.at.date():
        return None
    clock = match["clock"]
    moment = parse_datetime(f"{last} {clock.strip()}") if clock else None
    return moment or _last(datetime(year, month, day))


def _last(moment: datetime) -> datetime:
    return moment + timedelta(hours=23, minutes=59, seconds=59)
