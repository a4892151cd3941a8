"""整改台账: what is open and overdue, who owes it, how old it is, and whether the pile shrinks."""

import streamlit as st

from ui.choices import choose_part
from ui.header import open_page
from ui.i18n import t
from ui.ledger import listing, pace
from ui.navigation import PageEntry
from ui.page_query import ask_choices

PLACE = PageEntry("drill", 40)
ALL = ("all", "cases", "findings")
# Each part, and the kinds of items that it can show.
PARTS = {
    "list": (listing.show_items, ALL),
    "ageing": (pace.show_ageing, ALL),
    "pace": (pace.closing, ("cases",)),
}


def show() -> None:
    """Draw the page: one of its parts."""
    shown = open_page(["district"], at_end=True)
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"ledger-{code}"))
        draw, sources = PARTS[part]
        asked = ask_choices(shown, sources)
    draw(asked)
