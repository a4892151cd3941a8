"""The minimum n of a period: what the scheme asks of its own period, scaled to another length."""

import math
from fractions import Fraction

from kernel.periods import MONTHS_IN, Period
from metrics.schemes.containing import containing
from metrics.schemes.model import Scheme


def minimum_n(scheme: Scheme, period: Period) -> int:
    """How large the sample of a unit has to be to be ranked: a third of a month asks a third of
    what a month asks, a quarter three times as much; rounded up."""
    return math.ceil(Fraction(scheme.n.minimum) * _periods_in(scheme, period))


def _periods_in(scheme: Scheme, period: Period) -> Fraction:
    """How many of the scheme's own periods a period is."""
    grain = scheme.period.grain
    if not period.reached and period.grain == grain:
        return Fraction(1)
    if not period.reached and grain in MONTHS_IN and period.grain in MONTHS_IN:
        return Fraction(MONTHS_IN[period.grain], MONTHS_IN[grain])
    return Fraction(period.days, containing(scheme, period.start).days)
