"""考核对象: roads, markets, toilets and other objects: ranked, over time, expiring, one by one."""

import streamlit as st

from ui import view
from ui.choices import choose_district, choose_from, choose_part
from ui.header import open_page
from ui.i18n import language, t
from ui.markup import note, put
from ui.navigation import PageEntry
from ui.objects import base, kinds, one, overtime, renewals, side_by_side

PLACE = PageEntry("ranking", 80)
PARTS = {
    "ranking": side_by_side.show,
    "overtime": overtime.show,
    "expiring": renewals.show,
    "kinds": lambda asked: kinds.show(asked.shown),
}


def show() -> None:
    """Draw the page: one of its parts, or one object."""
    shown = open_page(["district"])
    known = base.kinds_in_store(shown)
    if not known:
        put(note(t("objects-no-kinds")))
        put(note(t("objects-no-kinds-how")))
        kinds.show(shown)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"objects-{code}"))
        base.understand_kind(known)
        words = {kind.id: kind.name.text(language()) for kind in known}
        wanted = choose_from("source", list(words), words.__getitem__, label="objects-kind")
        kind = next(kind for kind in known if kind.id == wanted)
        asked = base.ObjectQuery(
            shown, kind, "" if view.current_view().place else choose_district(shown)
        )
    if view.current_view().place:
        one.show(asked, view.current_view().place)
    else:
        PARTS[part](asked)
    if part != "kinds":
        base.say_unknown_types(shown)
