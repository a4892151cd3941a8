"""The rule that takes points for what is counted."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, final

import numpy as np

from kernel.messages import Message
from metrics.indicators import INDICATORS
from metrics.schemes.rules.numbers import NotNegative, Positive
from metrics.schemes.rules.rule import Fault, Numbers, OneIndicator, OwnScale, Setting, over_full
from metrics.schemes.rules.weighing import Tariff, Times, Weighing
from metrics.schemes.rules.words import Terms, number, say, term

# Indicators that count problems or what they cost, by the table that they are divided by.
_OF_PROBLEMS = {
    name: entry.denominator and entry.denominator.table
    for name, entry in INDICATORS.items()
    if entry.counts_problems
}
_DIVIDED_BY = {"per_100_checks": "inspections", "per_object": "points"}


@final
class Deduction(OwnScale, OneIndicator):
    """Full marks less `cost` points for each deduction point, or each problem or case counted.

    `per_object` divides the deductions by the number of the unit's objects, `per_100_checks` by
    its checked points, times 100. `tariff` (points by tier and state of the problem) replaces the
    deduction that the facts state. `when_none` says what a unit gets that is in the scheme's sample
    (its `n`) without a single counted row: full marks, or nothing measured ("missing").
    """

    type: Literal["deduction", "per_object", "per_100_checks"]
    cost: Positive
    floor: NotNegative = Decimal(0)
    when_none: Literal["full", "missing"] = "missing"
    times: Times | None = None
    tariff: Tariff | None = None
    by_place: ClassVar[bool] = False
    costs: ClassVar[bool] = True
    top: ClassVar[Decimal] = Decimal(100)

    @property
    def weighing(self) -> Weighing | None:
        if self.times is None and self.tariff is None:
            return None
        return Weighing(self.times or Times(), self.tariff or {})

    @property
    def clean_is_full(self) -> bool:
        return self.when_none == "full"

    @property
    def measures(self) -> tuple[object, ...]:
        return self.times, self.tariff, self.when_none

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return min(full, max(Fraction(self.floor), full - Fraction(self.cost) * value))

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return np.minimum(full, np.maximum(float(self.floor), self.unfloored(values, full)))

    def unfloored(self, values: Numbers, full: float) -> Numbers:
        return np.minimum(full, full - float(self.cost) * values)

    @property
    def only_for(self) -> tuple[str, ...]:
        over = _DIVIDED_BY.get(self.type)
        if over:
            return tuple(name for name, table in _OF_PROBLEMS.items() if table == over)
        return tuple(_OF_PROBLEMS) if self.weighing else ()

    def faults(self, full: Decimal) -> Iterator[Fault]:
        if self.floor > full:
            yield over_full(full, "floor")

    def settings(self, indicator: str) -> Iterator[Setting]:
        yield from super().settings(indicator)
        if indicator not in _OF_PROBLEMS:
            return
        times = self.times or Times()
        for name in ("key_problem", "repeat"):
            yield Setting(name, getattr(times, name), (("times", name),))
        if self.times is None:
            return
        yield Setting("repeat_days", times.repeat_days, (("times", "repeat_days"),), kind="whole")
        for name, factors in times.by_code.items():
            for code, factor in factors.items():
                yield Setting(f"times_{name}", factor, (("times", name, code),), code)
        for tier, states in (self.tariff or {}).items():
            for state, points in states.items():
                yield Setting("tariff", points, (("tariff", tier, state),), f"{tier} {state}")

    def in_words(self, terms: Terms) -> Message:
        said = terms.say("rule-" + self.type.replace("_", "-"), cost=number(self.cost))
        for more in self._more():
            said = say("rule-and", first=said, second=more)
        return said

    def _more(self) -> Iterator[Message]:
        if self.times:
            yield from self.times.in_words()
        for tier, states in (self.tariff or {}).items():
            for state, points in states.items():
                named = {"tier": term(tier), "state": term(state)}
                yield say("rule-tariff", **named, points=number(points))
        if self.floor:
            yield say("rule-floor", floor=number(self.floor))
