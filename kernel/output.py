"""Rows as text: CSV that no spreadsheet runs, JSON that every parser takes, and a table aligned for
Chinese."""

import csv
import io
import json
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

from kernel.text import visible

OutputRow = Mapping[str, Any]

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
    """A cell of a CSV file: text that cannot run; numbers as they are, what is none as nothing;
    several values parted by semicolons, what is deeper as JSON."""
    if isinstance(value, list | tuple):
        value = "; ".join(one if isinstance(one, str) else _compact(one) for one in value)
    if isinstance(value, Mapping):
        value = _compact(value)
    if isinstance(value, str):
        return csv_safe(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _compact(value: Any) -> str:
    return json.dumps(_finite(value), ensure_ascii=False, default=str)


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


@runtime_checkable
class Worded(Protocol):
    """What has words in each language: a Message, a name in two languages."""

    def text(self, lang: str) -> str: ...


def plain(value: Any, lang: str) -> Any:
    """A value of a frame as JSON knows it: int, float, text, bool, None, list or dict."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Mapping):
        return {key: plain(inner, lang) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, lang) for inner in value]
    if not isinstance(value, int | float | Decimal):
        if isinstance(value, Worded):
            return value.text(lang)
        value = getattr(value, "item", lambda: None)()  # numpy numbers; pandas' NA has no item
        return plain(value, lang) if value is not None else None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return int(value) if value == int(value) else float(value)


def as_csv(rows: Sequence[OutputRow], columns: Sequence[str]) -> str:
    """CSV with a header line; missing values are empty, and no text runs as a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: csv_cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def as_table(rows: Sequence[OutputRow], heads: Mapping[str, str], digits: int = 4) -> str:
    """Columns aligned as on a terminal: a Chinese character is two wide, numbers to the right."""
    cells = [[_cell(row.get(name), digits) for name in heads] for row in rows]
    lines = [list(heads.values()), *cells]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(heads))]
    right = [any(isinstance(row.get(name), int | float) for row in rows) for name in heads]
    return "\n".join(
        "  ".join(_pad(*cell) for cell in zip(line, widths, right, strict=True)).rstrip()
        for line in lines
    )


def _cell(value: Any, digits: int) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "–"
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
