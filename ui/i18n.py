"""The words of the pages, in Chinese and English.

A page asks `t(code, name=value)` and gets the text behind the code (`kernel.messages`) in the
language of the current view.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import streamlit as st

from kernel import messages
from kernel.messages import Message
from ui.certain import certain
from ui.plainly import plainly

LANGUAGE_SIGNS = {"zh": "中", "en": "EN"}
NAMES_MOST = 12  # names that a sentence of a page lists
DEFAULT_LANGUAGE = "zh"


# Files are made outside of a page's run, where no session says the language.
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_called: ContextVar[Mapping[str, str] | None] = ContextVar("called", default=None)


def language() -> str:
    """The language code of the current view."""
    return _spoken.get() or st.session_state.get("lang", DEFAULT_LANGUAGE)


@contextmanager
def speaking(lang: str, names: Mapping[str, str] | None = None) -> Iterator[None]:
    """Whatever is said within is said in this language, and with these names."""
    before, called_before = _spoken.set(lang), _called.set(names or {})
    try:
        yield
    finally:
        _spoken.reset(before)
        _called.reset(called_before)


def call_names(names: Mapping[str, str]) -> None:
    """Let this run of a page call units and classes of problems by these names. A page that shows
    what files say does not: there a name stays as it is written."""
    st.session_state["called"] = names


def names_called() -> Mapping[str, str]:
    """The names that this run was given; none before it was given any."""
    own = _called.get()
    return own if own is not None else st.session_state.get("called", {})


def name_shown(name: str) -> str:
    """What a unit or a class of problems is called where it is shown. Addresses, filters and the
    store know it by its name alone."""
    return names_called().get(name, name)


def t(code: str, **params: Any) -> str:
    """The text behind a code in the current language; an unknown code raises KeyError."""
    if not params:
        return _constant(code, language())
    return Message(code, params, "ui").calling(names_called()).text(language())


@cache
def _constant(code: str, lang: str) -> str:
    """A text that says the same each time."""
    return Message(code, {}, "ui").text(lang)


def said(message: Message | None) -> str:
    """A message in the current language; nothing when there is none, or
    none without the words of chance that the reader has switched off."""
    if message is not None and not certain():
        message = plainly(message)
    if message is None:
        return ""
    return message.calling(names_called()).text(language(), NAMES_MOST)


def pick(zh: str, en: str | None) -> str:
    """One of two given texts (a name in a scheme, say), by the current language."""
    return en if language() == "en" and en else zh


def listed(names: Sequence[str], most: int = NAMES_MOST) -> str:
    """Names in a row, long ones cut; of more than `most` the first, and how many there are."""
    return messages.listed([name_shown(name) for name in names], language(), most)
