"""Rows with a separator too many: an unquoted comma in a text, or one that somebody typed.

Such a row has more cells than the others. Its surplus cells are joined where every cell then looks
like its column does in the rows around; where that is not certain, the row stays as it is.
"""

import re
from collections import Counter
from collections.abc import Sequence

MAX_SURPLUS = 3
_FEWEST_ROWS = 5
_FORMS = 6  # a column with more forms than this is free text
_LONGEST = 12  # signs; a form beyond that is that of a sentence


class Alignment:
    """What the columns of a table look like, learnt from rows of the usual width."""

    def __init__(self, rows: Sequence[Sequence[str]], width: int, delimiter: str) -> None:
        whole = [row for row in rows if len(row) == width]
        self.width, self.delimiter = width, delimiter
        self.known = len(whole) >= _FEWEST_ROWS and width > 2
        columns = [[row[column].strip() for row in whole] for column in range(width)]
        self._forms = [Counter(map(_form, column)) for column in columns]
        self._values = [set(column) for column in columns]
        self._rows = len(whole)

    def mend(self, cells: Sequence[str]) -> list[str] | None:
        """The row with its surplus cells joined, None where it fits as it is or no way is sure."""
        surplus = len(cells) - self.width
        if not self.known or not 0 < surplus <= MAX_SURPLUS:
            return None
        blank_end = not any(cells[self.width :])
        if blank_end and not self._strange(cells):
            return None  # separators at the end of the row, which do no harm
        ways = {tuple(self._joined(cells, at, surplus)) for at in range(self.width)}
        fits = {way: self._fit(way) for way in ways}
        best = max(fits.values())
        as_it_is = self._fit(cells) if blank_end else 0
        winners = [way for way, fit in fits.items() if fit == best]
        return list(winners[0]) if len(winners) == 1 and best > max(as_it_is, 0) else None

    def _joined(self, cells: Sequence[str], at: int, surplus: int) -> list[str]:
        parts = [cell for cell in cells[at : at + surplus + 1] if cell.strip()]
        return [*cells[:at], self.delimiter.join(parts), *cells[at + surplus + 1 :]]

    def _strange(self, cells: Sequence[str]) -> bool:
        """Whether a cell has a form that its column has nowhere else."""
        return any(not forms[_form(cell)] for forms, cell in zip(self._forms, cells, strict=False))

    def _fit(self, cells: Sequence[str]) -> float:
        """The sum over columns of how usual the form of the cell is there (-1 to 1 each), and of
        whether columns of few values know this one."""
        total = 0.0
        for forms, values, cell in zip(self._forms, self._values, cells, strict=False):
            share = forms[_form(cell)] / self._rows
            if 2 * len(values) <= self._rows:
                total += 0.5 if cell.strip() in values else -0.5
            if share:
                total += share
            elif len(forms) <= _FORMS or not cell.strip():
                total -= 1
        return total


def _form(cell: str) -> str:
    """What a cell looks like: digits, letters and Chinese by a sign each, sentences as one.

    Numbers of any length are alike; dates, times and codes are told by what stands between.
    """
    form = re.sub(r"\d+", "9", cell.strip())
    form = re.sub(r"[A-Za-z]+", "a", form)
    form = re.sub(r"[\u4e00-\u9fff]+", "汉", form)
    return "汉" if form.startswith("汉") else form if len(form) <= _LONGEST else "text"
