"""执法办案: penalty cases by team, cause and month, their reviews, tasks and big cases."""

import streamlit as st

from metrics.analyses.officers import switched_on
from ui.choices import choose_part
from ui.enforcement import big, caseload, evidence, kinds, reviews
from ui.enforcement.query import Penalties, choose_team
from ui.header import open_page
from ui.i18n import t
from ui.navigation import PageEntry

PLACE = PageEntry("drill", 50)
PARTS = {
    "cases": caseload.show,
    "reviews": reviews.show,
    "causes": kinds.causes,
    "months": kinds.months,
    "task": kinds.show_tasks,
    "big": big.show,
    "people": caseload.people,
}


def show() -> None:
    """Draw the page: one of its parts, or the rows behind a figure."""
    shown = open_page(["team"], about="enforcement_cases")
    if evidence.penalties_asked_for():
        evidence.penalty_rows_behind(shown)
        return
    parts = [code for code in PARTS if code != "people" or switched_on()]
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", parts, lambda code: t(f"enforcement-part-{code}"))
        asked = Penalties(shown, choose_team(shown))
    PARTS[part](asked)
