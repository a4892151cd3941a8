"""Drafts that a visitor brings along: tried for the session alone, never stored."""

from dataclasses import dataclass

import streamlit as st

from metrics.schemes.scheme import (
    Scheme,
    SchemeError,
    read_scheme,
    scheme_hash,
    with_others,
)
from ui import store, view, widgets
from ui.i18n import language, t
from ui.markup import caution, put

MOST_BYTES = 1_000_000  # a scheme takes some thousands
_KEY = "trial-upload"


@dataclass(frozen=True)
class Uploaded:
    """A draft as it was uploaded: what the loader makes of it, and its file."""

    scheme: Scheme
    content: bytes

    @property
    def code(self) -> str:
        """What an address calls it; known in the session that uploaded it alone."""
        return f"upload:{scheme_hash(self.scheme)}"


def uploads(kind: str) -> dict[str, Uploaded]:
    """The drafts of the session that score units of a kind, by their code."""
    return {code: one for code, one in _all().items() if one.scheme.scores.kind == kind}


def content_of(scheme: Scheme) -> bytes | None:
    """The file of a scheme that was uploaded; None of any other."""
    return next((one.content for one in _all().values() if one.scheme == scheme), None)


def show_draft_uploader(kind: str) -> None:
    """Takes a draft, which the trial then starts from."""
    with widgets.popover(t("trial-upload"), help=t("trial-upload-help")):
        widgets.file_uploader(
            t("trial-upload-file"), type=["yaml", "yml"], key=_KEY, on_change=_take, args=(kind,)
        )


def say_what_is_wrong() -> None:
    """Why the last upload cannot be tried, until another one is."""
    if told := st.session_state.get("trial upload refused"):
        title, lines = told
        put(caution(title, lines))


def _take(kind: str) -> None:
    file = st.session_state[_KEY]
    st.session_state["trial upload refused"] = None
    if file is None:
        return
    title = t("trial-upload-refused", file=file.name)
    if file.size > MOST_BYTES:
        st.session_state["trial upload refused"] = (title, [t("trial-upload-large")])
        return
    try:
        known = [one for one in store.schemes() if isinstance(one, Scheme)]
        scheme = with_others(read_scheme(file.getvalue(), file.name), known)
        found = Uploaded(scheme, file.getvalue())
    except SchemeError as error:
        lines = [fault.text(language()) for fault in error.faults]
        st.session_state["trial upload refused"] = (title, lines)
        return
    if found.scheme.scores.kind != kind:
        kinds = {"own": t(f"kind-{found.scheme.scores.kind}"), "page": t(f"kind-{kind}")}
        st.session_state["trial upload refused"] = (title, [t("trial-upload-kind", **kinds)])
        return
    _all()[found.code] = found
    view.update(trial=found.code)


def _all() -> dict[str, Uploaded]:
    drafts: dict[str, Uploaded] = st.session_state.setdefault("trial uploads", {})
    return drafts
