"""Exact numbers out of the floats of a query, and rounding as people do it."""

import math
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

ZERO = Fraction(0)

# Sums of floats carry noise near 1e-12; nothing that we count is finer than this.
_NOISE = Decimal("1e-9")


@lru_cache(maxsize=1 << 16)  # mostly small counts and their sums, again and again
def decimal_of(number: float) -> Fraction:
    """A number of a query freed from float noise, so that 90.575 rounds to 90.58."""
    return Fraction(Decimal(repr(float(number))).quantize(_NOISE))


def exact_or_none(number: float | None) -> Fraction | None:
    """The same; None for a missing one."""
    return None if number is None or math.isnan(number) else decimal_of(number)


@lru_cache(maxsize=1 << 12)
def fraction_of(written: Decimal) -> Fraction:
    """A number of a scheme as it is written there: few, and asked for with every unit."""
    return Fraction(written)


def rounded(number: Fraction, digits: int) -> Decimal:
    """Half up (四舍五入): halves away from zero."""
    scaled = abs(number) * 10**digits
    whole = int(scaled + Fraction(1, 2))
    return Decimal(whole if number >= 0 else -whole).scaleb(-digits)


def part(number: Fraction) -> Decimal:
    """A part of a score, to six decimals; what that loses goes into the part called rounding."""
    return rounded(number, 6)
