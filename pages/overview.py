"""总览: where we stand, who moved, what needs a decision. One screen."""

import streamlit as st

from ui import store
from ui.consequences.above import above_lines
from ui.header import open_page
from ui.markup import lead
from ui.overview import panels as parts

shown = open_page(["district"])
facts = store.city_overview(shown.snapshot, shown.scheme, shown.period)
st.html(lead(facts.headline))
parts.figures(facts, shown)
left, right = st.columns([1.45, 1], gap="large")
with left:
    parts.ranking(shown)
    parts.movers(facts, shown)
    above_lines(shown)
with right:
    parts.decisions(facts, shown)
    parts.problems(facts, shown)
    parts.overdue(facts, shown)
