"""The days that a question asks for: written ones, and those that follow from what is known."""

import re
from datetime import date, timedelta

from kernel.periods import Period, PeriodError, covering, parse_period
from metrics.pivot.question import QuestionError, say_problem

ALL_DAYS = "all"
UNITS_OF_TIME = ("day", "week", "month", "quarter", "year")
MOST_OF_THEM = {"day": 3_660, "week": 530, "month": 120, "quarter": 40, "year": 10}
_RELATIVE = re.compile(r"last (?:(\d{1,4}) )?(day|week|month|quarter|year)s?", re.ASCII)


def resolve(written: str, first: date, last: date) -> Period:
    """The days that a text means. first, last: of what is known, the last day being over.

    `last 3 months`: the last three whole ones that are over; `last 30 days`: the days up to the
    last one. QuestionError for a text that says no days.
    """
    if written == ALL_DAYS:
        return covering(first, max(first, last))
    found = _RELATIVE.fullmatch(written)
    if found is None:
        try:
            return parse_period(written)
        except PeriodError as error:
            raise QuestionError(error.message) from error
    number, unit = int(found[1] or 1), found[2]
    if not 1 <= number <= MOST_OF_THEM[unit]:
        raise QuestionError(
            say_problem("question-days-most", most=MOST_OF_THEM[unit], text=written)
        )
    if unit == "day":
        return covering(last - timedelta(days=number - 1), last)
    newest = part_holding(last + timedelta(days=1), unit).previous()
    if number == 1:
        return newest
    return covering(newest.shift(1 - number).start, newest.last_day)


def parts_of_days(period: Period, unit: str) -> list[Period]:
    """The days, weeks, months ... that a period touches, the outer ones cut to it."""
    found = []
    begin = period.start
    while begin < period.end:
        whole = part_holding(begin, unit)
        end = min(whole.end, period.end)
        same = (whole.start, whole.end) == (begin, end) and not period.reached
        found.append(whole if same else period.within(begin, end))
        begin = whole.end
    return found


def part_code(part: Period, unit: str) -> str:
    """The name of the day, week, month ... that a part is of: 2025-10, whether cut or whole."""
    return part_holding(part.start, unit).id


def period_before(period: Period) -> Period:
    """The days before: as many months before where a range is made of whole months."""
    months = _whole_months(period)
    return _earlier(period, months) if months else period.previous()


def same_days_a_year_before(period: Period) -> Period:
    """The same days a year earlier."""
    return _earlier(period, 12) if _whole_months(period) else period.year_before()


def _whole_months(period: Period) -> int:
    """How many whole months a range of days is made of; 0 for any other period."""
    if period.grain != "custom" or period.reached:
        return 0
    months = period.months()
    whole = months and (months[0].start, months[-1].end) == (period.start, period.end)
    return len(months) if whole else 0


def _earlier(period: Period, months: int) -> Period:
    first = parse_period(f"{period.start:%Y-%m}").shift(-months)
    return covering(first.start, first.shift(_whole_months(period) - 1).last_day)


def part_holding(day: date, unit: str) -> Period:
    """The day, week, month ... that a day lies in."""
    match unit:
        case "day":
            return covering(day, day)
        case "week":
            year, week, _ = day.isocalendar()
            return parse_period(f"{year}-W{week:02d}")
        case "quarter":
            return parse_period(f"{day.year}-Q{(day.month - 1) // 3 + 1}")
        case "year":
            return parse_period(f"{day.year}")
        case _:
            return parse_period(f"{day:%Y-%m}")
