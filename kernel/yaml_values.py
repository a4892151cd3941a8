"""YAML as plain values that know their lines, safe to read whoever wrote it.

The text is read event by event, so that no nesting, no alias and no number of it can take the
program's memory, time or stack: what is beyond the limits is refused with its line.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from yaml import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kernel.text import has_control

MAX_BYTES = 256 * 1024
MAX_DEPTH = 40
MAX_VALUES = 20_000  # aliases counted as often as they are used
MAX_TEXT = 2_000
MAX_NUMBER, MIN_NUMBER = 1e12, 1e-9  # no share, weight or limit of an office lies beyond

Path = tuple[str | int, ...]
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null")}
_DATE = "tag:yaml.org,2002:timestamp"


class Refused(Exception):
    """The text cannot be used: the line (from 1), the field as far as it is known, the code of the
    message and its parameters."""

    def __init__(self, line: int, code: str, **params: Any) -> None:
        super().__init__(code)
        self.line, self.code, self.params = line, code, params
        self.field = ""


@dataclass
class Document:
    """The value of a file (dict, list or scalar) and the line of every key and item in it."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def place(self, path: Path) -> tuple[int, str]:
        """Line and written form of a path (`components[closure].weight`); where the file does not
        have it, the line of what would hold it."""
        node, line, written = self.value, 1, ""
        at: Path = ()
        for step in path:
            if isinstance(node, dict) and step in node:
                at, node, written = (*at, step), node[step], f"{written}.{step}"
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                at, node = (*at, step), node[step]
                name = node.get("id") if isinstance(node, dict) else None
                written += f"[{name or step + 1}]"
            elif isinstance(node, list) or isinstance(step, int):
                continue  # one value was taken for a list of one, or a list for one value
            elif isinstance(node, dict) and step in ("[key]", node.get("type")):
                continue  # pydantic names the chosen type in its path
            else:
                node, written = None, f"{written}.{step}"
            line = self.lines.get(at, line)
        return line, written.lstrip(".") or "–"


@dataclass
class _Built:
    """A value with how many values are in it and how deep they lie."""

    value: Any
    size: int = 1
    height: int = 0


def parse(raw: bytes) -> Document:
    """The document of a YAML file's bytes. Raises Refused."""
    if len(raw) > MAX_BYTES:
        raise Refused(1, "config-too-large", limit=f"{MAX_BYTES // 1024} KB")
    text = _decoded(raw)
    try:
        return _Reader(text).document()
    except Refused:
        raise
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = str(error.problem or error.context or "").split("\n")[0]
        raise Refused(mark.line + 1 if mark else 1, "config-not-yaml", why=why[:200]) from error
    except Exception as error:  # whatever else the library says of a text that is no YAML
        why = str(error).split("\n")[0]
        raise Refused(1, "config-not-yaml", why=why[:200]) from error


def _decoded(raw: bytes) -> str:
    if b"\0" in raw or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(1, "config-not-utf8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(raw.count(b"\n", 0, error.start) + 1, "config-not-utf8") from error
    for number, line in enumerate(text.split("\n"), 1):
        if has_control(line.removesuffix("\r")):
            raise Refused(number, "config-control")
    return text


class _Reader:
    """Builds values out of the events of one text."""

    def __init__(self, text: str) -> None:
        self.yaml = YAML(typ="safe", pure=True)  # what a scalar is: YAML 1.2, where `no` is a word
        self.events: Iterator[Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.anchors: dict[str, _Built] = {}
        self.lines: dict[Path, int] = {}

    def document(self) -> Document:
        found: _Built | None = None
        for event in self.events:
            if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
                if found is not None:
                    raise Refused(_line(event), "config-two-documents")
                found = self._value(event, ())
        return Document(None if found is None else found.value, self.lines)

    def _value(self, event: Event, path: Path) -> _Built:
        try:
            return self._built(event, path)
        except Refused as refused:
            refused.field = refused.field or _written(path)
            raise

    def _built(self, event: Event, path: Path) -> _Built:
        self.lines.setdefault(path, _line(event))
        if isinstance(event, AliasEvent):
            if event.anchor not in self.anchors:
                raise Refused(_line(event), "config-alias", name=_cut(event.anchor))
            built = self.anchors[event.anchor]
        elif isinstance(event, ScalarEvent):
            built = _Built(self._scalar(event))
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            if len(path) >= MAX_DEPTH:
                raise Refused(_line(event), "config-too-deep", limit=MAX_DEPTH)
            if event.tag is not None:
                raise Refused(_line(event), "config-tag", tag=_cut(event.tag))
            mapping = isinstance(event, MappingStartEvent)
            built = self._mapping(path) if mapping else self._list(path)
        else:
            raise Refused(_line(event), "config-not-yaml", why=type(event).__name__)
        if len(path) + built.height > MAX_DEPTH:
            raise Refused(_line(event), "config-too-deep", limit=MAX_DEPTH)
        if built.size > MAX_VALUES:
            raise Refused(_line(event), "config-too-many", limit=MAX_VALUES)
        anchor = None if isinstance(event, AliasEvent) else getattr(event, "anchor", None)
        if anchor is not None:
            self.anchors[anchor] = built
        return built

    def _list(self, path: Path) -> _Built:
        whole = _Built([])
        while not isinstance(event := next(self.events), SequenceEndEvent):
            item = self._value(event, (*path, len(whole.value)))
            whole.value.append(item.value)
            self._count(whole, item, event)
        return whole

    def _mapping(self, path: Path) -> _Built:
        whole = _Built({})
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise Refused(_line(event), "config-key")
            key = self._scalar(event)
            if isinstance(key, float | None) and key != key:
                raise Refused(_line(event), "config-key")
            if key in whole.value:
                raise Refused(_line(event), "config-twice", name=_cut(event.value))
            self.lines[(*path, key)] = _line(event)
            item = self._value(next(self.events), (*path, key))
            whole.value[key] = item.value
            self._count(whole, item, event)
        return whole

    def _count(self, whole: _Built, item: _Built, event: Event) -> None:
        whole.size += item.size
        whole.height = max(whole.height, item.height + 1)
        if whole.size > MAX_VALUES:  # at once: the rest of a bomb is not looked at
            raise Refused(_line(event), "config-too-many", limit=MAX_VALUES)

    def _scalar(self, event: ScalarEvent) -> Any:
        line, text = _line(event), event.value
        tag = event.tag or self.yaml.resolver.resolve(ScalarNode, text, event.implicit)
        tag = str(tag)
        if tag.endswith(":merge") or (tag not in _TAGS and tag != _DATE):
            raise Refused(line, "config-tag", tag=_cut(text if tag.endswith(":merge") else tag))
        if len(text) > MAX_TEXT:
            raise Refused(line, "config-long-text", limit=MAX_TEXT)
        if has_control(text):
            raise Refused(line, "config-control")
        try:
            node = ScalarNode(tag, text, event.start_mark, event.end_mark)
            value = self.yaml.constructor.construct_object(node)
        except Exception as error:  # 2025-02-30, !!int x, a number of 5,000 digits
            code = "config-no-date" if tag == _DATE else "config-no-value"
            raise Refused(line, code, value=_cut(text)) from error
        if isinstance(value, int | float) and not _sensible(value):
            raise Refused(line, "config-absurd-number", value=_cut(text))
        return value


def _sensible(number: float) -> bool:
    """Whether a number can be meant: finite and of a size that something has."""
    try:
        size = abs(float(number))
    except OverflowError:
        return False
    return math.isfinite(size) and (size == 0 or MIN_NUMBER <= size <= MAX_NUMBER)


def _written(path: Path) -> str:
    """A path as messages write it; lists are counted from 1."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path[:6])
    return _cut("".join(steps).lstrip("."), 80) + ("…" if len(path) > 6 else "")


def _line(event: Event) -> int:
    return event.start_mark.line + 1


def _cut(text: str, most: int = 40) -> str:
    """A text of the file as a message quotes it."""
    shown = text.encode("utf-8", "replace").decode("utf-8")
    return shown if len(shown) <= most else f"{shown[:most]}…"
