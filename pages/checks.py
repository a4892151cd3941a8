"""数据核对: the store proves itself; each check opens to the rows where something does not hold."""

import streamlit as st

from ui import store, view
from ui.checks import listing as parts
from ui.choices import choose_part
from ui.header import open_data
from ui.i18n import t

open_data("checks")
at = store.current()
found = parts.outcomes(at)
wanted = next((outcome for outcome in found if outcome.id == view.current().part), None)
if wanted is None and view.stated("part"):
    view.set_aside("part")
if wanted is not None:
    parts.opened(at, wanted)
else:
    parts.verdict(found)
    with st.container(horizontal=True, key="choices"):
        state = choose_part("state", ["all", "open"], lambda code: t(f"checks-{code}"))
    parts.listing([o for o in found if state == "all" or o.state in parts.OPEN])
