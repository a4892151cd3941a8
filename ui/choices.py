"""Choices inside a page: its parts, its sources, a unit. The view holds them, so the URL does."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from data.access.narrowing import OTHERS
from data.access.rights import require_right
from ui import view, widgets
from ui.header import Shown
from ui.i18n import t
from ui.states import NoMatch
from ui.store import units_of_acting


def choose_part(name: str, codes: Sequence[str], label_of: Callable[[str], str]) -> str:
    """One of a page's parts, as buttons in a row; the first is the default and not in the URL."""
    wanted = _known(name, codes)
    key = f"choice-{name}"
    st.session_state[key] = wanted
    widgets.segmented_control(
        t(f"choice-{name}"),
        list(codes),
        format_func=label_of,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_take,
        args=(name, key, codes[0]),
    )
    return wanted


def choose_from(
    name: str,
    codes: Sequence[str],
    label_of: Callable[[str], str],
    width: int = 150,
    label: str = "",
) -> str:
    """One of several codes in a list that drops down; the first is the default. label: the code of
    its name, where it is not that of the field."""
    wanted = _known(name, codes)
    key = f"choice-{name}"
    st.session_state[key] = wanted
    widgets.selectbox(
        t(label or f"choice-{name}"),
        list(codes),
        format_func=label_of,
        key=key,
        label_visibility="collapsed",
        width=width,
        on_change=_take,
        args=(name, key, codes[0]),
    )
    return wanted


def choose_district(shown: Shown) -> str:
    """A district of the group shown, or all (empty). Raises NoMatch for one that is not there."""
    units = [unit for unit in shown_units(shown) if unit != OTHERS]
    wanted = view.current_view().unit
    if wanted and wanted not in units and wanted in shown.ranking.table["unit"].tolist():
        require_right("others")
    if wanted and wanted not in units:
        raise NoMatch("no-unit", unit=wanted)
    return choose_from("unit", ["", *units], lambda unit: unit or t("choice-all-districts"))


def shown_units(shown: Shown) -> Sequence[str]:
    """The districts of the group that the header names, or of all groups; where other units are
    one, one's own and that one."""
    table = shown.ranking.table
    if (own := units_of_acting(shown.snapshot, shown.scheme.scores.kind)) is not None:
        return [*table.loc[table["unit"].isin(own), "unit"].tolist(), OTHERS]
    return table.loc[(table["group"] == shown.group) | (not shown.group), "unit"].tolist()


def filters_of(shown: Shown, district: str) -> Mapping[str, tuple[str, ...]]:
    """What the group and the district that were chosen let through."""
    if district:
        return {"district": (district,)}
    return {"district": tuple(shown_units(shown))} if shown.group else {}


def _known(name: str, codes: Sequence[str]) -> str:
    """The code that the view has, if it is one of these; else the first. What an address asked for
    and is none is said."""
    wanted = getattr(view.current_view(), name)
    if wanted in codes:
        view.accept(name)
        return wanted
    if view.stated(name):
        view.set_aside(name)
    return codes[0]


def _take(name: str, key: str, default: str) -> None:
    chosen = st.session_state[key]
    view.update(**{name: "" if chosen == default else chosen}, leaf="")
