"""All batches with their accounts, and how to take some back: choose, see what changes, decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import streamlit as st

from data.batches.bookkeeping import batches, undone
from data.batches.undo_effect import UndoEffect, describe_undo
from data.batches.undoing import local_user, try_undo
from data.importing.account import Account
from data.storage.draft import Trial
from data.store import Store
from kernel.messages import ShirongError
from metrics.effect import Effect as ScoreEffect
from metrics.telling.background import start_telling
from ui import format as f
from ui import widgets
from ui.download import buttons
from ui.i18n import language, said, t
from ui.imports.accounts import ROW_COUNTS, account_table, layout_names, rejects_button
from ui.imports.effects import effect_tables, effects_of
from ui.imports.remapping import map_again
from ui.markup import caution, note, put, section, statement
from ui.sheets import SheetField, sheet

SHOWN = 30  # batches on the page; the downloads hold all
NAMED = 4  # batches in the question
Known = Sequence[tuple[datetime, Account]]


@dataclass(frozen=True)
class _Asked:
    """An undo on trial, waiting for a decision."""

    trial: Trial
    effect: UndoEffect
    scores: list[ScoreEffect]
    about: str
    by: str
    reason: str


def show_history(store: Store) -> None:
    """All batches, the latest first; any of them can be taken back."""
    known = batches(store)[::-1]
    put(section(t("import-batches")))
    if told := st.session_state.pop("undo-told", None):
        put(caution(told, []))
    if known:
        _take_back(store, known)
        map_again(store, known, {a.batch_id or 0: _name(at, a) for at, a in known})
        times, accounts = zip(*known[:SHOWN], strict=True)
        put(account_table(accounts, layout_names(store), times))
        if len(known) > SHOWN:
            put(note(t("import-batches-more", shown=SHOWN, n=len(known))))
        with st.container(horizontal=True, gap="small"):
            buttons(_export(known), "batches", {t("about-store"): str(store.version())})
            rejects_button(store, [a for _, a in known], "rejects-all")
    else:
        put(note(t("import-batches-none")))
    _undone(store)


def _take_back(store: Store, known: Known) -> None:
    if asked := st.session_state.get("undo-asked"):
        _question(store, asked)
        return
    named = {account.batch_id: _name(at, account) for at, account in known if account.batch_id}
    chosen = widgets.multiselect(
        t("undo-choose"),
        list(named),
        format_func=named.get,
        placeholder=t("undo-placeholder"),
        key="undo-batches",
        select_all=False,
    )
    if not chosen:
        return
    if more := _together(known, chosen):
        whole = widgets.checkbox(t("undo-whole", n=len(more)), key="undo-whole")
        chosen = [*chosen, *more] if whole else chosen
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        by, reason = (
            widgets.text_input(t(code), placeholder=t(code), key=code, label_visibility="collapsed")
            for code in ("undo-by", "undo-reason")
        )
        ask = widgets.button(t("undo-see"), key="undo")
    if ask:
        files = {account.batch_id: account.file for _, account in known}
        _try(store, {batch: files[batch] for batch in chosen}, by or local_user(), reason)


def _name(at: datetime, account: Account) -> str:
    sheet_ = f" [{account.sheet}]" if account.sheet else ""
    return f"{account.batch_id} · {account.file}{sheet_} · {f.date(at)}"


def _together(known: Known, chosen: Sequence[int]) -> list[int]:
    """The other batches of the imports that the chosen ones came with."""
    imports = {a.version for _, a in known if a.batch_id in chosen and a.version}
    same = (a.batch_id for _, a in known if a.version in imports)
    return [batch for batch in same if batch and batch not in chosen]


def _try(store: Store, files: Mapping[int, str], by: str, reason: str) -> None:
    """Try to take these batches back, and ask."""
    bar = widgets.progress_bar(0.0, t("undo-running"))

    def tell(done: int, of: int) -> None:
        widgets.progress_bar(done / of, t("undo-progress", done=done, of=of), at=bar)

    try:
        trial, effect = try_undo(store, list(files), by, reason, tell)
    except ShirongError as error:
        bar.empty()
        put(caution(t("undo-not"), [said(error.message)]))
        return
    widgets.progress_bar(1.0, t("undo-comparing"), at=bar)
    scores = effects_of(store, trial)
    st.session_state["undo-asked"] = _Asked(trial, effect, scores, _about(files), by, reason)
    st.rerun()


def _about(files: Mapping[int, str]) -> str:
    """Batches by their numbers and files."""
    named = [t("undo-batch", batch=batch, file=name) for batch, name in files.items()]
    listed = t("list-separator").join(named[:NAMED])
    return t("undo-batches-more", batches=listed, n=len(named)) if named[NAMED:] else listed


def _question(store: Store, asked: _Asked) -> None:
    """What the undo changes, and whether to do it."""
    put(statement(t("undo-ask", batches=asked.about)))
    lines = describe_undo(asked.effect, language())
    lines.append(t("undo-noted", by=asked.by, reason=asked.reason or f.NOTHING))
    put(caution(t("undo-changes"), lines))
    with st.container(horizontal=True, gap="small"):
        yes = widgets.button(t("import-undo-yes"), type="primary", key="undo-yes")
        no = widgets.button(t("import-undo-no"), key="undo-no")
    if not (yes or no):
        if asked.scores:
            effect_tables(asked.scores)
        return
    del st.session_state["undo-asked"]
    if yes:
        try:
            version = store.publish(asked.trial)
            start_telling(store.folder)
        except ShirongError as error:
            store.discard(asked.trial)
            put(caution(t("undo-not"), [said(error.message)]))
            return
        st.session_state["undo-told"] = t("undo-done", batches=asked.about, version=version)
    else:
        store.discard(asked.trial)
    st.rerun()


def _undone(store: Store) -> None:
    """What was taken back: by whom, when, why, and what that changed."""
    gone = undone(store)
    if not gone:
        return
    put(section(t("undone-title"), t("undone-hint")))
    frame = pd.DataFrame(
        {
            "batch": one.entry.account.batch_id,
            "file": one.entry.account.file,
            "sheet": one.entry.account.sheet,
            "rows": one.entry.account.rows_read,
            "imported": one.entry.at,
            "at": one.at,
            "by": one.by,
            "reason": one.reason or None,
            "removed": one.removed,
            "changed": one.changed,
            "version": one.version,
        }
        for one in gone
    )
    fields = [
        SheetField("batch", t("import-batch"), digits=0, ordinal=True),
        SheetField("file", t("import-file"), wrap=True),
        SheetField("sheet", t("import-sheet")),
        SheetField("rows", t("import-rows-read"), digits=0),
        SheetField("imported", t("import-when")),
        SheetField("at", t("undone-at")),
        SheetField("by", t("undo-by")),
        SheetField("reason", t("undo-reason"), wrap=True),
        SheetField("removed", t("undone-removed"), digits=0),
        SheetField("changed", t("undone-changed"), digits=0),
        SheetField("version", t("about-store"), digits=0, ordinal=True),
    ]
    sheet(frame, fields, "undone-batches", {t("about-store"): str(store.version())})


def _export(known: Known) -> pd.DataFrame:
    """One row per batch, as the page shows it."""
    rows = [
        {
            t("import-batch"): account.batch_id,
            t("import-when"): at,
            t("import-file"): account.file,
            t("import-sheet"): account.sheet or "",
            t("import-profile"): account.profile or "",
        }
        | {t(f"import-{name.replace('_', '-')}"): getattr(account, name) for name in ROW_COUNTS}
        for at, account in known
    ]
    return pd.DataFrame(rows)
