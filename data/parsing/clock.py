"""The time of day as exports write it: `8:30`, `8时30分`, `8点半`, `上午12:30`, `08:30:00 PM`."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

_AM = ("上午", "早上", "早晨", "清晨", "早间", "凌晨", "拂晓", "午前")
_NOON = ("中午", "正午")
_PM = ("下午", "午后", "傍晚", "黄昏")
_EVENING = ("晚上", "夜晚", "晚间", "当晚")
_NIGHT = ("夜间", "夜里", "深夜", "半夜", "午夜", "子夜")
_LATE = (*_EVENING, *_NIGHT, "晚", "夜")
_WORDS = "|".join((*_AM, *_NOON, *_PM, *_EVENING, *_NIGHT, "[早晨晚夜]"))
_LATIN = r"[AaPp]\.?[Mm]\.?"
_ZONE = r"(?:Z|(?:UTC|GMT)?\s?[+-]\d{2}:?\d{2}|(?:UTC|GMT)(?:[+-]\d{1,2})?)"

TIME = (
    rf"(?:(?P<gap>[T\s]*)(?P<before>{_WORDS}|{_LATIN})?\s*(?P<hour>\d{{1,2}})\s*[:时点]\s*"
    r"(?:(?P<minute>\d{1,2})\s*分?|(?P<half>半)|整)?(?:\s*:?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?"
    rf"\s*(?P<after>{_WORDS}|{_LATIN})?(?:\s*(?P<zone>{_ZONE}))?)?"
)
"""A time of day behind a date, or nothing: part of the patterns of `data.parsing.dates`."""

_ONLY = re.compile(TIME)
_PART_OF_DAY = re.compile(r"0?\.\d+")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2})?|(\d)(\d{2})")
_NO_DATE = re.compile(r"^(?:1899[-/]12[-/]3[01]|1900[-/]0?1[-/]0?[01])[T\s]+(?=\d)")


@dataclass(frozen=True)
class Clock:
    """A time of day: hour, minute, second and days to add (a night ends on the next day);
    `written` is False where none stood; `offset` from UTC where one was given."""

    at: tuple[int, int, int, int]
    written: bool
    offset: timedelta | None = None


def clock_of(match: re.Match[str]) -> Clock | None:
    """The time in a match of a pattern with TIME in it (or with hour, minute, second alone); None
    when there is no such time."""
    parts = match.groupdict()
    if parts.get("hour") is None:
        return Clock((0, 0, 0, 0), written=False)
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if parts.get("half"):
        minute = 30
    word = parts.get("before") or parts.get("after") or ""
    if parts.get("before") and parts.get("after"):
        return None
    if (hour, minute, second) == (24, 0, 0) and (not word or word in _LATE):
        return Clock((23, 59, 59, 0), written=True, offset=_offset(parts))
    if hour > 23 or minute > 59 or second > 59:
        return None
    found = _by_word(hour, word) if word else (hour, 0)
    zone = parts.get("zone")
    offset = _offset(parts)
    if found is None or (zone and offset is None):
        return None
    hour, next_day = found
    if next_day and not minute and not second:  # 晚上12点: the end of the day, as 24:00
        return Clock((23, 59, 59, 0), written=True, offset=offset)
    return Clock((hour, minute, second, next_day), written=True, offset=offset)


@lru_cache(maxsize=100_000)
def clock_alone(text: str) -> Clock | None:
    """A time of day by itself; None when it is none."""
    match = _ONLY.fullmatch(text)
    return clock_of(match) if match and match["hour"] else None


def clock_text(text: str) -> str | None:
    """A time of day that stands alone in its cell, as it is read behind a date; None when it is
    none. Also parts of a day (`0.3958`), bare digits (`0930`), and a spreadsheet's day zero."""
    plain = _NO_DATE.sub("", text.strip())
    match = _ONLY.fullmatch(plain)
    if match and match["hour"]:
        return plain if clock_of(match) else None
    if _PART_OF_DAY.fullmatch(plain):
        minutes = round(float(plain) * 1440)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes < 1440 else "24:00"
    if digits := _DIGITS.fullmatch(plain):
        written = ":".join(part for part in digits.groups() if part)
        match = _ONLY.fullmatch(written)
        return written if match and clock_of(match) else None
    return None


def _by_word(hour: int, word: str) -> tuple[int, int] | None:
    """The hour that a word makes of an hour, and days to add; None when they contradict."""
    if word in _LATE:
        if hour == 12:
            return 0, 1
        if 5 <= hour < 12:
            return hour + 12, 0
        early = word in _NIGHT or word == "夜" or hour == 0
        return (hour, 0) if hour >= 17 or (hour < 5 and early) else None
    if word in _NOON:
        if 10 <= hour <= 15:
            return hour, 0
        return (hour + 12, 0) if hour <= 3 else None
    if word in _AM or word in ("早", "晨") or word[0] in "Aa":
        return (hour % 12, 0) if hour <= 12 else None
    return (hour + 12 if hour < 12 else hour), 0


def _offset(parts: dict[str, str | None]) -> timedelta | None:
    """The offset from UTC. One that is subtracted needs a full time before it: `8:30-09:00` says
    from when to when."""
    zone = (parts.get("zone") or "").replace(" ", "")
    if not zone:
        return None
    sign = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", zone)
    if sign is None:
        return timedelta()
    hours, minutes = int(sign[2]), int(sign[3] or 0)
    full = parts.get("second") is not None or "T" in (parts.get("gap") or "") or "T" in zone
    if hours > 14 or minutes not in (0, 30, 45) or (sign[1] == "-" and not full):
        return None
    return timedelta(hours=hours, minutes=minutes) * (-1 if sign[1] == "-" else 1)
