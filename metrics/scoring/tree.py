"""One unit's score from its measurements: the component tree, worked out exactly.

Everything here is pure: no store, no period, no other units. Points are exact fractions, kept as
parts that sum to the score: what each leaf gives, adjustments, limits, rounding.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules.measured import NOT_MEASURED, Measured
from metrics.scoring.adjustments import TOTAL, capped
from metrics.scoring.exact import ZERO, fraction_of, rounded


@dataclass(frozen=True)
class Part:
    """Points of the total that one thing gave. `node`: component id, or "total".

    kind: component | adjustment | limit (floor or ceiling) | rounding.
    """

    node: str
    kind: str
    points: Fraction


@dataclass(frozen=True)
class Node:
    """One component of one unit. `worth`: its full marks in points of the total, after missing
    components gave theirs away (0 when it is missing itself). `points`: of the total."""

    component: Component
    parent: str | None
    worth: Fraction
    points: Fraction | None
    measured: Measured
    state: str


@dataclass
class Tree:
    """All components and parts of one unit; `score` is None when no total can be formed.

    blocked: components without data where the scheme then forms no total.
    missing: share of the full marks (percent) that has no data and was given away.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    score: Decimal | None = None
    blocked: list[str] = field(default_factory=list)
    missing: Fraction = Fraction(0)


def score_tree(
    scheme: Scheme,
    leaves: Mapping[str, Measured],
    adjustments: Mapping[str, Fraction],
    places: Mapping[str, int],
) -> Tree:
    """Score one unit. `leaves`: by component id; `adjustments`: by component id or "total", as
    entered; `places`: the unit's place inside its group, for leaves with rank points."""
    return _Work(scheme, leaves, adjustments, places).run()


class _Work:
    """One unit being scored: what is known of it, and the tree as far as it is worked out."""

    def __init__(
        self,
        scheme: Scheme,
        leaves: Mapping[str, Measured],
        adjustments: Mapping[str, Fraction],
        places: Mapping[str, int],
    ) -> None:
        self.scheme, self.leaves, self.places = scheme, leaves, places
        self.adjustments = adjustments
        self.by_part = scheme.rounding.stage in ("components", "both")
        self.tree = Tree()
        self.nodes = [node for node, _ in scheme.walk()]
        leaves_only = (node for node in self.nodes if not node.components)
        self.raw = {leaf.id: self._leaf_points(leaf) for leaf in leaves_only}
        self.counted: set[str] = set()  # components that count towards what holds them

    def run(self) -> Tree:
        scheme, tree = self.scheme, self.tree
        if any(points is not None for points in self.raw.values()):
            for node in scheme.components:
                self._count(node, scheme.missing, fraction_of(node.weight))
        total = self._children(scheme.components, None, fraction_of(scheme.full))
        tree.nodes = {node.id: tree.nodes[node.id] for node in self.nodes}
        limit = scheme.missing_limit
        enough = limit is None or tree.missing <= fraction_of(limit)
        if self.counted and not tree.blocked and enough:
            self._finish(total)
        return tree

    def _leaf_points(self, leaf: Component) -> Fraction | None:
        """Points of a leaf on its own scale, None when nothing was measured."""
        measured = self.leaves.get(leaf.id, NOT_MEASURED)
        assert leaf.rule is not None
        if measured.value is None:
            return None
        place = self.places.get(leaf.id, 1)
        value = Fraction(place) if leaf.rule.by_place else measured.value
        return leaf.rule.points(value, fraction_of(leaf.scale))

    def _count(self, node: Component, policy: str | None, nominal: Fraction) -> None:
        """Find what counts towards its parent, what blocks the total, and how much is missing."""
        policy = node.missing or policy
        if node.components:
            for kid in node.components:
                self._count(
                    kid, policy, nominal * fraction_of(kid.weight) / fraction_of(node.scale)
                )
            if any(kid.id in self.counted for kid in node.components):
                self.counted.add(node.id)
            return
        exempt = self.leaves.get(node.id, NOT_MEASURED).state == "not_participating"
        if self.raw[node.id] is not None or (policy == "zero" and not exempt):
            self.counted.add(node.id)
            return
        if policy == "not_ranked":
            self.tree.blocked.append(node.id)
        if not exempt:
            self.tree.missing += 100 * nominal / fraction_of(self.scheme.full)

    def _children(
        self, nodes: tuple[Component, ...], parent: str | None, worth: Fraction
    ) -> Fraction:
        weights = sum((fraction_of(n.weight) for n in nodes if n.id in self.counted), ZERO)
        total = ZERO
        for node in nodes:
            own = node.id in self.counted
            share = worth * fraction_of(node.weight) / weights if own else ZERO
            total += self._visit(node, parent, share)
        return total

    def _visit(self, node: Component, parent: str | None, worth: Fraction) -> Fraction:
        """Work out one component; its points of the total, 0 when it does not count."""
        measured = self.leaves.get(node.id, NOT_MEASURED)
        rate = worth / fraction_of(node.scale)  # points of the total for one point in here
        if node.components:
            points = self._children(node.components, node.id, worth)
        else:
            points = (self.raw[node.id] or ZERO) * rate
        counted = node.id in self.counted
        if counted:
            if not node.components:
                self._add(node.id, "component", points)
            points += self._adjust(node.id, node, rate)
            points += self._round(node.id, points, rate)
        state = _state(node, counted, points, measured)
        kept = points if counted else None
        self.tree.nodes[node.id] = Node(node, parent, worth, kept, measured, state)
        return points

    def _adjust(self, name: str, holder: Component | Scheme, rate: Fraction) -> Fraction:
        entered = self.adjustments.get(name, ZERO)
        if holder.adjustments is None or entered == 0:
            return ZERO
        return self._add(name, "adjustment", capped(entered, holder.adjustments) * rate)

    def _round(self, name: str, points: Fraction, rate: Fraction) -> Fraction:
        """What rounding a component on its own scale adds to the total."""
        if not self.by_part or rate == 0:
            return ZERO
        own = points / rate
        gain = Fraction(rounded(own, self.scheme.rounding.digits)) - own
        return self._add(name, "rounding", gain * rate) if gain else ZERO

    def _add(self, node: str, kind: str, points: Fraction) -> Fraction:
        self.tree.parts.append(Part(node, kind, points))
        return points

    def _finish(self, total: Fraction) -> None:
        """The total: adjustments, floor and ceiling, rounding."""
        scheme = self.scheme
        total += self._adjust(TOTAL, scheme, Fraction(1))
        limited = total
        if scheme.floor is not None:
            limited = max(limited, fraction_of(scheme.floor))
        if scheme.ceiling is not None:
            limited = min(limited, fraction_of(scheme.ceiling))
        if limited != total:
            self._add(TOTAL, "limit", limited - total)
        digits = scheme.rounding.digits if scheme.rounding.stage != "components" else 6
        self.tree.score = rounded(limited, digits)
        if Fraction(self.tree.score) != limited:
            self._add(TOTAL, "rounding", Fraction(self.tree.score) - limited)


def _state(node: Component, counted: bool, points: Fraction, measured: Measured) -> str:
    """value or zero by the points; without a measurement, why there is none."""
    if not node.components and measured.value is None:
        return measured.state
    if not counted:
        return "no_data"
    return "zero" if points == 0 else "value"
