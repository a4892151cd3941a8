"""编辑: own schemes on screen, from the first draft to the version in force."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from kernel.yaml_values import Refused
from metrics.schemes import editing
from metrics.schemes.scheme import Scheme, SchemeError, read_scheme, source_of, with_others
from metrics.schemes.versions import state_of
from ui import store, view, widgets
from ui.choices import choose_from
from ui.i18n import language, said, t
from ui.markup import caution, put
from ui.scheme.editing import state
from ui.scheme.editing.beginning import beginnings, follow, say_upload_refused, show_scheme_uploader
from ui.scheme.editing.fields import Form
from ui.scheme.editing.preview import preview_scheme
from ui.scheme.editing.saving import deeds, in_force_said, saving
from ui.scheme.editing.scheme_fields import head_fields, rank_fields
from ui.scheme.editing.state import Edited, own_schemes
from ui.scheme.editing.tree import tree
from ui.scheme.whatif.chosen import version_name


def edit(scheme: Scheme, put_parts: Callable[[], object]) -> None:
    """The part of the page of schemes that edits own ones; `put_parts` draws the page's parts."""
    own = own_schemes()
    mine = {f"{one.id}@{one.version}": one for one in own.all() if one.status != "example"}
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        put_parts()
        labels = {code: _called(mine, code) for code in ("", *mine)}
        chosen = choose_from("chosen", list(labels), labels.__getitem__, 380)
        show_scheme_uploader()
        if state.edited() is not None or chosen:
            widgets.button(t("edit-new"), key="edit-new", on_click=_new)
        elif scheme.id in {one.id for one in mine.values()}:
            _open_newest([code for code, one in mine.items() if one.id == scheme.id], mine)
    say_upload_refused()
    if chosen and mine[chosen].status != "draft":
        _settled(mine[chosen])
        return
    now = state.edited()
    if chosen and (now is None or _code(now.saved) != chosen):
        state.open_file(source_of(mine[chosen], own.folders))
        now = state.edited()
    elif not chosen and now is not None and now.saved is not None:
        state.close_editor()
        now = None
    if now is None:
        beginnings(scheme)
        return
    _edit(now)


def _open_newest(codes: list[str], mine: dict[str, Scheme]) -> None:
    """The own scheme that the header shows, its newest version, is one click away."""
    newest = max(codes, key=lambda code: mine[code].version)
    widgets.button(
        t("edit-open", name=_called(mine, newest)), key="edit-open", type="primary",
        on_click=lambda: view.update(chosen=newest),
    )  # fmt: skip


def _called(mine: dict[str, Scheme], code: str) -> str:
    if not code:
        now = state.edited()
        new = now is not None and now.saved is None
        return t("edit-unsaved-scheme") if new else t("edit-choose")
    one = mine[code]
    versions = [other for other in mine.values() if other.id == one.id]
    return t("edit-version", name=version_name(one), state=_state(one, versions))


def _state(one: Scheme, versions: list[Scheme]) -> str:
    return t(f"scheme-state-{state_of(one, versions, date.today()).replace('_', '-')}")


def _new() -> None:
    state.close_editor()
    view.update(chosen="")


def _code(content: dict[str, Any] | None) -> str:
    return f"{content['id']}@{content['version']}" if content else ""


def _settled(scheme: Scheme) -> None:
    """A version in force is looked at, and followed."""
    in_force_said(scheme)
    number = own_schemes().next_version(scheme.id)
    widgets.button(
        t("edit-follow", n=number), key="edit-follow", type="primary",
        on_click=follow, args=(scheme, number), needs="scheme",
    )  # fmt: skip
    preview_scheme(scheme, None)
    deeds(scheme.id)


def _edit(now: Edited) -> None:
    known = [one for one in store.schemes() if isinstance(one, Scheme)]
    form = Form(now, editing.problems(now.content, known))
    with st.container(key="beside"):
        left, right = st.columns([1.35, 1], gap="large")
    with left, st.container(key="trial-editor"):
        head_fields(form)
        tree(form)
        rank_fields(form)
    with right:
        found = _scheme(now, known) if not form.problems else None
        saving(now, found)
        if form.problems:
            lines = dict.fromkeys(_line(form, path, said(what)) for path, what in form.problems)
            put(caution(t("edit-faults", n=len(lines)), list(lines)))
        elif found is not None:
            preview_scheme(found, own_schemes().followed(found) or _kept(now, known))
        deeds(str(now.content.get("id")))


def _scheme(now: Edited, known: list[Scheme]) -> Scheme | None:
    try:
        return with_others(read_scheme(now.file, "draft.yaml"), known)
    except (SchemeError, Refused) as error:
        text = error.text(language()) if isinstance(error, SchemeError) else str(error)
        put(caution(t("trial-faulty"), text.splitlines()))
        return None


def _kept(now: Edited, known: list[Scheme]) -> Scheme | None:
    """A draft as it was saved, where it has been changed since."""
    if now.saved is None or not now.changed:
        return None
    kept = f"{now.saved['id']}@{now.saved['version']}"
    return next((one for one in known if f"{one.id}@{one.version}" == kept), None)


def _line(form: Form, path: editing.FieldPath, what: str) -> str:
    """A fault with the component and the field that it is in."""
    if field := form.labels.get(path):
        what = t("edit-fault-of", name=field, what=what)
    for length in range(len(path), 1, -1):
        node = editing.at(form.now.content, path[:length])
        if isinstance(node, dict) and "weight" in node and isinstance(node.get("name"), dict):
            name = node["name"].get(language()) or t("edit-unnamed")
            return t("edit-fault-of", name=name, what=what)
    return what
