"""What a person says of the dates of dropped files: how doubtful ones are read, and the as-of."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from data.importing.account import Account
from data.importing.hints import HintError, read_as_of
from metrics.schemes.scheme import Scheme
from ui import widgets
from ui.i18n import said, t
from ui.imports.drop import Drop
from ui.markup import caution, note, put

UNKNOWN = "import-as-of-unknown"
UNDECIDED = ("import-required-undecided", "import-undecided-date")


def doubtful_dates(drop: Drop, schemes: Sequence[Scheme]) -> None:
    """Columns of dates that a program has changed by halves: nothing of them is stored before it is
    said how they are read."""
    waiting = drop.attempt.doubtful
    if not waiting:
        return
    lines = [
        t("effect-of", name=account.file, text=said(doubt))
        for account in waiting
        for doubt in account.doubts
    ]
    put(caution(t("import-doubtful", n=len(waiting)), lines))
    with st.container(horizontal=True, gap="small"):
        fitting = widgets.button(t("import-dates-fitting"), type="primary", key="dates-fitting")
        as_written = widgets.button(t("import-dates-as-written"), key="dates-as-written")
    if fitting or as_written:
        hints = replace(drop.attempt.hints, dates="fitting" if fitting else "as_written")
        drop.again(schemes, hints=hints)
        st.rerun()


def undecided_order(drop: Drop, schemes: Sequence[Scheme]) -> None:
    """Columns of dates that do not tell month from day: two buttons that say what stands first."""
    found = without_order(drop.attempt.accounts)
    if not found:
        return
    put(note(t("import-order-ask", n=len(found))))
    with st.container(horizontal=True, gap="small"):
        month = widgets.button(t("import-order-month"), key="order-month")
        day = widgets.button(t("import-order-day"), key="order-day")
    if month or day:
        hints = replace(drop.attempt.hints, order="month" if month else "day")
        drop.again(schemes, hints=hints)
        st.rerun()


def without_order(accounts: Sequence[Account]) -> list[Account]:
    """The sheets with dates of which nothing tells month from day."""
    return [a for a in accounts if any(m.code in UNDECIDED for m in (*a.reasons, *a.warnings))]


def undated(accounts: Sequence[Account]) -> list[Account]:
    """The sheets whose as-of nothing tells."""
    return [a for a in accounts if any(m.code == UNKNOWN for m in a.warnings)]


def as_of_field(drop: Drop, schemes: Sequence[Scheme]) -> None:
    """Where nothing tells the as-of of a file: a field to enter it; the files are tried again."""
    found = undated(drop.attempt.accounts)
    if not found:
        return
    put(note(t("import-as-of-ask", n=len(found))))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        text = widgets.text_input(
            t("import-as-of-field"), placeholder="2025-10-20 08:00", key="as-of-entered", width=240
        )
        told = widgets.button(t("import-as-of-use"), key="as-of-use")
    if not told or not text:
        return
    try:
        as_of = read_as_of(text)
    except HintError as error:
        st.session_state["import-told"] = said(error.message)
    else:
        drop.again(schemes, hints=replace(drop.attempt.hints, as_of=as_of))
    st.rerun()
