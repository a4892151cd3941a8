"""Records of a text file at the speed of the csv module, damaged quotes mended record by record.

The csv module reads everything, strictly. A record that breaks its rules for quotes, or that has
quotes and not the usual number of cells, is read again tolerantly: otherwise a quote that is never
closed would swallow the rows that follow, and one inside a quoted cell would shift or vanish.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from data.reader.dialect import Dialect

MAX_RECORD_LINES = 200
csv.field_size_limit(1 << 22)


def read_records(
    lines: Iterable[str], dialect: Dialect, mended: Callable[[int], None]
) -> Iterator[tuple[str, list[str]]]:
    """(last line, cells) of every record. `mended` is told the number of each mended record."""
    source = iter(lines)
    pushed: deque[str] = deque()
    buffer: list[str] = []
    exhausted = False
    number = 0
    width, quote = dialect.width, dialect.quote

    def feed() -> Iterator[str]:
        nonlocal exhausted
        while len(buffer) < MAX_RECORD_LINES:
            line = pushed.popleft() if pushed else next(source, None)
            if line is None:
                exhausted = True
                return
            buffer.append(line)
            yield line

    while not exhausted or pushed:
        reader = csv.reader(feed(), strict=True, **dialect.reader_options())
        while (row := _next(reader)) is not None:
            number += 1
            if len(row) != width and quote and any(quote in line for line in buffer):
                cells, used = mend(buffer, dialect)
                if not cells and not row:
                    cells, used = next(csv.reader(buffer, **dialect.reader_options())), len(buffer)
                if cells and cells != row:
                    mended(number)
                    pushed.extendleft(reversed(buffer[used:]))
                    yield buffer[used - 1], cells
                    buffer.clear()
                    break
            yield buffer[-1], row
            buffer.clear()


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next record, None at the end, [] for one that breaks the rules."""
    try:
        return next(reader, None)
    except csv.Error:
        return []


def mend(lines: list[str], dialect: Dialect) -> tuple[list[str], int]:
    """(cells, lines used) of a damaged record; no cells when reading it anew is no better.

    Three readings are tried on the whole record and then on its first line alone: an opening quote
    that is only a character, quotes inside a quoted cell that were not doubled, and the same where
    the last one stands before the closing quote. Of those with the usual number of cells the one
    is taken that leaves the fewest quotes at the edges of cells.
    """
    for used in dict.fromkeys((len(lines), 1)):
        text = "".join(lines[:used]).rstrip("\r\n")
        readings = [split(text, dialect, reading) for reading in ("literal", "inner", "closing")]
        fitting = [cells for cells in readings if len(cells) == dialect.width]
        if fitting:
            return min(fitting, key=lambda cells: _loose_quotes(cells, dialect.quote)), used
    if len(lines) > 1:
        return split(lines[0].rstrip("\r\n"), dialect, "literal"), 1
    return [], 1


def split(text: str, dialect: Dialect, reading: str) -> list[str]:
    """Cells of one record under one reading of stray quotes (see `mend`)."""
    cells: list[str] = []
    at, delimiter, quote = 0, dialect.delimiter, dialect.quote
    end_of_cell = re.compile(rf"(?: *(?={re.escape(delimiter)})|\s*$)")
    while True:
        while dialect.skip_space and text.startswith(" ", at):
            at += 1
        found = (
            _quoted(text, at, quote, end_of_cell, reading) if text.startswith(quote, at) else None
        )
        if found:
            cell, at = found
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            cell, at = text[at:end], end
        cells.append(cell)
        if at >= len(text):
            return cells
        at += len(delimiter)


def _quoted(
    text: str, start: int, quote: str, end_of_cell: re.Pattern[str], reading: str
) -> tuple[str, int] | None:
    """A quoted cell and where it ends, or None when the quote is to be read as a character."""
    content, at = "", start + 1
    while (found := text.find(quote, at)) >= 0:
        content += text[at:found]
        at = found + 1
        if end := end_of_cell.match(text, at):
            return content, end.end()
        if text.startswith(quote, at):
            end = end_of_cell.match(text, at + 1)
            if reading == "closing" and end:
                return content + quote, end.end()
            at += reading != "closing"
        elif reading == "literal":
            return None
        content += quote
    return None


def _loose_quotes(cells: list[str], quote: str) -> int:
    return sum(cell.startswith(quote) + cell.endswith(quote) for cell in cells)
