"""The parts of the import page: taking files, deciding on them, and what became of them."""

from collections.abc import Sequence

import streamlit as st

from data.account import Account
from data.importer import profile_folders
from data.layouts.profile import load_profiles
from data.messages import ShirongError
from data.store import StaleTrialError, Store
from metrics.schemes.scheme import Scheme
from ui import format as f
from ui import store as cached
from ui.i18n import language, said, t
from ui.imports.accounts import account_table, rejects_button
from ui.imports.drop import Drop
from ui.imports.effect_parts import effect_notice, effect_tables
from ui.imports.mapping_parts import mapping_view
from ui.markup import note, notice, put, section, statement

NAMED = 12  # unknown names in a sentence
_DROP = "import-drop"


def dropped() -> Drop | None:
    """What the visitor dropped last."""
    return st.session_state.get(_DROP)


def uploader(store: Store) -> None:
    """A place to drop files, and a button that begins."""
    round_ = st.session_state.setdefault("import-round", 0)  # a new key empties the uploader
    uploads = st.file_uploader(
        t("import-drop"),
        accept_multiple_files=True,
        key=f"uploads-{round_}",
        label_visibility="collapsed",
    )
    if uploads and st.button(t("import-start", n=len(uploads)), type="primary", key="start-import"):
        st.session_state[_DROP] = Drop(store, uploads, _schemes())
        st.session_state["import-round"] = round_ + 1
        st.rerun()
    put(note(t("import-known", names=known_layouts(store))))
    put(note(t("import-privacy")))


def decision(drop: Drop) -> None:
    """What was tried waits: the account, what ended periods would become, and two buttons."""
    attempt = drop.attempt
    put(statement(_sum("import-tried", attempt.accounts)))
    if attempt.effects:
        effect_notice(attempt.effects, stored=False)
    elif attempt.trial:
        put(note(t("import-no-effect")))
    if odd := len(attempt.not_understood):
        put(note(t("import-some-odd" if attempt.trial else "import-all-odd", n=odd)))
    with st.container(horizontal=True, gap="small"):
        if attempt.trial:
            yes = st.button(t("import-confirm"), type="primary", key="confirm-import")
        else:
            yes = False
        no = st.button(t("import-give-up"), key="give-up-import")
    if yes:
        _publish(drop)
    if no:
        _forget()
        st.rerun()
    if attempt.effects:
        effect_tables(attempt.effects)
    _account(attempt.accounts)
    names = dict.fromkeys(unit.name for a in attempt.accounts for unit in a.unknown_units)
    if names:
        shown = t("list-separator").join(list(names)[:NAMED])
        put(note(t("import-unknown-names", n=len(names), names=shown)))


def failure(drop: Drop) -> None:
    """Why nothing was stored, and what can be done."""
    put(notice(t("import-not-stored"), [said(drop.attempt.error)]))
    _again_or_not(drop)


def outcome(store: Store, drop: Drop) -> None:
    """What became of the files: stored, nothing new, or stopped; with the account."""
    attempt = drop.attempt
    if attempt.state == "stopped":
        put(statement(t("import-stopped")))
        _again_or_not(drop)
        return
    code = "import-done" if attempt.state == "stored" else "import-unchanged"
    put(statement(_sum(code, attempt.accounts)))
    if attempt.effects:
        effect_notice(attempt.effects, stored=True)
    _account(attempt.accounts)
    kept = [a.batch_id for a in attempt.accounts if a.batch_id and a.rejected + a.set_aside]
    if kept:
        rejects_button(store, kept, "rejects-now")
    if attempt.effects:
        effect_tables(attempt.effects)
    if not _to_map(drop):
        drop.forget_files()


def mapping(store: Store, drop: Drop) -> None:
    """A view on a sheet of unknown layout; its saved profile is tried at once."""
    unknown = _to_map(drop)
    if not unknown:
        return
    account = unknown[0]
    if len(unknown) > 1:
        account = st.selectbox(
            t("import-unknown-layouts", n=len(unknown)),
            unknown,
            format_func=lambda a: f"{a.file} · {a.sheet}" if a.sheet else a.file,
            key="mapping-of",
        )
    if mapping_view(store, drop.path_of(account), account.sheet):
        drop.again(_schemes())
        st.rerun()


def known_layouts(store: Store) -> str:
    """The names of the layouts that an import recognises."""
    profiles = load_profiles(profile_folders(store)).values()
    names = [profile.name.get(language()) or profile.id for profile in profiles]
    return t("list-separator").join(names)


def _schemes() -> list[Scheme]:
    return [scheme for scheme in cached.schemes() if isinstance(scheme, Scheme)]


def _publish(drop: Drop) -> None:
    """Store it; when the store has moved on meanwhile, say so and try the files anew."""
    try:
        drop.attempt.publish()
    except StaleTrialError:
        drop.again(_schemes())
        st.session_state["import-told"] = t("import-stale")
    except ShirongError as error:
        st.session_state["import-told"] = said(error.message)
    st.rerun()


def told() -> None:
    """What is to be said once."""
    if text := st.session_state.pop("import-told", None):
        put(notice(text, []))


def _to_map(drop: Drop) -> list[Account]:
    return [account for account in drop.attempt.not_understood if account.readable]


def _again_or_not(drop: Drop) -> None:
    with st.container(horizontal=True, gap="small"):
        again = st.button(t("import-again"), type="primary", key="again-import")
        no = st.button(t("import-give-up"), key="give-up-import")
    if again:
        drop.again(_schemes())
    if no:
        _forget()
    if again or no:
        st.rerun()


def _forget() -> None:
    """Give the drop up: its trial and its files go."""
    drop = st.session_state.pop(_DROP)
    drop.attempt.give_up()
    drop.forget_files()


def _sum(code: str, accounts: Sequence[Account]) -> str:
    rows, files = sum(a.rows_read for a in accounts), len({a.file for a in accounts})
    return t(code, files=files, rows=f.count(rows))


def _account(accounts: Sequence[Account]) -> None:
    """What could not be read, and every sheet with its rows."""
    put(section(t("import-account"), t("import-account-hint")))
    failed = [a for a in accounts if not a.readable]
    if failed:
        why = [f"{a.file}: {said(reason)}" for a in failed for reason in a.reasons]
        put(notice(t("import-failed"), why))
    if readable := [a for a in accounts if a.readable]:
        put(account_table(readable))
