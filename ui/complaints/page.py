"""诉求办理: how complaints are handled, by unit and channel; do inspectors see the same?"""

import streamlit as st

from ui import evidence
from ui.choices import choose_part
from ui.complaints import agreement, handling
from ui.header import open_page
from ui.i18n import t
from ui.navigation import PageEntry
from ui.page_query import ask_choices

PLACE = PageEntry("drill", 30)
PARTS = {
    "handled": handling.show_handled,
    "speed": handling.speed,
    "repeats": handling.repeated,
    "clusters": handling.clustered,
    "quadrant": agreement.show_against,
    "points": agreement.show_points,
}


def show() -> None:
    """Draw the page: one of its parts, or the rows behind a figure."""
    shown = open_page(["district"])
    if evidence.asked_for():
        evidence.rows_behind(shown, complaints=True)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"complaints-{code}"))
        asked = ask_choices(shown, ("all",))
    PARTS[part](asked)
