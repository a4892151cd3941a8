"""The outlines of the fictional districts and streets, as a planning office would hand them over.

Streets are the Voronoi cells of their centres inside the city's outline, bent a little so that no
border is straight; a district is its streets together. Every case lies in its own district.
"""

import json
from collections.abc import Hashable, Sequence

import numpy as np
import shapely

from sample_city import city
from sample_city.city import CITY, Month
from sample_city.write import RECORD, REJECTED, Export, ExportSheet

NEIGHBOUR = "邻山县"  # no unit of the city: its outline belongs to nobody here
REACH = 7_500.0  # metres from a street's centre to the end of the city
STEP = 700.0  # metres between the corners of a border


def outlines() -> tuple[dict[str, shapely.Geometry], dict[str, shapely.Geometry]]:
    """Districts and streets by name, on the grid of the cases, in metres."""
    frame = city.streets()
    centres = shapely.points(frame[["x", "y"]].to_numpy())
    whole = shapely.concave_hull(shapely.multipoints(centres), ratio=0.6).buffer(REACH)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(centres), extend_to=whole, ordered=True)
    )
    bent = [_bent(shapely.intersection(cell, whole)) for cell in cells]
    streets = dict(zip(frame["street"], bent, strict=True))
    districts = {
        str(name): shapely.union_all([streets[street] for street in part["street"]])
        for name, part in frame.groupby("district", sort=False)
    }
    return districts, streets


def _bent(area: shapely.Geometry) -> shapely.Geometry:
    """The area on a sheet that was bent: what was a border of two areas still is one."""

    def bend(corners: np.ndarray) -> np.ndarray:
        x, y = corners.T
        east = 260 * np.sin(y / 1_900) + 150 * np.sin(x / 800 + y / 1_300)
        north = 240 * np.sin(x / 2_300) + 160 * np.sin(y / 700 - x / 1_700)
        return np.column_stack([x + east, y + north]).round(0)

    return shapely.transform(shapely.segmentize(area, STEP), bend)


def outline_file(months: Sequence[Month]) -> Export:
    """All outlines in one file: districts under short names, streets, and a neighbour's."""
    districts, streets = outlines()
    west, south, east, north = shapely.total_bounds(list(districts.values()))
    beyond = shapely.box(east + 500, south + 9_000, east + 9_000, north - 9_000)
    named = [
        *((city.short(name), "区县", area) for name, area in districts.items()),
        *((name, "街道（镇）", area) for name, area in streets.items()),
        (NEIGHBOUR, "区县", beyond),
    ]
    rows: list[tuple[str, str, Hashable, Sequence[object]]] = [
        (REJECTED if name == NEIGHBOUR else RECORD, name, name, [name, level])
        for name, level, _ in named
    ]
    sheet = ExportSheet("geojson", months[-1].exported, ["名称", "级别"], rows)
    features = [
        {
            "type": "Feature",
            "properties": {"代码": f"9901{n:05d}", "名称": name, "级别": level},
            "geometry": json.loads(shapely.to_geojson(area)),
        }
        for n, (name, level, area) in enumerate(named, start=1)
    ]
    collection = {"type": "FeatureCollection", "name": f"{CITY}边界（虚构）", "features": features}
    body = json.dumps(collection, ensure_ascii=False)
    return Export(f"{CITY}_行政区划.geojson", [sheet], "text", body=body)
