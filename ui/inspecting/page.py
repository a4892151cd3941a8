"""考评工作: what inspectors visited, against plan and quota; reports, 一个样, key problems."""

import streamlit as st

from ui.choices import choose_district, choose_part, filters_of
from ui.header import open_page
from ui.i18n import t
from ui.inspecting import acceptance, alike, coverage, key_library, plan
from ui.navigation import PageEntry

PLACE = PageEntry("rules", 30)
PARTS = {
    "coverage": coverage.covered_points,
    "plan": plan.against_plan,
    "acceptance": acceptance.reports,
    "alike": alike.both_sides,
    "library": key_library.show_key_problems,
}


def show() -> None:
    """Draw the page: one of its parts."""
    shown = open_page(["district"])
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"inspecting-{code}"))
        district = choose_district(shown)
    PARTS[part](shown, filters_of(shown, district))
