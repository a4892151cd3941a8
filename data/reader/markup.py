"""Tables in HTML pages and XML spreadsheets (2003), which platforms export under the name .xls.

Single-file web pages (MHTML) are such pages in the envelope of an e-mail.
"""

import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from data.reader import encoding as encodings
from data.reader.encoding import MIXED
from data.reader.header import Merge
from data.reader.problems import unreadable
from data.reader.sheet import Row, Sheet, SheetRows, make_sheet

_CELLS = {"td", "th", "cell"}
_ROWS = {"tr", "row"}
_TABLES = {"table"}
_SILENT = {"script", "style"}
_MAX_SPAN = 1000
_MAX_MERGED = 1_000_000  # cells; no table that people made comes near


class _Table(SheetRows):
    """One table of a page: its rows, and its merged ranges as in a workbook."""

    def __init__(self, name: str | None) -> None:
        super().__init__()
        self.name = name
        self.grid: list[list[str | None]] = []
        self.merges: list[Merge] = []
        self.merged_cells = 0
        self._held: dict[tuple[int, int], str | None] = {}

    def rows(self) -> Iterator[Row]:
        return iter((number, list(cells)) for number, cells in enumerate(self.grid, 1))

    def place(self, text: str, right: int, down: int, column: int | None = None) -> None:
        """Puts a cell at the next free column of the current row; `right`, `down`: its span."""
        row = len(self.grid)
        cells = self.grid[-1]
        self.take_held()
        while column is not None and len(cells) < column:
            cells.append(None)
        value = text or None
        if right > 1 or down > 1:
            left = len(cells)
            self.merged_cells += right * down
            if self.merged_cells > _MAX_MERGED:
                raise _TooLargeError
            self.merges.append((row, left, row + down - 1, left + right - 1))
            for below in range(row + 1, row + down):
                self._held |= {(below, left + i): value if i == 0 else None for i in range(right)}
        cells.append(value)
        cells += [None] * (right - 1)

    def take_held(self) -> None:
        """Fills in the cells that reach down from the rows above."""
        cells, row = self.grid[-1], len(self.grid)
        while (row, len(cells)) in self._held:
            cells.append(self._held.pop((row, len(cells))))


class _TooLargeError(Exception):
    """The merged cells of a table fill more than any memory."""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span: tuple[int, int, int | None] = (1, 1, None)
        self._silent = 0
        self._name: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag, values = tag.split(":")[-1], {k.split(":")[-1]: v or "" for k, v in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "worksheet":
            self._name = values.get("name")
        elif tag in _TABLES:
            self._flush()
            self._open.append(_Table(self._name))
            self.tables.append(self._open[-1])
        elif tag in _ROWS and self._open:
            self._flush()
            self._begin_row(_number(values.get("index"), 0))
        elif tag in _CELLS and self._open:
            self._flush()
            if not self._open[-1].grid:
                self._begin_row(0)
            self._text = []
            index = _number(values.get("index"), 0)
            self._span = (
                _number(values.get("colspan"), 1) + _number(values.get("mergeacross"), 0),
                _number(values.get("rowspan"), 1) + _number(values.get("mergedown"), 0),
                index - 1 if index else None,
            )
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        tag = tag.split(":")[-1]
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _CELLS or tag in _ROWS:
            self._flush()
            if tag in _ROWS and self._open and self._open[-1].grid:
                self._open[-1].take_held()
        elif tag in _TABLES and self._open:
            self._flush()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(data)

    def _begin_row(self, index: int) -> None:
        grid = self._open[-1].grid
        while len(grid) < index - 1:
            grid.append([])
        grid.append([])

    def _flush(self) -> None:
        if self._text is None or not self._open:
            return
        lines = (
            re.sub(r"[ \t\r\f\xa0]+", " ", line).strip() for line in "".join(self._text).split("\n")
        )
        right, down, column = self._span
        self._open[-1].place("\n".join(line for line in lines if line), right, down, column)
        self._text = None


def read_markup(path: Path, known_headers: frozenset[str]) -> list[Sheet]:
    """Every table of the page that has rows. UnreadableFileError when there is none."""
    encoding = encodings.detect_encoding(path)
    codec = "utf-8" if encoding.name == MIXED else encoding.name
    with path.open(encoding=codec, errors="replace") as file:
        chunks = iter(lambda: file.read(1 << 20), "")
        return _sheets(path, chunks, codec, known_headers)


def read_single_file_page(path: Path, known_headers: frozenset[str]) -> list[Sheet]:
    """The same for MHTML: the tables of every page inside, a sheet of the workbook each."""
    with path.open("rb") as file:
        message = email.message_from_binary_file(
            file, _class=EmailMessage, policy=email.policy.default
        )
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    contents = [part.get_payload(decode=True) for part in pages]
    texts = [encodings.decode_page(raw) for raw in contents if isinstance(raw, bytes)]
    return _sheets(path, iter(texts), "utf-8", known_headers)


def _sheets(
    path: Path, chunks: Iterator[str], codec: str, known_headers: frozenset[str]
) -> list[Sheet]:
    parser = _Parser()
    try:
        for chunk in chunks:
            if "<!ENTITY" in chunk:
                raise unreadable("reader-xml-bomb", path.name)
            parser.feed(chunk)
        parser.close()
    except _TooLargeError:
        raise unreadable("reader-used-range", path.name) from None
    several = len(parser.tables) > 1
    sheets = []
    for number, table in enumerate(parser.tables, 1):
        name = table.name or (str(number) if several else None)
        sheet = make_sheet(
            path.name, name, table, known_headers, merges=table.merges, encoding=codec
        )
        if sheet:
            sheets.append(sheet)
    if not sheets:
        raise unreadable("reader-no-table", path.name)
    return sheets


def _number(text: str | None, default: int) -> int:
    return min(int(text), _MAX_SPAN) if text and text.strip().isdigit() else default
