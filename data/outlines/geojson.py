"""Reads the features of a GeoJSON file (RFC 7946): their properties as text, their geometries.

Files as they come are meant: a byte order mark, GBK text, a single feature. What is no area keeps
its place in the list and says why, so that every feature can be accounted for.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.reader.problems import unreadable
from kernel.messages import Message

LARGEST = 200 << 20  # bytes; reading takes about ten times as much memory
AREAS = ("Polygon", "MultiPolygon")
_TYPES = re.compile(
    rb'"type"\s*:\s*"(FeatureCollection|Feature|Polygon|MultiPolygon|Topology)"|"geometryType"\s*:'
)
_HEAD = 1 << 16


@dataclass(frozen=True)
class Feature:
    """One feature: its place in the file (from 1), its plain properties, its geometry.

    geometry: a Polygon or MultiPolygon as the file has it; None where `wrong` says why not.
    """

    number: int
    properties: Mapping[str, str] = field(default_factory=dict)
    geometry: Mapping[str, Any] | None = None
    wrong: Message | None = None


def is_geojson(path: Path) -> bool:
    """Whether a file looks like outlines: by its name, or by how its content begins."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    except OSError:
        return False
    begins = head.startswith(b"{")
    return begins and (path.suffix.lower() == ".geojson" or bool(_TYPES.search(head)))


def read_features(path: Path) -> list[Feature]:
    """All features of a file. Raises UnreadableFileError when it is not GeoJSON or is damaged."""
    tree = _parsed(path)
    kind = tree.get("type") if isinstance(tree, dict) else None
    if kind == "FeatureCollection" and isinstance(tree.get("features"), list):
        found = tree["features"]
    elif kind == "Feature":
        found = [tree]
    elif kind in AREAS:
        found = [{"type": "Feature", "geometry": tree}]
    elif kind == "Topology":
        raise unreadable("outlines-other-format", path.name, kind="TopoJSON")
    elif isinstance(tree, dict) and "geometryType" in tree:
        raise unreadable("outlines-other-format", path.name, kind="Esri JSON")
    else:
        raise unreadable("reader-foreign", path.name, kind="JSON")
    if not found:
        raise unreadable("outlines-no-features", path.name)
    return [_feature(number, one) for number, one in enumerate(found, start=1)]


def _parsed(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST:
            raise unreadable("outlines-too-large", path.name, size=LARGEST >> 20)
        raw = path.read_bytes()
    except OSError as error:
        raise unreadable("reader-os-error", path.name, detail=error.strerror or error) from error
    try:
        text = raw.decode(json.detect_encoding(raw))
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
        code = "outlines-cut-off" if cut else "outlines-damaged"
        raise unreadable(code, path.name, **where) from error
    except RecursionError as error:
        raise unreadable("outlines-damaged", path.name, line=1, column=1) from error


def _feature(number: int, found: Any) -> Feature:
    if not isinstance(found, dict):
        return Feature(number, wrong=Message("outlines-no-geometry"))
    named = found.get("properties")
    own = {"id": found.get("id")} | (named if isinstance(named, dict) else {})
    properties = {name: text for name, value in own.items() if (text := _text(value))}
    geometry = found.get("geometry")
    if not isinstance(geometry, dict) or not geometry.get("coordinates"):
        return Feature(number, properties, wrong=Message("outlines-no-geometry"))
    if geometry.get("type") not in AREAS:
        wrong = Message("outlines-not-an-area", {"type": str(geometry.get("type"))[:40]})
        return Feature(number, properties, wrong=wrong)
    return Feature(number, properties, geometry)


def _text(value: Any) -> str:
    """A property that may name something; nothing for lists, objects and truth values."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return re.sub(r"\s+", " ", str(value)).strip()
