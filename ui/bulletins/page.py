"""通报: the weekly, monthly, quarterly or yearly notice of the period, as it will be written."""

from html import escape

import streamlit as st

from kernel.schema import UNIT_KINDS
from metrics.bulletin.content import Notice, words_text
from ui import view
from ui.bulletins.documents import document_buttons
from ui.bulletins.drawn import draw_section
from ui.bulletins.made import later_briefing, notice_shown
from ui.bulletins.publishing import publish_controls
from ui.header import open_page
from ui.i18n import language, t
from ui.markup import facts_list, put
from ui.navigation import PageEntry

PLACE = PageEntry("meeting", 30)


def show() -> None:
    """Draw the page."""
    shown = open_page(UNIT_KINDS, by_group=False)
    found = notice_shown(shown)
    with st.container(horizontal=True, vertical_alignment="center", key="notice-ways"):
        publish_controls(shown, found)
        document_buttons(found, view.current_view().issuer, slides=later_briefing(shown))
    with st.container(key="notice"):
        put(f'<h1 class="lead small">{escape(words_text(found.title, language()))}</h1>')
        for number, section in enumerate(found.sections, start=1):
            draw_section(section, number)
        put(provenance(found))


def provenance(found: Notice) -> str:
    """Where the figures come from, at the end."""
    lang = language()
    facts = [(words_text(name, lang), words_text(text, lang)) for name, text in found.about]
    title = f'<div class="section"><h2>{escape(t("bulletin-provenance"))}</h2></div>'
    return title + facts_list(facts)
