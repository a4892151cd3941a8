"""Where two exports of the same time disagree: both values, both sources, and which one stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from data.batches.bookkeeping import conflicts_of
from data.importing.account import Account
from data.layouts.field_names import field_name, table_name
from data.store import Store, Trial
from ui import format as f
from ui.i18n import language, t
from ui.markup import caution, note, put, section
from ui.sheets import SheetField, sheet
from ui.store import Snapshot, connection


def show_conflicts(at: Snapshot) -> None:
    """The list of conflicts, those that still stand first; nothing when there are none."""
    frame = _frame(at)
    if frame.empty:
        return
    open_ = int((frame["stands"] == "later").sum())
    put(section(t("conflicts-title"), t("conflicts-count", n=f.count(len(frame)), open=open_)))
    put(note(t("conflicts-what")))
    sheet(_shown(frame, language()), _fields(), "conflicts", {t("about-store"): str(at.version)})


def contradiction_notice(accounts: Sequence[Account]) -> None:
    """That rows of an import that waits contradict each other, over what is to be decided."""
    if count := sum(account.conflicts for account in accounts):
        put(caution(t("contradictions-title", n=count), [t("contradictions-what")]))


def contradictions(store: Store, trial: Trial, accounts: Sequence[Account]) -> None:
    """Which rows of an import that waits contradict each other, both sides, before it is stored."""
    if not any(account.conflicts for account in accounts):
        return
    con = store.connect_trial(trial)
    try:
        frame = conflicts_of(con, [a.batch_id for a in accounts if a.batch_id])
    finally:
        con.close()
    left_out = ("stands", "as_of", "batch_id", "earlier_batch")  # the same for both sides
    fields = [replace(one, away=False) for one in _fields() if one.key not in left_out]
    about = {t("about-store"): str(store.version() or 0)}
    sheet(_shown(frame, language()), fields, "contradictions", about)


@st.cache_data(max_entries=2, show_spinner=False)
def _frame(at: Snapshot) -> pd.DataFrame:
    return conflicts_of(connection(at).cursor()).sort_values("stands", kind="stable")


def _shown(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The frame with its names and values in words."""
    return frame.assign(
        table_name=frame["table_name"].map(lambda name: table_name(name, lang)),
        record_key=frame["record_key"].str.replace("|", " · ", regex=False),
        field=frame["field"].map(lambda name: field_name(name, lang)),
        earlier=frame["earlier"].map(_value),
        later=frame["later"].map(_value),
        stands=frame["stands"].map(lambda code: t(f"conflict-stands-{code}")),
    )


def _value(text: str | None) -> str:
    """The word for a code, any other text as it is."""
    if f.missing(text):
        return t("conflict-blank")
    try:
        return t(f"map-value-{str(text).replace('_', '-')}")
    except KeyError:
        return str(text)


def _fields() -> list[SheetField]:
    return [
        SheetField("record_key", t("conflict-record")),
        SheetField("table_name", t("conflict-table"), tone=_quiet),
        SheetField("field", t("conflict-field")),
        SheetField("as_of", t("conflict-as-of"), tone=_quiet),
        *_said("earlier", "earlier"),
        *_said("later", "source", batch="batch_id"),
        SheetField("stands", t("conflict-stands"), wrap=True),
    ]


def _said(value: str, source: str, batch: str = "earlier_batch") -> list[SheetField]:
    """What one of the two exports says, and where."""
    return [
        SheetField(value, t(f"conflict-{value}"), tone=lambda row: "strong", wrap=True),
        SheetField(f"{source}_file", t("column-file"), tone=_quiet, wrap=True),
        SheetField(f"{source}_sheet", t("column-sheet"), away=True),
        SheetField(f"{source}_row", t("column-row"), digits=0, tone=_quiet, ordinal=True),
        SheetField(batch, t("import-batch"), digits=0, tone=_quiet, ordinal=True),
    ]


def _quiet(row: Mapping[str, Any]) -> str:
    return "quiet"
