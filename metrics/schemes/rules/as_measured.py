"""The rule of a ranking by one indicator: what is measured is what is ranked."""

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, final

from kernel.messages import Message
from metrics.schemes.rules.rule import Numbers, OwnScale, Plain, no_faults
from metrics.schemes.rules.words import Terms


@final
class AsMeasured(OwnScale, Plain):
    """The value itself stands in place of points: rates in percent, counts, hours. A scheme with it
    has no other component (`Scheme.measure`)."""

    type: Literal["as_measured"] = "as_measured"
    only_for: ClassVar[tuple[str, ...]] = ()
    top: ClassVar[Decimal] = Decimal(100)
    faults = no_faults

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return value

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return values

    def unfloored(self, values: Numbers, full: float) -> Numbers | None:
        return None

    def in_words(self, terms: Terms) -> Message:
        return terms.say("rule-as-measured")
