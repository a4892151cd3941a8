"""A plane with true distances: plain coordinates or degrees, without any map below."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, isnan, radians
from typing import NamedTuple

import plotly.graph_objects as go


class Box(NamedTuple):
    """What is shown: its west, south, east and north end."""

    west: float
    south: float
    east: float
    north: float

    @property
    def side(self) -> float:
        """The longer side; 1 for a single point."""
        return max(self.east - self.west, self.north - self.south) or 1.0

    @property
    def stretch(self) -> float:
        """How long a step north is beside a step east: 1 / cos(latitude) in degrees, else 1."""
        degrees = min(self.west, self.south) >= -180 and self.east <= 180
        if degrees and self.south > -85 and self.north < 85:
            return 1 / cos(radians((self.south + self.north) / 2))
        return 1.0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.west <= x <= self.east and self.south <= y <= self.north


def box_of(x: Iterable[float], y: Iterable[float]) -> Box:
    """The box around some points; NaN is no point. There must be one."""
    across = [value for value in x if not isnan(value)]
    up = [value for value in y if not isnan(value)]
    return Box(min(across), min(up), max(across), max(up))


def fit_frame(figure: go.Figure, box: Box, pad: float) -> None:
    """Show a box and `pad` (of its longer side) around it, with one scale on both axes."""
    far = pad * box.side
    figure.update_xaxes(range=[box.west - far, box.east + far])
    figure.update_yaxes(
        range=[box.south - far, box.north + far], scaleanchor="x", scaleratio=box.stretch
    )


@dataclass(frozen=True)
class Scale:
    """How coordinates become pixels, about: a page may be narrower than is usual."""

    box: Box
    height: int
    width: int = 760

    @property
    def pixels(self) -> float:
        """Pixels per step east."""
        up, across = (self.box.north - self.box.south) * self.box.stretch, self.box.east
        return min(self.height / (up or 1.0), self.width / ((across - self.box.west) or 1.0))

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Pixels from the south-west corner, to the right and up."""
        east, north = x - self.box.west, y - self.box.south
        return east * self.pixels, north * self.pixels * self.box.stretch

    def back(self, right: float, up: float) -> tuple[float, float]:
        """The coordinates of such pixels."""
        east, north = right / self.pixels, up / self.pixels / self.box.stretch
        return self.box.west + east, self.box.south + north
