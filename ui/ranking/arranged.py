"""Long rankings: found by a name, and in another order than that of the ranks."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from kernel.text import fold
from ui import view, widgets
from ui.choices import choose_from
from ui.i18n import t
from ui.rows import ComponentHead

Points = Mapping[tuple[str, str], float]
BY_RANK, BY_NAME = "", "unit"
FIGURES = ("change", "rank_change", "year_change", "n")  # the highest first


def arranged(rows: pd.DataFrame, order: str, find: str, points: Points) -> pd.DataFrame:
    """The rows whose unit has the words of `find` in its name, groups kept in their order; in them
    by one of FIGURES or the points of a component (unknown ones last), by name, or as ranked."""
    wanted = fold(find)
    found = rows[[wanted in fold(unit) for unit in rows["unit"]]]
    if order == BY_RANK:
        return found
    if order == BY_NAME:
        key, falling = found["unit"], False
    elif order in FIGURES:
        key, falling = pd.to_numeric(found[order], errors="coerce"), True
    else:
        given = [points.get((unit, order)) for unit in found["unit"]]
        key, falling = pd.Series(given, index=found.index, dtype=float), True
    places = {group: at for at, group in enumerate(rows["group"].unique())}
    table = pd.DataFrame({"group": found["group"].map(places), "key": key})
    order_of = table.sort_values(["group", "key"], ascending=[True, not falling], kind="stable")
    return found.loc[order_of.index]


def choose_order(parts: list[ComponentHead], rows: pd.DataFrame) -> str:
    """The order of a ranking, from a list that drops down."""
    known = [name for name in FIGURES if pd.to_numeric(rows[name], errors="coerce").notna().any()]
    names = {part.id: part.name for part in parts}
    return choose_from(
        "order",
        [BY_RANK, BY_NAME, *known, *names],
        lambda code: names.get(code) or t(f"order-{code or 'rank'}"),
        width=180,
        label="ranking-order",
    )


def search_box() -> str:
    """What is searched for among the names of the units."""
    key = "ranking-find"
    st.session_state[key] = view.current_view().find
    widgets.text_input(
        t("ranking-find"),
        key=key,
        placeholder=t("ranking-find"),
        label_visibility="collapsed",
        width=180,
        on_change=lambda: view.update(find=st.session_state[key].strip(), leaf=""),
    )
    return view.current_view().find
