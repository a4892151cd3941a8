"""How figures are written: fixed decimals, grouped thousands, change with an arrow."""

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from typing_extensions import TypeIs

ARROWS = {1: "▲", -1: "▼", 0: "–"}
NOTHING = "—"


def missing(value: Any) -> "TypeIs[None]":
    """None, NaN, NaT or pandas' NA."""
    return bool(pd.isna(value))


def fixed(value: float | None, digits: int = 2) -> str:
    """93.42, or a dash when there is no value."""
    return NOTHING if missing(value) else f"{value:,.{digits}f}"


def count(value: float | None) -> str:
    """1,206; a shared fact counts in parts, so halves may remain: 12.5."""
    if missing(value):
        return NOTHING
    return f"{value:,.0f}" if abs(value - round(value)) < 0.05 else f"{value:,.1f}"


def decimals_kept(value: float | None) -> str:
    """A sum with what it has behind the point, two digits at most: 1,206; 89.75; 93.4."""
    return NOTHING if missing(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def text(value: object) -> str:
    """A text, or a dash when there is none."""
    return NOTHING if missing(value) else str(value)


def ems(text: str) -> float:
    """About how wide a text is: a Chinese character is one em, others half and a bit."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return wide + 0.56 * (len(text) - wide)


def shorten(text: str, most: float) -> str:
    """The beginning of a text that is wider than so many ems, with a sign that more follows."""
    if len(text) <= most or ems(text) <= most:
        return text
    width = 0.0
    for at, char in enumerate(text):
        width += ems(char)
        if width > most:
            return text[:at] + "…"
    return text


def shorten_inside(text: str, most: float, kept: int = 4) -> str:
    """A name that is wider than so many ems without its middle: names of units of one kind differ
    at their ends (一中队, 二中队)."""
    if ems(text) <= most:
        return text
    tail = text[-kept:]
    return shorten(text[:-kept], most - ems(tail) - ems("…")).removesuffix("…") + "…" + tail


def change(value: float | None, digits: int = 2) -> str:
    """▲ 1.32, ▼ 0.78, or – when nothing moved; empty when there is nothing to compare."""
    if missing(value):
        return ""
    rounded = round(float(value), digits)
    if rounded == 0:
        return ARROWS[0]
    return f"{ARROWS[1 if rounded > 0 else -1]} {abs(rounded):,.{digits}f}"


def date(value: dt.date | dt.datetime | None) -> str:
    """2025-10-21, or 2025-10-21 08:00 when it carries a time."""
    if missing(value):
        return NOTHING
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.strftime("%Y-%m-%d")


def tone(value: float | None) -> str:
    """better for a rise, worse for a fall, quiet for neither."""
    if missing(value) or value == 0:
        return "quiet"
    return "better" if value > 0 else "worse"


def worse_when_up(change: float | None) -> str:
    """The tone of a change of what should be few: worse for a rise, better for a fall."""
    return {"better": "worse", "worse": "better"}.get(tone(change), "neutral")
