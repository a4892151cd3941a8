"""Workdays and days off in China, make-up days included.

The calendar is that of the library chinese-calendar, which holds the State Council's notices of
2004 to its last year. The office extends or corrects it by a file beside the store, `holidays.yaml`

    2027:
      off: [2027-01-01, 2027-02-05..2027-02-11]
      work: [2027-02-14]

or `holidays.csv` with a day and 休 or 班 in each line. In a year that either names, Monday to
Friday are workdays unless it says otherwise. Of a year that neither knows, no day is called either.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar

from data.parsing.dates import parse_datetime
from kernel.configuration import ConfigurationError, load_file
from kernel.messages import Message

FILES = ("holidays.yaml", "holidays.csv")
_OFF = frozenset(("休", "放假", "休息", "假", "假日", "节假日", "调休", "off", "holiday"))
_WORK = frozenset(("班", "上班", "工作", "工作日", "补班", "调班", "补班日", "work", "workday"))
FIRST_YEAR, LAST_YEAR = (
    pick(chinese_calendar.holidays).year
    for pick in (min, max)  # its dates, whatever its version
)
Days = tuple[tuple[date, bool], ...]  # a day, and whether it is off


@dataclass(frozen=True)
class Calendar:
    """own: the days that the office says, before those of the library."""

    own: Days = ()

    @property
    def years(self) -> set[int]:
        """The years that the office's file names."""
        return {day.year for day, _ in self.own}

    @property
    def last_year(self) -> int:
        """The last year of which something is known."""
        return max({LAST_YEAR, *self.years})

    def is_off(self, day: date) -> bool | None:
        """Whether nobody has to work on a day; None in a year that is not known."""
        said = dict(self.own).get(day)
        if said is not None:
            return said
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return bool(chinese_calendar.is_holiday(day))
        return day.isoweekday() > 5 if day.year in self.years else None

    def unknown_years(self, first: date, last: date) -> list[int]:
        """The years between two days of which nothing is known."""
        known = {*range(FIRST_YEAR, LAST_YEAR + 1), *self.years}
        return [year for year in range(first.year, last.year + 1) if year not in known]


def own_days(folder: Path) -> Days:
    """What the office's files beside the store say, later ones over earlier; () without any.

    Raises ConfigurationError, naming the file, for a day or a word that is none.
    """
    found: dict[date, bool] = {}
    for name in FILES:
        path = folder / name
        if path.exists():
            read = _of_yaml if path.suffix == ".yaml" else _of_csv
            found |= dict(read(path))
    return tuple(sorted(found.items()))


def _of_yaml(path: Path) -> Iterator[tuple[date, bool]]:
    content: Any = load_file(path, dict[int, dict[str, list[Any]]])
    for kinds in content.values():
        for word, days in kinds.items():
            off = _is_off(path, str(word))
            for written in days:
                yield from ((day, off) for day in _days(path, str(written)))


def _of_csv(path: Path) -> Iterator[tuple[date, bool]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    for at, line in enumerate(csv.reader(io.StringIO(text))):
        cells = [cell.strip() for cell in line if cell.strip()]
        if len(cells) < 2 or (at == 0 and parse_datetime(cells[0].split("..")[0]) is None):
            continue  # the header, or nothing
        off = _is_off(path, cells[1])
        yield from ((day, off) for day in _days(path, cells[0]))


def _days(path: Path, written: str) -> list[date]:
    """The days of 2027-01-01 or 2027-02-05..2027-02-11."""
    ends = [parse_datetime(part.strip()) for part in re.split(r"\.\.|至|~", written)]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2 or last < first:
        raise ConfigurationError([_fault(path, "holidays-no-day", written)], path.name)
    start = date(first.year, first.month, first.day)
    return [start + timedelta(days=n) for n in range((last - first).days + 1)]


def _is_off(path: Path, word: str) -> bool:
    if word.strip().lower() in _OFF:
        return True
    if word.strip().lower() in _WORK:
        return False
    raise ConfigurationError([_fault(path, "holidays-no-word", word)], path.name)


def _fault(path: Path, code: str, text: str) -> Message:
    return Message(code, {"file": path.name, "text": text[:40]}, "metrics")
