"""Many unknown names registered at a time: one table on the page, or the same table as a file."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from data.importer import profile_folders
from data.layouts.profile import load_profiles
from data.reviewing.deciding import refusals
from data.reviewing.register_table import (
    REGISTER_COLUMNS,
    RegisterRow,
    decisions_of,
    from_file,
    lacking_group,
    register_csv,
    rows_of,
    with_alike,
)
from data.reviewing.review import review
from data.store import Store
from kernel.messages import ShirongError
from kernel.schema import UNIT_KINDS
from ui import widgets
from ui.download import download
from ui.i18n import language, listed, said, t
from ui.imports.drop import save_uploads
from ui.imports.review_asking import decide_asking
from ui.markup import caution, note, put
from ui.store import Snapshot, connection, register
from ui.streamlit_patches import to_what_was_asked_for

FROM = 2  # names; a single one is decided in its own line
_HEIGHT = 420
_OPENED = "register-opened"


def many_names(store: Store, at: Snapshot) -> None:
    """The table of all names that nothing resolves; nothing where there are too few."""
    rows = _rows(at)
    if len(rows) < FROM:
        return
    opened = st.session_state.get(_OPENED)
    key = "asked-for-register" if opened else "register-table"
    with widgets.expander(t("register-title", n=len(rows)), expanded=bool(opened), key=key):
        put(note(t("register-hint")))
        alike = sum(bool(row["alike"]) for row in rows)
        joined = bool(alike) and widgets.toggle(t("register-join", n=alike), key="register-join")
        edited = _edited(at, with_alike(rows) if joined else rows, joined)
        _register(store, at, edited, "register-yes")
        lang = language()
        name = f"{t('register-file')}.csv"
        csv = register_csv(with_alike(rows) if joined else rows, lang).encode("utf-8-sig")
        download(t("register-download"), lambda: csv, name, "text/csv", "register-csv")
        _uploaded(store, at)
    if opened == "now":
        st.session_state[_OPENED] = "before"
        to_what_was_asked_for()


def names_to_register(at: Snapshot) -> int:
    """How many names the table has; 0 where there is none."""
    found = len(_rows(at))
    return found if found >= FROM else 0


def open_register() -> None:
    """The table stands open from the next run on, which goes to it."""
    st.session_state[_OPENED] = "now"


@st.cache_data(max_entries=2, show_spinner=False)
def _rows(at: Snapshot) -> list[RegisterRow]:
    con = connection(at).cursor()
    return rows_of(review(con, load_profiles(profile_folders(Store(at.folder)))), con)


def _edited(at: Snapshot, rows: Sequence[RegisterRow], joined: bool) -> list[RegisterRow]:
    """The rows as a person filled them in; those that are not to be registered without a name."""
    kinds = {kind: t(f"kind-{kind}") for kind in UNIT_KINDS}
    units = register(at)
    parents = sorted({*units["name"], *(row["name"] for row in rows if row["name"])})
    frame = pd.DataFrame(rows, columns=list(REGISTER_COLUMNS))
    frame["kind"] = frame["kind"].map(kinds)
    frame[["alike", "group"]] = frame[["alike", "group"]].fillna("")  # else the cells say "None"
    frame["valid_from"] = pd.to_datetime(frame["valid_from"])
    frame.insert(0, "take", True)
    column = st.column_config
    found = st.data_editor(
        frame,
        hide_index=True,
        height=min(_HEIGHT, 40 + 35 * len(frame)),
        num_rows="fixed",
        disabled=["kind", "written", "rows", "seen", "alike"],
        column_order=[str(name) for name in frame if name != "alike" or frame["alike"].any()],
        placeholder="",
        column_config={
            "take": column.CheckboxColumn(t("register-take"), width="small"),
            "kind": column.TextColumn(t("review-kind"), width="small"),
            "written": column.TextColumn(t("register-written"), width="medium"),
            "rows": column.NumberColumn(t("register-rows"), width="small"),
            "seen": column.TextColumn(t("register-seen"), width="medium"),
            "alike": column.TextColumn(t("register-alike"), width="medium"),
            "name": column.TextColumn(t("review-name"), width="medium"),
            "group": column.TextColumn(t("review-group"), width=100),
            "parent": column.SelectboxColumn(t("review-parent"), options=parents, width="medium"),
            "valid_from": column.DateColumn(t("review-begin"), width=120),
        },
        key=f"register-editor-{at.version}-{joined}",
    )
    return [_plain(row, old) for row, old in zip(found.to_dict("records"), rows, strict=True)]


def _plain(row: dict[Any, Any], old: RegisterRow) -> RegisterRow:
    values = {n: None if pd.isna(row[n]) or row[n] == "" else row[n] for n in REGISTER_COLUMNS}
    if values["valid_from"] is not None:
        values["valid_from"] = pd.Timestamp(values["valid_from"]).date()
    if not row["take"]:
        values["name"] = None
    return values | {"kind": old["kind"]}


def _register(store: Store, at: Snapshot, rows: Sequence[RegisterRow], key: str) -> None:
    con = connection(at).cursor()
    decisions = decisions_of(rows, con)
    if lacking := lacking_group(rows, con):
        put(note(t("register-lacking", n=len(lacking), names=listed(lacking))))
    named = sum(bool(row["name"]) for row in rows)
    refused = refusals(con, decisions)
    if refused:
        lines = [t("register-refused-row", name=name, reason=said(why)) for name, why in refused]
        put(caution(t("register-refused", n=len(refused)), lines))
    off = not decisions or bool(lacking) or bool(refused)
    if widgets.button(t("register-yes", n=named), type="primary", key=key, disabled=off):
        decide_asking(store, decisions, t("register-said", n=named))


def _uploaded(store: Store, at: Snapshot) -> None:
    """The table as a file that was filled in elsewhere."""
    upload = widgets.file_uploader(
        t("register-upload"), type=["csv", "xlsx", "xls"], key=f"register-file-{at.version}"
    )
    if upload is None:
        return
    try:
        with tempfile.TemporaryDirectory() as folder:
            (path,) = save_uploads([upload], Path(folder))
            rows = from_file(path)
    except ShirongError as error:
        put(caution(t("review-not"), [said(error.message)]))
        return
    _register(store, at, rows, "register-yes-file")
