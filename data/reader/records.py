"""Records of a text file at the speed of the csv module, damaged quotes mended record by record.

The csv module reads everything. A record that has quotes and not the usual number of cells is read
again, tolerantly: a quote that is never closed would otherwise swallow the rows that follow.
"""

import csv
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
        reader = csv.reader(feed(), **dialect.reader_options())
        while (row := _next(reader)) is not None:
            number += 1
            if len(row) != width and quote and any(quote in line for line in buffer):
                cells, used = mend(buffer, dialect)
                if cells is not None and cells != row:
                    mended(number)
                    pushed.extendleft(reversed(buffer[used:]))
                    yield buffer[used - 1], cells
                    buffer.clear()
                    break
            yield buffer[-1], row
            buffer.clear()


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next record, None at the end, [] for one that the csv module refuses."""
    try:
        return next(reader, None)
    except csv.Error:
        return []


def mend(lines: list[str], dialect: Dialect) -> tuple[list[str] | None, int]:
    """(cells, lines used) of a damaged record; cells None when reading it anew is no better.

    Tried in turn, on the whole record and then on its first line: an opening quote that is only a
    character, quotes inside a quoted cell that were not doubled, and the same with a last one that
    looks doubled. The first that gives the usual number of cells is taken.
    """
    for used in dict.fromkeys((len(lines), 1)):
        text = "".join(lines[:used]).rstrip("\r\n")
        for reading in ("literal", "inner", "closing"):
            cells = split(text, dialect, reading)
            if len(cells) == dialect.width:
                return cells, used
    if len(lines) > 1:
        return split(lines[0].rstrip("\r\n"), dialect, "literal"), 1
    return None, 1


def split(text: str, dialect: Dialect, reading: str) -> list[str]:
    """Cells of one record under one reading of stray quotes (see `mend`)."""
    cells: list[str] = []
    at, delimiter, quote = 0, dialect.delimiter, dialect.quote
    while True:
        if dialect.skip_space and text.startswith(" ", at):
            at += 1
            continue
        quoted = (
            _quoted(text, at, delimiter, quote, reading) if text.startswith(quote, at) else None
        )
        if quoted:
            cell, at = quoted
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            cell, at = text[at:end], end
        cells.append(cell)
        if at >= len(text):
            return cells
        at += len(delimiter)


def _quoted(
    text: str, start: int, delimiter: str, quote: str, reading: str
) -> tuple[str, int] | None:
    """A quoted cell and where it ends, or None when the quote is to be read as a character."""
    content, at = "", start + 1
    while (found := text.find(quote, at)) >= 0:
        content += text[at:found]
        rest = text[found + 1 : found + 2 + len(delimiter)]
        if not rest or rest.startswith(delimiter):
            return content, found + 1
        if rest.startswith(quote):
            closes = rest[1:] in ("", delimiter)
            if reading == "closing" and closes:
                return content + quote, found + 2
            content += quote
            at = found + (1 if reading == "closing" else 2)
            continue
        if reading == "literal":
            return None
        content += quote
        at = found + 1
    return None
