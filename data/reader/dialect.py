"""How a text file separates and quotes its cells, found on a sample of its lines."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

_DELIMITERS = ",\t;|，^~\x01: "
_WITHIN_VALUES = " :"  # stand inside dates and times: two columns are no proof of them
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_VALUE = re.compile(
    r"|[-+]?[¥￥$€£]?\s?\d[\d,.]*\s?%?(e[-+]?\d+)?"  # nothing, numbers, amounts
    r"|\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"  # dates
    r"|\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(\s?[ap]m)?"  # times
    r"|[\w\-./]+"  # one word, code or path
    r"|[a-z]+://\S+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dialect:
    """Delimiter and quote ("" for none); `backslash`: `\\"` stands for a quote inside a cell."""

    delimiter: str = ","
    quote: str = '"'
    backslash: bool = False
    skip_space: bool = False
    width: int = 1
    """The usual number of cells of a row."""

    def reader_options(self) -> dict[str, Any]:
        """Options for csv.reader."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "skipinitialspace": self.skip_space,
        }


def sep_line(line: str) -> str | None:
    """The delimiter that a first line `sep=;` declares."""
    match = _SEP_LINE.fullmatch(line.strip("\ufeff\r\n"))
    return match[1] if match else None


def detect_dialect(lines: Sequence[str], delimiter: str | None = None) -> Dialect:
    """The dialect under which the lines form the most regular table of clean cells."""
    text = "".join(lines)
    candidates = [delimiter] if delimiter else [d for d in _DELIMITERS if d in text]
    best, best_score = Dialect(), -1.0
    for separator in candidates or [","]:
        for quote in _quotes(text, separator):
            dialect = Dialect(
                separator,
                quote,
                backslash=bool(quote) and _escapes(text, separator, quote),
                skip_space=bool(quote) and f"{separator} {quote}" in text,
            )
            width, score = _regularity(lines, dialect)
            if score > best_score + 1e-9:
                best_score = score
                best = Dialect(separator, quote, dialect.backslash, dialect.skip_space, width)
    return best


def _quotes(text: str, delimiter: str) -> list[str]:
    """The quotes worth trying: those that stand at the edge of a cell."""
    edge = re.escape(delimiter)
    single = re.search(rf"(^|{edge})\s?'[^'\r\n]*'($|{edge})", text, re.MULTILINE)
    double = re.search(rf'(^|{edge})\s?"', text, re.MULTILINE)
    return ["'"] if single and not double else ['"', "'"] if single else ['"']


def _escapes(text: str, delimiter: str, quote: str) -> bool:
    """Whether quotes inside cells are written with a backslash rather than doubled."""
    escaped = len(re.findall(rf"\\{quote}(?!\s*({re.escape(delimiter)}|\r|\n|$))", text))
    escaped += text.count(f"\\{quote}{quote}")
    doubled = len(re.findall(rf"[^\\{re.escape(delimiter)}\r\n]{quote}{quote}", text))
    return escaped > doubled


def double_quotes(line: str, dialect: Dialect) -> str:
    """A line of a backslash dialect as csv.reader understands it: quotes doubled."""
    if "\\" not in line:
        return line
    quote = dialect.quote
    return re.sub(rf"(?<!\\)((?:\\\\)*)\\{quote}", rf"\1{quote}{quote}", line)


def _usual_width(records: Sequence[Sequence[str]]) -> tuple[int, float]:
    """(usual number of cells, how many records have it): that of most records; where no number is
    that of a half, of most but for blank cells at the ends. Lines of one filled cell above a short
    table are its title. Where the last columns are blank in all these records and others end
    before them, the number is that of the others. A record with blank cells more counts almost as
    much as one without."""
    wide = [row for row in records if sum(map(bool, row)) > 1]
    records = wide if 3 * len(wide) >= len(records) else records
    widths = Counter(len(row) for row in records)

    def fitting(width: int, blank_ends: float = 1) -> float:
        longer = (row for row in records if len(row) > width)
        return widths[width] + blank_ends * sum(1 for row in longer if not any(row[width:]))

    width = max(widths, key=lambda w: (widths[w], w))
    if 2 * widths[width] < len(records):
        common = [w for w, _ in widths.most_common(3)]
        width = max(common, key=lambda w: (fitting(w), widths[w], w))
    filled = max(_filled(row) for row in records if len(row) == width)
    width = min(w for w in widths if filled <= w <= width)
    return width, fitting(width, blank_ends=0.9)


def _filled(row: Sequence[str]) -> int:
    """The number of cells up to the last that is not blank."""
    return max((at for at, cell in enumerate(row, 1) if cell.strip()), default=0)


def _regularity(lines: Sequence[str], dialect: Dialect) -> tuple[int, float]:
    """(usual width, score): equal widths, several columns, cells without leftovers of a dialect."""
    source = [double_quotes(line, dialect) for line in lines] if dialect.backslash else lines
    try:
        records = [row for row in csv.reader(source, **dialect.reader_options()) if any(row)]
    except csv.Error:
        return 1, 0.0
    if not records:
        return 1, 0.0
    width, regular = _usual_width(records)
    if width < 3 and dialect.delimiter in _WITHIN_VALUES:
        return 1, 0.0
    same = regular / len(records)
    cells = [cell for row in records for cell in row]
    clean = sum(1 for cell in cells if _VALUE.fullmatch(cell.strip(" \u3000"))) / len(cells)
    leftovers = (
        sum(1 for cell in cells if dialect.quote in cell[:1] + cell[-1:]) if dialect.quote else 0
    )
    untidy = min(1.0, 2 * leftovers / len(cells))
    columns = min(log(width + 1), 2.5) if width > 1 else 0.25
    edges = sum(line.count(dialect.quote + dialect.delimiter + dialect.quote) for line in lines)
    sure = 2.0 if dialect.quote and edges >= len(records) else 1.0
    return width, same**2 * (0.2 + clean) * (1 - untidy) * columns * sure
