"""任务目标: targets, rank goals, own figures, weekly returns, the place above."""

import streamlit as st

from ui.choices import choose_part
from ui.consequences.above import above
from ui.header import open_page
from ui.i18n import t
from ui.navigation import PageEntry
from ui.page_query import ask_choices
from ui.targets.own_figures import own_figures
from ui.targets.targets import goals, show_tasks_of_units
from ui.targets.weekly_returns import weekly_returns

PLACE = PageEntry("rules", 40)
PARTS = {
    "tasks": show_tasks_of_units,
    "goals": goals,
    "figures": own_figures,
    "returns": weekly_returns,
    "above": above,
}


def show() -> None:
    """Draw the page: one of its parts."""
    shown = open_page(["district"])
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"targets-{code}"))
        asked = ask_choices(shown, ("all",))
    PARTS[part](asked)
