"""Whether intervals, chances and words for them stand on the screen: 显示把握程度."""

import math
from typing import Any

import streamlit as st

HIDE = "hide"  # what the address says when they do not


def certain() -> bool:
    """Whether what is certain is shown."""
    return bool(st.session_state.get("certain", "") != HIDE)


def tone_if_certain(word: str) -> str:
    """A tone that says that something is beyond chance; neutral where that is not shown."""
    return word if certain() else "neutral"


def end(value: Any) -> Any:
    """An end of an interval; NaN where none is shown."""
    return value if certain() else math.nan
