"""考核对象: roads, markets, toilets and other objects: ranked, over time, expiring, one by one."""

import streamlit as st

from ui import view
from ui.choices import choose_district, choose_from, choose_part
from ui.header import open_page
from ui.i18n import language, t
from ui.markup import note, put, statement
from ui.objects import base, one, overtime, renewals, side_by_side

PARTS = {
    "ranking": side_by_side.draw,
    "overtime": overtime.draw,
    "expiring": renewals.draw,
}

shown = open_page(["district"])
kinds = base.kinds(shown)
if not kinds:
    put(statement(t("objects-no-kinds")))
    put(note(t("objects-no-kinds-how")))
else:
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"objects-{code}"))
        base.understand_kind(kinds)
        words = {kind.id: kind.name.text(language()) for kind in kinds}
        wanted = choose_from("source", list(words), words.__getitem__, label="objects-kind")
        kind = next(kind for kind in kinds if kind.id == wanted)
        asked = base.Asked(shown, kind, "" if view.current().place else choose_district(shown))
    if view.current().place:
        one.draw(asked, view.current().place)
    else:
        PARTS[part](asked)
    base.say_unknown_types(shown)
