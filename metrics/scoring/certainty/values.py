"""The value of a component from sums, for many draws at once, by the indicator's own formula."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from metrics.aggregation.figures import divided, figures_of
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component

Numbers = NDArray[np.float64]
# The sums of one component: (indicator, role) -> an array; None where there is no such column.
Given = Callable[[str, str], Numbers | None]


def is_drawn(leaf: Component) -> bool:
    """Whether a component is made of observations that are drawn; given scores, targets and
    medians are taken as they are."""
    return INDICATORS[leaf.indicator or ""].made_of == "sums"


def value_of(leaf: Component, given: Given) -> Numbers:
    """The value that the rule of a component takes (percent for rates), NaN for 0/0."""
    name, rule = leaf.indicator or "", leaf.rule
    entry = INDICATORS[name]
    assert rule is not None
    if rule.weighing is not None:
        total, over = _sum(given, name, "weighed"), given(name, "denominator")
        return total if over is None else entry.scale * divided(total, over)
    figures = figures_of(entry, lambda role: _or_zero(given(name, role), given, name))
    if leaf.over is not None:
        return 100 * divided(figures.numerator, _sum(given, leaf.over, "numerator"))
    more = tuple(_sum(given, other, "numerator") for other in rule.indicators(name)[1:])
    return rule.drawn(figures.value, figures.numerator, figures.denominator, more)


def _sum(given: Given, name: str, role: str) -> Numbers:
    found = given(name, role)
    assert found is not None
    return found


def _or_zero(found: Numbers | None, given: Given, name: str) -> Numbers:
    """A sum that is not drawn (squares, which the variance alone asks for) as zeros."""
    if found is not None:
        return found
    like = given(name, "numerator")
    if like is None:
        like = given(name, "open score")
    assert like is not None
    return np.zeros_like(like)
