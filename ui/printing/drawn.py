"""What a page has drawn in this run: kept so that it can be taken away as it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st


@dataclass(frozen=True)
class Drawn:
    """A chart with the sentence that says the same, or a table with its heading: `table` makes its
    markup, with all rows, when it is asked for."""

    title: str
    figure: dict[str, Any] | None = None
    table: Callable[[], str] | None = None


_DRAWN, _FACTS = "drawn on the page", "facts on the page"


def begin_page() -> None:
    """Nothing is drawn yet in this run."""
    st.session_state[_DRAWN] = []
    st.session_state[_FACTS] = ""


def remember(one: Drawn) -> None:
    """A chart or a table was put on the page."""
    st.session_state.setdefault(_DRAWN, []).append(one)


def remember_facts(line: str) -> None:
    """The header line of the page (markup of our own)."""
    st.session_state[_FACTS] = line


def drawn_on_page() -> tuple[str, list[Drawn]]:
    """The header line and all that was drawn in this run, in its order."""
    return st.session_state.get(_FACTS, ""), list(st.session_state.get(_DRAWN, []))
