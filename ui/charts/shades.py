"""Classes of a rate, each in its shade of one colour: what a map is filled with, and its legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, isnan

from ui.theme import Palette

MOST = 5  # more shades than these cannot be told apart on a projector
LIGHTEST, DEEPEST = 0.08, 0.52  # parts of the accent: ink stays legible on the deepest


@dataclass(frozen=True)
class Shade:
    """One class: low <= rate < high (the last one includes it), and its colour."""

    low: float
    high: float
    colour: str


def shades(values: Sequence[float], palette: Palette) -> list[Shade]:
    """At most five classes of equal width with round bounds, all values in them but NaN."""
    known = [value for value in values if not isnan(value)]
    if not known:
        return []
    low, high = min(known), max(known)
    step = next(
        s * 10.0**e
        for e in range(-3, 9)
        for s in (1, 2, 5)
        if _classes(low, high, s * 10.0**e) <= MOST
    )
    count, start = _classes(low, high, step), _below(low, step) * step
    depth = (DEEPEST - LIGHTEST) / max(count - 1, 1)
    return [
        Shade(start + i * step, start + (i + 1) * step, _mixed(palette, LIGHTEST + i * depth))
        for i in range(count)
    ]


def shade_of(value: float, classes: Sequence[Shade]) -> str:
    """The colour of a value; empty for NaN."""
    if isnan(value) or not classes:
        return ""
    return next((c.colour for c in classes if value < c.high), classes[-1].colour)


def _classes(low: float, high: float, step: float) -> int:
    return _below(high, step) - _below(low, step) + 1


def _below(value: float, step: float) -> int:
    """How many whole steps lie below a value; 4 / 0.001 are 4,000 and not 3,999."""
    return floor(value / step + 1e-9)


def _mixed(palette: Palette, part: float) -> str:
    """Some of the accent on the ground."""
    pairs = zip(_channels(palette.ground), _channels(palette.better), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    ends = range(1, 8, 2)
    return [int(colour[a:b], 16) for a, b in pairwise(ends)]
