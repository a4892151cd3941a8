"""What is handed to other programs: CSV that no spreadsheet runs, JSON that every parser takes."""

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from kernel.text import visible

# A spreadsheet computes what begins with = + - @, with | (a call of another program), or with one
# of these after a tab or a line end. Full-width forms count as the plain ones on a Chinese system.
_RUNS = ("=", "+", "-", "@", "|")
_BREAKS = ("\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+|(?=\.))(\.\d+)?([eE][+-]?\d+)?%?", re.ASCII)


def csv_safe(text: str) -> str:
    """Text that no spreadsheet runs as a formula: an apostrophe stands before what one would. Plain
    numbers, negative ones too, and dashes that stand for nothing stay as they are."""
    if not text or (text[0].isalnum() and text[0].isascii()):
        return text
    seen = unicodedata.normalize("NFKC", visible(text)).lstrip(" ")
    if not (seen.lstrip().startswith(_RUNS) or seen.startswith(_BREAKS)):
        return text
    if _NUMBER.fullmatch(text) or not seen.strip("-"):
        return text
    return f"'{text}"


def csv_cell(value: Any) -> Any:
    """A cell of a CSV file: text that cannot run; numbers as they are, what is none as nothing."""
    if isinstance(value, str):
        return csv_safe(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


def as_json(value: Any) -> str:
    """JSON with null for what is no number (NaN, infinities)."""
    return json.dumps(_finite(value), ensure_ascii=False, indent=2, allow_nan=False, default=str)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value
