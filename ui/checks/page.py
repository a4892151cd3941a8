"""数据核对: the store proves itself; each check opens to the rows where something does not hold."""

import streamlit as st

from ui import store, view
from ui.checks.listing import OPEN, check_outcomes, listing, opened, verdict
from ui.choices import choose_part
from ui.header import open_data
from ui.i18n import t
from ui.navigation import PageEntry

PLACE = PageEntry("data", 20, rights=("decide",))


def show() -> None:
    """Draw the page: all checks, or the one that the view names."""
    open_data("checks")
    at = store.current()
    found = check_outcomes(at)
    wanted = next((outcome for outcome in found if outcome.id == view.current_view().part), None)
    if wanted is None and view.stated("part"):
        view.set_aside("part")
    if wanted is not None:
        opened(at, wanted)
        return
    verdict(found)
    with st.container(horizontal=True, key="choices"):
        state = choose_part("state", ["all", "open"], lambda code: t(f"checks-{code}"))
    listing([o for o in found if state == "all" or o.state in OPEN])
