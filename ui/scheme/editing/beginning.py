"""How an own scheme begins: from nothing, another one, what the store holds, a file."""

from datetime import date

import streamlit as st

from kernel.messages import Message
from kernel.schema import UNIT_KINDS
from kernel.yaml_values import Refused, parse
from metrics.schemes import editing
from metrics.schemes.editing import SchemeContent
from metrics.schemes.model import OBJECT_KINDS
from metrics.schemes.scheme import Scheme, scheme_hash, source_of
from metrics.schemes.short_forms import in_full
from ui import store, view, widgets
from ui.i18n import language, said, speaking, t
from ui.markup import caution, note, put, section
from ui.scheme.editing.state import open_content, snapshot
from ui.scheme.whatif.chosen import version_name

MOST_BYTES = 256 * 1024  # what a file of a scheme may have


def beginnings(scheme: Scheme) -> None:
    """The three ways to begin; scheme: the one that the header shows, copied first."""
    left, middle, right = st.columns(3, gap="large")
    with left:
        put(section(t("edit-begin-proposed")))
        _proposed(scheme)
    with middle:
        put(section(t("edit-begin-copy")))
        _copy(scheme)
    with right:
        put(section(t("edit-begin-blank")))
        _blank(scheme)


def show_scheme_uploader() -> None:
    """Takes a file that was written elsewhere."""
    with widgets.popover(t("edit-upload"), help=t("edit-upload-help"), needs="scheme"):
        widgets.file_uploader(
            t("trial-upload-file"), type=["yaml", "yml"], key="edit-upload", on_change=_take_file
        )


def say_upload_refused() -> None:
    """Why the last file cannot be edited."""
    if told := st.session_state.get("edit upload refused"):
        put(caution(told[0], [told[1]]))


def follow(scheme: Scheme, number: int) -> None:
    """Begin the version that follows one."""
    source = source_of(scheme, store.places_of_schemes())
    starts = max(scheme.effective_from, date.today())
    open_content(editing.as_next(in_full(parse(source).value), number, starts), source)
    view.update(chosen="")


def _taken() -> list[str]:
    return [one.id for one in store.schemes() if one.id]


def _kind(code: str, first: str) -> str:
    kinds = [*UNIT_KINDS, *OBJECT_KINDS] if code == "blank" else list(UNIT_KINDS)
    kind: str = widgets.selectbox(
        t("edit-kind"),
        kinds,
        index=kinds.index(first) if first in kinds else 0,
        format_func=lambda one: t(f"kind-{one}"),
        key=f"edit-begin-kind-{code}",
    )
    return kind


def _proposed(scheme: Scheme) -> None:
    kind = _kind("proposed", scheme.scores.kind)
    at = snapshot()
    found = store.proposed_now(at, kind) if at else None
    if found is None:
        put(note(t("edit-proposed-none", kind=t(f"kind-{kind}"))))
        return
    put(note(said(found.sentence)))
    widgets.button(
        t("edit-proposed-take"), key="edit-begin-proposed", type="primary",
        on_click=_begin, args=(found.draft,), needs="scheme",
    )  # fmt: skip


def _copy(scheme: Scheme) -> None:
    every = {scheme_hash(s): s for s in store.schemes() if isinstance(s, Scheme)}
    own = scheme_hash(scheme)
    wanted: str = widgets.selectbox(
        t("edit-copy-of"),
        list(every),
        index=list(every).index(own) if own in every else 0,
        format_func=lambda code: version_name(every[code]),
        key=f"edit-begin-copy-of-{own}",
    )
    put(note(t("edit-copy-note")))
    widgets.button(
        t("edit-copy-take"),
        key="edit-begin-copy",
        on_click=_copied,
        args=(every[wanted],),
        needs="scheme",
    )


def _copied(scheme: Scheme) -> None:
    source = source_of(scheme, store.places_of_schemes())
    name = editing.free_scheme_id(f"own-{scheme.scores.kind}", _taken())
    content = editing.as_new(in_full(parse(source).value), name, scheme.effective_from)
    for lang in ("zh", "en"):
        with speaking(lang):
            name = t("edit-copy-name", name=scheme.name.text(lang))
        content = editing.put_at(content, ("name", lang), name)
    open_content(content, source)


def _blank(scheme: Scheme) -> None:
    kind = _kind("blank", scheme.scores.kind)
    put(note(t("edit-blank-note")))
    starts = date.today().replace(month=1, day=1)
    content = editing.blank(f"own-{kind}", kind, starts)
    widgets.button(
        t("edit-blank-take"),
        key="edit-begin-blank",
        on_click=_begin,
        args=(content,),
        needs="scheme",
    )


def _begin(content: SchemeContent) -> None:
    name = editing.free_scheme_id(str(content["id"]), _taken())
    open_content(editing.put_at(content, ("id",), name))


def _take_file() -> None:
    file = st.session_state["edit-upload"]
    st.session_state["edit upload refused"] = None
    if file is None:
        return
    refused = t("edit-upload-refused", file=file.name)
    try:
        raw = file.getvalue()[: MOST_BYTES + 1]
        plain = parse(raw).value
    except Refused as why:
        what = Message(why.code, why.params, "kernel").text(language())
        st.session_state["edit upload refused"] = (refused, t("edit-line", n=why.line, what=what))
        return
    if not isinstance(plain, dict) or not isinstance(plain.get("components"), list):
        st.session_state["edit upload refused"] = (refused, t("edit-upload-no-scheme"))
        return
    open_content(in_full(plain) | {"status": "draft"}, raw)
    view.update(chosen="")
