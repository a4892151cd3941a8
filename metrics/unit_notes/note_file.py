"""The file of a note, made to be read and written by hand:

kind: event            # or explanation (by the unit), boundaries (what was redrawn)
unit: 东屏区            # without it the whole city is meant
day: 2025-10-12        # or period: 2025-10
text: 国庆后夜市搬迁，摊位分散到周边街道
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from kernel.configuration import ConfigurationError, Problem, Written, load
from kernel.messages import Message
from kernel.periods import PeriodError, parse_period
from metrics.kept_records import KeptRecord, Typed

NoteKind = Literal["event", "explanation", "boundaries"]
NOTE_KINDS: tuple[str, ...] = get_args(NoteKind)


class Note(KeptRecord):
    """A note. unit: "" for the whole city; of day and period one is said."""

    kind: NoteKind
    unit: Written = ""
    day: date | None = None
    period: Written = ""
    text: Annotated[Typed, Field(min_length=1)]

    @property
    def when(self) -> str:
        """The day or the period, as it is written."""
        return f"{self.day}" if self.day else self.period


def read_note(content: bytes, file: str) -> Note:
    """The note that a file says. Raises ConfigurationError with line, field and reason."""
    note: Note = load(content, file, Note, _faults, ConfigurationError)
    return note


def _faults(note: Note) -> Iterable[Problem]:
    if bool(note.day) == bool(note.period):
        yield ("day",), Message("note-when", {}, "metrics")
    elif note.period:
        try:
            parse_period(note.period)
        except PeriodError as error:
            yield ("period",), error.message
    if note.kind == "explanation" and not note.unit:
        yield ("unit",), Message("note-whose", {}, "metrics")
