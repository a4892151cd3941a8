"""The rows behind a figure of the pages on problems and complaints, as the view names it.

`component` is the indicator, and each field of `_NARROWED` lets the rows of one kind, place,
channel ... through alone; `state` is the side of the fraction.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from metrics.indicators import INDICATORS
from metrics.subjects.evidence import Question, evidence
from ui import store, view
from ui.choices import choose_district, filters_of
from ui.evidence_sheet import choose_side, evidence_sheet, rows_sentence
from ui.header import Shown
from ui.i18n import t
from ui.links import link, page_address
from ui.markup import note, put, statement
from ui.names import channel_name, definition, indicator_name, method_name

# Field of the view -> the column that it narrows, and how its codes are said.
_NARROWED = {
    "street": ("street", str),
    "category": ("subcategory", str),
    "method": ("method", method_name),
    "channel": ("channel", channel_name),
    "place": ("place_key", str),
}


def asked_for() -> bool:
    """Whether the view asks for rows."""
    return view.current().component in INDICATORS


def rows_behind(shown: Shown, complaints: bool = False) -> None:
    """The rows of the figure that the view names; of complaints alone, if wanted."""
    now = view.current()
    with st.container(horizontal=True, vertical_alignment="center", key="trail"):
        trail = st.empty()
        district = choose_district(shown)
    narrow = _narrowed()
    filters: dict[str, Any] = {**filters_of(shown, district), **narrow}
    if complaints and INDICATORS[now.component].numerator.table == "cases":
        filters["is_complaint"] = (True,)
    asked = Question(now.component, filters=filters, rules=shown.scheme.rules)
    name = indicator_name(asked.indicator)
    of = t("list-separator").join([district] * bool(district) + _words())
    back = page_address(view.page(), part=now.part, source=now.source, unit=now.unit)
    steps = [link(t(f"page-{view.page()}"), back), f"<b>{name}</b>"]
    trail.html(f'<p class="trail">{"<i>›</i>".join(steps)}</p>')
    side = choose_side("state", asked.parts)
    found = evidence(store.connection(shown.snapshot), asked, shown.period, side)
    put(statement(rows_sentence(asked, side, of or t("city-row"), name, len(found))))
    put(note(t("unit-counted", name=name, formula=definition(asked.indicator))))
    title = "-".join([asked.indicator, side, *_codes(), shown.period.id])
    evidence_sheet(found, asked.table(side), title, shown.about)


def _narrowed() -> Mapping[str, tuple[Any, ...]]:
    """The columns that the view narrows, each with its one value."""
    now = view.current()
    fields = _NARROWED.items()
    found = {column: (getattr(now, name),) for name, (column, _) in fields if getattr(now, name)}
    weekday, _, hour = now.hour.partition("-")
    if weekday.isdigit() and hour.isdigit():
        found |= {"weekday": (int(weekday),), "hour": (int(hour),)}
    return found


def _codes() -> list[str]:
    now = view.current()
    return [code for code in (now.unit, *(getattr(now, name) for name in _NARROWED)) if code]


def _words() -> list[str]:
    """What the rows are narrowed to, in the language of the page."""
    now = view.current()
    said = [say(getattr(now, name)) for name, (_, say) in _NARROWED.items() if getattr(now, name)]
    weekday, _, hour = now.hour.partition("-")
    if weekday.isdigit() and hour.isdigit():
        said.append(t("behind-hour", weekday=t(f"weekday-{weekday}"), hour=hour))
    return said
