"""What of a scheme can be tried with another value: its knobs.

A knob has a value, the places of the file that hold it, and what may be chosen. Values that the
scheme does not use (a limit that it does not set) are no knobs; multipliers that it could use are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from metrics.schemes.model import Component, Scheme
from metrics.whatif.draft import Edit, Path, component_paths


@dataclass(frozen=True)
class Knob:
    """One value of a scheme that can be tried otherwise.

    key: names it among those of its scheme. part: weights | rules | ranks | other. word: what it
    is (`weight`, `full_at` ...); detail: of which of several (a tier, the number of a band).
    component: whose it is; None for the scheme's own. kind: number | whole | choice | several.
    value: as the scheme says it; choices: codes that it may be.
    """

    key: str
    part: str
    word: str
    kind: str
    value: Any
    paths: tuple[Path, ...]
    component: str | None = None
    detail: str = ""
    choices: tuple[str, ...] = ()


def knobs(scheme: Scheme) -> list[Knob]:
    """All knobs of a scheme: weights, rules in the order of the tree, ranks, the rest."""
    paths = component_paths(scheme)
    found: list[Knob] = []
    for node, _ in scheme.walk():
        path = (*paths[node.id], "weight")
        found.append(
            Knob(f"{node.id}.weight", "weights", "weight", "number", node.weight, (path,), node.id)
        )
    for leaf in scheme.leaves():
        found += _of_rule(leaf, (*paths[leaf.id], "rule"))
    return [*found, *_of_ranks(scheme), *_others(scheme)]


def edits_of(every: list[Knob], values: Mapping[str, Any]) -> list[Edit]:
    """The edits that set knobs (by key) to values; what a knob has already is none."""
    return [
        Edit(path, list(values[knob.key]) or None if knob.kind == "several" else values[knob.key])
        for knob in every
        if knob.key in values and values[knob.key] != knob.value
        for path in knob.paths
    ]


def _of_rule(leaf: Component, path: Path) -> Iterator[Knob]:
    assert leaf.rule is not None and leaf.indicator is not None
    for one in leaf.rule.settings(leaf.indicator):
        key = ".".join(filter(None, (leaf.id, one.word, one.detail)))
        places = tuple((*path, *place) for place in one.places)
        about = one.word, one.kind, one.value, places, leaf.id, one.detail, one.choices
        yield Knob(key, "rules", *about)


def _of_ranks(scheme: Scheme) -> Iterator[Knob]:
    yield _own("n_minimum", "ranks", scheme.n.minimum, ("n", "minimum"), "number")
    ties, rounding = scheme.ties, scheme.rounding
    yield _own(
        "ties", "ranks", ties.then, ("ties", "then"), "choice", ("min", "dense", "unordered")
    )
    ids = tuple(node.id for node, _ in scheme.walk())
    yield _own("ties_by", "ranks", ties.by, ("ties", "by"), "several", ids)
    yield _own("digits", "ranks", rounding.digits, ("rounding", "digits"), "whole")
    stages = ("total", "components", "both")
    yield _own("stage", "ranks", rounding.stage, ("rounding", "stage"), "choice", stages)


def _others(scheme: Scheme) -> Iterator[Knob]:
    if scheme.missing is not None:
        codes = ("renormalise", "zero", "not_ranked")
        yield _own("missing", "other", scheme.missing, ("missing",), "choice", codes)
    for name in ("missing_limit", "floor", "ceiling"):
        if getattr(scheme, name) is not None:
            yield _own(name, "other", getattr(scheme, name), (name,), "number")
    for name in ("bonus", "penalty"):
        limit = getattr(scheme.adjustments, name, None)
        if limit is not None:
            yield _own(name, "other", limit, ("adjustments", name), "number")
    for name in ("due_rule", "no_deadline", "failed_recheck"):
        codes = get_args(Scheme.model_fields[name].annotation)
        yield _own(name, "other", getattr(scheme, name), (name,), "choice", codes)
    yield _own("rebound_days", "other", scheme.rebound_days, ("rebound_days",), "whole")


def _own(
    word: str, part: str, value: Any, path: Path, kind: str, choices: tuple[str, ...] = ()
) -> Knob:
    return Knob(f"scheme.{word}", part, word, kind, value, (path,), choices=choices)
