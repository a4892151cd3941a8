"""What can be wrong with a file: the error that refuses it and the watch over damaged long ids."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.parsing.privacy import mask_file_name
from kernel.messages import Message, ShirongError

SCIENTIFIC_ID = re.compile(r"\d(\.\d+)?[eE]\+(1[1-9]|[2-9]\d)")
EXCEL_DIGITS = 15  # Excel keeps 15 significant digits and writes zeros after them
ROW_LIMITS = frozenset((65_536, 1_048_576))  # of .xls and .xlsx, and of texts saved from them
# Where menus of platforms let an export end, in rows of data.
EXPORT_LIMITS = frozenset(
    (1000, 2000, 5000, 10_000, 20_000, 30_000, 50_000, 60_000, 65_535, 65_536, 100_000, 1_048_575)
)
MAX_COLUMNS = 2000
_SHOWN_ROWS = 5


class UnreadableFileError(ShirongError):
    """The file as a whole cannot be read; the message says what is wrong and what to do."""


def unreadable(code: str, file: str, **params: Any) -> UnreadableFileError:
    """The error for one of the `reader-...` codes, naming the file without who it is about."""
    return UnreadableFileError(Message(code, {"file": mask_file_name(file), **params}))


def check_width(file: str, row: int, cells: Sequence[str | None]) -> None:
    """UnreadableFileError when a row has more filled cells than any export has columns: what
    follows works column by column and would be busy for hours."""
    if len(cells) > MAX_COLUMNS and (filled := sum(map(bool, cells))) > MAX_COLUMNS:
        raise unreadable("reader-too-wide", file, row=row, columns=filled, most=MAX_COLUMNS)


def row_list(rows: Sequence[int | str]) -> str:
    """The first few row numbers, e.g. `3, 8, 12, …`."""
    shown = ", ".join(str(row) for row in rows[:_SHOWN_ROWS])
    return shown + (", …" if len(rows) > _SHOWN_ROWS else "")


class IdWatch:
    """Looks for long numbers that a spreadsheet program has damaged; never repairs them.

    Two signs: scientific notation with an exponent of 11 or more (`3.30108E+17`), and numbers of 16
    or more digits that end in zeros from the 16th digit on, far more often than chance gives.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = columns
        self.long_columns: set[int] = set()
        self._scientific: dict[int, list[int]] = defaultdict(list)
        self._zeros: dict[int, list[int]] = defaultdict(list)
        self._longest: dict[int, int] = defaultdict(int)

    def learn(self, cells: Sequence[str | None]) -> None:
        """Remembers which columns hold long numbers; only these are then watched in every row."""
        for index, cell in enumerate(cells):
            if cell and len(cell) > EXCEL_DIGITS and cell.isdigit():
                self.long_columns.add(index)

    def check_long(self, number: int, cells: Sequence[str | None]) -> None:
        """Looks at the columns of long numbers in one row."""
        for index in self.long_columns:
            cell = cells[index] if index < len(cells) else None
            if cell and cell[-1] == "0" and len(cell) > EXCEL_DIGITS and _lost_digits(cell):
                self._zeros[index].append(number)
                self._longest[index] = max(self._longest[index], len(cell))

    def check_scientific(self, number: int, cells: Iterable[str | None]) -> None:
        """Looks at every cell of one row; call it for rows that contain `E+`."""
        for index, cell in enumerate(cells):
            if cell and "+" in cell and SCIENTIFIC_ID.fullmatch(cell.strip()):
                self._scientific[index].append(number)

    def warnings(self, rows: int, too_long: Mapping[int, list[int]]) -> list[Message]:
        """One message per damaged column.

        `rows` is the number of rows looked at, `too_long` the column -> rows of long ids that the
        file holds as numbers.
        """
        found = [
            self._message("reader-ids-number", index, numbers)
            for index, numbers in sorted(too_long.items())
        ]
        found += [
            self._message("reader-ids-scientific", index, numbers)
            for index, numbers in sorted(self._scientific.items())
        ]
        for index, numbers in sorted(self._zeros.items()):
            if index in too_long:
                continue
            chance = rows * 10.0 ** (EXCEL_DIGITS - self._longest[index])
            if len(numbers) >= 2 and len(numbers) > 5 * chance:
                found.append(self._message("reader-ids-zeros", index, numbers))
        return found

    def _message(self, code: str, index: int, numbers: list[int]) -> Message:
        column = self.columns[index] if index < len(self.columns) else f"列{index + 1}"
        params = {"column": column, "count": len(numbers), "rows": row_list(numbers)}
        return Message(code, params)


def _lost_digits(cell: str) -> bool:
    return cell.isdigit() and not cell[EXCEL_DIGITS:].strip("0")
