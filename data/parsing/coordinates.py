"""Two coordinates in one cell: `(40.10, -73.10)`, `POINT (116.39 39.91)`, `116.39,39.91`."""

import re
import unicodedata
from collections.abc import Iterable
from functools import partial

_NUMBER = r"[-+]?\d{1,3}\.\d+"
_PAIR = re.compile(
    rf"(?P<point>point\s*)?[(\[]?\s*(?P<one>{_NUMBER})\s*[°]?\s*[,;、\s]\s*(?P<two>{_NUMBER})\s*[°]?"
    r"\s*[)\]]?",
    re.I,
)
_LATITUDES = 90.0
_CHINA_X, _CHINA_Y = (70.0, 140.0), (3.0, 55.0)


def _parts(text: str) -> tuple[bool, float, float] | None:
    match = _PAIR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or max(abs(float(match["one"])), abs(float(match["two"]))) > 180:
        return None
    return match["point"] is not None, float(match["one"]), float(match["two"])


def is_pair(text: str) -> bool:
    """Whether a text is a pair of degrees, and so neither a place nor a name."""
    return _parts(text) is not None


def longitude_first(texts: Iterable[str]) -> bool:
    """Which way round a column of pairs is written. Well-known text says x first; a number beyond
    90 degrees is no latitude; in China the longitude is the larger; else the latitude is first."""
    pairs = [parts for text in texts if (parts := _parts(text))]
    if any(point for point, _, _ in pairs):
        return True
    if any(abs(two) > _LATITUDES for _, _, two in pairs):
        return False
    if any(abs(one) > _LATITUDES for _, one, _ in pairs):
        return True
    inside = [_in(one, _CHINA_X) and _in(two, _CHINA_Y) for _, one, two in pairs]
    return bool(inside) and all(inside)


def _in(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _coordinate(text: str, second: bool) -> float | None:
    parts = _parts(text)
    return None if parts is None else parts[2 if second else 1]


first_coordinate = partial(_coordinate, second=False)
second_coordinate = partial(_coordinate, second=True)
