"""Finds the header of a table: which row, or which rows, name its columns.

Nothing is configured. A header is a row that fills the table's width with distinct words, stands
over cells of other kinds (numbers, dates) and, where the caller knows names, contains them.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from statistics import median

from data.reader.names import HeadCells, column_names, unique_names, written_names
from kernel.text import fold

HeadRow = tuple[int, HeadCells]
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows as numbered in the table, columns from 0."""

_NUMBER = re.compile(
    r"[-+(（]?\s?[¥￥$€£]?\s?[-+]?(\d[\d,，]*\.?\d*|\.\d+)(e[-+]?\d+)?\s?[%％)）]?", re.I
)
_DATE = re.compile(
    r"(\d{4}[-/.年]\s?\d{1,2}([-/.月]\s?\d{1,2}日?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})?"
    r"[ T]*(\d{1,2}[:：]\d{2}([:：]\d{2})?(\.\d+)?\s?([ap]m)?)?",
    re.I,
)
_YEAR_MONTH = re.compile(r"(19|20|21)\d\d(0[1-9]|1[0-2])")
_UNIT = re.compile(r"[(（].*[)）]", re.DOTALL)
_LOOK_BELOW = 25
_MAX_HEADER_ROWS = 6


@dataclass(frozen=True)
class Header:
    """The rows of the header (None when there is none) and the names of the columns.

    `written` is the header as it stands in the file, [] when there is none.
    """

    first_row: int | None
    last_row: int | None
    names: list[str]
    written: list[str] = field(default_factory=list)


def find_header(
    preview: Sequence[HeadRow],
    merges: Sequence[Merge] = (),
    known: Collection[str] = (),
    at: int | None = None,
) -> Header:
    """The header among the first filled rows of a table. `known` are folded names (see `fold`).

    `at`: the number of the row that is its last one, where a person has said so; 0 for none.
    ValueError when that row is not in the preview.
    """
    grid = _Grid(preview, merges, known)
    if at:
        last = [number for number, _ in preview].index(at)
        first = grid.begin(last)
    else:
        best = max(range(len(grid.rows)), key=lambda index: (grid.score(index), -index))
        filled = [cells[: _last_filled(cells)] for cells in grid.rows]
        best = filled.index(filled[best])  # where it stands first, if it is repeated
        if at == 0 or grid.is_data(best):
            width = max(_last_filled(row) for row in grid.rows)
            return Header(None, None, unique_names([], width))
        first, last = grid.extend(grid.lowest(best))
    block = [_spread(row, merges) for row in preview[first : last + 1]]
    names = column_names(block, known, merged=bool(merges))
    ends = [_last_filled(row) for row in grid.rows[last + 1 :]]
    width = max(_last_filled(names), int(median(ends)) if ends else 0)
    return Header(
        preview[first][0],
        preview[last][0],
        unique_names(names, width),
        written_names(block, merged=bool(merges)),
    )


class _Grid:
    """The first rows of a table, with the kind of every cell: t text, n number, d date, "" none."""

    def __init__(
        self, preview: Sequence[HeadRow], merges: Sequence[Merge], known: Collection[str]
    ) -> None:
        self.preview = preview
        self.merges = merges
        self.known = known
        self.rows = [cells for _, cells in preview]
        self.kinds = [cell_kinds(cells) for cells in self.rows]
        self.filled = [len(row) - row.count("") for row in self.kinds]
        self.usual = sorted(self.filled, reverse=True)[len(self.filled) // 4]
        self.width = max(_last_filled(row) for row in self.rows)

    def score(self, index: int) -> float:
        """How much a row looks like a header; about -3 to 5, and up to 4 more for known names."""
        names = [fold(cell) for cell in self.rows[index] if cell and not cell.isspace()]
        count = len(names)
        hits = sum(1 for name in names if name in self.known)
        known = 4 * hits / count if hits > 1 or hits == count else 0.0
        wide = min(len(set(names)) / self.usual, 1.0)
        text = self.kinds[index].count("t") / count
        wordy = sum(1 for name in names if len(name) > 40) / count
        passed = sum(1 for filled in self.filled[:index] if filled >= 0.9 * count)
        skipped = 0.3 * min(passed, 5) + 0.01 * index
        return 2 * wide + text - wordy + known + 2 * self.contrast(index) - skipped

    def contrast(self, index: int) -> float:
        """-1 to 1: whether the cells of a row are of another kind than those below them.

        A row that fills only a part of the usual width reaches only that part of the value.
        """
        below = range(index + 1, min(index + 1 + _LOOK_BELOW, len(self.rows)))
        total, columns = 0.0, 0
        for column, kind in enumerate(self.kinds[index]):
            under = [r for r in below if column < len(self.kinds[r]) and self.kinds[r][column]]
            if not kind or not under:
                continue
            columns += 1
            common, count = Counter(self.kinds[row][column] for row in under).most_common(1)[0]
            if kind != "t":
                total -= 1 if common == kind else 0
            elif common != "t":
                total += count / len(under)
            else:
                values = [self.rows[row][column] or "" for row in under]
                total += _text_contrast(self.rows[index][column] or "", values)
        return total / max(columns, self.usual)

    def is_data(self, best: int) -> bool:
        """Whether even the best row is a row of data, so that the table has no header.

        Its numbers and dates then stand in columns of numbers and dates, and they are more than
        the words that stand in such columns.
        """
        if any(cell and fold(cell) in self.known for cell in self.rows[best]):
            return False
        kinds = self.kinds[best]
        if len(self.rows) == 1:
            return 2 * (kinds.count("n") + kinds.count("d")) >= self.filled[best]
        alike = unlike = 0
        for column, kind in enumerate(kinds):
            others = Counter(
                row[column]
                for index, row in enumerate(self.kinds)
                if index != best and column < len(row) and row[column]
            )
            usual = others.most_common(1)[0][0] if others else ""
            alike += kind in ("n", "d") and kind == usual
            unlike += kind == "t" and usual in ("n", "d")
        return alike > unlike

    def lowest(self, best: int) -> int:
        """The last of several full rows of words over numbers: those above it are titles."""
        while (
            best + 1 < len(self.rows)
            and self.filled[best + 1] >= 0.9 * self.usual
            and self.kinds[best + 1].count("t") == self.filled[best + 1]
            and self.contrast(best + 1) >= 0.8
            and not self._continues(best)
        ):
            best += 1
        return best

    def extend(self, best: int) -> tuple[int, int]:
        """The header row together with the rows above and below that belong to it."""
        first = last = best
        while last - first < _MAX_HEADER_ROWS and last + 1 < len(self.rows):
            if not self._continues(last):
                break
            last += 1
        first = self.begin(last, first)
        top, bottom = self.preview[first][0], self.preview[last][0]
        for merge in self.merges:
            if top <= merge[0] <= bottom < merge[2] <= top + _MAX_HEADER_ROWS:
                bottom = merge[2]
        while last + 1 < len(self.rows) and self.preview[last + 1][0] <= bottom:
            last += 1
        return first, last

    def begin(self, last: int, first: int | None = None) -> int:
        """The first row of the header that ends with `last`, `first` being known to be in it."""
        first = last if first is None else first
        while last - first < _MAX_HEADER_ROWS and first > 0 and self._continues(first - 1):
            first -= 1
        return first

    def _continues(self, upper: int) -> bool:
        """Whether a row and the next one are two rows of one header."""
        lower = upper + 1
        if "n" in self.kinds[lower] or "d" in self.kinds[lower]:
            return False
        if all(_UNIT.fullmatch(cell.strip()) for cell in self.rows[lower] if cell):
            return True
        number, following = self.preview[upper][0], self.preview[lower][0]
        if self.merges:
            spans = any(top <= number and following <= low for top, _, low, _ in self.merges)
            return spans or any(
                top == number and 0 < right - left < self.width - 1
                for top, left, _, right in self.merges
            )
        if following > number + 2 or self.filled[upper] < 2:
            return False
        above, below = self.kinds[upper], self.kinds[lower]
        if self.rows[upper] == self.rows[lower]:
            return True
        pairs = list(zip_longest(above, below, fillvalue=""))
        names = [cell for cell in self.rows[lower] if cell]
        only_above = sum(1 for a, b in pairs if a and not b)
        only_below = sum(1 for a, b in pairs if b and not a)
        return only_below > 0 and (only_above > 0 or len(set(names)) < len(names))


def _spread(row: HeadRow, merges: Sequence[Merge]) -> HeadCells:
    """The row with the merged cells that begin in it spread to the right."""
    number, cells = row
    out = list(cells)
    for top, left, _, right in merges:
        if top == number and left < len(out):
            for column in range(left, min(right + 1, len(out))):
                out[column] = out[left]
    return out


def cell_kinds(cells: HeadCells) -> list[str]:
    """Kinds of the cells of a row; numbers that are a run of labels (2019, 2020; 1, 2) are text."""
    kinds = [_kind(cell) for cell in cells]
    numbers = [cell or "" for cell, kind in zip(cells, kinds, strict=True) if kind == "n"]
    beside = kinds and (kinds[0] == "" or "t" in kinds)
    if beside and len(numbers) > 1 and all(number.strip().isdigit() for number in numbers):
        values = [int(number) for number in numbers]
        steps = {later - earlier for earlier, later in zip(values, values[1:], strict=False)}
        if all(_YEAR_MONTH.fullmatch(number.strip()) for number in numbers):
            return ["t" if kind == "n" else kind for kind in kinds]
        days = values[0] == 1 and len(values) > 4
        if steps in ({1}, {-1}) and (days or 1900 < values[0] < 2100):
            return ["t" if kind == "n" else kind for kind in kinds]
    return kinds


def _kind(cell: str | None) -> str:
    text = (cell or "").strip()
    if not text:
        return ""
    if _NUMBER.fullmatch(text):
        return "n"
    return "d" if _DATE.fullmatch(text) else "t"


def _text_contrast(cell: str, under: Sequence[str]) -> float:
    """A name is not one of the values below it, and often of another length."""
    if cell in under:
        return -0.5
    lengths = sorted(len(value) for value in under)
    low, high = lengths[len(lengths) // 10], lengths[-1 - len(lengths) // 10]
    if len(under) >= 3 and not low <= len(cell) <= high:
        return 0.4
    return 0.2 if re.search(r"\d", "".join(under)) and not re.search(r"\d", cell) else 0.0


def _last_filled(cells: Sequence[str | None]) -> int:
    return max((index + 1 for index, cell in enumerate(cells) if cell), default=0)
