"""The parts of the import page: taking files, deciding on them, and what became of them."""

from collections.abc import Sequence
from contextlib import ExitStack
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit as st

from data.importer import profile_folders
from data.importing.account import Account
from data.importing.hints import Hints
from data.importing.intake import NO_UNIT
from data.layouts.profile import broken_profiles
from data.storage.unfinished import cut_off, forget
from data.store import StaleTrialError, Store
from data.watching.arrivals import waiting_files
from kernel.messages import Message, ShirongError
from metrics.narrative.computable_words import KindWords, computable_of, computable_words
from metrics.schemes.scheme import Scheme
from ui import store as cached
from ui import widgets
from ui.i18n import language, listed, said, t
from ui.imports.accounts import account_table, layout_names, rejects_button
from ui.imports.conflicts import contradiction_notice, contradictions
from ui.imports.dating import as_of_field, doubtful_dates, undated, undecided_order, without_order
from ui.imports.drop import Attempt, Drop
from ui.imports.effects import effect_notice, effect_tables
from ui.imports.mapping import mapping_view
from ui.imports.next_steps import next_steps
from ui.imports.please_note import please_note
from ui.imports.renames import answers_of, waiting
from ui.markup import caution, note, put, section, statement

FAULTS = 8  # faults; `python -m data profiles` lists all
QUESTIONS = 6  # undecided columns in a notice
_DROP = "import-drop"


def dropped() -> Drop | None:
    """What the visitor dropped last."""
    return st.session_state.get(_DROP)


def show_uploader(store: Store) -> None:
    """A place to drop files, and a button that begins."""
    round_ = st.session_state.setdefault("import-round", 0)  # a new key empties the uploader
    uploads = widgets.file_uploader(
        t("import-drop"),
        accept_multiple_files=True,
        key=f"uploads-{round_}",
        label_visibility="collapsed",
    )
    hidden = bool(uploads) and widgets.checkbox(t("import-hidden-sheets"), key="hidden-sheets")
    if uploads and widgets.button(
        t("import-start", n=len(uploads)), type="primary", key="start-import"
    ):
        st.session_state[_DROP] = Drop(store, uploads, _schemes(), Hints(hidden_sheets=hidden))
        st.session_state["import-round"] = round_ + 1
        st.rerun()
    put(note(t("import-known", names=known_layouts(store))))
    put(note(t("import-privacy")))


def watched(store: Store) -> None:
    """The files of the watched folder that wait for the office, and a way to take them in here."""
    try:
        found = waiting_files(store)
    except (ShirongError, OSError) as error:
        why = said(error.message) if isinstance(error, ShirongError) else error.strerror or ""
        put(caution(t("import-folder-broken"), [why]))
        return
    if not found:
        return
    put(caution(t("import-folder-waits", n=len(found)), [path.name for path in found[:QUESTIONS]]))
    if widgets.button(t("import-folder-take", n=len(found)), key="take-watched"):
        with ExitStack() as open_:
            uploads = [SimpleNamespace(name=path.name, **_opened(open_, path)) for path in found]
            st.session_state[_DROP] = Drop(store, uploads, _schemes())
        st.rerun()


def _opened(open_: ExitStack, path: Path) -> dict[str, Any]:
    """What an upload can do, of a file that lies here."""
    file = open_.enter_context(path.open("rb"))
    return {"seek": file.seek, "read": file.read}


def decision(drop: Drop) -> None:
    """What was tried waits: the account, two buttons, and what ended periods would become."""
    attempt = drop.attempt
    none_read = not any(a.readable for a in attempt.accounts)
    put(statement(_sum("import-none-read" if none_read else "import-tried", attempt.accounts)))
    _open_questions(attempt)
    doubtful_dates(drop, _schemes())
    if attempt.effects:
        effect_notice(attempt.effects, stored=False)
    elif attempt.trial_to_decide:
        put(note(t("import-no-effect")))
    if not none_read:
        _odd(drop)
    answers = answers_of(waiting(attempt))
    if answers:
        drop.again(_schemes(), answers=answers)
        st.rerun()
    _account(attempt)
    if attempt.trial_to_decide:
        contradiction_notice(attempt.accounts)
    undecided_order(drop, _schemes())
    as_of_field(drop, _schemes())
    names = dict.fromkeys(unit.name for a in attempt.accounts for unit in a.unknown_units)
    if names:
        put(note(t("import-unknown-names", n=len(names), names=listed(list(names)))))
    with st.container(horizontal=True, gap="small"):
        if attempt.trial_to_decide:
            unsettled = any(account.conflicts for account in attempt.accounts)
            asked = attempt.undecided or waiting(attempt) or unsettled
            kind = "secondary" if asked else "primary"
            yes = widgets.button(t("import-confirm"), type=kind, key="confirm-import")
        else:
            yes = False
        as_is = bool(attempt.undecided) and widgets.button(t("import-as-is"), key="as-is-import")
        no = widgets.button(t("import-give-up"), key="give-up-import")
    if yes:
        _publish(drop)
    if as_is:
        drop.again(_schemes(), as_is=True)
        st.rerun()
    if no:
        _forget()
        st.rerun()
    if attempt.trial_to_decide:
        contradictions(attempt.store, attempt.trial_to_decide, attempt.accounts)
    if attempt.effects:
        effect_tables(attempt.effects)


def _open_questions(attempt: Attempt) -> None:
    """Which columns must be decided about, and what depends on them; what cannot be ranked."""
    waiting = attempt.undecided
    if waiting:
        lines = [
            t("effect-of", name=account.file, text=said(one.said))
            if len(waiting) > 1
            else said(one.said)
            for account in waiting
            for one in account.undecided
        ]
        more = lines[QUESTIONS:]
        lines = lines[:QUESTIONS] + ([t("import-more-questions", n=len(more))] if more else [])
        put(caution(t("import-undecided", n=len(waiting)), [*lines, t("import-undecided-what")]))
    for account in attempt.unranked:
        put(caution(t("effect-of", name=account.file, text=said(Message(NO_UNIT))), []))


def failure(drop: Drop) -> None:
    """Why nothing was stored, and what can be done."""
    put(caution(t("import-not-stored"), [said(drop.attempt.error)]))
    _again_or_not(drop)


def outcome(drop: Drop) -> None:
    """What became of the files: stored, nothing new, or stopped; with the account."""
    attempt = drop.attempt
    if attempt.state == "stopped":
        put(statement(t("import-stopped")))
        _again_or_not(drop)
        return
    code = "import-done" if attempt.state == "stored" else "import-unchanged"
    if attempt.state == "unchanged" and any(a.rejected for a in attempt.accounts):
        code = "import-nothing-stored"
    put(statement(_sum(code, attempt.accounts)))
    if attempt.effects:
        effect_notice(attempt.effects, stored=True)
    if attempt.state == "stored":
        next_steps(attempt.store)
    _account(attempt)
    undecided_order(drop, _schemes())
    as_of_field(drop, _schemes())
    if attempt.state == "stored":
        show_computable()
    if attempt.effects:
        effect_tables(attempt.effects)
    accounts = attempt.accounts
    if not _to_map(drop) and not undated(accounts) and not without_order(accounts):
        drop.forget_files()


def mapping(store: Store, drop: Drop) -> None:
    """A view on a sheet of unknown layout; its saved profile is tried at once."""
    unknown = _to_map(drop)
    if not unknown:
        return
    account = unknown[0]
    if len(unknown) > 1:
        account = widgets.selectbox(
            t("import-unknown-layouts", n=len(unknown)),
            unknown,
            format_func=_named,
            key="mapping-of",
        )
    if mapping_view(store, drop.path_of(account), account):
        drop.again(_schemes())
        st.rerun()


def _named(account: Account) -> str:
    """A table by its file and its place in it."""
    place = account.place(language())
    return f"{account.file} · {place}" if place else account.file


def known_layouts(store: Store) -> str:
    """The names of the layouts that an import recognises."""
    return t("list-separator").join(layout_names(store).values())


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
        put(caution(text, []))


def interrupted(store: Store) -> None:
    """The imports that ended with their server: what they were, and that nothing is stored."""
    found = cut_off(store)
    for one in found:
        files = t("list-separator").join(one.files)
        put(caution(t("import-cut-off", files=files, since=f"{one.since:%Y-%m-%d %H:%M}"), []))
    if found and widgets.button(t("import-cut-off-seen"), key="cut-off-seen"):
        for one in found:
            forget(one)
        st.rerun()


def _to_map(drop: Drop) -> list[Account]:
    attempt = drop.attempt
    return [*attempt.undecided, *(a for a in attempt.not_understood if a.readable)]


def _again_or_not(drop: Drop) -> None:
    with st.container(horizontal=True, gap="small"):
        again = widgets.button(t("import-again"), type="primary", key="again-import")
        no = widgets.button(t("import-give-up"), key="give-up-import")
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
    return t(code, files=files, rows=rows)


def _odd(drop: Drop) -> None:
    """How many sheets are not understood, and that some can be mapped."""
    attempt = drop.attempt
    if odd := len(attempt.not_understood):
        said_ = t("import-some-odd" if attempt.trial_to_decide else "import-all-odd", n=odd)
        put(note(said_ + (t("import-odd-to-map") if _to_map(drop) else "")))


def _account(attempt: Attempt) -> None:
    """What could not be read, every sheet with its rows, what deserves a look, and the rows that
    are not stored."""
    accounts = attempt.accounts
    readable = [a for a in accounts if a.readable]
    failed = [a for a in accounts if not a.readable]
    if readable:
        put(section(t("import-account"), t("import-account-hint")))
    if failed:
        put(caution(t("import-failed"), [_why(a, reason) for a in failed for reason in a.reasons]))
    if readable:
        put(account_table(readable, layout_names(attempt.store)))
    rejects_button(attempt.store, readable, "rejects-now", attempt.trial_to_read)
    please_note(readable)


def _why(account: Account, reason: Message) -> str:
    """Why a file could not be read, named once."""
    text = said(reason)
    return text if account.file in text else t("effect-of", name=account.file, text=text)


def broken_files(store: Store) -> None:
    """Every broken file with line, field and reason; nothing when all are well."""
    broken = broken_profiles(profile_folders(store))
    if broken:
        faults = [fault.text(language()) for error in broken for fault in error.faults]
        put(caution(t("profile-broken-notice", n=len(broken)), faults[:FAULTS]))


def show_computable() -> None:
    """For each kind whether it can be ranked; its indicators are behind a line that opens."""
    found, lang = cached.computable_now(cached.current()), language()
    put(section(computable_of(found, lang)) if found else note(computable_of(found, lang)))
    if found:
        put(f'<dl class="list">{"".join(map(_computable, computable_words(found, lang)))}</dl>')


def _computable(words: KindWords) -> str:
    verdict = "<br>".join(map(escape, words.verdict))
    listed = "<br>".join(map(escape, words.indicators))
    folded = f"<details><summary>{escape(words.counts)}</summary>{listed}</details>"
    return f"<dt>{escape(words.kind)}</dt><dd>{verdict}{folded if listed else ''}</dd>"
