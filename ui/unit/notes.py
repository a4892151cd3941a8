"""The notes on a unit: marks on its trend, told below it with their dates, and a form for more."""

from functools import partial

import pandas as pd
import streamlit as st

from kernel.configuration import ConfigurationError
from metrics.kept_records import record_of
from metrics.unit_notes.note_file import NOTE_KINDS, Note
from metrics.unit_notes.note_folder import UnitNotes, notes_within
from ui import widgets
from ui.i18n import t
from ui.markup import put
from ui.tables import Column, table
from ui.unit.header import Subject
from ui.unit.keeping import keep_record, say_kept, tell_broken, who_field, who_writes
from ui.workspace import shown_store

_MOST = 20  # numbers in a circle that there are
_AT_ONE = 3  # marks at one point


def noted_in(subject: Subject, names: list[str]) -> tuple[list[Note], pd.Series]:
    """The notes of these periods on the unit and on the whole city, and of each period the marks of
    its notes: numbers in the order of the notes."""
    periods = [subject.shown.scheme.parse_period(name) for name in names]
    found = notes_within(UnitNotes(shown_store().folder).all(), periods, subject.unit)
    marks = {one.id: _mark(number) for number, one in enumerate(found)}
    texts = []
    for period in periods:
        own = [marks[one.id] for one in notes_within(found, [period])]
        texts.append("".join(own[:_AT_ONE]) + ("…" if len(own) > _AT_ONE else ""))
    return found, pd.Series(texts)


def show_notes(subject: Subject, found: list[Note]) -> None:
    """The list below the trend, the form, and the way to take one back."""
    rows = [{"mark": _mark(number), "note": one} for number, one in enumerate(found)]
    columns = [
        Column("", lambda row: row["mark"], tone=lambda row: "quiet"),
        Column(t("notes-when"), lambda row: row["note"].when),
        Column(t("notes-kind"), lambda row: t(f"notes-kind-{row['note'].kind}")),
        Column(t("notes-about"), lambda row: row["note"].unit or t("notes-city")),
        Column(t("notes-text"), lambda row: row["note"].text, wrap=True),
        Column(t("notes-by"), lambda row: row["note"].recorded_by, tone=lambda row: "quiet"),
    ]
    if rows:
        put(table(rows, columns, compact=True))
    say_kept("note")
    every = UnitNotes(shown_store().folder).all()
    tell_broken([one for one in every if isinstance(one, ConfigurationError)])
    with st.container(horizontal=True, gap="small", key="notes-deeds"):
        with widgets.popover(t("notes-add"), type="tertiary", needs="note"):
            _form(subject)
        if found:
            with widgets.popover(t("notes-delete"), type="tertiary", needs="note"):
                words = {one.id: f"{one.when} {one.text}" for one in found}
                widgets.selectbox(
                    t("notes-which"),
                    list(words),
                    format_func=lambda id: words[id],
                    key="note-which",
                )
                widgets.button(t("notes-delete"), key="note-delete", on_click=_delete, needs="note")


def _form(subject: Subject) -> None:
    period = subject.shown.period
    with st.form("note-form", border=False):
        widgets.radio(
            t("notes-kind"),
            NOTE_KINDS,
            format_func=lambda kind: t(f"notes-kind-{kind}"),
            key="note-kind",
            horizontal=True,
        )
        widgets.radio(
            t("notes-about"),
            ["unit", "city"],
            format_func=lambda which: subject.unit if which == "unit" else t("notes-city"),
            key="note-about",
            horizontal=True,
        )
        widgets.radio(
            t("notes-when"),
            ["period", "day"],
            format_func=lambda which: period.id if which == "period" else t("notes-day"),
            key="note-when",
            horizontal=True,
        )
        widgets.date_input(t("notes-day"), period.last_day, key=f"note-day-{period.id}")
        widgets.text_input(t("notes-text"), key="note-text", max_chars=300)
        who_field("note-who")
        add = partial(_add, subject.unit, period.id)
        widgets.submit_button(t("notes-save"), on_click=add, type="primary", needs="note")


def _add(unit: str, period: str) -> None:
    state = st.session_state
    day = state.get(f"note-day-{period}")
    if not state.get("note-text", "").strip() or (state["note-when"] == "day" and not day):
        state["note told"] = t("notes-incomplete")
        return
    typed = {
        "kind": state["note-kind"],
        "unit": unit if state["note-about"] == "unit" else "",
        "text": state["note-text"],
        "recorded_by": who_writes("note-who"),
    }
    typed |= {"day": day} if state["note-when"] == "day" else {"period": period}
    folder = UnitNotes(shown_store().folder)
    keep_record("note", lambda: folder.add(record_of(Note, typed)), "note-text")


def _delete() -> None:
    keep_record(
        "note", partial(UnitNotes(shown_store().folder).delete, st.session_state["note-which"])
    )


def _mark(number: int) -> str:
    """①, ② and so on."""
    return chr(0x2460 + number) if number < _MOST else "*"
