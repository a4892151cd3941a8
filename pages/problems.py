"""问题分析: what kinds of problems, where and when, rising or falling, and what comes back."""

import streamlit as st

from ui import behind
from ui.asked import ask
from ui.choices import choose_part
from ui.consequences.campaign_parts import campaigns_of
from ui.header import open_page
from ui.i18n import t
from ui.markup import put, statement
from ui.parts import occurrence_parts, place_parts, rebound_parts
from ui.parts import problems_parts as parts

ALL = ("findings", "cases", "complaints")
# Each part, and the sources of problems that it can show.
PARTS = {
    "kinds": (parts.kinds, ALL),
    "heat": (parts.heat, ALL),
    "trend": (parts.trend, ALL),
    "methods": (occurrence_parts.methods, ("findings",)),
    "hours": (occurrence_parts.hours, ("cases", "complaints", "findings")),
    "places": (place_parts.places, ("cases", "complaints", "findings")),
    "key": (parts.ignored, ("findings",)),
    "rebound": (rebound_parts.returned, ("cases",)),
    "chains": (rebound_parts.chains, ("cases",)),
    "not-fixed": (rebound_parts.not_fixed, ("findings",)),
    "campaigns": (campaigns_of, ("findings",)),
}

shown = open_page(["district"])
if behind.asked_for():
    behind.rows_behind(shown)
else:
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"problems-{code}"))
        draw, sources = PARTS[part]
        asked = ask(shown, sources)
    if asked.has_rows:
        draw(asked)
    else:
        put(statement(t(f"no-rows-{asked.source}")))
