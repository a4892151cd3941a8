"""How a scheme weighs problems itself: multipliers, and a tariff in place of stated deductions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kernel.messages import Message
from metrics.schemes.rules.numbers import NotNegative
from metrics.schemes.rules.words import number, say, term

Tier = Literal["city", "district", "bureau"]
Method = Literal[
    "open",
    "covert",
    "third_party",
    "special",
    "holiday",
    "video",
    "random",
    "surprise",
    "leadership",
    "legal",
]
FindingState = Literal["found", "not_rectified", "notified_again"]
Tariff = Mapping[Tier, Mapping[FindingState, NotNegative]]  # points


class Times(BaseModel):
    """Multipliers of a problem's deduction; those that apply are multiplied with each other.

    A problem is a repeat when the same unit had the same subcategory at the same point or place
    found on an earlier day, not more than `repeat_days` before. `library_weights`: a key problem
    counts the weight that the library of key problems gives it on its day, where it gives one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key_problem: NotNegative = Decimal(1)
    library_weights: bool = False
    repeat: NotNegative = Decimal(1)
    repeat_days: Annotated[int, Field(gt=0, le=3660)] = 30
    tier: Mapping[Tier, NotNegative] = {}
    method: Mapping[Method, NotNegative] = {}
    state: Mapping[FindingState, NotNegative] = {}

    @property
    def by_code(self) -> dict[str, dict[str, Decimal]]:
        """The multipliers that go by a code of the problem, by field."""
        return {name: dict(getattr(self, name)) for name in ("tier", "method", "state")}

    def in_words(self) -> Iterator[Message]:
        """Each multiplier that changes anything."""
        if self.key_problem != 1:
            yield say("rule-times-key", factor=number(self.key_problem))
        if self.library_weights:
            yield say("rule-times-library")
        if self.repeat != 1:
            yield say("rule-times-repeat", factor=number(self.repeat), days=self.repeat_days)
        for factors in self.by_code.values():
            for code, factor in factors.items():
                yield say("rule-times-named", name=term(code), factor=number(factor))


@dataclass(frozen=True)
class Weighing:
    """What a problem counts: by `tariff` where there is one, else as stated, times `times`."""

    times: Times
    tariff: Tariff
