"""Records of a text file at the speed of the csv module, damaged quotes mended record by record.

The csv module reads everything, strictly. A record that breaks its rules for quotes, or that has
quotes and not the usual number of cells, is read again tolerantly: otherwise a quote that is never
closed would swallow the rows that follow, and one inside a quoted cell would shift or vanish.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from data.reader.dialect import Dialect

BLOCK_LINES = 4096
MAX_RECORD_LINES = 200
csv.field_size_limit(1 << 28)


class RecordReader:
    """Iterates over blocks of records: (cells of each record, whether `E+` occurs in the block).

    `mended` holds the numbers of the mended records so far, `last_line` the last line read.
    """

    def __init__(self, lines: Iterator[str], dialect: Dialect) -> None:
        self.mended: list[int] = []
        self.last_line = ""
        self._lines = lines
        self._dialect = dialect
        self._count = 0

    def __iter__(self) -> Iterator[tuple[list[list[str]], bool]]:
        while block := self._block():
            self.last_line = block[-1]
            records = self._regular(block)
            if records is None:
                records = list(self._one_by_one(deque(block)))
            else:
                self._count += len(records)
            text = "".join(block)
            yield records, "E+" in text or "e+" in text

    def _block(self) -> list[str]:
        """The next lines, up to one that does not end inside a quoted cell."""
        block = list(islice(self._lines, BLOCK_LINES))
        quote = self._dialect.quote
        if quote and "".join(block).count(quote) % 2:
            for line in islice(self._lines, MAX_RECORD_LINES):
                block.append(line)
                if line.count(quote) % 2:
                    break
        return block

    def _regular(self, block: list[str]) -> list[list[str]] | None:
        """The records of a block in which nothing is to mend, else None."""
        width, quote = self._dialect.width, self._dialect.quote
        try:
            records = list(csv.reader(block, strict=True, **self._dialect.reader_options()))
        except csv.Error:
            return None
        if quote and set(map(len, records)) != {width}:
            return None if any(quote in line for line in block) else records
        return records

    def _one_by_one(self, pending: deque[str]) -> Iterator[list[str]]:
        """The records of a block, each looked at."""
        width, quote = self._dialect.width, self._dialect.quote
        buffer: list[str] = []

        def feed() -> Iterator[str]:
            while pending and len(buffer) < MAX_RECORD_LINES:
                buffer.append(pending.popleft())
                yield buffer[-1]

        while pending:
            reader = csv.reader(feed(), strict=True, **self._dialect.reader_options())
            while (row := _next(reader)) is not None:
                self._count += 1
                odd = len(row) < width or any(row[width:])  # blank cells more do no harm
                if odd and quote and any(quote in line for line in buffer):
                    cells, used = self._mend(buffer, row)
                    if cells != row:
                        self.mended.append(self._count)
                        pending.extendleft(reversed(buffer[used:]))
                        buffer.clear()
                        yield cells
                        break
                buffer.clear()
                yield row

    def _mend(self, lines: list[str], row: list[str]) -> tuple[list[str], int]:
        """(cells, lines used): the mended record, or as the csv module reads it leniently."""
        cells, used = mend(lines, self._dialect)
        if cells:
            return cells, used
        if row:
            return row, len(lines)
        try:
            return next(csv.reader(lines, **self._dialect.reader_options())), len(lines)
        except csv.Error:
            return "".join(lines).rstrip("\r\n").split(self._dialect.delimiter), len(lines)


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next record, None at the end, [] for one that breaks the rules."""
    try:
        return next(reader, None)
    except csv.Error:
        return []


def mend(lines: list[str], dialect: Dialect) -> tuple[list[str], int]:
    """(cells, lines used) of a damaged record; no cells when reading it anew is no better.

    Three readings are tried on its first line and on all of its lines: an opening quote that is
    only a character, quotes inside a quoted cell that were not doubled, and the same where the last
    one stands before the closing quote. Of those with the usual number of cells the one is taken
    that leaves the fewest quotes where quotes would have a meaning.
    """
    best: tuple[list[str], int] = ([], 1)
    fewest = 1 << 30
    for used in dict.fromkeys((1, len(lines))):
        text = "".join(lines[:used]).rstrip("\r\n")
        for reading in ("literal", "inner", "closing"):
            cells = split(text, dialect, reading)
            loose = _loose_quotes(cells, dialect)
            if len(cells) == dialect.width and loose < fewest:
                best, fewest = (cells, used), loose
    if not best[0] and len(lines) > 1:
        return split(lines[0].rstrip("\r\n"), dialect, "literal"), 1
    return best


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


def _loose_quotes(cells: list[str], dialect: Dialect) -> int:
    """Quotes at the edges of cells, and beside a separator inside them."""
    quote, delimiter = dialect.quote, dialect.delimiter
    edges = sum(cell.startswith(quote) + cell.endswith(quote) for cell in cells)
    inside = sum(cell.count(delimiter + quote) + cell.count(quote + delimiter) for cell in cells)
    return edges + inside
