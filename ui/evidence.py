"""The rows behind a figure of the pages on problems and complaints, as the view names it.

`component` is the indicator, and each field of `_NARROWED` lets the rows of one kind, place,
channel ... through alone; `state` is the side of the fraction.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from kernel.schema import CHANNELS, METHODS
from metrics.aggregation.conditions import UNSTATED
from metrics.aggregation.counted import words_in_use
from metrics.analyses.evidence import RowsQuestion, evidence, sides
from metrics.indicators import INDICATORS
from ui import store, view
from ui.choices import choose_district, filters_of
from ui.evidence_sheet import choose_side, evidence_sheet, rows_sentence
from ui.header import Shown
from ui.i18n import name_shown, t
from ui.links import link, page_address
from ui.markup import note, put, statement
from ui.names import channel_name, definition, indicator_name, method_name

# Field of the view -> the column that it narrows, and how its codes are said.
_NARROWED: dict[str, tuple[str, Callable[[str], str]]] = {
    "street": ("street", str),
    "category": ("subcategory", str),
    "method": ("method", method_name),
    "channel": ("channel", channel_name),
    "place": ("place_key", str),
}

# Fields of the view that hold one of these codes, or a word on no list that facts use.
_CODES = {"method": METHODS, "channel": CHANNELS}


def asked_for() -> bool:
    """Whether the view asks for rows."""
    wanted = view.current_view().component
    if wanted and wanted not in INDICATORS and view.stated("component"):
        view.set_aside("component")
    return wanted in INDICATORS


def rows_behind(shown: Shown, complaints: bool = False) -> None:
    """The rows of the figure that the view names; of complaints alone, if wanted."""
    con = store.connection(shown.snapshot)
    for field, known in _CODES.items():
        said = getattr(view.current_view(), field)
        if said not in ("", UNSTATED, *known) and said not in words_in_use(con, field):
            view.set_aside(field)
    now = view.current_view()
    with st.container(horizontal=True, vertical_alignment="center", key="trail"):
        trail = st.empty()
        district = choose_district(shown)
    narrow = _narrowed()
    filters: dict[str, Any] = {**filters_of(shown, district), **narrow}
    if complaints and INDICATORS[now.component].numerator.table == "cases":
        filters["is_complaint"] = (True,)
    asked = RowsQuestion(now.component, filters=filters, rules=shown.scheme.rules)
    name = indicator_name(asked.indicator)
    of = t("list-separator").join(map(name_shown, [district] * bool(district) + _words()))
    back = page_address(view.page(), part=now.part, source=now.source, unit=now.unit)
    steps = [link(t(f"page-{view.page()}"), back), f"<b>{name}</b>"]
    trail.html(f'<p class="trail">{"<i>›</i>".join(steps)}</p>')
    side = choose_side("state", sides(con, asked, shown.period))
    found = evidence(con, asked, shown.period, side)
    put(statement(rows_sentence(asked, side, of or t("city-row"), name, len(found))))
    put(note(t("unit-counted", name=name, formula=definition(asked.indicator))))
    title = "-".join([asked.indicator, side, *_codes(), shown.period.id])
    evidence_sheet(found, asked.table(side), title, shown.about)


def _narrowed() -> Mapping[str, tuple[Any, ...]]:
    """The columns that the view narrows, each with its one value."""
    now = view.current_view()
    fields = _NARROWED.items()
    found = {column: (getattr(now, name),) for name, (column, _) in fields if getattr(now, name)}
    if now.hour:
        weekday, hour = _hour()
        found |= {"weekday": (weekday,), "hour": (hour,)}
    return found


def _hour() -> tuple[int, int]:
    """Weekday (from 1 on) and hour that the view names (`3-14`)."""
    match = re.fullmatch(r"([1-7])-(1?\d|2[0-3])", view.current_view().hour, re.ASCII)
    if match is None:
        view.set_aside("hour")
    return int(match[1]), int(match[2])


def _codes() -> list[str]:
    now = view.current_view()
    return [code for code in (now.unit, *(getattr(now, name) for name in _NARROWED)) if code]


def _words() -> list[str]:
    """What the rows are narrowed to, in the language of the page."""
    now = view.current_view()
    said = [say(getattr(now, name)) for name, (_, say) in _NARROWED.items() if getattr(now, name)]
    if now.hour:
        weekday, hour = _hour()
        said.append(t("behind-hour", weekday=t(f"weekday-{weekday}"), hour=hour))
    return said
