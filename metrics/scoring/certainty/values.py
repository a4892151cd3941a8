"""The value of a component from sums, for many draws at once, by the indicator's own formula."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from metrics.aggregation.figures import FORMULAS
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component
from metrics.schemes.rules import Deduction, LateCredit

Numbers = NDArray[np.float64]
# The sums of one component: (indicator, role) -> an array; None where there is no such column.
Given = Callable[[str, str], Numbers | None]


def is_drawn(leaf: Component) -> bool:
    """Whether a component is made of observations that are drawn; given scores, targets and
    medians are taken as they are."""
    return INDICATORS[leaf.indicator or ""].kind in ("count", "ratio", "difference")


def value_of(leaf: Component, given: Given) -> Numbers:
    """The value that the rule of a component takes (percent for rates), NaN for 0/0."""
    name, rule = leaf.indicator or "", leaf.rule
    entry = INDICATORS[name]
    if isinstance(rule, Deduction) and rule.weighs_findings:
        total, over = given(name, "weighed"), given(name, "denominator")
        assert total is not None
        return total if over is None else entry.scale * _divided(total, over)
    figures = FORMULAS[entry.kind](entry, lambda role: _or_zero(given(name, role), given, name))
    if isinstance(rule, LateCredit):
        late = given(rule.indicators(name)[1], "numerator")
        assert late is not None
        credit = float(rule.on_time) * figures.numerator + float(rule.late) * late
        return 100 * _divided(credit, figures.denominator)
    if leaf.over is not None:
        count = given(leaf.over, "numerator")
        assert count is not None
        return 100 * _divided(figures.numerator, count)
    return figures.value


def _or_zero(found: Numbers | None, given: Given, name: str) -> Numbers:
    """A sum that is not drawn (squares, which the variance alone asks for) as zeros."""
    if found is not None:
        return found
    like = given(name, "numerator")
    if like is None:
        like = given(name, "open score")
    assert like is not None
    return np.zeros_like(like)


def _divided(top: Numbers, bottom: Numbers) -> Numbers:
    return np.divide(top, bottom, out=np.full(np.shape(top), np.nan), where=bottom > 0)
