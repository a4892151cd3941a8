"""The periods behind a component that takes the scores of another scheme."""

from urllib.parse import urlencode

from metrics.narrative.composed_words import composed_notes
from metrics.scoring.composed import Taken
from metrics.scoring.taken_rows import taken_rows
from ui import format as f
from ui import store, tables
from ui.download import buttons
from ui.i18n import language, said, t
from ui.links import link
from ui.markup import note, put, statement
from ui.tables import Column, TableRow, records
from ui.unit.header import Subject


def taken_of(subject: Subject) -> Taken | None:
    """What the figure that is asked for takes of another scheme; None where it takes nothing."""
    shown = subject.shown
    if not subject.scored:
        return None
    return store.taken_by_unit(
        shown.snapshot, shown.scheme, shown.period, subject.unit, subject.component
    )


def taken_behind(subject: Subject, one: Taken) -> None:
    """Which periods count with which score and version, which are missing; each leads to the unit's
    page of that period by the other scheme."""
    for number, message in enumerate(composed_notes([one], [subject.unit])):
        put(note(said(message)) if number else statement(said(message)))
    rows = taken_rows(one, subject.unit)
    digits = one.scheme.rounding.digits

    def address(row: TableRow) -> str:
        asked = {"period": row["period"], "scheme": one.scheme.id, "unit": subject.unit}
        lang = {} if language() == "zh" else {"lang": language()}
        return "unit?" + urlencode(asked | {"kind": subject.kind} | lang)

    columns = [
        Column(t("column-period"), lambda r: link(r["period"], address(r)), html=True),
        Column(t("column-version"), lambda r: f.text(r["version"]), "right"),
        Column(
            t("column-score"),
            lambda r: "" if f.missing(r["score"]) else f.fixed(r["score"], digits),
            "right",
        ),
        Column(t("column-rank"), lambda r: "" if f.missing(r["rank"]) else str(r["rank"]), "right"),
        Column(t("column-state"), lambda r: _word(r["state"])),
    ]
    put(tables.table(records(rows), columns, compact=True))
    heads = {name: t(f"column-{name}") for name in ("period", "version", "score", "rank")}
    export = rows.assign(state=rows["state"].map(_word)).rename(
        columns=heads | {"state": t("column-state")}
    )
    name = f"{subject.unit}-{subject.component}-{subject.shown.period.id}"
    buttons(export, name, subject.shown.about)


def _word(state: str) -> str:
    return t(f"taken-{state}".replace("_", "-"))
