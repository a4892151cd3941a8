"""Whose store the pages show: the office's own, or that of the sample city inside its folder.

The address says it (`space`); without its word the own store is shown as soon as it holds anything,
until then the sample city where there is one. Every page asks here for its store.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from urllib.parse import urlencode

import streamlit as st

from data.store import Store
from sample_city.workspace import holds_anything, sample_store
from ui import view, widgets
from ui.i18n import language, t
from ui.links import link
from ui.markup import put
from ui.view import OWN_SPACE, PAGE_OWN, SAMPLE_SPACE

# What waits for a decision in one store has no place in the other.
_WAITING = ("review-asked", "undo-asked")
_TOLD = ("review-told", "undo-told", "import-told", "review-all")

# Before the first visitor has come no session says which store is shown.
_given: ContextVar[Store | None] = ContextVar("given", default=None)


def own_store() -> Store:
    """The office's own store."""
    return Store()


def shown_store() -> Store:
    """The store that this run shows."""
    return _given.get() or (sample_store(own_store()) if in_sample() else own_store())


@contextmanager
def showing(store: Store) -> Iterator[None]:
    """Whatever is asked within is asked of this store."""
    before = _given.set(store)
    try:
        yield
    finally:
        _given.reset(before)


def in_sample() -> bool:
    """Whether the sample city is shown."""
    return view.current_view().space == SAMPLE_SPACE


def has_sample() -> bool:
    """Whether there is a sample city to go to."""
    return holds_anything(sample_store(own_store()))


def open_workspace() -> None:
    """Settle at the start of a run which store it shows; the view says it from then on."""
    asked, own, sample = view.current_view().space, holds_anything(own_store()), has_sample()
    if asked == SAMPLE_SPACE and not sample:
        if view.stated("space"):
            view.take_default("space")
        asked = ""
    if asked == OWN_SPACE and (own or not sample):
        asked = ""
    if not asked and sample and not own:
        asked = SAMPLE_SPACE
    view.update(space=asked)
    if st.session_state.get("space shown", asked) != asked:
        _forget()
    st.session_state["space shown"] = asked


def go_to(space: str) -> None:
    """Change to the own store or to the sample city; what was chosen in the other is forgotten."""
    chosen = ("period", "scheme", "group", "kind", *PAGE_OWN)
    view.update(**dict.fromkeys(chosen, "") | {"space": space})


def workspace_switch() -> None:
    """本单位 | 示例城市, in the navigation bar where there is a sample city; below it, while that
    is shown, that all of it is invented."""
    if not has_sample():
        return
    st.session_state["workspace"] = SAMPLE_SPACE if in_sample() else OWN_SPACE
    with st.container(key="workspace-switch"):
        widgets.segmented_control(
            t("workspace"),
            [OWN_SPACE, SAMPLE_SPACE],
            format_func=lambda space: t(f"workspace-{space}"),
            key="workspace",
            required=True,
            label_visibility="collapsed",
            on_change=lambda: go_to(st.session_state["workspace"]),
        )
    if in_sample():
        kept = {"lang": language(), "space": OWN_SPACE}
        back = link(t("workspace-back"), f"?{urlencode(kept)}")
        put(f'<p class="note invented">{escape(t("workspace-invented"))} {back}</p>')


def _forget() -> None:
    for name in _WAITING:
        if asked := st.session_state.pop(name, None):
            own_store().discard(asked.trial)
    for name in _TOLD:
        st.session_state.pop(name, None)
