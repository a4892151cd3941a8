"""Whether a column of dates writes the month or the day first: decided for the column as a whole.

One value above 12 proves the order for all of them, and for the other columns of its sheet that
prove nothing themselves. Spreadsheet programs turn those texts into dates whose first number can be
a month and leave the others: such a half-converted column is doubtful (`Doubt`), and nothing of it
may be stored before a person has said how it is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from data.parsing.dates import Moment, Order, day_of, read_moment, written_date

Digits = tuple[int, int, int]
_ENOUGH = 0.99  # of the values that prove an order, where a few prove the other one
_AHEAD = timedelta(days=400)  # no date of an export lies further ahead than a deadline may


@dataclass
class Evidence:
    """What the distinct texts of one column prove. `last`, `short`: undecided digits by their form
    (see `data.parsing.dates.Written`); `fixed`: days that are decided."""

    last: set[Digits] = field(default_factory=set)
    short: set[Digits] = field(default_factory=set)
    fixed: set[date] = field(default_factory=set)

    def learn(self, texts: Iterable[str | None]) -> None:
        """Look at some texts; what is no date tells nothing."""
        for text in texts:
            if not text or not (found := written_date(text)):
                continue
            if found.undecided == "last":
                self.last.add(found.numbers)
            elif found.undecided == "short":
                self.short.add(found.numbers)
            elif day := day_of(found.numbers, None, "year"):
                self.fixed.add(day)

    @property
    def proof(self) -> Order | None:
        """The order that the values above 12 prove, if they agree."""
        month = sum(a <= 12 < b for a, b, _ in self.last)
        day = sum(b <= 12 < a for a, b, _ in self.last)
        if month + day == 0:
            return None
        if max(month, day) < _ENOUGH * (month + day):
            return "year"
        return "month" if month > day else "day"

    @property
    def settled(self) -> bool:
        """Whether the rest of the column could teach nothing new that matters."""
        if not self.last and not self.short:
            return True
        return not self.short and not self.fixed and self.proof in ("month", "day")

    @property
    def asks(self) -> bool:
        """Whether some text does not say by itself which of its numbers is the day."""
        return bool(self.last or self.short)


@dataclass(frozen=True)
class Doubt:
    """A half-converted column: `column` its position; `order` of the texts that were left; `as_is`
    and `fitting`: first and last day as the dates stand, and with day and month changed back;
    `example`: a date as it stands, and changed back."""

    column: int
    order: Order
    as_is: tuple[date, date]
    fitting: tuple[date, date]
    example: tuple[date, date]


@dataclass
class Reading:
    """How the columns of dates of one sheet are read. `swapped`: columns whose decided dates have
    day and month changed back."""

    orders: dict[int, Order] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    swapped: set[int] = field(default_factory=set)

    def read(self, text: str, column: int) -> Moment | None:
        """The moment of a text in a column."""
        found = read_moment(text, self.orders.get(column, "year"))
        if found is None or column not in self.swapped:
            return found
        written = written_date(text)
        if written is not None and written.undecided is None and found.at.day <= 12:
            changed = found.at.replace(month=found.at.day, day=found.at.month)
            return Moment(changed, found.timed)
        return found


def decide_order(
    columns: Mapping[int, Evidence], default: Order, today: date | None = None
) -> Reading:
    """The order of each column. `default`: what the layout says of columns that prove nothing."""
    today = today or datetime.now().date()
    proofs = {column: found.proof for column, found in columns.items()}
    agreed = {proof for proof in proofs.values() if proof}
    of_sheet = agreed.pop() if len(agreed) == 1 else None
    years = {day.year for found in columns.values() for day in found.fixed}
    years |= {year for found in columns.values() for _, _, year in found.last}
    reading = Reading()
    for column, found in columns.items():
        order = proofs[column] or of_sheet or default
        if found.short:
            order = _of_short(found.short, order, years, today)
        reading.orders[column] = order
        if doubt := _half_converted(column, found):
            reading.doubts.append(doubt)
    return reading


def _of_short(short: set[Digits], order: Order, years: set[int], today: date) -> Order:
    """The one order in which all dates of three short numbers exist, do not lie ahead, and are of
    the years that the sheet speaks of; `year` (undecided) while several remain."""
    readings: dict[Order, list[date]] = {}
    candidates: tuple[Order, ...] = ("short", "month", "day")
    for candidate in candidates:
        days = [_exactly(numbers, candidate) for numbers in short]
        if all(days):
            readings[candidate] = [day for day in days if day]
    if order in readings and order != "year":
        return order
    past = {o: days for o, days in readings.items() if max(days) <= today + _AHEAD}
    if len(past) > 1 and years:
        near = range(min(years) - 1, max(years) + 2)
        past = {o: days for o, days in past.items() if all(day.year in near for day in days)}
    if len(past) > 1 and len(short) > 2:  # a year stays while days run on
        still = {o: days for o, days in past.items() if len({day.year for day in days}) <= 2}
        past = still or past
    return next(iter(past)) if len(past) == 1 else "year"


def _exactly(numbers: Digits, order: Order) -> date | None:
    """The day in this order alone, where `day_of` would fall back on the only possible one."""
    a, b, c = numbers
    day = day_of(numbers, "short", order)
    a, c = abs(a), abs(c)
    wanted = {"short": (b, c), "month": (a, b), "day": (b, a)}[order]
    return day if day and (day.month, day.day) == wanted else None


def _half_converted(column: int, found: Evidence) -> Doubt | None:
    """Whether a program has turned into dates what it could: every text that is left has a number
    above 12, no date has a day above 12, and changed back the days lie closer together."""
    left = [(numbers, "last") for numbers in found.last]
    left += [(numbers, "short") for numbers in found.short]
    if not left or len(found.fixed) < 2 or any(day.day > 12 for day in found.fixed):
        return None
    first = [abs(a) for (a, _, _), _ in left]
    if any(max(a, b) <= 12 for a, ((_, b, _), _) in zip(first, left, strict=True)):
        return None
    months = sum(a <= 12 for a in first)
    if months not in (0, len(left)):
        return None
    order: Order = "month" if months else "day"
    if order == "day" and any(_exactly(numbers, "short") for numbers in found.short):
        return None  # 25/10/13 begins with its year
    texts = [day for numbers, form in left if (day := day_of(numbers, form, order))]
    if not texts:
        return None
    as_is = _span([*texts, *found.fixed])
    swapped = {day: day.replace(month=day.day, day=day.month) for day in found.fixed}
    fitting = _span([*texts, *swapped.values()])
    if fitting[1] - fitting[0] >= as_is[1] - as_is[0]:
        return None
    example = next((day, back) for day, back in sorted(swapped.items()) if day != back)
    return Doubt(column, order, as_is, fitting, example)


def _span(days: list[date]) -> tuple[date, date]:
    return min(days), max(days)
