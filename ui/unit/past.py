"""What is to be known of a unit's past: renamed, moved, dissolved, merged (docs/units.md)."""

from metrics.analyses.family import Lived
from ui import format as f
from ui import store
from ui.i18n import t
from ui.markup import note, put
from ui.unit.header import Subject


def past_of_unit(subject: Subject) -> None:
    """A line for each thing that happened to the unit; nothing where nothing did."""
    past = store.unit_past(subject.shown.snapshot, subject.kind, subject.unit)
    for former, end in past.former:
        code = "unit-former" if end else "unit-former-undated"
        put(note(t(code, former=former, day=f.date(end) if end else "")))
    if past.ended:
        put(note(t("unit-ended", unit=subject.unit, day=f.date(past.ended))))
        for name, day in past.successors:
            put(note(t("unit-carried-on", name=name, day=f.date(day) if day else "–")))
    for name, day in past.taken_over:
        put(note(t("unit-takes-over", name=name, day=f.date(day) if day else "–")))
    for stay in past.stays:
        put(note(t("unit-stay", days=_days(stay), says=t("unit-stay-and").join(_says(stay)))))


def _days(stay: Lived) -> str:
    if stay.begin and stay.end:
        return t("unit-stay-days", begin=f.date(stay.begin), end=f.date(stay.end))
    if stay.begin:
        return t("unit-stay-since", begin=f.date(stay.begin))
    return t("unit-stay-until", end=f.date(stay.end))


def _says(stay: Lived) -> list[str]:
    """What the register says of the unit in that time."""
    told = {
        "group": stay.group,
        "parent": stay.parent,
        "officers": None if f.missing(stay.officers) else f.fixed(stay.officers, 0),
        "population": None if f.missing(stay.population) else f.fixed(stay.population, 0),
    }
    return [t(f"unit-stay-{name}", what=value) for name, value in told.items() if value]
