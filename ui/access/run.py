"""Who is behind a run of a page: what the guard has found out about its connection."""

from html import escape

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.access.accounts import Accounts
from data.access.rights import LOCAL, NOBODY, Person, acting, resolve_by
from data.access.settings import access_settings
from kernel.configuration import ConfigurationError
from ui.access.guard import ADDRESS_HEADER, PERSON_HEADER, SEAL
from ui.i18n import language, t
from ui.workspace import own_store


def person_of_run() -> Person | None:
    """Who looks at the page whose script runs, asked anew each time: a session may have ended
    since. None outside of a run."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    folder = own_store().folder
    try:
        way = access_settings(folder).accounts
    except ConfigurationError:
        return NOBODY
    if way == "none":  # Streamlit gives no address where it is this machine
        return NOBODY if st.context.ip_address else LOCAL
    accounts, headers = Accounts(folder), st.context.headers
    seal, _, who = (headers.get(PERSON_HEADER) or "").partition(":")
    kind, _, said = who.partition(":")
    if seal != SEAL or kind != way:
        return NOBODY
    name = accounts.name_of(said) if kind == "local" else said
    if not name:
        return NOBODY
    return accounts.person(name, headers.get(ADDRESS_HEADER) or "") or NOBODY


def ask_who() -> None:
    """Let everything below the pages know who acts."""
    resolve_by(person_of_run)


def somebody_known() -> bool:
    """Whether anybody who may be here looks at the page. Where not, it says so and is loaded anew,
    so that the guard leads to the login; nothing else of it may be drawn."""
    if acting() is not NOBODY:
        return True
    st.html(_GONE.format(title=escape(t("access-gone-title")), text=escape(t("access-gone-text"))))
    st.html(_AGAIN, unsafe_allow_javascript=True)
    return False


def say_who() -> None:
    """Who is logged in, and the way out, in the navigation bar; nothing without accounts."""
    person = acting()
    if person is LOCAL:
        return
    out = escape(t("access-log-out"))
    leave = f' <a href="logout?lang={language()}" target="_self" data-whole>{out}</a>'
    if access_settings(own_store().folder).accounts != "local":
        leave = ""  # the proxy's own business
    with st.container(key="who"):
        st.html(f"<span>{escape(person.name)}</span>{leave}")


_GONE = '<div class="state"><h1>{title}</h1><p>{text}</p></div>'
_AGAIN = "<script>setTimeout(() => location.reload(), 1500);</script>"
