"""The shell around every page: language, theme, navigation, and the boundary for errors."""

from pathlib import Path
from typing import Any

import streamlit as st

from data.access.rights import acting
from ui import header, links, sorting, streamlit_patches, theme, view
from ui.access.run import ask_who, say_who, somebody_known
from ui.download import say_failures
from ui.i18n import call_names, t
from ui.navigation import GROUPS, page_entries, require_right_of
from ui.printing.drawn import begin_page
from ui.states import boundary, say_set_aside
from ui.views import opening
from ui.views.menu import views_menu
from ui.workspace import open_workspace, workspace_switch

ICON = Path(__file__).with_name("static") / "icon.png"

st.set_page_config(page_title="市容考评看板", page_icon=ICON, layout="wide")
ask_who()
opening.take_wanted()
view.open_view()
call_names({})  # until a page that shows figures has some
open_workspace()
st.html(theme.stylesheet(theme.current_palette()) + streamlit_patches.patch_stylesheet())
streamlit_patches.one_entry_per_click()
if not somebody_known():
    st.stop()
links.follow_in_place()
sorting.sort_in_place()
START = next(iter(page_entries()))


def _page(name: str, **options: Any) -> st.Page:
    return st.Page(f"../pages/{name}.py", title=t(f"page-{name}"), **options)


pages = {
    t(f"group-{group}"): [
        _page(name, default=True, url_path="start")
        if name == START
        else _page(
            name, url_path=name, visibility="visible" if place.open and place.shown() else "hidden"
        )
        for name, place in page_entries().items()
        if place.group == group
    ]
    for group in GROUPS
}
# The start page answers at / alone: who types its name shall find it too.
pages[t(f"group-{GROUPS[0]}")].append(_page(START, url_path=START, visibility="hidden"))
page = st.navigation(pages, position="top")
view.enter_page(page.url_path)
if view.current_view().kiosk and not page.url_path:
    links.go(links.page_address("briefing", kiosk=view.KIOSK))
if not page.url_path and not page_entries()[START].open:
    own = sorted(acting().units or ())[:1]
    links.go(links.page_address("unit", unit="".join(own)))
opening.open_wanted()
view.write_url()  # at once: so that Back finds the whole view even when the page fails
header.language_switch()
say_who()
workspace_switch()
say_failures()
say_set_aside()
opening.say_opened()
begin_page()
with boundary(page.url_path), opening.fall_back():
    require_right_of(page.url_path)
    page.run()
with boundary(page.url_path):
    views_menu()
view.write_url()
