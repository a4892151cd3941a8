"""What the forms of a unit's page share that write a record beside the store: who writes it, and
what has come of it."""

from collections.abc import Callable

import streamlit as st

from data.batches.undoing import local_user
from kernel.configuration import ConfigurationError
from kernel.messages import ShirongError
from ui import widgets
from ui.i18n import language, t
from ui.markup import caution, note, put

_WHO = "edit who"  # as in every form that asks it


def who_field(key: str) -> None:
    """The field for the name of who writes, as it was given last."""
    st.session_state[key] = st.session_state.get(_WHO, "")
    widgets.text_input(t("keep-who"), key=key, help=t("keep-who-help"))


def who_writes(key: str) -> str:
    """The name in that field, which is remembered; without one the user of this computer."""
    name = str(st.session_state.get(key, "")).strip()
    st.session_state[_WHO] = name
    return name or local_user()


def keep_record(form: str, write: Callable[[], object], *emptied: str) -> None:
    """Write a record, and empty the fields; or remember why it was refused."""
    try:
        write()
    except ShirongError as error:
        st.session_state[f"{form} told"] = error.text(language())
        return
    st.session_state[f"{form} done"] = True
    for key in emptied:
        st.session_state[key] = ""


def say_kept(form: str) -> None:
    """What has come of it, once."""
    if told := st.session_state.pop(f"{form} told", ""):
        put(caution(t("keep-failed"), told.splitlines()))
    if st.session_state.pop(f"{form} done", False):
        put(note(t("keep-done")))


def tell_broken(found: list[ConfigurationError]) -> None:
    """The files that cannot be read."""
    for error in found:
        put(caution(t("keep-broken"), error.text(language()).splitlines()))
