"""问题分析: what kinds of problems, where and when, rising or falling, and what comes back."""

import streamlit as st

from ui import evidence
from ui.choices import choose_part
from ui.consequences.campaigns import campaigns_of
from ui.header import open_page
from ui.i18n import t
from ui.markup import put, statement
from ui.page_query import ask
from ui.problems import kinds as parts
from ui.problems import occurrence, places, rebound

ALL = ("findings", "cases", "complaints")
# Each part, and the sources of problems that it can show.
PARTS = {
    "kinds": (parts.kinds, ALL),
    "heat": (parts.heat, ALL),
    "trend": (parts.trend, ALL),
    "methods": (occurrence.methods, ("findings",)),
    "hours": (occurrence.hours, ("cases", "complaints", "findings")),
    "places": (places.places, ("cases", "complaints", "findings")),
    "key": (parts.ignored, ("findings",)),
    "rebound": (rebound.returned, ("cases",)),
    "chains": (rebound.chains, ("cases",)),
    "not-fixed": (rebound.not_fixed, ("findings",)),
    "campaigns": (campaigns_of, ("findings",)),
}

shown = open_page(["district"])
if evidence.asked_for():
    evidence.rows_behind(shown)
else:
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"problems-{code}"))
        draw, sources = PARTS[part]
        asked = ask(shown, sources)
    if asked.has_rows:
        draw(asked)
    else:
        put(statement(t(f"no-rows-{asked.source}")))
