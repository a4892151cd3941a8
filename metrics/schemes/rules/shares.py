"""Rules that give a share of the full marks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal, final

import numpy as np

from kernel.messages import Message
from metrics.aggregation.figures import divided
from metrics.schemes.rules.measured import Lever, Measured
from metrics.schemes.rules.numbers import NotNegative, Number, Positive
from metrics.schemes.rules.rule import AsStated, Fault, Numbers, Plain, Share, Value, no_faults
from metrics.schemes.rules.words import Terms, number

HUNDRED = Decimal(100)


@final
class Proportional(Share, Plain):
    """Full marks at `best`, in proportion below; `invert`: full marks at 0, none at `best`."""

    type: Literal["proportional"]
    best: Positive = HUNDRED
    invert: bool = False
    only_for: ClassVar[tuple[str, ...]] = ()
    faults = no_faults

    @property
    def top(self) -> Decimal:
        return self.best

    @property
    def most(self) -> Decimal:
        return max(self.best, HUNDRED)

    def share(self, value: Value, exact: Callable[[Decimal], Any]) -> Value:
        share = value / exact(self.best)
        return 1 - share if self.invert else share

    def in_words(self, terms: Terms) -> Message:
        code = "rule-proportional-inverted" if self.invert else "rule-proportional"
        if self.best == 100 and terms.indicator.unit() == "%":
            code += "-percent"
        return terms.say(code, best=terms.value(self.best))


@final
class Target(Share, Plain):
    """Value over `target`, at most `cap` percent of the full marks."""

    type: Literal["target"]
    target: Positive
    cap: Positive = HUNDRED
    only_for: ClassVar[tuple[str, ...]] = ()
    most: ClassVar[None] = None
    faults = no_faults

    @property
    def top(self) -> Decimal:
        return self.target

    @property
    def limit(self) -> Decimal:
        return self.cap

    def share(self, value: Value, exact: Callable[[Decimal], Any]) -> Value:
        return value / exact(self.target)

    def in_words(self, terms: Terms) -> Message:
        return terms.say("rule-target", target=terms.value(self.target), cap=number(self.cap))


@final
class Linear(Share, Plain):
    """0 at `zero_at`, full marks at `full_at`, a straight line between, flat outside."""

    type: Literal["linear"]
    full_at: Number
    zero_at: Number
    only_for: ClassVar[tuple[str, ...]] = ()
    most: ClassVar[None] = None

    @property
    def top(self) -> Decimal:
        return self.full_at

    def share(self, value: Value, exact: Callable[[Decimal], Any]) -> Value:
        return (value - exact(self.zero_at)) / (exact(self.full_at) - exact(self.zero_at))

    def unfloored(self, values: Numbers, full: float) -> Numbers:
        return full * np.minimum(self.share(values, float), 1)

    def faults(self, full: Decimal) -> Iterator[Fault]:
        if self.zero_at == self.full_at:
            yield ("full_at",), "scheme-linear-flat", {}

    def in_words(self, terms: Terms) -> Message:
        zero, full = terms.value(self.zero_at), terms.value(self.full_at)
        return terms.say("rule-linear", zero_at=zero, full_at=full)


@final
class Manual(Share, Plain):
    """A score given by people or another system, out of `out_of`."""

    type: Literal["manual"]
    out_of: Positive = HUNDRED
    only_for: ClassVar[tuple[str, ...]] = ("given_score",)
    faults = no_faults

    @property
    def top(self) -> Decimal:
        return self.out_of

    most = top

    def share(self, value: Value, exact: Callable[[Decimal], Any]) -> Value:
        return value / exact(self.out_of)

    def in_words(self, terms: Terms) -> Message:
        return terms.say("rule-manual", out_of=number(self.out_of))


@final
class Task(Share, Plain):
    """Completion of a task in percent, at most `cap`."""

    type: Literal["task"]
    cap: Positive = HUNDRED
    only_for: ClassVar[tuple[str, ...]] = ("task_completion",)
    top: ClassVar[Decimal] = HUNDRED
    faults = no_faults

    @property
    def limit(self) -> Decimal:
        return self.cap

    most = limit

    def share(self, value: Value, exact: Callable[[Decimal], Any]) -> Value:
        return value / 100

    def in_words(self, terms: Terms) -> Message:
        return terms.say("rule-task", cap=number(self.cap))


@final
class LateCredit(Share, AsStated):
    """Closed on time counts `on_time`, closed late `late`, over the due cases (运城: 1 and 0.4).

    What is measured is the credit in percent of the due cases.
    """

    type: Literal["late_credit"]
    on_time: NotNegative
    late: NotNegative
    only_for: ClassVar[tuple[str, ...]] = ("on_time_closure_rate",)
    by_place: ClassVar[bool] = False
    top: ClassVar[Decimal] = HUNDRED
    most: ClassVar[None] = None
    faults = no_faults

    @property
    def measures(self) -> tuple[object, ...]:
        return self.on_time, self.late

    def share(self, value: Value, exact: Callable[[Decimal], Any]) -> Value:
        return value / 100

    def indicators(self, indicator: str) -> tuple[str, ...]:
        return (indicator, "late_closure_rate")

    def measured(self, found: tuple[Measured, ...]) -> Measured:
        punctual, late = found
        if punctual.value is None or punctual.denominator is None:
            return punctual
        due = punctual.denominator
        credit = Fraction(self.on_time) * (punctual.numerator or Fraction(0))
        credit += Fraction(self.late) * (late.numerator or Fraction(0))
        return Measured(
            value=100 * credit / due,
            numerator=credit,
            denominator=due,
            n=punctual.n,
            state="zero" if credit == 0 else "value",
            no_deadline=punctual.no_deadline,
        )

    def drawn(
        self, value: Numbers, top: Numbers, bottom: Numbers, more: tuple[Numbers, ...]
    ) -> Numbers:
        credit = float(self.on_time) * top + float(self.late) * more[0]
        return 100 * divided(credit, bottom)

    def lever(self, measured: Measured, more: tuple[Fraction, ...]) -> Lever | None:
        """One more missed case closed on time. Late ones are taken first, because a late case gains
        less than one still open: then any so many missed cases suffice."""
        credit, due = measured.numerator, measured.denominator
        a, b = Fraction(self.on_time), Fraction(self.late)
        if not more or credit is None or not due or a <= 0:
            return None
        (late,) = more
        open_cases = due - late - (credit - b * late) / a

        def after(k: int) -> Measured:
            gained = credit + (a - b) * min(Fraction(k), late) + a * max(k - late, Fraction(0))
            return replace(measured, numerator=gained, value=100 * gained / due)

        return Lever(Fraction(1), int(late + open_cases), after)

    def in_words(self, terms: Terms) -> Message:
        credit = {"on_time": number(self.on_time), "late": number(self.late)}
        return terms.say("rule-late-credit", **credit)
