"""A stored batch mapped again: choose it, map its columns, see what that changes, decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from data.batches.remapping import can_be_mapped_again, try_remap
from data.batches.undoing import local_user
from data.importing.account import Account
from data.storage.draft import Trial
from data.store import Store
from kernel.messages import ShirongError
from metrics.effect import Effect
from metrics.telling.background import start_telling
from ui import widgets
from ui.i18n import said, t
from ui.imports.accounts import account_table, layout_names
from ui.imports.effects import effect_notice, effect_tables, effects_of
from ui.imports.mapping import batch_view
from ui.markup import caution, note, put, statement

_ASKED, _CHOSEN = "remap-asked", "remap-batch"


@dataclass(frozen=True)
class _Asked:
    """A batch read anew, on trial, waiting for a decision."""

    trial: Trial
    before: Account
    account: Account
    effects: list[Effect]


def map_again(
    store: Store, known: Sequence[tuple[datetime, Account]], names: Mapping[int, str]
) -> None:
    """The choice of a batch, and what follows it. `names`: what batches are called."""
    if told := st.session_state.pop("remap-told", None):
        put(caution(told, []))
    if asked := st.session_state.get(_ASKED):
        _question(store, asked)
        return
    possible = {a.batch_id or 0: a for _, a in known if can_be_mapped_again(store, a)}
    if not possible:
        return
    chosen = widgets.selectbox(
        t("remap-choose"),
        list(possible),
        index=None,
        format_func=lambda batch: names.get(batch, str(batch)),
        placeholder=t("remap-placeholder"),
        key=_CHOSEN,
    )
    if chosen not in possible:
        return
    put(note(t("remap-what")))
    if saved := batch_view(store, possible[chosen]):
        _try(store, possible[chosen], saved)


def _try(store: Store, account: Account, profile: str) -> None:
    """Read the batch by the profile that was just saved, and ask."""
    try:
        with widgets.spinner(t("remap-running")):
            trial, again = try_remap(store, account, profile, local_user())
            effects = effects_of(store, trial)
    except ShirongError as error:
        put(caution(t("remap-not"), [said(error.message)]))
        return
    st.session_state[_ASKED] = _Asked(trial, account, again, effects)
    st.rerun()


def _question(store: Store, asked: _Asked) -> None:
    """What the batch would be now, what that changes in ended periods, and whether to do it."""
    params = {"batch": asked.before.batch_id or 0, "file": asked.before.file}
    put(statement(t("remap-ask", **params)))
    if asked.effects:
        effect_notice(asked.effects, stored=False)
    else:
        put(note(t("import-no-effect")))
    put(account_table([asked.account], layout_names(store)))
    with st.container(horizontal=True, gap="small"):
        yes = widgets.button(t("remap-yes"), type="primary", key="remap-yes")
        no = widgets.button(t("import-give-up"), key="remap-no")
    if not (yes or no):
        if asked.effects:
            effect_tables(asked.effects)
        return
    del st.session_state[_ASKED]
    if yes:
        try:
            store.publish(asked.trial)
            start_telling(store.folder)
        except ShirongError as error:
            store.discard(asked.trial)
            put(caution(t("remap-not"), [said(error.message)]))
            return
        st.session_state["remap-told"] = t("remap-done", **params)
        st.session_state.pop(_CHOSEN, None)
    else:
        store.discard(asked.trial)
    st.rerun()
