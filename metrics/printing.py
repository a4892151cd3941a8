"""Results as text: a table aligned for Chinese, CSV, or JSON."""

import csv
import io
import math
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kernel.messages import Message
from kernel.output import csv_cell
from metrics.schemes.model import Text

Row = Mapping[str, Any]


def plain(value: Any, lang: str) -> Any:
    """A value of a frame as JSON knows it: int, float, text, bool, None, list or dict."""
    if isinstance(value, Mapping):
        return {key: plain(inner, lang) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, lang) for inner in value]
    if isinstance(value, Message | Text):
        return value.text(lang)
    if value is None or isinstance(value, str | bool):
        return value
    if not isinstance(value, int | float | Decimal):
        value = getattr(value, "item", lambda: None)()  # numpy numbers; pandas' NA has no item
        return plain(value, lang) if value is not None else None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return int(value) if value == int(value) else float(value)


def as_csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """CSV with a header line; missing values are empty, and no text runs as a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: csv_cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def as_table(rows: Sequence[Row], heads: Mapping[str, str], digits: int = 4) -> str:
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
    if value is None:
        return "–"
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
