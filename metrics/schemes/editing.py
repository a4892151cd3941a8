"""A scheme that is being edited: the plain content of its file, changed by pure functions.

The content is in long forms (`short_forms.in_full`); a component is told by its path, the keys and
list positions that lead to it. Every function returns a new content and leaves the old one alone.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kernel.configuration import plain_to
from kernel.messages import Message
from metrics.indicators import INDICATORS
from metrics.schemes.checks import faults_of_scheme
from metrics.schemes.first_rules import first_rule, fitting_rules, usual_rule
from metrics.schemes.model import Scheme
from metrics.schemes.taking import taking_problems

SchemeContent = dict[str, Any]
FieldPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Sum:
    """Components beside each other: the path of what holds them (() at the top), what their weights
    sum to, and what they must. None where one is no number yet."""

    path: FieldPath
    total: Decimal | None
    full: Decimal | None

    @property
    def fits(self) -> bool:
        """Whether the weights sum to the full marks."""
        return self.total is not None and self.total == self.full


def blank(scheme_id: str, kind: str, starts: date) -> SchemeContent:
    """A scheme that says as little as it can: one given score, whose item is yet to be named."""
    return {
        "id": scheme_id,
        "version": 1,
        "name": {"zh": "", "en": ""},
        "status": "draft",
        "scores": {"kind": kind},
        "effective_from": starts,
        "missing": "renormalise",
        "components": [new_part([], 100)],
    }


def as_new(content: SchemeContent, scheme_id: str, starts: date) -> SchemeContent:
    """A copy under another id: its first version, a draft."""
    head = {"id": scheme_id, "version": 1, "status": "draft", "effective_from": starts}
    return _without(deepcopy(content) | head, "effective_to", "document")


def as_next(content: SchemeContent, version: int, starts: date) -> SchemeContent:
    """The version that follows another one: a draft."""
    head = {"version": version, "status": "draft", "effective_from": starts}
    return _without(deepcopy(content) | head, "effective_to")


def free_scheme_id(stem: str, taken: Sequence[str]) -> str:
    """`mine`, or `mine-2` where that is taken."""
    numbers = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in numbers if name not in taken)


def at(content: SchemeContent, path: FieldPath) -> Any:
    """What stands in a place; None where nothing does."""
    node: Any = content
    for step in path:
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return None
    return node


def put_at(content: SchemeContent, path: FieldPath, value: Any) -> SchemeContent:
    """With a value in one place; None takes it away, and with it a mapping that holds no more."""
    changed = deepcopy(content)
    *way, last = path
    node: Any = changed
    for step in way:
        if isinstance(node, dict) and not isinstance(node.get(step), dict | list):
            node[step] = {}
        node = node[step]
    if isinstance(node, list) and isinstance(last, int):
        node[last] = deepcopy(value)
    elif value is None:
        node.pop(last, None)
        if way and not node and isinstance(way[-1], str):
            return put_at(changed, tuple(way), None)
    else:
        node[last] = deepcopy(value)
    return changed


def parts(content: SchemeContent) -> Iterator[tuple[FieldPath, SchemeContent]]:
    """Every component with its path, parents before what is in them."""

    def below(path: FieldPath, nodes: Any) -> Iterator[tuple[FieldPath, SchemeContent]]:
        for place, node in enumerate(nodes if isinstance(nodes, list) else []):
            if isinstance(node, dict):
                yield (*path, place), node
                yield from below((*path, place, "components"), node.get("components"))

    return below(("components",), content.get("components"))


def sums(content: SchemeContent) -> list[Sum]:
    """For the top and each group: what the weights sum to."""
    found = [_sum((), content.get("components"), content.get("full", 100))]
    for path, node in parts(content):
        if node.get("components"):
            full = node.get("full", node.get("weight"))
            found.append(_sum(path, node["components"], full))
    return found


def new_part(taken: Sequence[str], weight: float) -> SchemeContent:
    """A component of a given score, with an id that is free."""
    names = (f"part_{n}" for n in range(1, len(taken) + 2))
    name = next(name for name in names if name not in taken)
    part = {"id": name, "name": {"zh": "", "en": ""}, "weight": weight}
    return part | {"indicator": "given_score", "item": "", "rule": {"type": "manual"}}


def add_part(content: SchemeContent, holder: FieldPath) -> tuple[SchemeContent, FieldPath]:
    """With one more component at the end of a group (() for the top), of the weight that is left;
    and its path. A component that is none yet becomes a group that holds what it was."""
    changed = deepcopy(content)
    taken = [str(node.get("id")) for _, node in parts(changed)]
    node = at(changed, holder) if holder else changed
    if holder and not node.get("components"):
        inner = {k: node.pop(k) for k in list(node) if k not in _OF_GROUPS}
        whole = node.get("full", node.get("weight", 0))
        first = {"id": free_scheme_id(f"{node['id']}_1", taken), "name": deepcopy(node["name"])}
        node["components"] = [first | {"weight": whole} | inner]
        taken.append(first["id"])
    own = _sum(holder, node["components"], node.get("full", node.get("weight", 100)))
    left = own.full - own.total if own.full is not None and own.total is not None else Decimal(0)
    node["components"].append(new_part(taken, _plain(left) if left > 0 else 0))
    return changed, (*holder, "components", len(node["components"]) - 1)


def remove_part(content: SchemeContent, path: FieldPath) -> SchemeContent:
    """Without a component; a group without any goes with it, the last one of all stays."""
    changed = deepcopy(content)
    siblings = at(changed, path[:-1])
    if len(siblings) == 1:
        return changed if len(path) == 2 else remove_part(changed, path[:-2])
    del siblings[path[-1]]
    ids = {node.get("id") for _, node in parts(changed)}
    ties = changed.get("ties")
    if isinstance(ties, dict) and ties.get("by"):
        ties["by"] = [name for name in ties["by"] if name in ids]
    return changed


def move_part(content: SchemeContent, path: FieldPath, by: int) -> tuple[SchemeContent, FieldPath]:
    """With a component so many places further on among those beside it; and its path."""
    changed = deepcopy(content)
    siblings, place = at(changed, path[:-1]), int(path[-1])
    goal = min(max(place + by, 0), len(siblings) - 1)
    siblings.insert(goal, siblings.pop(place))
    return changed, (*path[:-1], goal)


def with_indicator(content: SchemeContent, path: FieldPath, indicator: str) -> SchemeContent:
    """With another indicator in a component: what only the old one knew goes, the rule too where it
    does not fit, and a component without a name of its own gets the indicator's."""
    changed = deepcopy(content)
    part = at(changed, path)
    old = part.get("indicator")
    for word in ("item", "task", "figure", "scheme", "over", "filters"):
        part.pop(word, None)
    part["indicator"] = indicator
    if indicator == "given_score":
        part["item"] = ""
    if part.get("rule", {}).get("type") not in fitting_rules(indicator):
        part["rule"] = first_rule(usual_rule(indicator), indicator, _full(part))
    names = {lang: INDICATORS[indicator].name(lang) for lang in ("zh", "en")}
    before = INDICATORS[old].name("zh") if old in INDICATORS else ""
    if part.get("name", {}).get("zh", "") in ("", before) and indicator != "given_score":
        part["name"] = names
    return changed


def with_rule(content: SchemeContent, path: FieldPath, rule: str) -> SchemeContent:
    """With another rule in a component, as it says at first."""
    part = at(content, path)
    return put_at(
        content, (*path, "rule"), first_rule(rule, str(part.get("indicator")), _full(part))
    )


def problems(
    content: SchemeContent, known: Sequence[Scheme] = ()
) -> list[tuple[FieldPath, Message]]:
    """What is wrong, each with the place in the content that it is about: the field itself, or the
    nearest that there is. known: the schemes whose scores it may take."""

    def check(scheme: Scheme) -> Iterator[tuple[FieldPath, Message]]:
        every = [*faults_of_scheme(scheme), *taking_problems(scheme, known)]
        for path, code, params in every:
            yield path, Message(code, dict(params), "metrics")

    _, found = plain_to(content, Scheme, check)
    placed = [(_place(content, path), message) for path, message in found]
    return [one for one in placed if not _of_parts(one, placed)]


def _of_parts(one: tuple[FieldPath, Message], every: list[tuple[FieldPath, Message]]) -> bool:
    """Whether a list is called empty only because what is in it has faults of its own."""
    path, message = one
    inside = (other for other, _ in every if len(other) > len(path))
    return message.code == "config-empty" and any(o[: len(path)] == path for o in inside)


_OF_GROUPS = ("id", "name", "weight", "full", "missing", "adjustments", "components")


def _without(content: SchemeContent, *words: str) -> SchemeContent:
    return {name: value for name, value in content.items() if name not in words}


def _sum(path: FieldPath, nodes: Any, full: Any) -> Sum:
    weights = [_number(node.get("weight")) for node in nodes or [] if isinstance(node, dict)]
    known = [weight for weight in weights if weight is not None]
    total = sum(known, Decimal(0)) if len(known) == len(weights) else None
    return Sum(path, total, _number(full))


def _number(value: Any) -> Decimal | None:
    try:
        return None if value is None or isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        return None


def _full(part: SchemeContent) -> float:
    return _plain(_number(part.get("full", part.get("weight"))) or Decimal(100))


def _plain(value: Decimal) -> float:
    return int(value) if value == int(value) else float(value)


def _place(content: SchemeContent, path: FieldPath) -> FieldPath:
    """A place as pydantic names it, as one of the content: types that were chosen and marks of keys
    are left out, and where the content ends, the field that it lacks is the last step."""
    node: Any = content
    found: FieldPath = ()
    for step in path:
        keys = node if isinstance(node, dict) else range(len(node) if isinstance(node, list) else 0)
        if step in keys:
            node, found = node[step], (*found, step)
        elif isinstance(node, dict) and step not in ("[key]", node.get("type")):
            return (*found, step)
    return found
