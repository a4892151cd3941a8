"""What a scheme rule must answer.

A rule is a small model read from the scheme file. Every question about it is an abstract method or
property here: a rule that leaves one out is refused when its module is imported, and by mypy,
because rules are final. What some rules answer alike stands in the families below.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from kernel.messages import Message
from metrics.schemes.rules.measured import Lever, Measured
from metrics.schemes.rules.weighing import Weighing
from metrics.schemes.rules.words import Terms, number

Numbers = NDArray[np.float64]
Path = tuple[str | int, ...]
# Where in the rule (keys and list positions), the code of the message, its parameters.
Fault = tuple[Path, str, Mapping[str, Any]]
Value = TypeVar("Value", Fraction, Numbers)
RULES: list[type["Rule"]] = []  # every rule, in the order in which they are defined


@dataclass(frozen=True)
class Setting:
    """One value of a rule that can be tried otherwise.

    word: what it is; detail: of which of several (a tier, the number of a band). places: where it
    stands in the rule. kind: number | whole | choice; choices: codes that it may be.
    """

    word: str
    value: Any
    places: tuple[Path, ...]
    detail: str = ""
    kind: str = "number"
    choices: tuple[str, ...] = ()


class Rule(BaseModel, ABC):
    """A rule of a scheme: from the value of an indicator to points.

    Values are as the indicator states them (rates in percent 0..100, counts and times as numbers),
    `full` is the full marks of the component, points are the component's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: str

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Register a rule. TypeError names what it does not answer."""
        if ABC in cls.__bases__:
            return
        if cls.__abstractmethods__:
            raise TypeError(f"{cls.__name__} lacks {', '.join(sorted(cls.__abstractmethods__))}")
        RULES.append(cls)

    # From a value to points.

    @abstractmethod
    def points(self, value: Fraction, full: Fraction) -> Fraction:
        """The points, exactly (no rounding, no float)."""

    @abstractmethod
    def points_of(self, values: Numbers, full: float) -> Numbers:
        """`points` of many values at once, in floating point."""

    @abstractmethod
    def unfloored(self, values: Numbers, full: float) -> Numbers | None:
        """`points_of` as if points went on falling where the rule stops at its lowest; None where
        no value is below that."""

    @property
    @abstractmethod
    def by_place(self) -> bool:
        """Whether `points` takes the place inside the group instead of the value; equal values
        share the better place."""

    # What is measured.

    @abstractmethod
    def indicators(self, indicator: str) -> tuple[str, ...]:
        """The indicators that the rule reads, the component's own one first."""

    @abstractmethod
    def measured(self, found: tuple[Measured, ...]) -> Measured:
        """The one measurement that is scored, from those of `indicators`."""

    @abstractmethod
    def drawn(
        self, value: Numbers, top: Numbers, bottom: Numbers, more: tuple[Numbers, ...]
    ) -> Numbers:
        """The value of `measured` for many draws: from value, numerator and denominator of the
        component's own indicator and the numerators of the others."""

    @abstractmethod
    def lever(self, measured: Measured, more: tuple[Fraction, ...]) -> Lever | None:
        """How what is measured from several indicators can be made better, from it and the
        numerators of the others; None where nothing can be counted."""

    @property
    @abstractmethod
    def weighing(self) -> Weighing | None:
        """How problems are weighed; None where what the facts state is taken."""

    @property
    @abstractmethod
    def clean_is_full(self) -> bool:
        """Whether a unit in the scheme's sample without a counted row measures 0, not nothing."""

    @property
    @abstractmethod
    def measures(self) -> tuple[object, ...]:
        """What of the rule decides what is measured: rules that are equal in it share it."""

    @property
    @abstractmethod
    def costs(self) -> bool:
        """Whether what is counted costs points, whichever way the indicator points."""

    # What a file may say.

    @property
    @abstractmethod
    def only_for(self) -> tuple[str, ...]:
        """The indicators that it fits; () for all."""

    @abstractmethod
    def faults(self, full: Decimal) -> Iterator[Fault]:
        """What is wrong with it beyond its shape, out of so many full marks."""

    @property
    @abstractmethod
    def top(self) -> Decimal:
        """The value that earns full marks, of a scale that only the scheme knows."""

    @property
    @abstractmethod
    def most(self) -> Decimal | None:
        """The most that can be given or reported, where the rule says that."""

    # What people see and try.

    @abstractmethod
    def in_words(self, terms: Terms) -> Message:
        """What it makes of the value, in both languages."""

    @property
    @abstractmethod
    def on_own_scale(self) -> bool:
        """Whether its figures are points out of the full marks, which a new weight leaves as they
        are."""

    def settings(self, indicator: str) -> Iterator[Setting]:
        """What of it can be tried otherwise: its plain numbers."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Decimal):
                yield Setting(name, value, ((name,),))


class OneIndicator(Rule, ABC):
    """Rules that read the component's own indicator alone."""

    def indicators(self, indicator: str) -> tuple[str, ...]:
        return (indicator,)

    def measured(self, found: tuple[Measured, ...]) -> Measured:
        return found[0]

    def drawn(
        self, value: Numbers, top: Numbers, bottom: Numbers, more: tuple[Numbers, ...]
    ) -> Numbers:
        return value

    def lever(self, measured: Measured, more: tuple[Fraction, ...]) -> Lever | None:
        return None


class AsStated(Rule, ABC):
    """Rules that take what the facts state."""

    weighing: ClassVar[None] = None
    clean_is_full: ClassVar[bool] = False
    costs: ClassVar[bool] = False


class Plain(OneIndicator, AsStated, ABC):
    """Rules that only turn a value into points and have no say in what is measured."""

    by_place: ClassVar[bool] = False
    measures: ClassVar[tuple[object, ...]] = ()


class Share(Rule, ABC):
    """Rules that give a share of the full marks, from none up to `limit` percent of them."""

    on_own_scale: ClassVar[bool] = False

    @abstractmethod
    def share(self, value: Value, exact: Callable[[Decimal], Any]) -> Value:
        """The share before its limits; `exact` makes the rule's own numbers fractions or floats."""

    @property
    def limit(self) -> Decimal:
        return Decimal(100)

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        share = max(self.share(value, Fraction), Fraction(0))
        return full * min(share, Fraction(self.limit) / 100)

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return full * np.clip(self.share(values, float), 0, float(self.limit) / 100)

    def unfloored(self, values: Numbers, full: float) -> Numbers | None:
        return None


class OwnScale(Rule, ABC):
    """Rules whose figures are points out of the full marks."""

    on_own_scale: ClassVar[bool] = True
    most: ClassVar[None] = None


def no_faults(rule: Rule, full: Decimal) -> Iterator[Fault]:
    """`faults` of rules whose shape says all."""
    return iter(())


def over_full(full: Decimal, *path: str | int) -> Fault:
    """The fault that points of a rule are more than the full marks."""
    return path, "scheme-points-over-full", {"full": number(full)}
