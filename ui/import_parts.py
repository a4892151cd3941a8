"""The parts of the import page: what became of the files just dropped, and of all before them."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.account import Account
from data.books import batches, undo_batch
from data.importer import profile_folders
from data.profile import load_profiles
from data.rejects import rejects_workbook
from data.store import Store
from ui import format as f
from ui.accounts import COUNTS, account_table, unknown_table, unknown_units
from ui.download import XLSX_TYPE, buttons
from ui.i18n import language, said, t
from ui.markup import note, notice, put, section, statement

SHOWN = 30  # batches on the page; the downloads hold all


def known_layouts(store: Store) -> str:
    """The names of the layouts that an import recognises."""
    profiles = load_profiles(profile_folders(store)).values()
    names = [profile.name.get(language()) or profile.id for profile in profiles]
    return t("list-separator").join(names)


def outcome(store: Store, accounts: Sequence[Account]) -> None:
    """The account of the import just made: a sentence, what failed, every sheet, the rejects."""
    rows, files = sum(a.rows_read for a in accounts), len({a.file for a in accounts})
    put(statement(t("import-done", files=files, rows=f.count(rows))))
    failed = [a for a in accounts if not a.readable]
    if failed:
        why = [f"{a.file}: {said(reason)}" for a in failed for reason in a.reasons]
        put(notice(t("import-failed"), why))
    put(account_table([a for a in accounts if a.readable]))
    kept = [a.batch_id for a in accounts if a.batch_id and a.rejected + a.set_aside]
    if kept:
        _rejects(store, kept, "rejects-now")


def unknown(accounts: Sequence[Account]) -> None:
    """Names of units that the register does not know."""
    units = unknown_units(accounts)
    if units.empty:
        return
    put(section(t("import-unknown"), t("import-unknown-hint")))
    put(unknown_table(units))


def history(store: Store) -> None:
    """All batches, the latest first; the latest import can be taken back."""
    known = batches(store)[::-1]
    put(section(t("import-batches")))
    if not known:
        put(note(t("import-batches-none")))
        return
    _undo(store, known)
    put(account_table([account for _, account in known[:SHOWN]], [at for at, _ in known[:SHOWN]]))
    if len(known) > SHOWN:
        put(note(t("import-batches-more", shown=SHOWN, n=len(known))))
    with st.container(horizontal=True, gap="small"):
        buttons(_export(known), "batches", {t("about-store"): str(store.version())})
        _rejects(store, [a.batch_id for _, a in known if a.batch_id], "rejects-all")


def _undo(store: Store, known: Sequence[tuple]) -> None:
    """One button, and a question before anything happens."""
    at, latest = known[0]
    together = [account for when, account in known if when == at]
    asked = st.session_state.get("undo-asked") == latest.batch_id
    if not asked:
        if st.button(t("import-undo"), key="undo"):
            st.session_state["undo-asked"] = latest.batch_id
            st.rerun()
        return
    rows = sum(account.stored + account.updated for account in together)
    files = len({account.file for account in together})
    put(statement(t("import-undo-ask", time=f.date(at), files=files, rows=f.count(rows))))
    with st.container(horizontal=True, gap="small"):
        yes = st.button(t("import-undo-yes"), type="primary", key="undo-yes")
        no = st.button(t("import-undo-no"), key="undo-no")
    if yes:
        undo_batch(store, latest.batch_id)
        st.session_state.pop("accounts", None)
    if yes or no:
        del st.session_state["undo-asked"]
        st.rerun()


def _rejects(store: Store, batch_ids: Sequence[int], key: str) -> None:
    lang = language()
    st.download_button(
        t("import-rejects"),
        lambda: rejects_workbook(store, batch_ids, lang),
        file_name=f"{key}.xlsx",
        mime=XLSX_TYPE,
        type="tertiary",
        on_click="ignore",
        key=key,
    )


def _export(known: Sequence[tuple]) -> pd.DataFrame:
    """One row per batch, as the page shows it."""
    rows = [
        {
            t("import-batch"): account.batch_id,
            t("import-when"): at,
            t("import-file"): account.file,
            t("import-sheet"): account.sheet or "",
            t("import-profile"): account.profile or "",
        }
        | {t(f"import-{name.replace('_', '-')}"): getattr(account, name) for name in COUNTS}
        for at, account in known
    ]
    return pd.DataFrame(rows)
