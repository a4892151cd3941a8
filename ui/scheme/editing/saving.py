"""Saving a draft, putting it in force, taking it away; who did what and when."""

from datetime import date

import streamlit as st

from data.batches.undoing import local_user
from kernel.messages import ShirongError
from metrics.schemes.containing import containing
from metrics.schemes.scheme import Scheme, SchemeError, load_scheme
from metrics.schemes.writing import scheme_file_name
from ui import format as f
from ui import store, view, widgets
from ui.download import download
from ui.i18n import language, t
from ui.links import link, page_address, ranking_page
from ui.markup import caution, facts_list, note, put, section
from ui.scheme.editing import state
from ui.scheme.editing.state import Edited, own_schemes


def saving(now: Edited, scheme: Scheme | None) -> None:
    """What can be done with what is edited. scheme: what it says, None where it has faults."""
    put(section(t("edit-saving")))
    for line in now.said:
        put(caution(line, []))
    state_of = "edit-unsaved" if now.changed else "edit-is-saved"
    put(note(t(state_of)))
    who = _who()
    with st.container(horizontal=True, gap="small", key="edit-deeds"):
        widgets.button(
            t("edit-save"), key="edit-save", type="primary" if now.changed else "secondary",
            disabled=scheme is None or not now.changed, on_click=_save, args=(now, who),
            needs="scheme",
        )  # fmt: skip
        with widgets.popover(
            t("edit-force"), disabled=scheme is None or now.changed, needs="scheme"
        ):
            if scheme is not None:
                _force(scheme, who)
        name = scheme_file_name(str(now.content.get("id")), int(now.content.get("version", 1)))
        kind = "application/yaml"
        download(t("edit-download"), lambda: now.file, name, kind, "edit-yaml", "secondary")
        with widgets.popover(t("edit-drop"), needs="scheme"):
            put(note(t("edit-drop-note")))
            widgets.button(
                t("edit-drop-sure"),
                key="edit-drop-sure",
                on_click=_drop,
                args=(now, who),
                needs="scheme",
            )
    if scheme is None:
        put(note(t("edit-save-faulty")))
    elif now.changed:
        put(note(t("edit-force-save-first")))


def deeds(scheme_id: str) -> None:
    """Who did what with a scheme and when."""
    done = own_schemes().history(scheme_id)
    if done:
        with widgets.expander(t("edit-history")):
            put(
                facts_list(
                    [
                        (deed.when, t(f"edit-did-{deed.what.replace('_', '-')}", n=deed.version,
                                      who=deed.who or t("edit-nobody")))
                        for deed in done[:20]
                    ]
                )
            )  # fmt: skip


def in_force_said(scheme: Scheme) -> None:
    """What a version in force is, and the way to its ranking."""
    address = page_address(ranking_page(scheme.scores.kind), scheme=scheme.id)
    put(note(t("edit-settled", day=f.date(scheme.effective_from))))
    put(f'<p class="edit-to-ranking">{link(t("edit-to-ranking"), address)}</p>')


def _who() -> str:
    kept = st.session_state.setdefault("edit who", "")
    st.session_state["edit-who"] = kept

    def take() -> None:
        st.session_state["edit who"] = st.session_state["edit-who"].strip()

    widgets.text_input(t("edit-who"), key="edit-who", help=t("edit-who-help"), on_change=take)
    return str(st.session_state["edit who"]) or local_user()


def _save(now: Edited, who: str) -> None:
    try:
        saved = own_schemes().save(now.file, who)
    except SchemeError as error:
        state.tell(None, *(fault.text(language()) for fault in error.faults))
        return
    except ShirongError as error:
        state.tell(None, error.text(language()))
        return
    state.now_saved()
    view.update(chosen=f"{saved.id}@{saved.version}")


def _force(scheme: Scheme, who: str) -> None:
    """Asks from which day on, and says what it follows."""
    own = own_schemes()
    before = own.followed(scheme)
    if before is None:
        put(note(t("edit-force-first")))
    else:
        day = f.date(before.effective_from)
        put(note(t("edit-force-follows", n=before.version, day=day)))
    first = containing(scheme, date.today()).end if before else scheme.effective_from
    key = "edit-force-day"
    st.session_state.setdefault(key, first)
    widgets.date_input(t("edit-force-from"), key=key, help=t("edit-force-from-help"))
    widgets.button(
        t("edit-force-sure"), key="edit-force-sure", type="primary",
        on_click=_put_in_force, args=(scheme, who), needs="scheme",
    )  # fmt: skip


def _put_in_force(scheme: Scheme, who: str) -> None:
    on = st.session_state["edit-force-day"]
    try:
        own = own_schemes()
        draft = load_scheme(f"{scheme.id}@{scheme.version}", folder=own.folders)
        own.put_in_force(draft, on, who)
    except ShirongError as error:
        state.tell(None, error.text(language()))
        return
    state.close_editor()
    view.update(scheme=scheme.id, chosen=f"{scheme.id}@{scheme.version}")
    st.session_state.pop("edit-force-day", None)


def _drop(now: Edited, who: str) -> None:
    """Delete the draft that is saved, and put away what is edited."""
    if now.saved is not None:
        try:
            own = own_schemes()
            code = f"{now.saved['id']}@{now.saved['version']}"
            own.delete(load_scheme(code, folder=own.folders), who)
        except ShirongError as error:
            state.tell(None, error.text(language()))
            return
    state.close_editor()
    view.update(chosen="")
    store.schemes()
