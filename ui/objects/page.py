"""考核对象: roads, markets, toilets and other objects: ranked, over time, expiring, one by one."""

import streamlit as st

from ui import view
from ui.choices import choose_district, choose_from, choose_part
from ui.header import open_page
from ui.i18n import language, t
from ui.markup import note, put
from ui.navigation import Place
from ui.objects import base, kinds, one, overtime, renewals, side_by_side

PLACE = Place("ranking", 40)
PARTS = {
    "ranking": side_by_side.draw,
    "overtime": overtime.draw,
    "expiring": renewals.draw,
    "kinds": lambda asked: kinds.draw(asked.shown),
}


def show() -> None:
    """Draw the page: one of its parts, or one object."""
    shown = open_page(["district"])
    known = base.kinds(shown)
    if not known:
        put(note(t("objects-no-kinds")))
        put(note(t("objects-no-kinds-how")))
        kinds.draw(shown)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"objects-{code}"))
        base.understand_kind(known)
        words = {kind.id: kind.name.text(language()) for kind in known}
        wanted = choose_from("source", list(words), words.__getitem__, label="objects-kind")
        kind = next(kind for kind in known if kind.id == wanted)
        asked = base.Asked(shown, kind, "" if view.current().place else choose_district(shown))
    if view.current().place:
        one.draw(asked, view.current().place)
    else:
        PARTS[part](asked)
    if part != "kinds":
        base.say_unknown_types(shown)
