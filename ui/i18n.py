"""The words of the pages, in Chinese and English.

A page asks `t(code, name=value)` and gets the text behind the code (`kernel.messages`) in the
language of the current view.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
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


def language() -> str:
    """The language code of the current view."""
    return _spoken.get() or st.session_state.get("lang", DEFAULT_LANGUAGE)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Whatever is said within is said in this language."""
    before = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(before)


def t(code: str, **params: Any) -> str:
    """The text behind a code in the current language; an unknown code raises KeyError."""
    return Message(code, params, "ui").text(language())


def said(message: Message | None) -> str:
    """A message in the current language; nothing when there is none, or
    none without the words of chance that the reader has switched off."""
    if message is not None and not certain():
        message = plainly(message)
    return "" if message is None else message.text(language(), NAMES_MOST)


def pick(zh: str, en: str | None) -> str:
    """One of two given texts (a name in a scheme, say), by the current language."""
    return en if language() == "en" and en else zh


def listed(names: Sequence[str], most: int = NAMES_MOST) -> str:
    """Names in a row, long ones cut; of more than `most` the first, and how many there are."""
    return messages.listed(names, language(), most)
