"""A changed scheme as a file: edits put into the YAML, its comments kept, checked by the loader.

The file is the only truth of a trial: what is scored is what the loader reads out of the draft's
bytes, so a draft that is taken away scores as it did on the screen.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap

from kernel.yaml_values import Refused, parse
from metrics.schemes.model import Component, Scheme
from metrics.schemes.scheme import read_scheme
from metrics.schemes.writing import scheme_file_name
from metrics.schemes.yaml_text import dumped, shared_nodes, unshared, yaml_writer

Path = tuple[str | int, ...]
# `ties: min` and `n: checks` are short for these.
_SHORT = {"ties": "then", "n": "indicator"}


@dataclass(frozen=True)
class Edit:
    """A value for one place of a scheme's file: keys and list positions. None takes it away."""

    path: Path
    value: Any


@dataclass(frozen=True)
class SchemeDraft:
    """A changed scheme: its file and what the loader makes of it."""

    scheme: Scheme
    content: bytes

    @property
    def file(self) -> str:
        """The name under which it is saved."""
        return scheme_file_name(self.scheme.id, self.scheme.version)


def drafted(
    content: bytes,
    base: Scheme,
    edits: Sequence[Edit],
    version: int,
    starts: date | None = None,
    ends: date | None = None,
) -> SchemeDraft:
    """The draft that edits make of a scheme's file.

    content: the file that `base` was read from. version: the draft's. starts, ends: its first and
    last day in force; without `starts` both remain. A component whose weight is 0 is left out.
    Raises SchemeError naming file, line and field of every fault, as for any file of a scheme.
    """
    head = [Edit(("version",), version), Edit(("status",), "draft")]
    if starts is not None:
        head += [Edit(("effective_from",), starts), Edit(("effective_to",), ends)]
    written = _written(content, [*_scales_kept(base, edits), *edits, *head])
    draft = read_scheme(written, scheme_file_name(base.id, version))
    return SchemeDraft(draft.taking(base.others), written)


def component_paths(scheme: Scheme) -> dict[str, Path]:
    """Where each component stands in the file."""
    found: dict[str, Path] = {}

    def below(nodes: Sequence[Component], path: Path) -> None:
        for place, node in enumerate(nodes):
            found[node.id] = (*path, place)
            below(node.components, (*path, place, "components"))

    below(scheme.components, ("components",))
    return found


def _scales_kept(base: Scheme, edits: Sequence[Edit]) -> list[Edit]:
    """`full` for components whose weight changes, so that what is inside stays as it was: parts
    that summed to the old weight, and rules that give points on that scale."""
    changed = {edit.path for edit in edits}
    paths = component_paths(base)
    return [
        Edit((*paths[node.id], "full"), node.weight)
        for node, _ in base.walk()
        if (*paths[node.id], "weight") in changed
        and node.full is None
        and (node.components or (node.rule is not None and node.rule.on_own_scale))
    ]


def _written(content: bytes, edits: Sequence[Edit]) -> bytes:
    """The YAML with the edits in it. Where the comments cannot be kept truly, they are dropped."""
    yaml = yaml_writer()
    document = yaml.load(content.decode("utf-8-sig"))
    plain = parse(content).value
    for node in (document, plain):
        for edit in edits:
            _put(node, edit)
        _drop_weightless(node)
    written, bare = dumped(yaml, document), dumped(yaml, plain)
    return written if _value(written) == _value(bare) else bare


def _value(content: bytes) -> Any:
    """What a file says; for one that the loader will refuse, where it cannot be read."""
    try:
        return parse(content).value
    except Refused as refused:
        return refused.code


def _put(document: Any, edit: Edit) -> None:
    """Set one value, through places that may not be there yet or that an alias shares."""
    node = document
    *way, last = edit.path
    shared = shared_nodes(document)
    for step in way:
        if isinstance(node, dict) and not isinstance(node.get(step), dict | list):
            if edit.value is None and node.get(step) is None:
                return
            node[step] = _full_form(step, node.get(step))
        elif id(node[step]) in shared:
            node[step] = unshared(node[step])
        node = node[step]
    if edit.value is None:
        node.pop(last, None)
    else:
        node[last] = deepcopy(edit.value)


def _full_form(key: str | int, short: Any) -> CommentedMap:
    """The mapping that a short form stands for; an empty one where there was nothing."""
    whole = (
        CommentedMap() if not isinstance(short, str) else CommentedMap({_SHORT[str(key)]: short})
    )
    whole.fa.set_flow_style()
    return whole


def _drop_weightless(node: Any) -> None:
    """Take out components that count for nothing, unless nothing would be left."""
    parts = node.get("components") if isinstance(node, Mapping) else None
    if not isinstance(parts, list):
        return
    counting = [p for p in parts if not (isinstance(p, Mapping) and p.get("weight") == 0)]
    if counting and len(counting) < len(parts):
        for place in reversed(range(len(parts))):
            if not any(parts[place] is part for part in counting):
                del parts[place]
    for part in parts:
        _drop_weightless(part)
