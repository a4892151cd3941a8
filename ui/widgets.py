"""Streamlit's widgets with plain words.

Streamlit reads labels, help and some options as Markdown: a unit named `![](http://…)` would fetch
a picture, `$x$` becomes a formula, `:red[x]` a colour. Names come from files, so every text that a
widget shows goes through `plain` here, and pages use no such widget of Streamlit's own
(tests/test_import_rules.py). What `st.html`, frames and figures show is escaped where it is made.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from data.access.rights import Right, RightMissingError, may
from ui.i18n import name_shown, said

# An empty piece of markup: nothing to see, and the text beside it is no longer one run. Streamlit
# looks for addresses, `:streamlit:` and arrows in the text that is left when Markdown has been
# read, where a backslash no longer helps.
_CUT = ":small[]"
_MARKS = re.compile(
    r"""[\\`*~$\[\]<]            # code, emphasis, strikethrough, formulas, links, markup
    |(?<![^\W_])_|_(?![^\W_])    # emphasis, unless inside of a word
    |&(?=[a-zA-Z\#])             # entities
    |:(?=\S)                     # directives, icons, emoji
    |^[-+\#>=|]                  # lists, headings, quotations
    |(?<=[-<=~>])[-=>]|-(?=[-<=~>])  # arrows and dashes
    |(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]|(?<=^\d\d\d\d)[.)]  # numbered lists
    """,
    re.VERBOSE,
)
_RUNS = re.compile(r"(?<=:)(?=[\w+/-])|(?=@)|(?<=www)(?=\.)|(?<=[<=~>-])(?=\\?[<=~>-])", re.I)


def plain(text: str) -> str:
    """The Markdown that shows this text as it is written, on one line."""
    line = " ".join(text.split())
    return _RUNS.sub(_CUT, _MARKS.sub(r"\\\g<0>", line))


_CHOICES = ("selectbox", "multiselect")  # whose options are shown as they are


def _widget(name: str, spoken_options: bool = False) -> Callable[..., Any]:
    """A widget of Streamlit's by name, in the container `at`, with plain label, help and, where
    Streamlit reads these as Markdown too, options. needs: the right without which it is dead."""

    def widget(
        label: str, *args: Any, at: Any = st, needs: Right | None = None, **options: Any
    ) -> Any:
        if needs and not may(needs):  # shown, so that nobody looks for it; it says why
            options |= {"disabled": True, "help": said(RightMissingError(needs).message)}
        if options.get("help"):
            options["help"] = plain(options["help"])
        if spoken_options or name in _CHOICES:
            say, write = options.get("format_func", str), plain if spoken_options else str
            options["format_func"] = lambda option: write(name_shown(str(say(option))))
        return getattr(at, name)(plain(label), *args, **options)

    return widget


button = _widget("button")
submit_button = _widget("form_submit_button")
download_button = _widget("download_button")
checkbox = _widget("checkbox")
toggle = _widget("toggle")
selectbox = _widget("selectbox")
multiselect = _widget("multiselect")
text_input = _widget("text_input")
number_input = _widget("number_input")
slider = _widget("slider")
date_input = _widget("date_input")
time_input = _widget("time_input")
file_uploader = _widget("file_uploader")
expander = _widget("expander")
popover = _widget("popover")
radio = _widget("radio", spoken_options=True)
segmented_control = _widget("segmented_control", spoken_options=True)
pills = _widget("pills", spoken_options=True)


def progress_bar(share: float, text: str = "", at: Any = st) -> Any:
    """A bar with words; `at`: the bar that is moved on."""
    return at.progress(share, plain(text) or None)


def spinner(text: str) -> AbstractContextManager[None]:
    """Words beside a turning wheel while something is computed."""
    return st.spinner(plain(text))
