"""One table as read: its columns, its rows, what there is to say about it, and what follows it."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, islice
from pathlib import Path
from statistics import median
from typing import Any, TextIO

from data.parsing.privacy import mask, mask_file_name
from data.reader.header import Header, Merge, find_header
from data.reader.problems import EXPORT_LIMITS, IdWatch, check_width, unreadable
from data.reader.tables import Following, Watch, header_above
from kernel.messages import Message

Cells = list[str | None]
Row = tuple[int, Cells]
PREVIEW_ROWS = 60


class SheetRows:
    """Rows of one sheet, read anew by every call of `rows()`, and what was noticed on the way."""

    def __init__(self) -> None:
        self.suspect = 0
        """The latest row whose text contains `E+`."""
        self.damaged: dict[int, list[int]] = {}
        """Column -> rows that hold a number too long for a spreadsheet to keep."""
        self.hidden: list[int] = []
        """Positions of the columns that the file hides."""

    def rows(self) -> Iterator[Row]:
        """(row number, cells) of every row, blank ones included."""
        raise NotImplementedError

    def warnings(self) -> list[Message]:
        """What the latest pass has noticed."""
        return []


class PartOf(SheetRows):
    """A part of another source: its rows from one on, or some of its columns."""

    def __init__(self, source: SheetRows, first_row: int, columns: slice) -> None:
        self._source, self._first, self._columns = source, first_row, columns
        self.suspect = 0
        shown = range(*columns.indices(1 << 30))
        self.hidden = [at - shown.start for at in source.hidden if at in shown]

    @property
    def damaged(self) -> dict[int, list[int]]:  # type: ignore[override]  # worked out, not kept
        """Those of this part."""
        columns = range(*self._columns.indices(1 << 30))
        return {
            column - columns.start: [row for row in rows if row >= self._first]
            for column, rows in self._source.damaged.items()
            if column in columns and rows[-1] >= self._first
        }

    def rows(self) -> Iterator[Row]:
        for number, cells in self._source.rows():
            if number >= self._first:
                self.suspect = self._source.suspect
                yield number, cells[self._columns]


@dataclass
class Sheet:
    """One table: a sheet of a workbook, a table of a page, a text file, or a part of these.

    `header_row` is 1-based as the user sees it (the last row of a header of several rows), None
    when the file has no header: the columns are then named 列1, 列2, ... `columns` are never empty
    and never twice the same. `leading` holds the rows above the header, `above` those above the
    tables that stand before this one in the sheet. `warnings` is complete once `rows()` has been
    read to its end, and so is `following`: another table, where one stands below this one.
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
    whole: Callable[[int], Iterator[Row]] = field(repr=False, default=lambda width: iter(()))
    part: Callable[..., "Sheet | None"] = field(repr=False, default=lambda *of: None)
    watch: Watch | None = field(repr=False, default=None)
    above: list[Row] = field(default_factory=list)

    def with_header(self, row: int) -> "Sheet":
        """The same table with the header that ends at this row (0: without a header).

        Raises UnreadableFileError when it is not one of the first filled rows.
        """
        return self.remake(row)

    @property
    def following(self) -> Following | None:
        """The other table that the latest pass has come to."""
        return self.watch.following if self.watch else None

    def next_table(self) -> "Sheet | None":
        """The table below this one, once `rows()` has been read to its end; None when it is the
        last."""
        if self.following is None:
            return None
        again = self.part(first_row=self.following.first_row, header_row=self.following.header_row)
        if again:
            again.above = [*self.leading, *self.above]
        return again

    def side_tables(self, ends: Sequence[int]) -> list["Sheet"]:
        """The table cut into several that stand side by side; `ends`: where each begins but the
        first."""
        edges = [0, *ends, None]
        cuts = [slice(*pair) for pair in zip(edges, edges[1:], strict=False)]
        first = self.leading[0][0] if self.leading else 1
        parts = [self.part(first, cut, self.header_row) for cut in cuts]
        for part in parts:
            if part:
                part.leading = self.leading if part is parts[0] else []
                part.above = [*self.above, *(self.leading if part is not parts[0] else [])]
        return [part for part in parts if part]

    def rows(self) -> Iterator[Row]:
        """(row number, cells) of every row after the header; streams, may be called again.

        Cells are text as meant: dates of workbooks as 2025-10-01 or 2025-10-01 08:30:00, whole
        numbers without `.0`, blanks None. Rows are at least as long as `columns`; cells beyond them
        are kept. Blank rows inside the table come as all None, those after its end do not come.
        """
        return self.source(len(self.columns))

    def write_csv(self, stream: TextIO, safe: Callable[[str], str] = str) -> None:
        """The sheet as clean CSV: the header as written in the file, then every row, those of
        other tables below it too.

        A file without a header gets none. safe: what is done to every text.
        """
        writer = csv.writer(stream, lineterminator="\n")
        if self.written_header:
            writer.writerow([safe(name) for name in self.written_header])
        for _, cells in self.whole(self.usual_width):
            writer.writerow([cell and safe(cell) for cell in cells])


def make_sheet(
    file: str,
    name: str | None,
    source: SheetRows,
    known_headers: frozenset[str],
    *,
    merges: Sequence[Merge] = (),
    encoding: str | None = None,
    delimiter: str | None = None,
    warnings: Iterable[Message] = (),
    header_at: int | None = None,
    header: Header | None = None,
) -> Sheet | None:
    """A Sheet over a source of rows, with its header found; None when the source has no filled row.

    `merges` are the merged ranges in the row and column numbers of the source; `header_at` is the
    row where a person has said that the header ends (see `Sheet.with_header`); `header`: that of a
    table above, under which this one goes on.
    """
    preview = list(islice((row for row in source.rows() if any(row[1])), PREVIEW_ROWS))
    if not preview:
        return None
    for number, cells in preview:
        check_width(file, number, cells)
    try:
        header = header or find_header(preview, merges, known_headers, header_at)
    except ValueError:
        raise unreadable("reader-no-header-row", file, row=header_at) from None
    leading = [row for row in preview if header.first_row and row[0] < header.first_row]
    if header_at is None and (upper := header_above(leading, known_headers)):
        header = find_header(preview, merges, known_headers, upper)
        leading = [row for row in leading if row[0] < (header.first_row or 0)]
    fixed, own = list(warnings), list(warnings)
    if hidden := [header.names[at] for at in source.hidden if at < len(header.names)]:
        own.append(Message("reader-hidden-columns", {"columns": hidden}))

    def again(of: SheetRows, its_merges: Sequence[Merge] = merges, **how: Any) -> Sheet | None:
        return make_sheet(
            file,
            name,
            of,
            known_headers,
            merges=its_merges,
            encoding=encoding,
            delimiter=delimiter,
            warnings=fixed,
            **how,
        )

    def remake(row: int) -> Sheet:
        sheet = again(source, header_at=row)
        assert sheet is not None
        return sheet

    def part(
        first_row: int, columns: slice = slice(None), header_row: int | None = None
    ) -> Sheet | None:
        """The table of these columns from a row on. header_row: a row that is in its header; None:
        it goes on under the header of this one."""
        piece = PartOf(source, first_row, columns)
        left, shown = columns.start or 0, range(*columns.indices(1 << 30))
        inside = [
            (top, first - left, bottom, min(last, shown[-1]) - left)
            for top, first, bottom, last in merges
            if first in shown and bottom >= first_row
        ]
        if header_row is None:
            under = replace(header, first_row=first_row + 1, last_row=first_row)
            return again(piece, inside, header=under)
        found = again(piece, inside)
        if found is None:
            return None
        titles = {number for number, _ in found.leading}
        begins = found.header_row is not None and found.header_row >= header_row
        return found if begins and header_row not in titles else found.with_header(header_row)

    first_row = max([header.last_row or 0, *(number for number, _ in leading)])
    body_rows = [cells for number, cells in preview if number > first_row]
    sheet = Sheet(
        file=mask_file_name(file),
        sheet=name and mask(name),
        encoding=encoding,
        delimiter=delimiter,
        header_row=header.last_row,
        columns=header.names,
        warnings=own.copy(),
        leading=leading,
        written_header=header.written,
        usual_width=int(median(len(cells) for cells in body_rows)) if body_rows else 0,
        source=lambda width: iter(()),
        remake=remake,
        part=part,
    )
    if header.last_row is not None:
        below = [row for row in preview if row[0] > first_row]
        titles = [cell for _, cells in sheet.leading for cell in cells if cell]
        titles += [name or "", Path(file).stem]
        sheet.watch = Watch(header.names, header.written, below, known_headers, titles)

    def body(width: int, watch: Watch | None) -> Iterator[Row]:
        ids = IdWatch(header.names)
        for cells in body_rows:
            ids.learn(cells)
        blanks: list[int] = []
        count = 0
        rows = dropwhile(lambda row: row[0] <= first_row, source.rows())
        for number, cells in watch.until_next(rows) if watch else rows:
            if not any(cells):
                blanks.append(number)
                continue
            if blanks:
                for blank in blanks:
                    yield blank, pad([], width)
                blanks.clear()
            if len(cells) < width:
                cells = pad(cells, width)
            if ids.long_columns:
                ids.check_long(number, cells)
            if source.suspect == number:
                ids.check_scientific(number, cells)
            count += 1
            yield number, cells
        found = ids.warnings(count, source.damaged)
        if count in EXPORT_LIMITS:
            found.append(Message("reader-export-limit", {"rows": count}))
        if count == 0:
            found.append(Message("reader-no-rows"))
        sheet.warnings[:] = own + source.warnings() + found

    sheet.source = lambda width: body(width, sheet.watch)
    sheet.whole = lambda width: body(width, None)
    return sheet


def pad(cells: Cells, width: int) -> Cells:
    """The row with blank cells added up to the width."""
    return cells + [None] * (width - len(cells))
