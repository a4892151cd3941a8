"""Weights of a trial: whether parts sum to the full marks, and what would make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from metrics.schemes.model import Scheme


@dataclass(frozen=True)
class Siblings:
    """Components whose weights must sum to `full`; `parent` is None for those at the top."""

    parent: str | None
    full: Decimal
    weights: Mapping[str, Decimal]

    @property
    def off(self) -> Decimal:
        """How far the sum is above the full marks; negative: below."""
        return sum(self.weights.values(), Decimal(0)) - self.full


def siblings(scheme: Scheme, values: Mapping[str, Any]) -> list[Siblings]:
    """The components that stand beside each other, with weights as knobs (by key) have them."""

    def of(parent: str | None, full: Decimal, nodes: Any) -> Siblings:
        return Siblings(parent, full, {n.id: values.get(f"{n.id}.weight", n.weight) for n in nodes})

    found = [of(None, scheme.full, scheme.components)]
    found += [of(n.id, n.scale, n.components) for n, _ in scheme.walk() if n.components]
    return found


def scaled(beside: Siblings, keep: str | None = None) -> dict[str, Decimal]:
    """Weights that sum to the full marks: `keep` as it is, the others in the proportion that they
    have; all of them where that leaves nothing for the others."""
    weights = dict(beside.weights)
    kept = weights.get(keep or "", Decimal(0))
    others = {name: w for name, w in weights.items() if name != keep}
    if kept >= beside.full or not sum(others.values()):
        kept, others = Decimal(0), weights
    room, total = beside.full - kept, sum(others.values(), Decimal(0))
    if not total:
        return weights
    exact = {name: room * w / total for name, w in others.items()}
    step = _step(beside.full, [w for w in exact.values() if w])
    found = {n: (w / step).to_integral_value(ROUND_FLOOR) * step for n, w in exact.items()}
    # What rounding down left goes to those that lost most, a step each; less than one to the first.
    order = sorted(exact, key=lambda name: (found[name] - exact[name], name))
    left = room - sum(found.values(), Decimal(0))
    for name in order:
        gain = min(step, left)
        found[name] += gain
        left -= gain
    return {name: found.get(name, weight) for name, weight in weights.items()}


def _step(full: Decimal, weights: list[Decimal]) -> Decimal:
    """0.1 of 100 full marks, or finer, so that no small weight becomes none."""
    step = Decimal(1).scaleb(full.adjusted() - 3)
    while min(weights) < step:
        step /= 10
    return step
