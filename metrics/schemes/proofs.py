"""Checks of the scheme files: they can be used, their sums hold, a perfect unit gets full marks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, assert_never

from data.checks.check import Check, Connection, Find, Found, of_rows
from kernel.configuration import ConfigurationError, load_file
from kernel.messages import Message
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Text
from metrics.schemes.rules.measured import Measured
from metrics.schemes.scheme import Folders, Scheme, SchemeError, list_schemes, scheme_files
from metrics.scoring.tree import score_tree

_MUCH = Fraction(10**9)  # of what has no upper end, e.g. cases per officer


def scheme_checks(folder: Folders) -> tuple[Check, ...]:
    """The checks of the schemes in a folder, or in several."""
    return (
        Check("schemes-valid", "error", _find(folder, _faults), "metrics"),
        Check("schemes-sums", "error", _find(folder, _sums), "metrics"),
        Check("schemes-perfect", "error", _find(folder, _perfect), "metrics"),
    )


def _find(folder: Folders, rows: Any) -> Find:
    def find(con: Connection, limit: int | None) -> Found:
        files = scheme_files(folder)
        return of_rows(list(rows(folder)), limit, len(files))

    return find


def _faults(folder: Folders) -> Iterator[dict[str, Any]]:
    for error in list_schemes(folder):
        if isinstance(error, SchemeError):
            for fault in error.faults:
                params = fault.params
                yield {
                    "reason": fault,
                    "source_file": params.get("file"),
                    "source_row": params.get("line"),
                }


# Sums, read from the files themselves: a file that cannot be used is added up all the same.


def _sums(folder: Folders) -> Iterator[dict[str, Any]]:
    for path in scheme_files(folder):
        try:
            content = load_file(path, dict[Any, Any])
        except ConfigurationError:
            continue  # `schemes-valid` says so
        for wrong in _sums_of(content, content.get("full")):
            yield {"scheme": str(content.get("id")), "source_file": path.name} | wrong


def _sums_of(node: Mapping[str, Any], full: object) -> Iterator[dict[str, Any]]:
    """The nodes whose components' weights do not add to their full marks."""
    listed = node.get("components")
    parts = [p for p in listed if isinstance(p, Mapping)] if isinstance(listed, list) else []
    weights = [_decimal(part.get("weight")) for part in parts]
    declared = _decimal(full)
    if parts and (declared is None or None in weights or sum(filter(None, weights)) != declared):
        total = sum((w for w in weights if w is not None), Decimal(0))
        yield {
            "name": str(node.get("id")),
            "value": float(total),
            "expected": None if declared is None else float(declared),
        }
    for part in parts:
        yield from _sums_of(part, part.get("full", part.get("weight")))


def _decimal(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


# A unit that does everything as well as can be.


def _perfect(folder: Folders) -> Iterator[dict[str, Any]]:
    for scheme in list_schemes(folder):
        if isinstance(scheme, Scheme):
            yield from _short_of_full(scheme)


def _short_of_full(scheme: Scheme) -> Iterator[dict[str, Any]]:
    leaves = {leaf.id: _best(leaf) for leaf in scheme.leaves()}
    tree = score_tree(scheme, leaves, {}, {leaf.id: 1 for leaf in scheme.leaves()})
    over = False
    for leaf in scheme.leaves():
        node = tree.nodes[leaf.id]
        points = Fraction(0) if node.points is None else node.points
        full = node.worth
        over |= points > full
        if points < full:
            yield {
                "scheme": scheme.id,
                "name": _named(leaf.name),
                "value": float(points),
                "expected": float(full),
                "reason": Message("check-reason-leaf-short", {}, "metrics"),
            }
    score = tree.score
    if score is None or score < scheme.full or (score > scheme.full and not over):
        yield {
            "scheme": scheme.id,
            "name": _named(scheme.name),
            "value": None if score is None else float(score),
            "expected": float(scheme.full),
            "reason": Message("check-reason-total-off", {}, "metrics"),
        }


def _best(leaf: Component) -> Measured:
    """What a leaf measures for a perfect unit: the better end of its indicator."""
    rule = leaf.rule
    assert rule is not None and leaf.indicator is not None
    ends = [_ends(name, rule.top) for name in rule.indicators(leaf.indicator)]
    found = [rule.measured(tuple(values)) for values in zip(*_paired(ends), strict=True)]
    if rule.by_place:
        return found[0]
    full = Fraction(leaf.scale)
    return max(found, key=lambda m: rule.points(m.value or Fraction(0), full))


def _paired(ends: list[list[Measured]]) -> list[list[Measured]]:
    """As many values for each indicator of a rule."""
    most = max(map(len, ends))
    return [values * most if len(values) == 1 else values for values in ends]


def _ends(indicator: str, top: Decimal) -> list[Measured]:
    """The best value of an indicator (`top`: of scores that are given); both ends where neither is
    better."""
    known = INDICATORS[indicator]
    if known.better == "lower":
        return [_measured(Fraction(0))]
    if known.better is None:
        return [_measured(Fraction(0)), _measured(_MUCH)]
    match known.kind:
        case "ratio" | "count" | "difference" | "median" | "figure":
            return [_measured(Fraction(100) if known.is_rate else _MUCH)]
        case "task":
            return [_measured(Fraction(100))]
        case "given":
            return [_measured(Fraction(top))]
        case _:
            assert_never(known.kind)


def _measured(value: Fraction) -> Measured:
    """A value, as a share of a hundred."""
    return Measured(value, value, Fraction(100), 100, "value" if value else "zero")


def _named(name: Text) -> Message:
    return Message("check-named", {"zh": name.zh, "en": name.en}, "metrics")
