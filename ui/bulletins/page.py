"""通报: the weekly, monthly, quarterly or yearly notice of the period, as it will be written."""

import streamlit as st

from kernel.schema import UNIT_KINDS
from ui import view
from ui.bulletins.documents import document_buttons
from ui.bulletins.drawn import draw_provenance, draw_section, draw_title
from ui.bulletins.made import later_briefing, notice_shown
from ui.bulletins.publishing import publish_controls
from ui.certain import certain
from ui.header import open_page
from ui.navigation import PageEntry

PLACE = PageEntry("meeting", 30, rights=("others",))


def show() -> None:
    """Draw the page."""
    shown = open_page(UNIT_KINDS, by_group=False)
    found = notice_shown(shown)
    with st.container(horizontal=True, vertical_alignment="center", key="notice-ways"):
        publish_controls(shown, found)
        document_buttons(found, view.current_view().issuer, slides=later_briefing(shown))
    said = found if certain() else notice_shown(shown, plain=True)  # documents are always whole
    with st.container(key="notice"):
        draw_title(said)
        for number, section in enumerate(said.sections, start=1):
            draw_section(said, section, number)
        draw_provenance(said)
