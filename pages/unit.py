"""单位画像: why this score, why this change, which rows."""

import streamlit as st

from ui.consequences.unit import measures_of_unit, who_answers
from ui.targets.own_figures import of_unit
from ui.unit import scored as parts
from ui.unit.evidence import rows_behind
from ui.unit.family import families, indicators_alone
from ui.unit.header import open_unit
from ui.unit.past import past_of_unit

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
