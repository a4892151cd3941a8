"""A scheme as YAML text: written anew, or over the text that it was, whose comments stay.

What is written is a plain scheme in long forms (`short_forms.in_full`). Places that say the same as
before are left as they are written, short forms, quotes and anchors included.
"""

import io
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from kernel.yaml_values import Refused, parse
from metrics.schemes.model import Component, Scheme
from metrics.schemes.short_forms import in_full

Plain = dict[str, Any]
# The order of fields is that of the model.
_ORDER = {
    name: place
    for fields in (Component.model_fields, Scheme.model_fields)
    for place, name in enumerate(fields)
}
_BLOCKS = ("", "components", "ladder")  # mappings of several lines; "": the whole


def yaml_over(source: bytes, wanted: Mapping[str, Any]) -> bytes:
    """The text of a scheme that says what is wanted, made from another text of it. Where the
    comments cannot be kept truly, they are dropped."""
    try:
        was = in_full(parse(source).value)
    except (Refused, TypeError):
        return new_yaml(wanted)
    yaml = yaml_writer()
    document = yaml.load(source.decode("utf-8-sig"))
    _merge(document, was, dict(wanted), shared_nodes(document))
    written = dumped(yaml, document)
    try:
        kept = in_full(parse(written).value) == dict(wanted)
    except (Refused, TypeError):
        kept = False
    return written if kept else new_yaml(wanted)


def new_yaml(wanted: Mapping[str, Any]) -> bytes:
    """The text of a scheme without any other before it."""
    return dumped(yaml_writer(), _styled(dict(wanted), ""))


def yaml_writer() -> YAML:
    """The writer of scheme files: comments, quotes and line breaks stay."""
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.allow_duplicate_keys = False
    yaml.width = 4096  # lines stay as they were broken
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(Decimal, _number)
    return yaml


def dumped(yaml: YAML, document: Any) -> bytes:
    """The text of a document."""
    buffer = io.BytesIO()
    yaml.dump(document, buffer)
    return buffer.getvalue()


def unshared(value: Any) -> Any:
    """A copy of what an alias shares, without its anchor."""
    copy = deepcopy(value)
    if hasattr(copy, "yaml_set_anchor"):
        copy.anchor.value = None
    return copy


def shared_nodes(document: Any) -> set[int]:
    """The mappings and lists that stand in more than one place, and what is inside of them."""
    met: set[int] = set()
    twice: set[int] = set()

    def walk(node: Any) -> None:
        if not isinstance(node, dict | list):
            return
        if id(node) in met:
            twice.add(id(node))
        met.add(id(node))
        for item in node.values() if isinstance(node, dict) else node:
            walk(item)

    walk(document)
    return twice


def _number(representer: Any, value: Decimal) -> Any:
    """13.5, and 45 for 45.00: never an exponent."""
    whole = value == value.to_integral_value()
    text = f"{int(value)}" if whole else f"{value.normalize():f}"
    return representer.represent_scalar(f"tag:yaml.org,2002:{'int' if whole else 'float'}", text)


def _merge(node: Any, was: Plain, wanted: Plain, shared: set[int]) -> None:
    """Let a mapping of the document, which says `was`, say what is wanted."""
    for key in [key for key in node if key not in wanted]:
        del node[key]
    for key in sorted(wanted, key=_place):
        before, value = was.get(key), wanted[key]
        if key in was and _same(before, value):
            continue
        if key not in node:
            later = (at for at, other in enumerate(node) if _place(other) > _place(key))
            node.insert(next(later, len(node)), key, _styled(value, key))
            continue
        if id(node[key]) in shared:
            node[key] = unshared(node[key])
        if isinstance(node[key], dict) and isinstance(before, dict) and isinstance(value, dict):
            _merge(node[key], before, value, shared)
        elif key == "components" and isinstance(node[key], list) and isinstance(value, list):
            _merge_parts(node[key], before or [], value, shared)
        else:
            node[key] = _styled(value, key)


def _merge_parts(nodes: Any, was: list[Any], wanted: list[Any], shared: set[int]) -> None:
    """Components, told by their ids, in the order that is wanted."""
    names = [part.get("id") if isinstance(part, dict) else None for part in was]
    stay = {part.get("id") for part in wanted} - {None}
    if len(names) != len(set(names)) or len(names) != len(nodes):
        names, stay = [None] * len(nodes), set()
    said = dict(zip(names, was, strict=False))
    for at in reversed(range(len(nodes))):
        if names[at] not in stay:
            del nodes[at], names[at]
    for at, part in enumerate(wanted):
        name = part.get("id")
        if name not in names:
            nodes.insert(at, _styled(part, "components"))
            names.insert(at, name)
            continue
        if (now := names.index(name)) != at:
            nodes.insert(at, nodes.pop(now))
            names.insert(at, names.pop(now))
        if id(nodes[at]) in shared:
            nodes[at] = unshared(nodes[at])
        _merge(nodes[at], said[name], part, shared)


def _same(one: Any, other: Any) -> bool:
    """Equal, and of the same kind: True is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _place(key: Any) -> int:
    return _ORDER.get(key, len(_ORDER))


def _styled(value: Any, key: str) -> Any:
    """A plain value as a node: what is short on one line, fields in their order."""
    if isinstance(value, Mapping):
        node = CommentedMap(
            (name, _styled(value[name], name)) for name in sorted(value, key=_place)
        )
        if key not in _BLOCKS:
            node.fa.set_flow_style()
        return node
    if isinstance(value, list | tuple):
        items = CommentedSeq(_styled(one, key) for one in value)
        if not any(isinstance(one, Mapping) for one in value):
            items.fa.set_flow_style()
        return items
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value if isinstance(value, int | float | Decimal | date | None) else str(value)
