"""One table as read: its columns, its rows, and what there is to say about it."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from typing import TextIO

from data.reader.header import Merge, find_header
from data.reader.problems import IdWatch, unreadable
from kernel.messages import Message

Cells = list[str | None]
Row = tuple[int, Cells]
PREVIEW_ROWS = 60


class Source:
    """Rows of one table, read anew by every call of `rows()`, and what was noticed on the way."""

    def __init__(self) -> None:
        self.suspect = 0
        """The latest row whose text contains `E+`."""
        self.damaged: dict[int, list[int]] = {}
        """Column -> rows that hold a number too long for a spreadsheet to keep."""

    def rows(self) -> Iterator[Row]:
        """(row number, cells) of every row, blank ones included."""
        raise NotImplementedError

    def warnings(self) -> list[Message]:
        """What the latest pass has noticed."""
        return []


@dataclass
class Sheet:
    """One sheet of a workbook, one table of a page, or one text file.

    `header_row` is 1-based as the user sees it (the last row of a header of several rows), None
    when the file has no header: the columns are then named 列1, 列2, ... `columns` are never empty
    and never twice the same. `leading` holds the rows above the header. `warnings` is complete once
    `rows()` has been read to its end.
    """

    file: str
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int | None
    columns: list[str]
    warnings: list[Message]
    leading: list[Row]
    usual_width: int
    written_header: list[str]
    """The header as it stands in the file, blank and repeated names included; [] without header."""
    source: Callable[[int], Iterator[Row]] = field(repr=False)
    remake: Callable[[int], "Sheet"] = field(repr=False)

    def with_header(self, row: int) -> "Sheet":
        """The same table with the header that ends at this row (0: without a header).

        Raises UnreadableFileError when it is not one of the first filled rows.
        """
        return self.remake(row)

    def rows(self) -> Iterator[Row]:
        """(row number, cells) of every row after the header; streams, may be called again.

        Cells are text as meant: dates of workbooks as 2025-10-01 or 2025-10-01 08:30:00, whole
        numbers without `.0`, blanks None. Rows are at least as long as `columns`; cells beyond them
        are kept. Blank rows inside the table come as all None, those after its end do not come.
        """
        return self.source(len(self.columns))

    def write_csv(self, stream: TextIO) -> None:
        """The table as clean CSV: the header as written in the file, then every row.

        A file without a header gets none.
        """
        writer = csv.writer(stream, lineterminator="\n")
        if self.written_header:
            writer.writerow(self.written_header)
        writer.writerows(cells for _, cells in self.source(self.usual_width))


def make_sheet(
    file: str,
    name: str | None,
    source: Source,
    known_headers: frozenset[str],
    *,
    merges: Sequence[Merge] = (),
    encoding: str | None = None,
    delimiter: str | None = None,
    warnings: Iterable[Message] = (),
    header_at: int | None = None,
) -> Sheet | None:
    """A Sheet over a source of rows, with its header found; None when the source has no filled row.

    `merges` are the merged ranges in the row and column numbers of the source; `header_at` is the
    row where a person has said that the header ends (see `Sheet.with_header`).
    """
    preview = list(islice((row for row in source.rows() if any(row[1])), PREVIEW_ROWS))
    if not preview:
        return None
    try:
        header = find_header(preview, merges, known_headers, header_at)
    except ValueError:
        raise unreadable("reader-no-header-row", file, row=header_at) from None
    fixed = list(warnings)

    def remake(row: int) -> Sheet:
        again = make_sheet(
            file,
            name,
            source,
            known_headers,
            merges=merges,
            encoding=encoding,
            delimiter=delimiter,
            warnings=fixed,
            header_at=row,
        )
        assert again is not None
        return again

    first_row = header.last_row or 0
    body_rows = [cells for number, cells in preview if number > first_row]
    sheet = Sheet(
        file=file,
        sheet=name,
        encoding=encoding,
        delimiter=delimiter,
        header_row=header.last_row,
        columns=header.names,
        warnings=fixed.copy(),
        leading=[row for row in preview if header.first_row and row[0] < header.first_row],
        written_header=header.written,
        usual_width=int(median(len(cells) for cells in body_rows)) if body_rows else 0,
        source=lambda width: iter(()),
        remake=remake,
    )

    def body(width: int) -> Iterator[Row]:
        watch = IdWatch(header.names)
        for cells in body_rows:
            watch.learn(cells)
        blanks: list[int] = []
        count = 0
        for number, cells in source.rows():
            if number <= first_row:
                continue
            if not any(cells):
                blanks.append(number)
                continue
            for blank in blanks:
                yield blank, pad([], width)
            blanks.clear()
            if len(cells) < width:
                cells = pad(cells, width)
            if watch.long_columns:
                watch.check_long(number, cells)
            if source.suspect == number:
                watch.check_scientific(number, cells)
            count += 1
            yield number, cells
        found = watch.warnings(count, source.damaged)
        if count == 0:
            found.append(Message("reader-no-rows"))
        sheet.warnings[:] = fixed + source.warnings() + found

    sheet.source = body
    return sheet


def pad(cells: Cells, width: int) -> Cells:
    """The row with blank cells added up to the width."""
    return cells + [None] * (width - len(cells))
