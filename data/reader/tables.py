"""Several tables in one sheet: where another header stands, the rows below are another table.

A header that comes again (printed on every page) is none; one that names its columns otherwise is,
and so is one under a title that names another period. What stands between two tables (blank lines,
titles) belongs to the lower one.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.parsing.periods import period_in_title, read_period
from data.parsing.values import BLANK_WORDS, fold_word
from data.parsing.words import vocabularies
from data.reader.header import HeadRow, cell_kinds
from data.reader.names import HeadCells, fold

_LEARNT_ROWS = 25
_MOST_HELD = 20  # lines of one cell in a row: more are no title
_LONGEST_NAME = 40  # signs
_FIRST_CELLS = 6  # that are looked at in every row


@dataclass(frozen=True)
class Following:
    """Another table of the same sheet: its first row (a title, or its header) and where its header
    ends; None when it has none of its own and goes on under the one above."""

    first_row: int
    header_row: int | None


class Watch:
    """Looks for the header of another table in the rows of one.

    names, written: the columns as named and as written; body: the first rows; known: folded names
    that make a row a header; titles: texts that may name the period. `following` is set when a
    pass has come to another table.
    """

    def __init__(
        self,
        names: Sequence[str],
        written: Sequence[str],
        body: Sequence[HeadRow],
        known: Collection[str],
        titles: Iterable[str],
    ) -> None:
        self.following: Following | None = None
        self.period = next((p for text in titles if (p := period_in_title(text))), None)
        self._own = [
            _words(name) | _words(written[i] if i < len(written) else "")
            for i, name in enumerate(names)
        ]
        self._known = frozenset(known).union(*self._own)
        self._quick = self._known.union(names, written)
        self._lone = 1 if len(names) > 2 else 0
        rows = list(_unbroken(body, self._lone))[:_LEARNT_ROWS]
        kinds = [cell_kinds(cells) for cells in rows]
        self._values = {cell.strip() for cells in rows for cell in cells if cell}
        self._measured = {
            column
            for column in range(len(names))
            if (found := [row[column] for row in kinds if column < len(row) and row[column]])
            and 2 * sum(kind in "nd" for kind in found) > len(found)
        }
        self._anchor = next((c for c in sorted(self._measured) if _all_digits(rows, c)), None)

    def until_next(self, rows: Iterable[HeadRow]) -> Iterator[HeadRow]:
        """The rows of this table, those above its end included; sets `following`."""
        self.following = None
        held: list[HeadRow] = []
        doubt: HeadRow | None = None  # held, and perhaps a header: the row below it decides
        quick, anchor = self._quick, self._anchor
        other = 0 if anchor else 1
        least = max(anchor or 0, other)
        for row in rows:
            number, cells = row
            # Almost every row, at once: two cells are filled, so it is not lone, and it is plain.
            if anchor is not None and not held and len(cells) > least:
                text = cells[anchor]
                if text and cells[other] and text[0].isdigit() and cells[0] not in quick:
                    yield row
                    continue
            lone = cells.count(None) >= len(cells) - self._lone
            if not held and not lone and self._plain(cells):
                yield row
                continue
            if lone and (len(held) < _MOST_HELD or not any(cells)):
                held.append(row)
                continue
            if doubt and self._stands_over(doubt[1], cells):
                self.following = Following(held[0][0], doubt[0])
                return
            if doubt:
                yield from held
                held, doubt = [], None
            verdict = self._judge(cells, held)
            if verdict == "header":
                self.following = Following(held[0][0] if held else number, number)
                return
            if verdict == "perhaps":
                held.append(row)
                doubt = row
                continue
            if verdict == "record" and (title := self._other_period(held)):
                yield from (line for line in held if line[0] < title)
                self.following = Following(title, None)
                return
            yield from held
            held.clear()
            yield row
        yield from held

    def _plain(self, cells: HeadCells) -> bool:
        """Whether a row is a record at first sight: a number or day where one has to be."""
        if self._anchor is not None and self._anchor < len(cells):
            text = cells[self._anchor]
            if text and text[0].isdigit():
                return cells[0] not in self._quick
        return self._quick.isdisjoint(cells[:_FIRST_CELLS])

    def _judge(self, cells: HeadCells, held: Sequence[HeadRow]) -> str:
        """`header` of another table, `perhaps` one, `again` the one above, or `record`."""
        filled = [(i, text.strip()) for i, text in enumerate(cells) if text and text.strip()]
        words = [(i, word) for i, text in filled if (word := fold(text))]
        if len(words) < 2:
            return "record"
        if all(i < len(self._own) and word in self._own[i] for i, word in words):
            return "header" if self._other_period(held) else "again"
        hits = sum(not self._known.isdisjoint(_words(text)) for _, text in filled)
        months = sum(_is_month(text) for _, text in filled)
        kinds = cell_kinds(cells)
        values = sum(kinds[i] in ("n", "d") and not _is_month(text) for i, text in filled)
        if hits >= 2 and hits >= 0.6 * len(filled):
            return "header"
        if hits and months >= 2 and hits + months >= 0.8 * len(filled):
            return "header"
        names = [text for _, text in filled]
        if values or len(set(names)) < len(names) or max(map(len, names)) > _LONGEST_NAME:
            return "record"
        if hits >= 2 and hits >= 0.3 * len(filled):
            return "header"
        titled = any(any(line) for _, line in held)
        broken = bool(held) and (len(filled) > 2 or titled)
        return "perhaps" if (broken or hits) and self._unlike(filled) else "record"

    def _unlike(self, filled: Sequence[tuple[int, str]]) -> bool:
        """Whether words stand where the table has numbers or days, all of them new to it."""
        if any(text in self._values or ":" in text or "：" in text for _, text in filled):
            return False
        states = vocabularies()["entry_state"]
        at = [fold_word(text) for i, text in filled if i in self._measured and not _is_month(text)]
        return bool(at) and not any(word in BLANK_WORDS or word in states for word in at)

    def _stands_over(self, upper: HeadCells, cells: HeadCells) -> bool:
        """Whether a row of words has numbers or days below it."""
        below = cell_kinds(cells)
        return any(
            name and i < len(below) and below[i] in ("n", "d") for i, name in enumerate(upper)
        )

    def _other_period(self, held: Sequence[HeadRow]) -> int | None:
        """The line that, as a title, names another period than the table's own; None for none."""
        if self.period is None:
            return None
        for number, cells in held:
            texts = [text for text in cells if text and len(text) <= _LONGEST_NAME]
            periods = [period for text in texts if (period := period_in_title(text))]
            if any(period != self.period for period in periods):
                return number
        return None


def header_above(leading: Sequence[HeadRow], known: Collection[str]) -> int | None:
    """The row among the titles of a table that is the header of a small table above it: most of its
    cells are known names, and numbers or days stand below it. None when there is none."""
    for (number, cells), (_, below) in zip(leading, leading[1:], strict=False):
        names = [text for text in cells if text]
        hits = sum(not _words(text).isdisjoint(known) for text in names)
        under = cell_kinds(below)
        values = any(n and i < len(under) and under[i] in ("n", "d") for i, n in enumerate(cells))
        months = sum(_is_month(text) for text in names)
        told = hits >= 2 or (hits and months >= 2)
        if values and told and hits + months >= 0.6 * len(names):
            return number
    return None


def _words(name: str) -> frozenset[str]:
    """By what a name of a column is known: whole, the rows of a header of several, without what
    stands in brackets."""
    parts = {fold(name), *(fold(part) for part in name.split(" "))}
    parts |= {fold(name.split(mark)[0]) for mark in "(（[【" if mark in name}
    return frozenset(part for part in parts if part)


def _unbroken(body: Sequence[HeadRow], lone: int) -> Iterator[HeadCells]:
    """The rows up to the first blank line or title."""
    last: int | None = None
    for number, cells in body:
        broken = sum(map(bool, cells)) <= lone or (last is not None and number > last + 1)
        if broken and last is not None:
            return
        if not broken:
            yield cells
        last = number


def _all_digits(rows: Sequence[HeadCells], column: int) -> bool:
    return all(column < len(row) and (row[column] or "x")[0].isdigit() for row in rows)


def _is_month(text: str) -> bool:
    return "月" in text and len(text) <= _LONGEST_NAME and read_period(text) is not None
