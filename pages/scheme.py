"""考核办法: the rules in words, what the points are given for, and what else is laid down."""

import streamlit as st

from metrics.schemes.describe import describe
from ui.header import open_rules
from ui.i18n import language
from ui.markup import note, put, statement
from ui.parts import scheme_parts as parts

scheme = open_rules()
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
