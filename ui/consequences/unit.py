"""What a unit's page says of consequences: who answers for it, where it stands on the ladder, what
was decided of it."""

from metrics.narrative.consequence_words import (
    decided_sentence,
    honours_words,
    leaders_line,
    orders_words,
    times_words,
)
from ui.consequences.found import leaders_of, of_page
from ui.consequences.register import register_fields, with_actions
from ui.i18n import said, t
from ui.markup import note, put, section
from ui.sheets import sheet
from ui.unit.header import Subject

SHOWN = 5


def who_answers(subject: Subject) -> None:
    """The leaders of the unit, and the step of the ladder that it stands on."""
    who = leaders_of(subject.shown)
    own = who[(who["kind"] == subject.kind) & (who["unit"] == subject.unit)]
    for row in own.to_dict("records"):
        put(note(said(leaders_line(row))))
    if not subject.scored:
        return
    found = of_page(subject.shown)
    steps = found.steps
    if steps is None or steps.since is None:
        return
    if one := steps.of(subject.unit):
        said_parts = (
            orders_words(one),
            times_words(one, steps.since),
            decided_sentence(found.register, subject.unit, found.period, one),
        )
        put(note(t("ladder-line", text=t("clause-separator").join(map(said, said_parts)))))
    if since := dict(steps.honours).get(subject.unit):
        put(note(t("ladder-line", text=said(honours_words(since)))))


def measures_of_unit(subject: Subject) -> None:
    """What the register holds of the unit, the newest first; nothing where it holds nothing."""
    register = of_page(subject.shown).register
    own = register[(register["kind"] == subject.kind) & (register["unit"] == subject.unit)]
    if own.empty:
        return
    fields = [field for field in register_fields() if field.key != "unit"]
    put(section(t("measures-unit", n=min(SHOWN, len(own)))))
    name = f"measures-{subject.unit}-{subject.shown.period.id}"
    sheet(with_actions(own), fields, name, subject.shown.about, most=SHOWN)
