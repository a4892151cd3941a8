"""问题分析: what kinds of problems, where and when, rising or falling, and what comes back."""

import streamlit as st

from ui import evidence
from ui.choices import choose_part
from ui.consequences.campaigns import campaigns_of
from ui.header import open_page
from ui.i18n import t
from ui.markup import put, statement
from ui.navigation import PageEntry
from ui.page_query import ask_choices
from ui.problems import kinds, occurrence, places, rebound

PLACE = PageEntry("drill", 20)
ALL = ("findings", "cases", "complaints")
# Each part, and the sources of problems that it can show.
PARTS = {
    "kinds": (kinds.show_kinds, ALL),
    "heat": (kinds.show_heat, ALL),
    "trend": (kinds.show_trend, ALL),
    "methods": (occurrence.methods, ("findings",)),
    "hours": (occurrence.hours, ("cases", "complaints", "findings")),
    "places": (places.show_places, ("cases", "complaints", "findings")),
    "key": (kinds.ignored, ("findings",)),
    "rebound": (rebound.returned, ("cases",)),
    "chains": (rebound.show_chains, ("cases",)),
    "not-fixed": (rebound.show_not_fixed, ("findings",)),
    "campaigns": (campaigns_of, ("findings",)),
}


def show() -> None:
    """Draw the page: one of its parts, or the rows behind a figure."""
    shown = open_page(["district"])
    if evidence.asked_for():
        evidence.rows_behind(shown)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"problems-{code}"))
        draw, sources = PARTS[part]
        asked = ask_choices(shown, sources)
    if asked.has_rows:
        draw(asked)
    else:
        put(statement(t(f"no-rows-{asked.source}")))
