"""The scoring rules of a scheme: from the value of an indicator to points.

Every rule is a small model read from the scheme file. `points(value, full)` takes the value as the
indicator states it (rates in percent 0..100, counts and times as numbers) and the full marks of
the component, and returns the component's points, exactly (fractions, no rounding, no float).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError


def _sensible(value: Decimal) -> Decimal:
    """Figures are computed exactly: a number of 400 digits is no mark, limit or share."""
    if value and not -9 <= value.adjusted() <= 12:
        raise PydanticCustomError("absurd_number", "beyond all marks")
    return value


Numbers = NDArray[np.float64]
Number = Annotated[Decimal, AfterValidator(_sensible)]
Positive = Annotated[Number, Field(gt=0)]
NotNegative = Annotated[Number, Field(ge=0)]
FINDING_STATES = ("found", "not_rectified", "notified_again")
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


@dataclass(frozen=True)
class Measured:
    """One indicator of one unit in one period, exact; `value` is None when there is no data.

    state: value | zero | no_data | not_participating. no_deadline: rows that were not judged for
    want of a deadline; None where the indicator does not ask for one.
    """

    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int = 0
    state: str = "no_data"
    no_deadline: float | None = None


NOTHING = Measured(None)


class Rule(BaseModel):
    """What all rules share. A rule reads one indicator unless it says otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def indicators(self, indicator: str) -> tuple[str, ...]:
        """The indicators that the rule reads, the component's own one first."""
        return (indicator,)

    def measured(self, found: tuple[Measured, ...]) -> Measured:
        """The one measurement that is scored, from those of `indicators`."""
        return found[0]

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        raise NotImplementedError

    def points_of(self, values: Numbers, full: float) -> Numbers:
        """`points` of many values at once, in floating point."""
        raise NotImplementedError

    def unfloored(self, values: Numbers, full: float) -> Numbers | None:
        """`points_of` as if points went on falling where the rule stops at its lowest; None where
        no value is below that."""
        return None


class Proportional(Rule):
    """Full marks at `best`, in proportion below; `invert`: full marks at 0, none at `best`."""

    type: Literal["proportional"]
    best: Positive = Decimal(100)
    invert: bool = False

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        share = value / Fraction(self.best)
        return full * _within(1 - share if self.invert else share)

    def points_of(self, values: Numbers, full: float) -> Numbers:
        share = values / float(self.best)
        return full * np.clip(1 - share if self.invert else share, 0, 1)


class Target(Rule):
    """Value over `target`, at most `cap` percent of the full marks."""

    type: Literal["target"]
    target: Positive
    cap: Positive = Decimal(100)

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return full * _within(value / Fraction(self.target), Fraction(self.cap) / 100)

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return full * np.clip(values / float(self.target), 0, float(self.cap) / 100)


class Threshold(Rule):
    """Full marks at `full_at`, less `minus_per_point` points for each unit of the value beyond it.

    `side` says which side costs: below (a rate that should be high) or above. Not below 0.
    """

    type: Literal["threshold"]
    full_at: Number
    minus_per_point: Positive
    side: Literal["below", "above"] = "below"

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        gap = Fraction(self.full_at) - value
        short = max(Fraction(0), gap if self.side == "below" else -gap)
        return max(Fraction(0), full - Fraction(self.minus_per_point) * short)

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return np.maximum(0, self.unfloored(values, full))

    def unfloored(self, values: Numbers, full: float) -> Numbers:
        gap = float(self.full_at) - values
        short = np.maximum(0, gap if self.side == "below" else -gap)
        return full - float(self.minus_per_point) * short


class LateCredit(Rule):
    """Closed on time counts `on_time`, closed late `late`, over the due cases (运城: 1 and 0.4)."""

    type: Literal["late_credit"]
    on_time: NotNegative
    late: NotNegative

    def indicators(self, indicator: str) -> tuple[str, ...]:
        return (indicator, "late_closure_rate")

    def measured(self, found: tuple[Measured, ...]) -> Measured:
        """The credit in percent of the due cases."""
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

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return full * _within(value / 100)

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return full * np.clip(values / 100, 0, 1)


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
    tier: Mapping[Literal["city", "district", "bureau"], NotNegative] = {}
    method: Mapping[Method, NotNegative] = {}
    state: Mapping[FindingState, NotNegative] = {}


class Deduction(Rule):
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
    tariff: (
        Mapping[Literal["city", "district", "bureau"], Mapping[FindingState, NotNegative]] | None
    ) = None

    @property
    def weighs_findings(self) -> bool:
        """The deductions are not simply those stated in the facts."""
        return self.times is not None or self.tariff is not None

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return min(full, max(Fraction(self.floor), full - Fraction(self.cost) * value))

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return np.minimum(full, np.maximum(float(self.floor), self.unfloored(values, full)))

    def unfloored(self, values: Numbers, full: float) -> Numbers:
        return np.minimum(full, full - float(self.cost) * values)


class Bands(Rule):
    """Points by the band that holds the value: [from, to, points], null for an open end.

    `includes` says to which band an edge belongs: `from` (from <= value < to) or `to`.
    """

    type: Literal["bands"]
    bands: Annotated[
        tuple[tuple[Number | None, Number | None, NotNegative], ...], Field(min_length=1)
    ]
    includes: Literal["from", "to"]

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        for _, end, points in self.bands:
            if end is None or value < end or (self.includes == "to" and value == end):
                return Fraction(points)
        raise AssertionError("the bands of a validated scheme have an open end")

    def points_of(self, values: Numbers, full: float) -> Numbers:
        ends = np.array([np.inf if end is None else float(end) for _, end, _ in self.bands])
        points = np.array([float(given) for _, _, given in self.bands])
        found = points[np.searchsorted(ends, values, "left" if self.includes == "to" else "right")]
        return np.where(np.isnan(values), np.nan, found)


class Linear(Rule):
    """0 at `zero_at`, full marks at `full_at`, a straight line between, flat outside."""

    type: Literal["linear"]
    zero_at: Number
    full_at: Number

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        zero, top = Fraction(self.zero_at), Fraction(self.full_at)
        return full * _within((value - zero) / (top - zero))

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return np.maximum(0, self.unfloored(values, full))

    def unfloored(self, values: Numbers, full: float) -> Numbers:
        zero, top = float(self.zero_at), float(self.full_at)
        return full * np.minimum((values - zero) / (top - zero), 1)


class RankPoints(Rule):
    """Points by place inside the group: of the first, the second ...; the last for all others.

    `points` takes the place, not the value; equal values share the better place.
    """

    type: Literal["rank_points"]
    places: Annotated[tuple[NotNegative, ...], Field(min_length=1)]

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return Fraction(self.places[min(int(value), len(self.places)) - 1])

    def points_of(self, values: Numbers, full: float) -> Numbers:
        points = np.array([float(place) for place in self.places])
        return points[np.minimum(values.astype(int), len(points)) - 1]


class Manual(Rule):
    """A score given by people or another system, out of `out_of`."""

    type: Literal["manual"]
    out_of: Positive = Decimal(100)

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return full * _within(value / Fraction(self.out_of))

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return full * np.clip(values / float(self.out_of), 0, 1)


class Task(Rule):
    """Completion of a task in percent, at most `cap`."""

    type: Literal["task"]
    cap: Positive = Decimal(100)

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return full * _within(value / 100, Fraction(self.cap) / 100)

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return full * np.clip(values / 100, 0, float(self.cap) / 100)


AnyRule = Annotated[
    Proportional
    | Target
    | Threshold
    | LateCredit
    | Deduction
    | Bands
    | Linear
    | RankPoints
    | Manual
    | Task,
    Field(discriminator="type"),
]


def _within(share: Fraction, top: Fraction | None = None) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1) if top is None else top)
