"""The saved views of the store that is shown: what is looked at as a view, a view as an address."""

from collections.abc import Iterable

import streamlit as st

from data.batches.undoing import local_user
from kernel.configuration import Problem
from kernel.messages import Message
from metrics.saved_views.view_file import ANALYSIS, SavedView, saved_view
from metrics.saved_views.view_folder import SavedViews
from metrics.saved_views.words import asked_words
from ui import store, view
from ui.analysis.asking import asked_question
from ui.i18n import language, t
from ui.links import page_address
from ui.navigation import page_entries
from ui.workspace import shown_store

# The reader's own, and what lasts for a moment.
_NOT_SAVED = ("lang", "space", "issuer", "trial", "leaf", "photo", "ask")
_NAMED = ("period", "scheme", "group", "kind", "unit", "component", "part", "find", "source")


def saved_views() -> SavedViews:
    """The views beside the store that is shown."""
    return SavedViews(shown_store().folder, _known_here)


def page_shown() -> str:
    """The page of this run by its own name."""
    return view.page() or next(iter(page_entries()))


def what_is_shown(name: str, note: str, who: str, moving: bool) -> SavedView:
    """The page of this run as it is shown, as a view. moving: without its period, so that it opens
    with the newest."""
    page, query = page_shown(), view.current_view().query()
    by = who or local_user()
    if page == ANALYSIS:
        return saved_view(name, page, asked_question(store.current()), note=note, who=by)
    kept = {field: code for field, code in query.items() if field not in _NOT_SAVED}
    if moving:
        kept.pop("period", None)
    return saved_view(name, page, fields=kept, note=note, who=by)


def address_fields(saved: SavedView) -> dict[str, str]:
    """The fields of the address that opens a view, without those of the reader."""
    return dict(saved.fields) if (asked := saved.asked) is None else {"ask": asked.line}


def address_by_name(name: str) -> str:
    """The address of a view by its name, which goes on to what it holds."""
    kept = dict.fromkeys(("period", "scheme", "group", "certain"))
    return page_address("views", view=name, **kept)


def link_by_name(name: str) -> str:
    """The same as it is sent to others: with the host, where it is known."""
    address, _, query = address_by_name(name).partition("?")
    here = st.context.url or ""
    base = here.partition("?")[0].rsplit("/", 1)[0] if here.count("/") > 2 else ""
    return f"{base}/{address}?{query}"


def asked_in_words(saved: SavedView) -> str:
    """What a view asks, for lists: its question, or the fields of its page."""
    if (asked := saved.asked) is not None:
        return asked_words(asked, language())
    said = []
    for name, code in saved.fields.items():
        label = t(f"views-field-{name}") if name in _NAMED else name
        said.append(f"{label}: {code}")
    return " · ".join(said)


def _known_here(saved: SavedView) -> Iterable[Problem]:
    """That there is such a page, and that its address has such fields."""
    if saved.page not in page_entries():
        params = {"page": saved.page, "pages": ", ".join(page_entries())}
        yield ("page",), Message("view-page-unknown", params, "metrics")
    for name, code in saved.fields.items():
        if name not in (*view.COMMON, *view.PAGE_OWN):
            yield ("fields", name), Message("view-field-unknown", {"name": name}, "metrics")
        elif view.not_understood({name: code}):
            params = {"name": name, "code": code}
            yield ("fields", name), Message("view-code-unknown", params, "metrics")
