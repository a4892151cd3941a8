"""奖惩: who is to answer by the ladder, what was decided and took place, and the form for it."""

import streamlit as st

from ui.choices import choose_part
from ui.consequences import deposits, register
from ui.header import open_page
from ui.i18n import t
from ui.navigation import PageEntry

PLACE = PageEntry("rules", 50, rights=("others",))
PARTS = {
    "ladder": register.ladder,
    "register": register.show_register,
    "deposits": deposits.show,
    "enter": register.show_entry_form,
}


def show() -> None:
    """Draw the page: one of its parts."""
    shown = open_page(["district", "team", "street", "department"], at_end=True)
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"consequences-{code}"))
    PARTS[part](shown)
