"""Long lists, a leaf at a time. The view holds the leaf, so the address does."""

import pandas as pd
import streamlit as st

from ui import format as f
from ui import view
from ui.i18n import t
from ui.markup import note, put


def leaf_of(rows: pd.DataFrame, size: int) -> pd.DataFrame:
    """The rows of the leaf that the view names; of the first where it names none that is there."""
    first = (_leaf(len(rows), size) - 1) * size
    return rows.iloc[first : first + size]


def turn_leaves(count: int, size: int) -> None:
    """Turn to another leaf; nothing where all rows fit on one."""
    if count <= size:
        return
    leaf = _leaf(count, size)
    first, last = (leaf - 1) * size + 1, min(leaf * size, count)
    key = f"leaf-{leaf}-{count}"
    with st.container(horizontal=True, vertical_alignment="center", key="leaves"):
        st.pagination(
            -(-count // size),
            default=leaf,
            key=key,
            on_change=lambda: view.update(leaf=str(st.session_state[key])),
        )
        put(note(t("leaf", first=f.count(first), last=f.count(last), n=f.count(count))))


def _leaf(count: int, size: int) -> int:
    """The number of the leaf, from 1 on."""
    wanted = view.current_view().leaf
    leaves = max(-(-count // size), 1)
    return min(int(wanted), leaves) if wanted.isascii() and wanted.isdigit() and int(wanted) else 1
