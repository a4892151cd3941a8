"""视图: the saved views of a store; opened by a link, renamed, deleted, made the start page."""

import streamlit as st

from kernel.configuration import ConfigurationError
from kernel.messages import ShirongError
from metrics.saved_views.view_file import MOST_NAME, SavedView
from metrics.saved_views.view_folder import good_views
from ui import store, view, widgets
from ui.choices import choose_from
from ui.header import call_by_language, open_data
from ui.i18n import language, t
from ui.links import link
from ui.markup import caution, note, put, section, statement
from ui.navigation import PageEntry
from ui.tables import Column, TableRow, table
from ui.views.saved import address_by_name, asked_in_words, link_by_name, saved_views

PLACE = PageEntry("drill", 16)


def show() -> None:
    """Draw the page: the list, what can be done with one of it, and files that are broken."""
    open_data("views")
    call_by_language(store.current())
    views = saved_views()
    found = views.all()
    broken = [one for one in found if isinstance(one, ConfigurationError)]
    told = [st.session_state.pop("views told", ""), *(e.text(language()) for e in broken)]
    for text in filter(None, told):
        put(caution(t("views-broken"), text.splitlines()))
    good = good_views(found)
    if not good:
        put(statement(t("views-none")))
        put(note(t("views-none-how")))
        return
    try:
        start = views.start()
    except ConfigurationError as error:
        start = ""
        put(caution(t("views-broken"), error.text(language()).splitlines()))
    put(statement(t("views-count", n=len(good))))
    put(table([{"saved": one, "start": one.name == start} for one in good], _columns()))
    put(note(t("views-where", folder="views/")))
    put(section(t("views-one")))
    names = [one.name for one in good]
    chosen = choose_from("chosen", names, lambda name: name, 320, "views-which")
    _deeds(chosen, chosen == start)


def _columns() -> list[Column]:
    def of(row: TableRow) -> SavedView:
        saved: SavedView = row["saved"]
        return saved

    start_word = t("views-is-start")

    def name(row: TableRow) -> str:
        words = link(of(row).name, address_by_name(of(row).name))
        return f"{words} <small>{start_word}</small>" if row["start"] else words

    def days(row: TableRow) -> str:
        fixed = of(row).fixed_days
        return t("views-fixed", days=fixed) if fixed else t("views-moving")

    return [
        Column(t("views-column-name"), name, html=True),
        Column(t("views-column-page"), lambda row: t(f"page-{of(row).page}")),
        Column(t("views-column-asked"), lambda row: asked_in_words(of(row)), wrap=True),
        Column(t("views-column-days"), days),
        Column(t("views-column-note"), lambda row: of(row).note, wrap=True),
        Column(t("views-column-who"), lambda row: of(row).saved_by, tone=lambda row: "quiet"),
        Column(t("views-column-when"), lambda row: of(row).saved_at, tone=lambda row: "quiet"),
    ]


def _deeds(name: str, is_start: bool) -> None:
    """What can be done with one view."""
    st.code(link_by_name(name), language=None)
    with st.container(horizontal=True, gap="small", key="views-deeds"):
        widgets.button(
            t("views-no-start" if is_start else "views-make-start"),
            key="views-start",
            on_click=_start,
            args=("" if is_start else name,),
            needs="view",
        )
        with widgets.popover(t("views-rename"), needs="view"):
            widgets.text_input(t("views-new-name"), key="views-new-name", max_chars=MOST_NAME)
            widgets.button(
                t("views-rename"), key="views-rename", on_click=_rename, args=(name,), needs="view"
            )
        with widgets.popover(t("views-delete"), needs="view"):
            put(note(t("views-delete-what", name=name)))
            widgets.button(
                t("views-delete-sure"),
                key="views-delete",
                on_click=_delete,
                args=(name,),
                needs="view",
            )


def _start(name: str) -> None:
    try:
        saved_views().open_with(name)
    except ShirongError as error:
        _tell(error)


def _rename(name: str) -> None:
    try:
        renamed = saved_views().rename(name, st.session_state["views-new-name"])
    except ShirongError as error:
        _tell(error)
    else:
        view.update(chosen=renamed.name)


def _delete(name: str) -> None:
    try:
        saved_views().delete(name)
    except ShirongError as error:
        _tell(error)
    view.update(chosen="")


def _tell(error: ShirongError) -> None:
    st.session_state["views told"] = error.text(language())
