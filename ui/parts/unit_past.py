"""What is to be known of a unit's names: renamed, dissolved, merged (docs/units.md)."""

from ui import format as f
from ui import store
from ui.i18n import t
from ui.markup import note, put
from ui.parts.unit_header import Subject


def names_over_time(subject: Subject) -> None:
    """A line for each thing that happened to the unit's names; nothing where nothing did."""
    past = store.unit_past(subject.shown.snapshot, subject.kind, subject.unit)
    for former, end in past.former:
        day = f.date(end) if end else ""
        put(note(t("unit-former" if end else "unit-former-undated", former=former, day=day)))
    if past.ended:
        put(note(t("unit-ended", unit=subject.unit, day=f.date(past.ended))))
        for name, day in past.successors:
            put(note(t("unit-carried-on", name=name, day=f.date(day) if day else "–")))
    for name, day in past.taken_over:
        put(note(t("unit-takes-over", name=name, day=f.date(day) if day else "–")))
