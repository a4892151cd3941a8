"""The heading of a chart with the chart's table behind a quiet button beside it."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

import pandas as pd
import streamlit as st

from ui import widgets
from ui.i18n import t
from ui.markup import put
from ui.printing.drawn import Drawn, remember
from ui.sheets import SheetField, sheet

_TITLE = re.compile(r"<h2[^>]*>(.*?)</h2>")
ROWS_SHOWN = 15  # in the window that opens; the files hold all


def tabled(
    heading: str,
    frame: pd.DataFrame,
    fields: Sequence[SheetField],
    name: str,
    about: Mapping[str, str],
) -> None:
    """Put a heading (markup of our own) and, at the end of its line, the button that opens the
    table of the chart below with its downloads. Takes no more room than the heading alone."""
    title = _TITLE.search(heading)
    remember(Drawn(unescape(title[1]) if title else ""))
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"tabled-{name}"):
        put(heading)
        with widgets.popover(t("table-button"), type="tertiary"):
            sheet(frame, fields, name, about, most=ROWS_SHOWN)
