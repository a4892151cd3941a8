"""Where the names of areas stand, so that neither a border nor a dot runs through them."""

from collections.abc import Sequence

import numpy as np

from ui.charts.base import text_width

BETWEEN = 6  # pixels
Point = tuple[float, float]
Dot = tuple[float, float, float]  # x, y and radius in pixels


def clear_point(
    places: Sequence[Point],
    border: np.ndarray,
    dots: Sequence[Dot],
    width: float,
    height: float,
) -> tuple[int, bool]:
    """Which of some places is the first at which a text of that size is clear, else the clearest.

    All in pixels. border: points along that of its area. The flag says whether the
    text is clear of the borders: if not, it has no room there.
    """
    marks = np.array(dots, dtype=float).reshape(-1, 3)
    half = np.array([width / 2, height / 2])
    best = (-1.0, 0, False)
    for number, place in enumerate(places):
        edge = _clearance(border - place, half)
        dot = _clearance(marks[:, :2] - place, half + marks[:, 2:])
        if min(edge, dot) >= 1:
            return number, True
        # a dot over a name is worse than a name over a border
        score = min(edge, 1.0) + 2 * min(dot, 1.0)
        if score > best[0]:
            best = (score, number, edge >= 1)
    return best[1], best[2]


def text_box(lines: Sequence[tuple[str, int]]) -> tuple[float, float]:
    """Width and height of lines of text, each with its size in pixels."""
    return max(text_width(text, size) for text, size in lines), sum(1.25 * s for _, s in lines)


def along(corners: Sequence[Point]) -> np.ndarray:
    """Points all along the borders that corners (NaN between two rings) make, few pixels apart."""
    ends = np.array(corners, dtype=float).reshape(-1, 2)
    starts, steps = ends[:-1], np.diff(ends, axis=0)
    sides = ~np.isnan(steps).any(axis=1)
    starts, steps = starts[sides], steps[sides]
    count = 1 + (np.hypot(*steps.T) // BETWEEN).astype(int)
    side = np.repeat(np.arange(len(count)), count)
    part = (np.arange(len(side)) - np.repeat(np.cumsum(count) - count, count)) / count[side]
    return starts[side] + steps[side] * part[:, None]


def _clearance(apart: np.ndarray, half: np.ndarray) -> float:
    """How far the nearest of some points is, where 1 is the rim of the text."""
    if not len(apart):
        return np.inf
    return float((np.abs(apart) / half).max(axis=1).min())
