"""诉求办理: how complaints are handled, by unit and channel; do inspectors see the same?"""

import streamlit as st

from ui import behind
from ui.asked import ask
from ui.choices import choose_part
from ui.header import open_page
from ui.i18n import t
from ui.parts import agreement_parts
from ui.parts import complaints_parts as parts

PARTS = {
    "handled": parts.handled,
    "speed": parts.speed,
    "repeats": parts.repeated,
    "clusters": parts.clustered,
    "quadrant": agreement_parts.against,
    "points": agreement_parts.points,
}

shown = open_page(["district"])
if behind.asked_for():
    behind.rows_behind(shown, complaints=True)
else:
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"complaints-{code}"))
        asked = ask(shown, ("all",))
    PARTS[part](asked)
