"""What the XML of a sheet tells beside its values: looks, formulas without result, what is hidden.

Read while the archive is unpacked to see that it does not burst, so that it costs no second pass:
only cells of styles that change the meaning are looked at one by one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.reader.formats import Look

_ERROR = re.compile(rb'<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*t="e"')
_NO_RESULT = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*?)(/|></(?:\w+:)?row)?>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)/?>")
_REFERENCE = re.compile(rb'r="([A-Z]+)(\d+)$')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"|\b(?:ht|width)="0(?:\.0+)?"')
_NEVER = re.compile(rb"(?!)")
_WIDEST = 16_384


@dataclass
class SheetPart:
    """Findings in one sheet. Cells are named as people do (D2); rows from 1, columns from 0.

    `looks`: column -> runs of rows (first, last, look), in their order.
    """

    errors: list[str] = field(default_factory=list)
    no_result: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    looks: dict[int, list[tuple[int, int, Look]]] = field(default_factory=dict)

    def add_look(self, column: int, row: int, look: Look) -> None:
        """The look of one cell, below those that are known of its column."""
        runs = self.looks.setdefault(column, [])
        if runs and runs[-1][1] == row - 1 and runs[-1][2] == look:
            runs[-1] = (runs[-1][0], row, look)
        else:
            runs.append((row, row, look))


class PartReader:
    """Reads the XML of one sheet in pieces of any size."""

    def __init__(self, looks: dict[int, Look]) -> None:
        """looks: by style."""
        self.part = SheetPart()
        self._looks = looks
        self._rest = b""
        self._cells = _styled(looks)

    def feed(self, chunk: bytes) -> None:
        """The next piece; what a cell begins with at its end waits for the following one."""
        text = self._rest + chunk
        end = max(text.rfind(b"<c "), text.rfind(b":c "), text.rfind(b"<row "), 0)
        self._rest = text[end:]
        self._look(text[:end])

    def finish(self) -> SheetPart:
        """What was found, after the last piece."""
        self._look(self._rest)
        self._rest = b""
        return self.part

    def _look(self, text: bytes) -> None:
        part = self.part
        if b't="e"' in text:
            part.errors += [m.decode() for m in _ERROR.findall(text)]
        if b"f>" in text or b"<f " in text or b"<f/" in text:
            part.no_result += [m.decode() for m in _NO_RESULT.findall(text)]
        if _HIDDEN.search(text):
            part.hidden_rows += _hidden_rows(text)
            part.hidden_columns += _hidden_columns(text)
        for match in self._cells.finditer(text):
            start = max(match.start() - 16, 0)
            if found := _REFERENCE.search(text, start, match.start()):
                look = self._looks[int(match["all"] or match["whole"])]
                part.add_look(_column(found[1]), int(found[2]), look)


def _styled(looks: dict[int, Look]) -> re.Pattern[bytes]:
    """Finds cells of these styles; of those that show a time only whole days, which hide it."""
    clocks = [str(style) for style, look in looks.items() if look.kind == "clock"]
    others = [str(style) for style, look in looks.items() if look.kind != "clock"]
    ways = [f'(?P<all>{"|".join(others) or "(?!)"})"']
    ways.append(rf'(?P<whole>{"|".join(clocks) or "(?!)"})"(?: t="n")?><(?:\w+:)?v>\d+</')
    return re.compile(f'" s="(?:{"|".join(ways)})'.encode()) if looks else _NEVER


def _hidden_rows(text: bytes) -> Iterator[int]:
    for attributes, empty in _ROW.findall(text):
        if not empty and _HIDDEN.search(attributes):
            number = re.search(rb'\br="(\d+)"', attributes)
            if number:
                yield int(number[1])


def _hidden_columns(text: bytes) -> Iterator[int]:
    for attributes in _COLUMN.findall(text):
        ends = [re.search(rb'\b%s="(\d+)"' % name, attributes) for name in (b"min", b"max")]
        if _HIDDEN.search(attributes) and ends[0] and ends[1]:
            yield from range(int(ends[0][1]) - 1, min(int(ends[1][1]), _WIDEST))


def cell_name(column: int, row: int) -> str:
    """A1 for column 0 and row 1."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def _column(letters: bytes) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
