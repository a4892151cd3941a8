"""考核办法: the rules in words, what the points are given for; and what other rules would do."""

import streamlit as st

from metrics.schemes.describe import describe
from metrics.schemes.scheme import Scheme
from ui import view
from ui.choices import choose_part
from ui.header import open_rules
from ui.i18n import language, t
from ui.markup import note, put, statement
from ui.scheme import rules as parts
from ui.scheme.whatif.page import trial


def choose() -> str:
    """Rules or trial."""
    return choose_part("part", ["rules", "trial"], lambda code: t(f"scheme-part-{code}"))


def rules(scheme: Scheme) -> None:
    """The scheme as it stands."""
    words = describe(scheme, language())
    parts.broken_files()
    put(statement(words.formulas[0]))
    put(note(words.note))
    parts.weights(words)
    with st.container(key="beside"):
        left, right = st.columns([1.55, 1], gap="large")
    with left:
        parts.rules(words, scheme)
    with right:
        parts.provisions(words)
        parts.file_facts(scheme)


scheme = open_rules()
if view.current().part == "trial":
    trial(scheme, choose)
else:
    choose()
    rules(scheme)
