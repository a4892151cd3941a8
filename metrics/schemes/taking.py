"""What must hold where a scheme takes scores of another one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kernel.periods import GRAINS
from metrics.schemes.checks import paths_of
from metrics.schemes.model import OBJECT_KINDS, Scheme

Problem = tuple[tuple[str | int, ...], str, Mapping[str, Any]]


def taking_problems(scheme: Scheme, known: Sequence[Scheme]) -> Iterator[Problem]:
    """Where (keys and positions), which message, with what: a scheme that there is not, one of
    other units, one of longer periods, and a circle. known: all schemes, in all versions."""
    for path, leaf in paths_of(("components",), scheme.components):
        if leaf.scheme is None:
            continue
        here = (*path, "scheme")
        others = [one for one in known if one.id == leaf.scheme]
        if circle := _circle(scheme, leaf.scheme, known):
            yield here, "scheme-takes-circle", {"circle": " → ".join(circle)}
        elif not others:
            ids = ", ".join(sorted({one.id for one in known if one.id != scheme.id}))
            yield here, "scheme-takes-unknown", {"id": leaf.scheme, "ids": ids}
        for other in others:
            if not _alike(scheme, other):
                params = {"id": other.id, "kind": other.scores.kind, "own": scheme.scores.kind}
                yield here, "scheme-takes-others", params
            elif GRAINS.index(other.period.grain) < GRAINS.index(scheme.period.grain):
                yield here, "scheme-takes-longer", {"id": other.id}


def _alike(scheme: Scheme, other: Scheme) -> bool:
    """Whether both score the same kind of unit."""
    if scheme.scores.kind != other.scores.kind:
        return False
    return scheme.scores.kind not in OBJECT_KINDS or scheme.scores.type == other.scores.type


def _circle(scheme: Scheme, name: str, known: Sequence[Scheme]) -> list[str]:
    """A circle that a scheme runs into by `name`, by any version; empty where there is none."""
    ways = [[scheme.id, name]]
    while ways:
        way = ways.pop()
        if way[-1] in way[:-1]:
            return way[way.index(way[-1]) :]
        further = {name for one in known if one.id == way[-1] for name in one.takes}
        ways += [[*way, name] for name in sorted(further)]
    return []
