"""Opening a saved view: by its name in an address (`?view=NAME`), or as the start page.

The address then shows the fields of the view as any other. The start page of a store opens in a
new session whose address asks for nothing; where it cannot be shown the overview says why.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from data.store import EmptyStoreError
from kernel.messages import ShirongError
from metrics.saved_views.view_file import SavedView
from ui import view
from ui.i18n import language, t
from ui.links import go, link
from ui.markup import caution, put
from ui.states import NoMatch
from ui.views.saved import address_by_name, address_fields, page_shown, saved_views
from ui.workspace import shown_store

_READERS = ("lang", "space", "certain")  # what an address may say and ask for nothing


@dataclass(frozen=True)
class _Opened:
    """A view that was opened. whole: its page has been shown since."""

    saved: SavedView
    start: bool
    whole: bool = False


@dataclass(frozen=True)
class _Failed:
    title: str
    reason: str
    page: str


def take_wanted() -> None:
    """Before the view is read: what of saved views the address asks for."""
    params = st.query_params.to_dict()
    if name := params.pop("view", ""):
        del st.query_params["view"]
        st.session_state["view wanted"] = name
    elif "view" not in st.session_state and not params.keys() - set(_READERS):
        st.session_state["view wanted"] = ""  # the start page


def open_wanted() -> None:
    """Go to the view that is wanted, which ends this run; say it when there is none such."""
    wanted = st.session_state.pop("view wanted", None)
    start = wanted == ""
    if wanted is None or (start and view.page()) or shown_store().version() is None:
        return
    views, name = saved_views(), wanted
    try:
        name = name or views.start()
        saved = views.find(name) if name else None
    except ShirongError as error:
        title = t("view-start-failed" if start else "view-failed", name=name or "start.yaml")
        st.session_state["view failed"] = _Failed(title, error.text(language()), view.page())
        return
    if saved is not None:
        st.session_state["view opened"] = _Opened(saved, start)
        _go(saved.page, address_fields(saved))


def say_opened() -> None:
    """Over the page: which view it is, as long as it shows what was saved; or why one is not
    shown."""
    if (failed := _failed()) is not None:
        put(caution(failed.title, failed.reason.splitlines()))
    opened = _opened()
    if opened is not None and _as_saved(opened.saved):
        code = "view-shown-start" if opened.start else "view-shown"
        words = link(t(code, name=opened.saved.name), address_by_name(opened.saved.name))
        back = link(t("view-back"), f"overview?{urlencode(_readers())}") if opened.start else ""
        put(f'<p class="note view-shown">{words} {back}</p>')


@contextmanager
def fall_back() -> Iterator[None]:
    """Show a page; where it is that of a start view and cannot be shown, go to the overview."""
    opened = _opened()
    if opened is None or not opened.start or opened.whole:
        yield
        return
    try:
        yield
    except EmptyStoreError:
        raise
    except ShirongError as error:
        _fail(opened, error.text(language()))
    except NoMatch as nothing:
        _fail(opened, t(nothing.code, **nothing.params))
    if wrong := view.what_was_set_aside():
        unknown = ", ".join(f"{name}={code}" for name, code in wrong)
        _fail(opened, t("view-not-understood", what=unknown))
    st.session_state["view opened"] = _Opened(opened.saved, True, whole=True)


def _opened() -> _Opened | None:
    """What was opened, while its page is shown."""
    opened: _Opened | None = st.session_state.get("view opened")
    if opened is not None and opened.saved.page != page_shown():
        del st.session_state["view opened"]
        return None
    return opened


def _failed() -> _Failed | None:
    failed: _Failed | None = st.session_state.get("view failed")
    if failed is not None and failed.page != view.page():
        del st.session_state["view failed"]
        return None
    return failed


def _as_saved(saved: SavedView) -> bool:
    now = view.current_view().query()
    return all(now.get(name) == code for name, code in address_fields(saved).items())


def _fail(opened: _Opened, reason: str) -> NoReturn:
    del st.session_state["view opened"]
    st.session_state["set aside"] = []
    title = t("view-start-failed", name=opened.saved.name)
    st.session_state["view failed"] = _Failed(title, reason, "")
    _go("overview", {})


def _go(page: str, fields: dict[str, str]) -> NoReturn:
    st.session_state["view"] = view.from_query(_readers())
    go(f"{page}?{urlencode(_readers() | fields)}")
    raise AssertionError("the run has ended")


def _readers() -> dict[str, str]:
    """What of the view is the reader's."""
    query = view.current_view().query()
    return {name: code for name, code in query.items() if name in _READERS}
