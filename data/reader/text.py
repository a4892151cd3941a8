"""Text files: CSV and its relatives, streamed."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from data.reader import encoding as encodings
from data.reader.alignment import Alignment
from data.reader.dialect import Dialect, detect_dialect, double_quotes, sep_line
from data.reader.encoding import MIXED, Encoding
from data.reader.problems import MAX_COLUMNS, ROW_LIMITS, row_list, unreadable
from data.reader.records import RecordReader
from data.reader.sheet import Row, Sheet, SheetRows, make_sheet
from kernel.messages import Message

MAX_LINE = 4_000_000
"""Characters of one line: more is no line of a table but, most often, a quote that never closes."""
MOST_LONE = 20_000
"""Lines of one cell on end in a table of several columns: more is one cell that never closes."""
_SAMPLE_LINES = 1000
_SAMPLE_CHARACTERS = 400_000
_STRAY = 12  # so many control characters a short table may hold, too
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class TextSource(SheetRows):
    """The records of a text file; every pass opens the file anew."""

    def __init__(self, path: Path, encoding: Encoding) -> None:
        super().__init__()
        self.path = path
        self.encoding = encoding
        self.dialect = Dialect()
        self._skip = 0
        self._records = RecordReader(iter(()), self.dialect)
        self._undecoded: list[int] = []
        self._broken_end = encoding.cut
        self._cut: int | None = None
        self._count = 0
        self._aligned: list[int] = []
        self._alignment = cache(lambda: Alignment([], 0, ","))

    def learn(self) -> None:
        """Finds the dialect on a sample of the lines."""
        sample: list[str] = []
        size = 0
        for line in islice(self.lines(), _SAMPLE_LINES):
            sample.append(line)
            size += len(line)
            if size > _SAMPLE_CHARACTERS:
                break
        declared = sep_line(sample[0]) if sample else None
        self._skip = 1 if declared else 0
        self.dialect = detect_dialect(sample[self._skip :], declared)
        rows = [
            cells
            for records, _ in RecordReader(iter(sample[self._skip :]), self.dialect)
            for cells in records
        ]
        known = rows, self.dialect.width, self.dialect.delimiter
        self._alignment = cache(lambda: Alignment(*known))  # for the few files that need it

    def refuse_endless(self) -> None:
        """Raise UnreadableFileError where, far below the sample, a cell or a line has no end."""
        if self.dialect.width < 2 or self.path.stat().st_size < MOST_LONE:
            return
        delimiter, lone = self.dialect.delimiter, 0
        for number, line in enumerate(self.lines(), 1):
            if delimiter in line:
                lone = 0
            elif not line.isspace():
                lone += 1
                if lone > MOST_LONE:
                    params = {"row": number - MOST_LONE, "most": MOST_LONE}
                    raise unreadable("reader-lone-cells", self.path.name, **params)

    def lines(self) -> Iterator[str]:
        """Decoded lines with their ends, NUL characters taken out."""
        lines = self._mixed() if self.encoding.name == MIXED else self._decoded()
        for number, line in enumerate(lines, 1):
            if len(line) > MAX_LINE:
                raise unreadable("reader-long-line", self.path.name, row=number, most=MAX_LINE)
            yield line.replace("\0", "") if self.encoding.nul else line

    def _decoded(self) -> Iterator[str]:
        errors = "replace" if self.encoding.cut else "strict"
        with self.path.open(encoding=self.encoding.name, errors=errors, newline="") as file:
            yield from file

    def _mixed(self) -> Iterator[str]:
        for number, raw in enumerate(encodings.lines_of(self.path), 1):
            text, whole = encodings.decode_line(raw)
            self._broken_end = not whole
            if not whole:
                self._undecoded.append(number)
            yield text.removeprefix("\ufeff") if number == 1 else text

    def rows(self) -> Iterator[Row]:
        self._undecoded, self._cut, self._aligned = [], None, []
        width = self.dialect.width
        lines = self.lines()
        for _ in range(self._skip):
            next(lines, None)
        if self.dialect.backslash:
            lines = (double_quotes(line, self.dialect) for line in lines)
        number = self._skip
        cells: list[str] = []
        self._records = RecordReader(lines, self.dialect)
        for records, suspect in self._records:
            for cells in records:
                number += 1
                if len(cells) > MAX_COLUMNS > width:  # what follows goes cell by cell
                    cells = [*cells[:width], self.dialect.delimiter.join(cells[width:])]
                if len(cells) > width and (mended := self._alignment().mend(cells)):
                    cells = mended
                    self._aligned.append(number)
                if suspect:
                    self.suspect = number
                yield number, [cell if cell and not cell.isspace() else None for cell in cells]
        self._count = number
        ended = self._records.last_line.endswith(("\n", "\r"))
        short = 0 < len(cells) < self.dialect.width
        if not ended and (short or self._broken_end):
            self._cut = number

    def warnings(self) -> list[Message]:
        found = []
        mended = [record + self._skip for record in self._records.mended]
        if mended:
            params = {"count": len(mended), "rows": row_list(mended)}
            found.append(Message("reader-quotes-mended", params))
        if self._aligned:
            params = {"count": len(self._aligned), "rows": row_list(self._aligned)}
            found.append(Message("reader-separators-mended", params))
        if self._undecoded:
            params = {"count": len(self._undecoded), "rows": row_list(self._undecoded)}
            found.append(Message("reader-undecoded", params))
        if self._cut:
            found.append(Message("reader-cut-off", {"row": self._cut}))
        if self._count in ROW_LIMITS:
            found.append(Message("reader-row-limit", {"rows": self._count}))
        return found


def read_text(path: Path, known_headers: frozenset[str]) -> list[Sheet]:
    """The one table of a text file. UnreadableFileError when it is empty or not text."""
    encoding = encodings.detect_encoding(path)
    source = TextSource(path, encoding)
    head = "".join(islice(source.lines(), 50))[:10_000]
    if len(_CONTROL.findall(head)) > max(_STRAY, 0.02 * len(head)):
        raise unreadable("reader-not-a-table", path.name)
    source.learn()
    source.refuse_endless()
    warnings = []
    if encoding.name == MIXED:
        warnings.append(Message("reader-mixed-encoding"))
    elif encoding.guessed:
        warnings.append(Message("reader-guessed-encoding", {"encoding": encoding.name}))
    if encoding.nul:
        warnings.append(Message("reader-nul-bytes"))
    sheet = make_sheet(
        path.name,
        None,
        source,
        known_headers,
        encoding=encoding.name,
        delimiter=source.dialect.delimiter if source.dialect.width > 1 else None,
        warnings=warnings,
    )
    if sheet is None:
        raise unreadable("reader-empty", path.name)
    return [sheet]
