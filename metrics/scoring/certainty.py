"""How sure a score is: variance by the delta method, intervals, and whether a change is clear.

Every leaf's sampling variance (binomial for rates, summed squares for deductions) goes through the
slope of its rule; leaves are taken as independent. Scores that people give are not samples.
Sources: delta method and normal intervals as in any textbook; the two-period rule |d| > 1.96 se,
se = sqrt(v0 + v1), is the usual test of two independent means.
"""

import math
from decimal import Decimal
from fractions import Fraction

from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules import Bands, LateCredit, Measured, RankPoints

Z95 = 1.96
_STEP = Fraction(1, 10**6)


def leaf_variance(leaf: Component, measured: Measured) -> float:
    """Sampling variance of a leaf's points on its own scale; 0 for what is no sample, else NaN
    when the variance of its value is unknown."""
    if measured.value is None or not is_sampled(leaf):
        return 0.0
    slope = _slope(leaf, measured.value)
    return slope * slope * _variance(leaf, measured) if slope else 0.0


def _variance(leaf: Component, measured: Measured) -> float:
    """Variance of a measured value; for shares after two more hits and two more misses, so that
    99 of 99 is not taken for certainty (Agresti and Coull 1998)."""
    hits, tries = measured.numerator, measured.denominator
    binomial = INDICATORS[leaf.indicator or ""].variance == "binomial"
    if not binomial or isinstance(leaf.rule, LateCredit) or hits is None or not tries:
        return measured.variance
    share = float((hits + 2) / (tries + 4))
    return 10000 * share * (1 - share) / float(tries + 4)


def is_sampled(leaf: Component) -> bool:
    """Whether the value of a leaf would come out otherwise on another day of the same quality."""
    kind = INDICATORS[leaf.indicator or ""].kind
    return kind not in ("count", "given", "task") or leaf.indicator == "findings"


def _slope(leaf: Component, value: Fraction) -> float:
    """Points for one more unit of the value; NaN for points by place, which have no slope."""
    rule, full = leaf.rule, Fraction(leaf.scale)
    assert rule is not None
    if isinstance(rule, RankPoints):
        return float("nan")
    if isinstance(rule, Bands):
        return 0.0
    rise = rule.points(value + _STEP, full) - rule.points(value - _STEP, full)
    return float(rise / (2 * _STEP))


def interval(score: Decimal | None, variance: float, scheme: Scheme) -> tuple[float, float]:
    """The 95 % interval of a score, inside the scheme's limits; NaN when it is unknown.

    Without a ceiling the full marks are one, unless adjustments took the score over them.
    """
    if score is None or math.isnan(variance):
        return float("nan"), float("nan")
    half = Z95 * math.sqrt(variance)
    floor = -math.inf if scheme.floor is None else float(scheme.floor)
    ceiling = float(max(scheme.full, score) if scheme.ceiling is None else scheme.ceiling)
    return max(float(score) - half, floor), min(float(score) + half, ceiling)


def change_is_clear(change: float, now: float, before: float) -> bool:
    """Whether a change is more than sampling: |d| > 1.96 sqrt(v0 + v1). Unknown is not clear."""
    spread = now + before
    return not math.isnan(change) and not math.isnan(spread) and abs(change) > Z95 * spread**0.5
