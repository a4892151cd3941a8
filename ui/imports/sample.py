"""The sample city on the import page: it takes no files, and can be removed in one click."""

import streamlit as st

from kernel.messages import ShirongError
from sample_city.workspace import remove_sample, sample_store
from ui import store as cached
from ui import widgets
from ui.i18n import said, t
from ui.markup import caution, note, put, statement
from ui.view import OWN_SPACE
from ui.workspace import go_to, has_sample, in_sample, own_store


def elsewhere() -> None:
    """What stands in the place of the uploader while the sample city is shown."""
    put(statement(t("sample-no-files")))
    put(note(t("sample-no-files-why")))
    with st.container(horizontal=True, gap="small"):
        widgets.button(
            t("sample-go-own"), type="primary", key="go-own", on_click=go_to, args=(OWN_SPACE,)
        )
        removal()


def removal() -> None:
    """A button that removes the sample city, once it is said what goes; nothing where there is
    none."""
    if not has_sample():
        return
    with widgets.popover(t("sample-remove"), type="tertiary", key="sample-remove"):
        put(note(t("sample-remove-what")))
        yes = widgets.button(t("sample-remove-yes"), type="primary", key="sample-remove-yes")
    if not yes:
        return
    cached.close_connections(sample_store(own_store()).folder)
    try:
        remove_sample(own_store())
    except ShirongError as error:
        put(caution(t("sample-not-removed"), [said(error.message)]))
        return
    if in_sample():
        go_to("")
    st.rerun()
