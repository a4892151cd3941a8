"""The parts of the page 奖惩: the ladder of the period, the register, the form."""

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kernel.messages import Message
from metrics.consequences.register import letters_of_period
from metrics.narrative.consequence_words import (
    action_name,
    honours_words,
    ladder_rows,
    register_sentence,
    steps_sentence,
)
from ui import format as f
from ui.choices import choose_from
from ui.consequences.entry import entry_form
from ui.consequences.found import leaders_of, of_page
from ui.header import Shown
from ui.i18n import said, t
from ui.links import unit_address
from ui.markup import note, put, section, statement
from ui.sheets import SheetField, sheet, source_fields
from ui.tables import TableRow, records

ROWS_SHOWN = 14


def ladder(shown: Shown) -> None:
    """Who is to answer by the ladder, how often it was last, what was decided, who answers."""
    found = of_page(shown)
    put(statement(said(steps_sentence(found.steps, shown.scheme.period.grain))))
    if found.steps is None:
        put(note(t("ladder-how")))
        return
    who = leaders_of(shown)
    who = who[who["kind"] == shown.scheme.scores.kind].set_index("unit")
    rows = pd.DataFrame(ladder_rows(found.steps, found.register, found.period))
    if not rows.empty:
        rows = rows[(rows["group"] == shown.group) | (not shown.group)]
    if not rows.empty:
        rows = rows.assign(
            orders_text=rows["orders"].map(said),
            times_text=rows["times"].map(said),
            decided_text=rows["decided"].map(said),
            leader=[leader_text(who, unit) for unit in rows["unit"]],
            linked=[_cell(who, unit, "linked_leader") for unit in rows["unit"]],
        )
        fields = [
            SheetField("group", t("column-group"), away=True),
            SheetField(
                "unit",
                t("column-unit"),
                tone=lambda r: "strong",
                address=lambda r: unit_address(r["unit"], shown.scheme.scores.kind, shown.scheme),
            ),
            SheetField("rank", t("column-rank"), digits=0),
            SheetField("times_text", t("column-times-last"), wrap=True),
            SheetField("orders_text", t("column-orders"), tone=lambda r: "worse"),
            SheetField("decided_text", t("column-decided"), wrap=True),
            SheetField("leader", t("column-leader")),
            SheetField("linked", t("column-linked")),
        ]
        put(section(t("ladder-table"), escape(t("ladder-hint"))))
        name = f"ladder-{shown.period.id}"
        sheet(rows, fields, name, shown.about, most=ROWS_SHOWN)
    ordered = {one.unit for one in found.steps.orders}
    for unit, since in found.steps.honours:
        if unit not in ordered:
            put(note(t("honours-line", unit=unit, what=said(honours_words(since)))))


def leader_text(who: pd.DataFrame, unit: str) -> str:
    """The leader in charge of a unit, with the office."""
    if unit not in who.index:
        return ""
    row = who.loc[unit]
    office = "" if f.missing(row["office"]) else f"（{row['office']}）"
    return f"{f.text(row['leader'])}{office}"


def _cell(who: pd.DataFrame, unit: str, column: str) -> str:
    return f.text(who.loc[unit, column]) if unit in who.index else ""


def show_register(shown: Shown) -> None:
    """Everything that was decided up to the period after this one, and what came of the letters."""
    found = of_page(shown)
    table = found.register
    put(statement(said(register_sentence(table, letters_of_period(table, shown.period)))))
    if table.empty:
        put(note(t("register-how")))
        return
    actions = list(dict.fromkeys(_code(row) for row in records(table)))
    words = {_code(row): said_action(row) for row in records(table)}
    units = ["", *dict.fromkeys(table["unit"].dropna())]
    with st.container(horizontal=True, vertical_alignment="center", key="choices-register"):
        action = choose_from(
            "action", ["", *actions], lambda c: words.get(c, t("all-actions")), 190
        )
        unit = choose_from("unit", units, lambda u: u or t("all-owners"), 210)
        state = choose_from(
            "state", ["", *STATES], lambda s: said(_reply(s)) if s else t("all-replies"), 170
        )
    listed = table[[not action or _code(r) == action for r in records(table)]]
    listed = listed[listed["unit"] == unit] if unit else listed
    listed = listed[listed["state"] == state] if state else listed
    if listed.empty:
        put(note(t("register-no-match")))
        return
    listed = with_actions(listed)
    put(section(t("register-table"), escape(t("measures-hint"))))
    sheet(listed, register_fields(), f"measures-{shown.period.id}", shown.about, most=ROWS_SHOWN)


def with_actions(register: pd.DataFrame) -> pd.DataFrame:
    """The register with the words for its kinds of measure."""
    return register.assign(action_text=[said_action(r) for r in records(register)])


STATES = ("overdue", "open", "answered", "answered_late", "no_reply_asked")


def register_fields() -> list[SheetField]:
    """The columns of the register."""
    return [
        SheetField("number", t("column-issue-number")),
        SheetField("decided_on", t("column-decided-on"), word=_day),
        SheetField("action_text", t("column-action")),
        SheetField(
            "unit", t("column-unit"), tone=lambda r: "strong", address=lambda r: _unit_page(r)
        ),
        SheetField("reason", t("column-matter")),
        SheetField("period", t("column-period")),
        SheetField("reply_due", t("column-reply-due"), word=_day),
        SheetField("replied_on", t("column-replied-on"), word=_day),
        SheetField("state", t("column-reply"), word=lambda s: said(_reply(s)), tone=_tone),
        SheetField("days_late", t("column-days-late"), digits=0),
        SheetField("amount", t("column-yuan"), digits=0, away=True),
        SheetField("document", t("column-document"), away=True),
        SheetField("decided_by", t("column-decided-by"), away=True),
        *source_fields(),
    ]


def _unit_page(row: TableRow) -> str:
    return "" if f.missing(row["unit"]) else unit_address(row["unit"], row["kind"])


def _tone(row: TableRow) -> str:
    late = row["state"] in ("overdue", "answered_late")
    return "worse" if late else "quiet" if row["state"] == "no_reply_asked" else ""


def _reply(state: str) -> Message:
    return Message(f"reply-{state.replace('_', '-')}", {}, "metrics")


def _code(row: TableRow) -> str:
    """The code of a measure's kind, or its word where nobody knows that."""
    known = [row[name] for name in ("action", "action_written") if not f.missing(row[name])]
    return known[0] if known else "unsaid"


def said_action(row: TableRow) -> str:
    """The kind of a measure in words."""
    name = action_name(row["action"], row["action_written"])
    return said(name) if isinstance(name, Message) else name


def _day(day: Any) -> str:
    if f.missing(day):
        return ""
    return f"{pd.Timestamp(day):%Y-%m-%d}" if not isinstance(day, date) else f"{day:%Y-%m-%d}"


def show_entry_form(shown: Shown) -> None:
    """The form for a measure, and for the reply to one."""
    put(statement(t("entry-sentence")))
    entry_form(shown, of_page(shown).register)
