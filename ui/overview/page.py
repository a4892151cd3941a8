"""总览: where we stand, who moved, what needs a decision. One screen."""

import streamlit as st

from ui import store
from ui.consequences.above import above_lines
from ui.header import open_page
from ui.i18n import language
from ui.markup import lead
from ui.navigation import PageEntry
from ui.overview import panels

PLACE = PageEntry("meeting", 10, rights=("others",))
# The ranking beside what is to be decided; the sentences of the latter are longer in English.
WIDTHS = {"zh": [1.45, 1], "en": [1.1, 1]}


def show() -> None:
    """Draw the page."""
    shown = open_page(["district"])
    facts = store.city_overview(shown.snapshot, shown.scheme, shown.period)
    st.html(lead(facts.headline))
    panels.show_figures(facts, shown)
    left, right = st.columns(WIDTHS[language()], gap="large")
    with left:
        panels.show_ranking_of_groups(shown)
        panels.movers(facts, shown)
        above_lines(shown)
    with right:
        panels.show_decisions(facts, shown)
        panels.show_problems(facts, shown)
        panels.overdue(facts, shown)
