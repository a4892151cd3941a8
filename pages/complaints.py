"""诉求办理: how complaints are handled, by unit and channel; do inspectors see the same?"""

import streamlit as st

from ui import evidence
from ui.choices import choose_part
from ui.complaints import agreement
from ui.complaints import handling as parts
from ui.header import open_page
from ui.i18n import t
from ui.page_query import ask

PARTS = {
    "handled": parts.handled,
    "speed": parts.speed,
    "repeats": parts.repeated,
    "clusters": parts.clustered,
    "quadrant": agreement.against,
    "points": agreement.points,
}

shown = open_page(["district"])
if evidence.asked_for():
    evidence.rows_behind(shown, complaints=True)
else:
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"complaints-{code}"))
        asked = ask(shown, ("all",))
    PARTS[part](asked)
