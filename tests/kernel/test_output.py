"""What other programs read: no text runs in a spreadsheet, and JSON is JSON."""

import json
import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.output import as_json, csv_cell, csv_safe
from kernel.text import visible

SIGNS = ["=", "+", "-", "@", "|", "＝", "＋", "－", "＠", "﹣", "﹦"]
BEFORE = [
    "",
    " ",
    "\u3000",
    "\u00a0",
    "\ufeff",
    "\u200b",
    "\u200e",
    "\u00ad",
    "\t",
    "\r",
    "\n",
    " \t",
]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", BEFORE)
def test_what_a_spreadsheet_would_run_is_disarmed(before: str, sign: str) -> None:
    for rest in ("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://x")'):
        text = f"{before}{sign}{rest}"
        assert csv_safe(text) == f"'{text}"
        assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", "-inf", "+nan", "-1_000", "-1,00,0", "-1-1"])
def test_tabs_line_ends_and_what_only_looks_like_a_number_are_disarmed(text: str) -> None:
    assert csv_safe(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "-1.5",
        "+3",
        "-2.5%",
        "-1,234.5",
        "1e-5",
        "-1e5",
        "-.5",
        "-",
        "--",
        "",
        "云栖区",
        "a=b",
        "2025-10",
    ],
)
def test_numbers_stay_numbers_and_harmless_text_is_left_alone(text: str) -> None:
    assert csv_safe(text) == text


def test_figures_stay_figures() -> None:
    assert [csv_cell(v) for v in (-1.5, 3, None, True)] == [-1.5, 3, None, True]
    assert csv_cell(float("nan")) is csv_cell(-math.inf) is None


@given(st.text(max_size=12))
def test_nothing_comes_out_that_would_run(text: str) -> None:
    out = csv_safe(text)
    assert out in (text, f"'{text}")
    first = unicodedata.normalize("NFKC", visible(out)).lstrip()[:1]
    if first and first in "=+@|":
        assert float(out.rstrip("%").replace(",", "")) is not None


def test_json_knows_no_nan() -> None:
    value = {"a": [float("nan"), {"b": math.inf}], "c": (-math.inf, 1.5, "文")}
    assert json.loads(as_json(value)) == {"a": [None, {"b": None}], "c": [None, 1.5, "文"]}
