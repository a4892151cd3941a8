"""The kinds of objects: those that ship and those of the office, which are declared here."""

import json
import re

import duckdb
import pandas as pd
import streamlit as st

from data.objects.kinds import Kind, kinds_of, shipped_kinds
from data.objects.own_kinds import declare, remove
from kernel.messages import ShirongError
from kernel.periods import Period
from ui import widgets
from ui.cache import computed
from ui.header import Shown
from ui.i18n import language, listed, t
from ui.markup import caution, note, put, section, statement
from ui.objects import base
from ui.sheets import SheetField, sheet
from ui.workspace import shown_store

WIDTH = 220
_TOLD = "kind declared"


def show(shown: Shown) -> None:
    """All kinds on the left, the form for another one on the right."""
    known = computed(shown, _known)
    unknown = computed(shown, base.unknown)
    code = "kinds-unknown" if len(unknown) else "kinds-all-known"
    put(statement(t(code, n=len(known), types=listed(unknown["type"].tolist()))))
    if told := st.session_state.pop(_TOLD, None):
        put(note(told))
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        _table(shown, known)
    with right:
        put(section(t("kinds-new")))
        _form(known, unknown["type"].tolist())
        _own([kind for kind in known if kind not in shipped_kinds()])


def _known(con: duckdb.DuckDBPyConnection, period: Period) -> tuple[Kind, ...]:
    return kinds_of(con)


def _table(shown: Shown, known: tuple[Kind, ...]) -> None:
    put(section(t("objects-kinds"), t("kinds-hint")))
    names = {kind.id: kind.name.text(language()) for kind in known}
    frame = pd.DataFrame(
        {
            "name": names[kind.id],
            "id": kind.id,
            "words": listed(kind.words),
            "parent": names.get(kind.parent or "", ""),
            "stars": kind.stars,
            "classes": listed([one.name.text(language()) for one in kind.classes]),
            "whose": t("kinds-shipped" if kind in shipped_kinds() else "kinds-own"),
        }
        for kind in known
    )
    fields = [
        SheetField("name", t("objects-kind"), tone=lambda row: "strong"),
        SheetField("words", t("kinds-words"), wrap=True),
        SheetField("parent", t("kinds-parent")),
        SheetField("stars", t("kinds-stars"), digits=0),
        SheetField("classes", t("kinds-classes"), wrap=True),
        SheetField("whose", t("kinds-whose")),
        SheetField("id", t("kinds-id"), away=True),
    ]
    sheet(frame, fields, "object-kinds", shown.about, most=40)


def _form(known: tuple[Kind, ...], unknown: list[str]) -> None:
    """What a kind is called and where it lies; a file of kinds does the same for many."""
    names = {"": t("kinds-nowhere")} | {kind.id: kind.name.text(language()) for kind in known}
    with st.container(horizontal=True):
        zh = widgets.text_input(
            t("kinds-name"), unknown[0] if unknown else "", key="kind-zh", width=WIDTH
        )
        en = widgets.text_input(t("kinds-name-en"), key="kind-en", width=WIDTH)
    words = widgets.text_input(t("kinds-words"), key="kind-words", help=t("kinds-words-help"))
    with st.container(horizontal=True):
        parent = widgets.selectbox(
            t("kinds-parent"), list(names), key="kind-parent", width=WIDTH,
            format_func=names.__getitem__,
        )  # fmt: skip
        stars = widgets.number_input(
            t("kinds-stars"), 0, 5, 0, key="kind-stars", width=WIDTH, help=t("kinds-stars-help")
        )
    classes = widgets.text_input(t("kinds-classes"), key="kind-classes", help=t("kinds-best-first"))
    if widgets.button(
        t("kinds-save"), type="primary", key="kind-save", disabled=not zh.strip(), needs="decide"
    ):
        kind = {
            "id": _id(en, known),
            "name": _named(zh, en),
            "words": _split(words),
            "parent": parent or None,
            "stars": stars or None,
            "classes": [{"name": _named(one)} for one in _split(classes)],
        }
        _declare(json.dumps({"kinds": [kind]}).encode(), zh.strip())
    with widgets.expander(t("kinds-file")):
        file = widgets.file_uploader(t("kinds-file"), type=["yaml", "yml"], key="kind-file")
        if file is not None and widgets.button(t("kinds-take"), key="kind-take", needs="decide"):
            _declare(file.getvalue(), file.name)


def _own(own: list[Kind]) -> None:
    """Taking one of the office's kinds back."""
    if not own:
        return
    put(section(t("kinds-remove")))
    names = {kind.id: kind.name.text(language()) for kind in own}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = widgets.selectbox(
            t("objects-kind"), list(names), key="kind-own", width=WIDTH,
            format_func=names.__getitem__,
        )  # fmt: skip
        if widgets.button(t("kinds-take-back"), key="kind-remove", needs="decide"):
            version = remove(shown_store(), wanted)
            st.session_state[_TOLD] = t("kinds-removed", name=names[wanted], version=version)
            st.rerun()


def _declare(content: bytes, name: str) -> None:
    try:
        version = declare(shown_store(), content, name)
    except ShirongError as error:
        put(caution(t("kinds-refused"), error.message.text(language()).split("\n")))
        return
    st.session_state[_TOLD] = t("kinds-saved", name=name, version=version)
    st.rerun()


def _named(zh: str, en: str = "") -> dict[str, str]:
    return {"zh": zh.strip(), "en": en.strip() or zh.strip()}


def _id(name: str, known: tuple[Kind, ...]) -> str:
    """The English name as an id, else the next number."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if re.match("[a-z]", plain):
        return plain
    return f"kind-{1 + sum(kind.id.startswith('kind-') for kind in known)}"


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[、,，;；\s]+", text.strip()) if word]
