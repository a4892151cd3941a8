"""Rows with a separator too many: an unquoted comma in a text, or one that somebody typed.

Such a row has more cells than the others. Its surplus cells are joined where every cell then looks
like its column does in the rows around; where that is not certain, the row stays as it is.
"""

import re
from collections import Counter
from collections.abc import Sequence

MAX_SURPLUS = 3
_FEWEST_ROWS = 5
_FEWEST_CELLS = 3  # fewer tell nothing of a column; one of them is its header
_FEWEST_STRANGE = 2  # a row that is shifted has more than one odd cell
_FORMS = 6  # a column with more forms than this is free text
_LONGEST = 18  # signs, as a moment with its offset has; a longer form is that of a sentence


class Alignment:
    """What the columns of a table look like, learnt from rows of the usual width."""

    def __init__(self, rows: Sequence[Sequence[str]], width: int, delimiter: str) -> None:
        whole = [row for row in rows if len(row) == width]
        self.width, self.delimiter = width, delimiter
        self.known = len(whole) >= _FEWEST_ROWS and width > 2
        columns = [[row[column].strip() for row in whole] for column in range(width)]
        self._filled = [[cell for cell in column if cell] for column in columns]
        self._blanks = [len(filled) < len(whole) for filled in self._filled]
        self._forms = [Counter(map(_form, filled)) for filled in self._filled]
        self._values = [set(filled) for filled in self._filled]

    def mend(self, cells: Sequence[str]) -> list[str] | None:
        """The row with its surplus cells joined, None where it fits as it is or no way is sure."""
        surplus = len(cells) - self.width
        if not self.known or not 0 < surplus <= MAX_SURPLUS:
            return None
        blank_end = not any(cells[self.width :])
        if blank_end and self._strange(cells) < _FEWEST_STRANGE:
            return None  # separators at the end of the row, which do no harm
        ways = {tuple(self._joined(cells, at, surplus)) for at in range(self.width)}
        fits = {way: self._fit(way) for way in ways}
        best = max(fits.values())
        as_it_is = self._fit(cells) if blank_end else 0
        winners = [way for way, fit in fits.items() if fit == best]
        if len(winners) != 1 or best <= max(as_it_is, 0):
            return None
        if blank_end and self._strange(winners[0]):
            return None  # the row had room for all its cells: only a way without doubt is better
        return list(winners[0])

    def _joined(self, cells: Sequence[str], at: int, surplus: int) -> list[str]:
        parts = [cell for cell in cells[at : at + surplus + 1] if cell.strip()]
        return [*cells[:at], self.delimiter.join(parts), *cells[at + surplus + 1 :]]

    def _strange(self, cells: Sequence[str]) -> int:
        """How many cells have a form that their column has nowhere else."""
        return sum(self._likeness(at, cells[at]) < 0 for at in range(self.width))

    def _fit(self, cells: Sequence[str]) -> float:
        return sum(self._likeness(at, cells[at]) for at in range(self.width))

    def _likeness(self, at: int, cell: str) -> float:
        """How much the cell looks like its column: the share of the filled cells that have its
        form, -1 where none has; 0.5 more or less where a column of few values knows it or not.

        0 where nothing is known: a column may be (almost) empty so far, or have empty cells.
        """
        cell, forms, filled = cell.strip(), self._forms[at], len(self._filled[at])
        if not cell:
            return 0 if self._blanks[at] else -1
        if filled < _FEWEST_CELLS:
            return 0
        likeness = forms[_form(cell)] / filled
        if not likeness and len(forms) <= _FORMS:
            likeness = -1
        if 2 * len(self._values[at]) <= filled:
            likeness += 0.5 if cell in self._values[at] else -0.5
        return likeness


def _form(cell: str) -> str:
    """What a cell looks like: digits, letters and Chinese by a sign each, sentences as one.

    Numbers of any length are alike; dates, times and codes are told by what stands between.
    """
    form = re.sub(r"\d+", "9", cell.strip())
    form = re.sub(r"[A-Za-z]+", "a", form)
    form = re.sub(r"[\u4e00-\u9fff]+", "汉", form)
    return "汉" if form.startswith("汉") else form if len(form) <= _LONGEST else "text"
