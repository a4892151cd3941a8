"""The form by which a measure, or the reply to one, enters the register: one line of a file that is
imported like any other."""

from datetime import date, datetime

import pandas as pd
import streamlit as st

from data.entered import MeasureEntry, enter_measure, next_number
from data.importing.account import Account
from kernel.messages import Message, ShirongError
from kernel.schema import ACTIONS
from ui import format as f
from ui import store, widgets
from ui.header import Shown
from ui.i18n import language, name_shown, said, t
from ui.markup import caution, note, put, section
from ui.workspace import shown_store

WIDTH = 200
WITH_AMOUNT = ("deposit_paid", "deposit_kept", "deposit_returned", "reward")


def entry_form(shown: Shown, register: pd.DataFrame) -> None:
    """A measure on the left, a reply on the right; what was entered last is said above."""
    if told := st.session_state.pop("measure entered", None):
        put(note(told))
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        put(section(t("entry-new")))
        _new(shown)
    with right:
        put(section(t("entry-reply")))
        _reply(register)


def _new(shown: Shown) -> None:
    units = store.register(shown.snapshot)
    named = list(zip(units["kind"], units["name"], strict=True))
    usual = shown.ranking.table["unit"].tolist()
    named.sort(key=lambda one: (one[1] not in usual, one[0], one[1]))
    day = shown.period.last_day
    with st.container(horizontal=True, key="entry-line-1"):
        action = widgets.selectbox(
            t("column-action"), list(ACTIONS), key="entry-action", width=WIDTH,
            format_func=lambda a: said(Message(f"action-{a.replace('_', '-')}", {}, "metrics")),
        )  # fmt: skip
        unit = widgets.selectbox(
            t("column-unit"), named, key="entry-unit", width=WIDTH,
            format_func=lambda one: f"{name_shown(one[1])} · {t(f'kind-{one[0]}')}",
        )  # fmt: skip
        on = widgets.date_input(t("column-decided-on"), day, key="entry-on", width=WIDTH)
    with st.container(horizontal=True, key="entry-line-2"):
        number = widgets.text_input(
            t("column-issue-number"), _number(action, on), key=f"entry-number-{action}-{on}",
            width=WIDTH, max_chars=60,
        )  # fmt: skip
        period = widgets.text_input(
            t("column-period"), shown.period.id, key="entry-period", width=WIDTH, max_chars=30
        )
        due = widgets.date_input(t("column-reply-due"), None, key="entry-due", width=WIDTH)
        amount = None
        if action in WITH_AMOUNT:
            amount = widgets.number_input(
                t("column-yuan"), 0, value=None, step=1000, key="entry-amount", width=WIDTH
            )
    reason = widgets.text_input(t("column-matter"), key="entry-reason", max_chars=200)
    document = widgets.text_input(t("column-document"), key="entry-document", max_chars=100)
    if widgets.button(
        t("entry-save"), type="primary", key="entry-save", disabled=not unit, needs="decide"
    ):
        kind, name = unit
        entry = MeasureEntry(
            name, kind, action, on, number, period, reason, document, due, amount=amount
        )
        _enter(entry)


def _number(action: str, on: date) -> str:
    """The next number of a supervision letter; of other measures none is proposed."""
    if action != "supervision" or on is None:
        return ""
    return f"督〔{on.year}〕{next_number(shown_store(), on.year)}号"


def _reply(register: pd.DataFrame) -> None:
    """The reply to a measure of which one was asked."""
    waiting = register[register["state"].isin(("open", "overdue"))]
    waiting = waiting.drop_duplicates("record_key").reset_index(drop=True)
    if waiting.empty:
        put(note(t("entry-no-reply")))
        return
    rows = waiting.to_dict("records")
    at = widgets.selectbox(
        t("entry-which"), list(range(len(rows))), key="entry-which",
        format_func=lambda n: _line(rows[n]),
    )  # fmt: skip
    row = rows[at]
    replied = widgets.date_input(
        t("column-replied-on"), row["reply_due"], key=f"entry-replied-{at}"
    )
    if widgets.button(t("entry-save-reply"), key="entry-save-reply", needs="decide"):
        _enter(_again(row, replied))


def _again(row: dict, replied: date) -> MeasureEntry:
    """The measure of a row with the date of its reply: its unit as the file wrote it, so that it is
    the same record."""

    def text(name: str) -> str:
        return "" if f.missing(row[name]) else str(row[name])

    days = {
        name: None if f.missing(row[name]) else pd.Timestamp(row[name]).date()
        for name in ("decided_on", "reply_due")
    }
    assert days["decided_on"] is not None
    return MeasureEntry(
        text("unit_written") or text("unit"), text("kind"),
        text("action") or text("action_written"), days["decided_on"], text("number"),
        text("period"), text("reason"), text("document"), days["reply_due"], replied,
        text("decided_by"), None if f.missing(row["amount"]) else float(row["amount"]),
    )  # fmt: skip


def _line(row: dict) -> str:
    number = "" if f.missing(row["number"]) else f"{row['number']} "
    return f"{number}{row['unit']} {pd.Timestamp(row['decided_on']):%Y-%m-%d}"


def _enter(entry: MeasureEntry) -> None:
    try:
        account = enter_measure(shown_store(), [entry], datetime.now().replace(microsecond=0))
    except ShirongError as error:
        put(caution(t("entry-failed"), [error.message.text(language())]))
        return
    st.session_state["measure entered"] = told(account)
    st.rerun()


def told(account: Account) -> str:
    """What came of an entry, in one line."""
    done = account.stored + account.updated
    if not done:
        reasons = [message.text(language()) for message in account.reasons]
        return t("entry-nothing", why=t("list-separator").join(reasons))
    return t("entry-done", batch=account.batch_id or 0, file=account.file)
