"""Rounding as people do it, and numbers freed from the noise of floats."""

from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.scoring.exact import decimal_of, exact_or_none, fraction_of, part, rounded


@pytest.mark.parametrize(
    ("number", "digits", "expected"),
    [
        ("90.575", 2, "90.58"),
        ("-90.575", 2, "-90.58"),
        ("90.5749999999", 2, "90.57"),
        ("-90.5749999999", 2, "-90.57"),
        ("0.5", 0, "1"),
        ("0.4999999999", 0, "0"),
        ("-0.5", 0, "-1"),
        ("99.995", 2, "100.00"),
    ],
)
def test_halves_go_away_from_zero_and_nothing_below_a_half_does(
    number: str, digits: int, expected: str
) -> None:
    """A threshold a thousandth off a half would give or take a mark where nobody looks."""
    found = rounded(Fraction(number), digits)
    assert (found, found.as_tuple().exponent) == (Decimal(expected), -digits)


def test_the_noise_of_floats_goes_and_what_is_counted_stays() -> None:
    assert decimal_of(0.1 + 0.2) == Fraction(3, 10)
    assert decimal_of(90.574999999999) == Fraction("90.575")
    assert decimal_of(1e-8) == Fraction(1, 10**8)
    assert exact_or_none(float("nan")) is None and exact_or_none(None) is None
    assert exact_or_none(0.0) == 0


def test_a_weight_is_taken_as_it_is_written() -> None:
    assert fraction_of(Decimal("12.5")) == Fraction(25, 2)
    assert fraction_of(Decimal("0.1")) == Fraction(1, 10)


def test_a_part_of_a_score_has_six_decimals() -> None:
    assert [str(part(Fraction(n, 3))) for n in (1, -2)] == ["0.333333", "-0.666667"]
