"""Frequencies as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.parsing.frequencies import span_of_frequency, times_of_frequency


@pytest.mark.parametrize(
    ("text", "times", "span"),
    [
        ("每周2次", 2, "week"),
        ("2次/周", 2, "week"),
        ("一周两次", 2, "week"),
        ("每两周一次", 0.5, "week"),
        ("每半月一次", 2, "month"),
        ("每半年检查1次", 2, "year"),
        ("每月不少于3次", 3, "month"),
        ("每周至少检查1次", 1, "week"),
        ("每三个月一次", 1 / 3, "month"),
        ("隔日一次", 0.5, "day"),
        ("每日二次", 2, "day"),
        ("每季度1次", 1, "quarter"),
        ("每周１次。", 1, "week"),
        ("twice a week", 2, "week"),
        ("每周2.5次", 2.5, "week"),
        ("每两周三次", 1.5, "week"),
        ("每周二十次", 20, "week"),
        ("3 times per month", 3, "month"),
    ],
)
def test_a_frequency_is_a_number_of_times_and_a_span(text: str, times: float, span: str) -> None:
    assert times_of_frequency(text) == pytest.approx(times)
    assert span_of_frequency(text) == span


NONE = ["按需", "十次", "2次", "每周", "每半周一次", "雨后", "每月", "0周1次", "每天1.2.3次"]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_frequency_is_none(text: str) -> None:
    assert times_of_frequency(text) is None and span_of_frequency(text) is None


@given(st.integers(1, 99), st.sampled_from(["日", "周", "月", "季度", "年"]))
def test_both_ways_of_writing_say_the_same(times: int, span: str) -> None:
    one, other = f"每{span}{times}次", f"{times}次/{span}"
    assert times_of_frequency(one) == times_of_frequency(other) == times
    assert span_of_frequency(one) == span_of_frequency(other)


@given(st.text(max_size=30))
def test_any_text_is_read_or_not_and_nothing_else(text: str) -> None:
    assert (times_of_frequency(text) is None) == (span_of_frequency(text) is None)
