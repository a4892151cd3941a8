"""The notes beside a store: `notes/` in its folder has a file for each."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from kernel.configuration import ConfigurationError
from kernel.periods import Period, parse_period
from metrics.kept_records import KeptRecords
from metrics.unit_notes.note_file import Note, read_note


class UnitNotes(KeptRecords[Note]):
    """The notes beside a store."""

    def __init__(self, store: Path) -> None:
        super().__init__(
            store / "notes", read_note, lambda one: f"{one.when}-{one.unit or one.kind}"
        )


def notes_within(
    notes: Iterable[Note | ConfigurationError], periods: Sequence[Period], unit: str | None = None
) -> list[Note]:
    """The notes on days of any of these periods, the earliest first: all of them, or with a unit
    those on it and those on the whole city. Files that are broken are passed over."""
    found = []
    for one in notes:
        if isinstance(one, ConfigurationError) or (unit is not None and one.unit not in ("", unit)):
            continue
        if any(_meets(one, period) for period in periods):
            found.append((_days(one, periods[0]), one.id, one))
    return [one for *_, one in sorted(found, key=lambda item: item[:2])]


def _meets(note: Note, period: Period) -> bool:
    start, end = _days(note, period)
    return start < period.end and end > period.start


def _days(note: Note, like: Period) -> tuple[date, date]:
    """The days of a note, the last exclusive; like: whose calendar names its period."""
    if note.day is not None:
        return note.day, note.day + timedelta(days=1)
    named = parse_period(note.period, like.month_starts_on, like.week_starts_on)
    return named.start, named.end
