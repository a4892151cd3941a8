"""Sparklines ring what is out of line, and the last value is told in words."""

import base64
import re

import pytest

from ui.charts.spark import spark
from ui.signals import signals
from ui.theme import LIGHT


def rings(picture: str) -> int:
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", picture).group(1)).decode()
    return svg.count('r="3.4"')


@pytest.mark.parametrize(("last", "word"), [(30.0, "高出上限"), (11.0, "")])
def test_a_last_value_out_of_line_is_told(last, word):
    places, said = signals([10.0, 12.0] * 6 + [last])
    assert said == word and (12 in places) == bool(word)


def test_under_twelve_values_the_word_says_that_limits_are_on_trial():
    assert signals([10.0, 12.0] * 4 + [30.0])[1] == "高出上限（试用界限）"


def test_a_past_value_is_ringed_and_not_told():
    places, said = signals([10.0, 12.0] * 3 + [40.0] + [12.0, 10.0] * 3)
    assert 6 in places and said == ""
    drawn = spark([10.0, 12.0, 40.0], LIGHT, marked=[2])
    assert rings(drawn) == 1 and rings(spark([10.0, 12.0, 40.0], LIGHT)) == 0


@pytest.mark.parametrize("values", [[], [None, None], [float("nan")] * 13, [5.0] * 13])
def test_nothing_to_say_is_said_quietly(values):
    assert signals(values) == ([], "")


def test_nothing_is_marked_while_certainty_is_hidden(monkeypatch):
    monkeypatch.setattr("ui.signals.certain", lambda: False)
    assert signals([10.0, 12.0] * 6 + [30.0]) == ([], "")


def test_a_period_that_is_not_over_is_held_against_none():
    assert signals([10.0, 12.0] * 6 + [3.0], over=False)[1] == ""
