"""What a rule takes: the measurement of one unit in one period, and how it can be made better."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


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


NOT_MEASURED = Measured(None)


@dataclass(frozen=True)
class Lever:
    """How a measurement can be made better: `after(k)` is what it is after k steps of `step`, of
    which there are at most `room`."""

    step: Fraction
    room: int
    after: Callable[[int], Measured]
