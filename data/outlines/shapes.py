"""Areas on the plane of the cases' coordinates: where they lie, joined, simplified, written.

A unit is (kind, name). Coordinates are degrees (longitude, latitude) or those of any plane grid.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from kernel.messages import Message

# Of the larger side of all outlines together: half a pixel of a map 1,000 pixels wide.
FINENESS = 1 / 2000
_FAR = 1e9  # no coordinate lies so far away

UnitKey = tuple[str, str]
Middles = Mapping[UnitKey, tuple[float, float]]


def area_of(geometry: Mapping[str, Any]) -> Any:
    """The valid area that a GeoJSON geometry encloses, without heights; None when it has none."""
    try:
        drawn = shapely.force_2d(shape(geometry))
    except (TypeError, ValueError, IndexError, AttributeError, shapely.errors.ShapelyError):
        return None
    ends = shapely.get_coordinates(drawn)
    if not len(ends) or not (abs(ends) < _FAR).all():  # nor where one is no number
        return None
    return _valid(drawn)


def _valid(drawn: Any) -> Any:
    """The polygons of a shape that was made valid, lines and points left out; None for none."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(drawn)))
    flat = [part for part in parts if part.geom_type == "Polygon" and part.area > 0]
    return shapely.union_all(flat) if flat else None


@dataclass(frozen=True)
class Lie:
    """Where areas lie against the cases: latitude first (`turned`), or somewhere else (`wrong`)."""

    turned: bool = False
    wrong: Message | None = None


def lie_of(areas: Sequence[Any], middles: Middles) -> Lie:
    """Whether areas lie where the cases do, as they are or with their two axes exchanged.

    Without any case that has coordinates only what no axis allows is known: a latitude above 90.
    """
    box = shapely.total_bounds(areas)
    points = np.array(list(middles.values())).reshape(-1, 2)
    if _covers(box, points):
        return Lie()
    turned = box[[1, 0, 3, 2]]
    if _covers(turned, points):
        return Lie(turned=True)
    if not len(points):
        return Lie(turned=_degrees(turned) and not _degrees(box))
    code, cases = "outlines-elsewhere", _box(points)
    if _degrees(box) != _degrees(cases):
        code = "outlines-in-degrees" if _degrees(box) else "outlines-projected"
    return Lie(wrong=Message(code, {"box": _written(box), "cases": _written(cases)}))


def turned(area: Any) -> Any:
    """An area with its two axes exchanged."""
    return shapely.transform(area, lambda corners: corners[:, ::-1])


def joined_areas(areas: Mapping[int, Any], units: Mapping[int, UnitKey]) -> dict[UnitKey, Any]:
    """One area per unit out of numbered areas and the units of those that have one."""
    parts: dict[UnitKey, list[Any]] = {}
    for number, unit in units.items():
        parts.setdefault(unit, []).append(areas[number])
    return {unit: a[0] if len(a) == 1 else shapely.union_all(a) for unit, a in parts.items()}


def strangers(outlines: Mapping[UnitKey, Any], middles: Middles) -> list[UnitKey]:
    """The units of which the middle of the cases lies outside their own outline."""
    both = [unit for unit in outlines if unit in middles]
    return [u for u in both if not shapely.contains_xy(outlines[u], *middles[u])]


def share_inside(area: Any, points: Sequence[tuple[float, float]]) -> float:
    """Which part (0..1) of some points lies in an area."""
    return float(shapely.contains_xy(area, points).mean())


def simplified(outlines: Mapping[UnitKey, Any]) -> dict[UnitKey, Any]:
    """Fewer corners, less than is seen; borders that two units share stay shared."""
    areas = list(outlines.values())
    if not areas:
        return {}
    drawn = [_valid(a) for a in shapely.coverage_simplify(areas, _side(areas) * FINENESS)]
    return {u: d if d is not None else a for u, d, a in zip(outlines, drawn, areas, strict=True)}


def written(outlines: Mapping[UnitKey, Any]) -> dict[UnitKey, str]:
    """GeoJSON geometries, rounded far below what is drawn; outer rings counter-clockwise."""
    step = _side(list(outlines.values())) * FINENESS / 10
    digits = int(max(0, np.ceil(-np.log10(step))))
    return {
        unit: shapely.to_geojson(
            shapely.orient_polygons(shapely.transform(area, lambda c: c.round(digits)))
        )
        for unit, area in outlines.items()
    }


def corners(outlines: Mapping[UnitKey, Any]) -> int:
    """How many corners areas have together."""
    return int(shapely.get_num_coordinates(list(outlines.values())).sum())


def _side(areas: Sequence[Any]) -> float:
    west, south, east, north = shapely.total_bounds(areas)
    return float(max(east - west, north - south))


def _box(points: np.ndarray) -> np.ndarray:
    return np.concatenate([points.min(axis=0), points.max(axis=0)])


def _covers(box: np.ndarray, points: np.ndarray) -> bool:
    """Whether some of the points lie in the box."""
    return bool(((points >= box[:2]) & (points <= box[2:])).all(axis=1).any())


def _degrees(box: np.ndarray) -> bool:
    """Whether these can be longitudes and latitudes."""
    return bool((abs(box[[0, 2]]) <= 180).all() and (abs(box[[1, 3]]) <= 90).all())


def _written(box: np.ndarray) -> str:
    digits = 3 if _degrees(box) else 0
    west, south, east, north = (f"{value:.{digits}f}" for value in box)
    return f"x {west}..{east}, y {south}..{north}"


def rings(area: Any) -> tuple[list[float], list[float]]:
    """The corners of all rings of an area, x and y apart, NaN between two rings."""
    x: list[float] = []
    y: list[float] = []
    for part in shapely.get_parts(area):
        for ring in shapely.get_rings(part):
            ends = shapely.get_coordinates(ring)
            x += [*([math.nan] if x else []), *ends[:, 0].tolist()]
            y += [*([math.nan] if y else []), *ends[:, 1].tolist()]
    return x, y


def label_point(area: Any) -> tuple[float, float]:
    """Where a name has most room: the middle of the largest circle that fits into an area."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    middle, _ = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest)).tolist()
    return middle[0], middle[1]


def grid_inside(areas: Sequence[Any], across: int) -> list[tuple[list[float], list[float]]]:
    """For each area the points of one regular grid, `across` points along the longer side of them
    all, that lie inside it: x and y."""
    if not areas:
        return []
    west, south, east, north = shapely.total_bounds(areas)
    step = _side(areas) / across
    x, y = (
        axis.ravel()
        for axis in np.meshgrid(np.arange(west, east, step), np.arange(south, north, step))
    )
    inside = [shapely.contains_xy(area, x, y) for area in areas]
    return [(x[own].tolist(), y[own].tolist()) for own in inside]
