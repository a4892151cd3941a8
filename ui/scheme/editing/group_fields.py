"""The fields of groups that list their units one by one."""

from typing import Any

import streamlit as st

from metrics.schemes.editing import FieldPath
from ui import store, widgets
from ui.i18n import t
from ui.scheme.editing.fields import Form
from ui.scheme.editing.state import put_value, snapshot

NAMED = "named"  # how a choice calls groups that are listed here
_OF: FieldPath = ("groups", "of")
_ENGLISH: FieldPath = ("groups", "name_en")


def first_groups() -> dict[str, Any]:
    """Two groups to begin with."""
    return {"of": {t("edit-group-first", n=n): [] for n in (1, 2)}}


def group_fields(form: Form) -> None:
    """Each group with its name, its English name and its units."""
    groups = form.value(_OF, {})
    units = _units(str(form.value(("scores", "kind"), "")))
    for name in groups:
        own, english, members, gone = st.columns([1, 1, 3, 1], vertical_alignment="bottom")
        _name(form, name, own)
        form.text((*_ENGLISH, name), "group-en", english)
        elsewhere = {unit for other in groups if other != name for unit in groups[other]}
        free = [unit for unit in units if unit not in elsewhere]
        form.several((*_OF, name), "group-units", free, str, at=members, empty=[])
        widgets.button(
            t("edit-remove"), key=form.key((*_OF, name), "gone"), at=gone,
            on_click=_without, args=(form, name),
        )  # fmt: skip
    form.fault(_OF, _ENGLISH)
    new = next(n for n in range(1, len(groups) + 2) if t("edit-group-first", n=n) not in groups)
    widgets.button(
        t("edit-group-add"), key=form.key(_OF, "add"),
        on_click=put_value, args=(_OF, groups | {t("edit-group-first", n=new): []}),
    )  # fmt: skip


def _name(form: Form, name: str, at: Any) -> None:
    key = form.key((*_OF, name), "name")
    st.session_state[key] = name
    widgets.text_input(
        t("edit-group-name"), key=key, at=at, help=t("edit-group-name-help"),
        on_change=_rename, args=(form, name, key),
    )  # fmt: skip


def _rename(form: Form, name: str, key: str) -> None:
    """The group keeps its place; a name that another has, or none, changes nothing."""
    new, groups = st.session_state[key].strip(), form.value(_OF, {})
    if not new or new in groups:
        return
    english = form.value(_ENGLISH, {})
    found = {"of": {new if n == name else n: units for n, units in groups.items()}}
    if english:
        found["name_en"] = {new if n == name else n: text for n, text in english.items()}
    put_value(("groups",), form.value(("groups",), {}) | found)


def _without(form: Form, name: str) -> None:
    groups = form.value(("groups",), {})
    left = {key: {n: v for n, v in groups.get(key, {}).items() if n != name}
            for key in ("of", "name_en")}  # fmt: skip
    put_value(("groups",), {key: found for key, found in left.items() if found} or None)


def _units(kind: str) -> list[str]:
    at = snapshot()
    if at is None:
        return []
    known = store.register(at)
    return sorted(known.loc[known["kind"] == kind, "name"])
