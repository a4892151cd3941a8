"""视图, in the navigation bar of every page: saves what is shown, and leads to what was saved."""

import streamlit as st
from pydantic import ValidationError

from kernel.messages import ShirongError
from metrics.saved_views.view_file import ANALYSIS, MOST_NAME, MOST_NOTE
from metrics.saved_views.view_folder import ViewTakenError, good_views
from ui import view, widgets
from ui.i18n import language, t
from ui.links import link, page_address
from ui.markup import caution, note, put
from ui.printing.paper import print_buttons
from ui.views.saved import (
    address_by_name,
    link_by_name,
    page_shown,
    saved_views,
    what_is_shown,
)
from ui.workspace import shown_store

_LISTED = 8
_OWN_PAGE = "views"


def views_menu() -> None:
    """The menu; none while there is nothing to look at. Drawn after the page, whose choices the
    view then has."""
    if shown_store().version() is None:
        return
    with (
        st.container(key="views-menu"),
        widgets.popover(t("views-menu"), type="tertiary", key="views-open"),
    ):
        _list()
        if page_shown() != _OWN_PAGE:
            _save_form()
        print_buttons(page_shown())


def _list() -> None:
    names = [one.name for one in good_views(saved_views().all())]
    links = [link(name, address_by_name(name)) for name in names[:_LISTED]]
    links.append(link(t("views-all", n=len(names)), page_address(_OWN_PAGE)))
    put(f'<p class="note">{" · ".join(links)}</p>')


def _save_form() -> None:
    widgets.text_input(t("views-name"), key="view-name", max_chars=MOST_NAME)
    widgets.text_input(t("views-note"), key="view-note", max_chars=MOST_NOTE)
    st.session_state["view-who"] = st.session_state.get("edit who", "")
    widgets.text_input(t("views-who"), key="view-who", help=t("views-who-help"), on_change=_who)
    period = view.current_view().period
    if period and page_shown() != ANALYSIS:
        widgets.radio(
            t("views-days"),
            ["fixed", "moving"],
            format_func=lambda code: t(f"views-days-{code}", period=period),
            key="view-days",
            horizontal=True,
        )
    taken = st.session_state.get("view taken")
    with st.container(horizontal=True, gap="small"):
        widgets.button(
            t("views-save"), key="view-save", type="primary", on_click=_save, needs="view"
        )
        if taken and taken == st.session_state.get("view-name"):
            widgets.button(
                t("views-replace"), key="view-replace", on_click=_save, args=(True,), needs="view"
            )
    if told := st.session_state.pop("view told", ""):
        put(caution(told, []))
    if done := st.session_state.pop("view saved", ""):
        put(note(t("views-saved", name=done)))
        st.code(link_by_name(done), language=None)


def _who() -> None:
    st.session_state["edit who"] = st.session_state["view-who"].strip()


def _save(replace: bool = False) -> None:
    """Save what is shown; of a name that is taken it is asked first."""
    state = st.session_state
    name, more = state.get("view-name", ""), state.get("view-note", "")
    moving = state.get("view-days") == "moving"
    state["view taken"] = ""
    try:
        saved = what_is_shown(name, more, state.get("edit who", ""), moving)
        saved_views().save(saved, replace)
    except ValidationError:
        state["view told"] = t("views-no-name")
    except ViewTakenError as error:
        state["view taken"] = name
        state["view told"] = error.text(language()) + t("views-taken-what")
    except ShirongError as error:
        state["view told"] = error.text(language())
    else:
        state["view saved"] = saved.name
        state["view-name"] = state["view-note"] = ""
