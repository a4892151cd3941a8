"""单位画像: why this score, why this change, which rows."""

import streamlit as st

from ui.consequences.unit import measures_of_unit, who_answers
from ui.figures.own import of_unit
from ui.parts import unit_parts as parts
from ui.parts.unit_evidence import rows_behind
from ui.parts.unit_family import families, indicators_alone
from ui.parts.unit_header import open_unit
from ui.parts.unit_past import past_of_unit

subject = open_unit()
past_of_unit(subject)
who_answers(subject)
if subject.component:
    rows_behind(subject)
elif not subject.scored:
    indicators_alone(subject)
    measures_of_unit(subject)
    of_unit(subject)
    families(subject)
else:
    portrait = parts.portrait_of(subject)
    parts.sentence(subject, portrait)
    with st.container(key="beside"):
        left, right = st.columns([1, 1.15], gap="large")
    with left:
        parts.score_taken_apart(subject, portrait)
        parts.past(subject, portrait)
    with right:
        parts.change(subject, portrait)
        parts.distance(subject, portrait)
    parts.components(subject, portrait)
    measures_of_unit(subject)
    of_unit(subject)
    families(subject)
