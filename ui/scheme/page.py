"""考核办法: the rules in words, what other rules would do, and the editor of own schemes."""

import streamlit as st

from metrics.schemes.describe import describe_scheme
from metrics.schemes.scheme import Scheme
from ui import view
from ui.choices import choose_part
from ui.header import open_rules
from ui.i18n import language, t
from ui.markup import note, put, statement
from ui.navigation import PageEntry
from ui.scheme import rules
from ui.scheme.editing.editor import edit
from ui.scheme.whatif.trial import trial

PLACE = PageEntry("rules", 10)


def show() -> None:
    """Draw the page: the rules, the trial of others, or the editor of own ones."""
    scheme = open_rules()
    if view.current_view().part == "trial":
        trial(scheme, _choose)
    elif view.current_view().part == "edit":
        edit(scheme, _choose)
    else:
        _choose()
        _as_it_stands(scheme)


def _choose() -> str:
    return choose_part("part", ["rules", "trial", "edit"], lambda code: t(f"scheme-part-{code}"))


def _as_it_stands(scheme: Scheme) -> None:
    words = describe_scheme(scheme, language())
    rules.show_broken_schemes()
    put(statement(words.formulas[0]))
    put(note(words.note))
    rules.weights(words)
    with st.container(key="beside"):
        left, right = st.columns([1.55, 1], gap="large")
    with left:
        rules.rules(words, scheme)
    with right:
        rules.provisions(words)
        rules.file_facts(scheme)
