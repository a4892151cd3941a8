"""单位画像: why this score, why this change, which rows."""

import streamlit as st

from ui.compare.links import compare_with
from ui.consequences.unit import measures_of_unit, who_answers
from ui.navigation import PageEntry
from ui.targets.own_figures import of_unit
from ui.unit import scored
from ui.unit.actions import actions_by_indicator, actions_of_unit
from ui.unit.evidence import unit_rows_behind
from ui.unit.family import families, indicators_alone
from ui.unit.header import Subject, open_unit
from ui.unit.past import past_of_unit

PLACE = PageEntry("drill", 10)


def show() -> None:
    """Draw the page: what the unit's score is made of, or the rows behind a figure."""
    subject = open_unit()
    past_of_unit(subject)
    who_answers(subject)
    if subject.component:
        unit_rows_behind(subject)
        return
    if subject.scored:
        _score(subject)
    else:
        indicators_alone(subject)
        actions_by_indicator(subject)
    measures_of_unit(subject)
    of_unit(subject)
    families(subject)


def _score(subject: Subject) -> None:
    portrait = scored.portrait_of(subject)
    points = subject.shown.scheme.measure is None  # else there is nothing to take apart
    scored.sentence(subject, portrait)
    with st.container(key="beside"):
        left, right = st.columns([1, 1.15], gap="large")
    with left:
        if points:
            scored.score_taken_apart(subject, portrait)
        scored.past(subject, portrait)
    with right:
        if points:
            scored.show_change(subject, portrait)
        scored.distance(subject, portrait)
    actions_of_unit(subject)
    compare_with(subject.shown.ranking, subject.unit)
    scored.components(subject, portrait)
