"""The time that an export speaks of: as a person, its head, its foot or its name says it, else the
last thing that happened in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data.parsing.stamps import WrittenAsOf, stamp_in_name, stamp_of
from data.reader import Sheet
from kernel.schema import Table

# What these say lies ahead of the export, or is a plan: they do not date it.
_AHEAD = frozenset(
    ("due_at", "bundle_due_at", "rectify_due", "due_on", "reply_due", "begins_on", "ends_on")
    + ("valid_from", "valid_to")
)
_FOOT_ROWS = 200  # lines that are no records and are looked at, of each chunk

# Where an as-of comes from, the surest first.
SAID_BY = ("entered", "stated", "name", "last_event")


class AsOf:
    """Gathers what tells the as-of of one sheet while it is read."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self._file, self._table = sheet.file, table
        self._stamps: list[WrittenAsOf] = []
        self._latest: datetime | None = None
        self._hear(
            [sheet.sheet or "", *(_line(cells) for _, cells in [*sheet.leading, *sheet.above])]
        )

    def see(self, records: pa.Table, set_aside: Sequence[Sequence[str | None]]) -> None:
        """Look at a chunk: what happened in its records, and its lines that are no records."""
        self._hear(_line(cells) for cells in set_aside[-_FOOT_ROWS:])
        found = [self._latest] if self._latest else []
        limit = datetime.now() + timedelta(days=1)
        for field in self._table.fields:
            if field.type not in ("datetime", "date") or field.name in _AHEAD:
                continue
            if field.name in records.column_names:
                column = records.column(field.name).cast(pa.timestamp("us"))
                past = column.filter(pc.less(column, pa.scalar(limit, pa.timestamp("us"))))
                moment = pc.max(past).as_py()
                found += [moment] if moment else []
        self._latest = max(found, default=None)

    def tell(
        self, entered: datetime | None = None, everywhere: bool = False
    ) -> tuple[datetime | None, str | None]:
        """The as-of, and which of SAID_BY says it. `entered`: what a person said; it counts where
        the sheet does not tell, or `everywhere`."""
        if entered and everywhere:
            return entered, "entered"
        if stamp := self._stated():
            last = self._latest
            if not stamp.timed and last and last.date() == stamp.at.date():
                return max(stamp.at, last), "stated"  # a day without a time: later on that day
            return stamp.at, "stated"
        named = stamp_in_name(Path(self._file).stem)
        if named:
            return max(moment for moment in (named, self._latest) if moment), "name"
        if entered:
            return entered, "entered"
        return self._latest, "last_event" if self._latest else None

    def _hear(self, texts: Iterable[str]) -> None:
        self._stamps += [stamp for text in texts if (stamp := stamp_of(text))]

    def _stated(self) -> WrittenAsOf | None:
        """When it was made, else up to when it speaks; what stands first counts."""
        made = next((stamp for stamp in self._stamps if stamp.made), None)
        return made or next(iter(self._stamps), None)


def _line(cells: Iterable[str | None]) -> str:
    return " ".join(cell for cell in cells if cell)
