"""How wide the columns of a table are, and how large its letters, so that nothing is cut.

Widths are reckoned, not measured: a Chinese character is as wide as its size, a Latin letter a bit
more than half (two thirds here, so that a wider font than ours fits as well). Numbers, dates and
short texts are never broken; long texts wrap.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_LATIN, _WIDE = 0.66, 1.04  # of the size of letters, of wide fonts and bold ones
_BOLD = 1.15  # as wide as thin letters, at most
_UNBROKEN = 4.2  # of an unbroken text of Chinese that may wrap
_LINES, _ROOMY = 4, 9.0  # in which a text shall wrap; what it asks for that at most
_CM = 2.54 / 72
_WORDS = re.compile(r"[\s/]+|(?<!\d)-+|-+(?!\d)")  # 2025-10-20 is one


class Need(NamedTuple):
    """What a column needs, in sizes of its letters: at least, and to stand in one line."""

    least: float
    line: float


@dataclass(frozen=True)
class TableLayout:
    """The size of letters in points, and the width of each column in centimetres."""

    size: float
    widths: tuple[float, ...]


def laid_out(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[bool],
    room: float,
    sizes: Sequence[float],
    margin: float = 0.2,
) -> TableLayout | None:
    """The largest of the sizes at which the table fits into so many centimetres; None: at none.

    numbers: which columns hold numbers; margin: of a cell, left and right together.
    """
    needs = column_needs(heads, rows, numbers)
    for size in sizes:
        least = [need.least * size * _CM + margin for need in needs]
        if sum(least) <= room:
            line = [need.line * size * _CM + margin for need in needs]
            return TableLayout(size, _shared(least, line, room))
    return None


def column_needs(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]
) -> list[Need]:
    """What each column needs."""
    found = []
    for at, (head, number) in enumerate(zip(heads, numbers, strict=True)):
        cells = [row[at] for row in rows]
        widest = max((letters_wide(cell) for cell in cells), default=0.0)
        least = widest
        if not number:
            unbroken = max((_unbroken(cell) for cell in cells), default=0.0)
            least = max(unbroken, min(widest / _LINES, _ROOMY))
        line = max(widest, min(letters_wide(head), 8.0))
        found.append(Need(max(least, _BOLD * _unbroken(head)), line))
    return found


def letters_wide(text: str) -> float:
    """The width of a text in one line, in sizes of its letters."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return wide * _WIDE + (len(text) - wide) * _LATIN


def _unbroken(text: str) -> float:
    """The widest part of a text that is not broken."""
    parts = [letters_wide(part) for part in _WORDS.split(text)]
    return max(min(width, _UNBROKEN) if not part.isascii() else width
               for part, width in zip(_WORDS.split(text), parts, strict=True))  # fmt: skip


def _shared(least: Sequence[float], line: Sequence[float], room: float) -> tuple[float, ...]:
    """Room shared out: to each its least, of the rest first what its lines need, then to all."""
    missing = [max(0.0, one - own) for one, own in zip(line, least, strict=True)]
    rest = room - sum(least)
    part = min(1.0, rest / sum(missing)) if sum(missing) else 0.0
    widths = [own + part * more for own, more in zip(least, missing, strict=True)]
    spare = (room - sum(widths)) / len(widths)
    return tuple(round(width + spare, 3) for width in widths)
