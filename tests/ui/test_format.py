"""How figures are written."""

import datetime as dt
import math

import pandas as pd
import pytest

from ui import format as f


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.324, 2, "▲ 1.32"),
        (-0.78, 2, "▼ 0.78"),
        (0.004, 2, "–"),
        (-0.004, 2, "–"),
        (1, 0, "▲ 1"),
        (math.nan, 2, ""),
        (pd.NA, 0, ""),
    ],
)
def test_a_change_carries_an_arrow_and_fixed_decimals(value, digits, text):
    assert f.change(value, digits) == text


def test_figures_have_fixed_decimals_and_a_dash_for_nothing():
    assert f.fixed(93.4) == "93.40"
    assert f.fixed(None) == f.NOTHING


def test_counts_are_grouped_and_shares_of_cases_keep_a_decimal():
    assert f.count(1206) == "1,206"
    assert f.count(12.5) == "12.5"


def test_a_sum_keeps_what_it_has_behind_the_point():
    """A score of 89.75 stood beside a numerator of 89.8 over 1."""
    assert [f.decimals_kept(v) for v in (89.75, 93.4, 300.0, 1206.0)] == [
        "89.75",
        "93.4",
        "300",
        "1,206",
    ]


def test_dates_are_iso_and_carry_the_time_when_there_is_one():
    assert f.date(dt.date(2025, 10, 1)) == "2025-10-01"
    assert f.date(pd.Timestamp("2025-10-21 08:00")) == "2025-10-21 08:00"
    assert f.date(pd.NaT) == f.NOTHING
