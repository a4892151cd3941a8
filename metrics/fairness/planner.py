"""How many checks it takes: to tell two units apart, or to know one to within so many points.

Source: sample sizes for the difference of two means (any textbook, e.g. Cochran, Sampling
Techniques, 1977, section 4): n = (z_level + z_power)^2 * 2 * variance / difference^2 per unit, and
n = (z_level / half width)^2 * variance for one interval. The variance is that of one check, with
all findings of a visit together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import norm

from kernel.periods import Period
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.scoring.certainty.contributions import WEIGHED, Observations, contributions

LEVEL = 0.05
POWER = 0.8
FEWEST = 30  # checks, below which their variance is not known
STEPS = (0.5, 1.0, 2.0, 3.0, 5.0)


def checks_to_tell(
    variance: float, difference: float, level: float = LEVEL, power: float = POWER
) -> int:
    """Checks per unit that tell two units apart which truly differ by `difference`, two-sided at
    `level` in `power` of such cases. variance: of one check, in the square of the same unit."""
    reach = norm.ppf(1 - level / 2) + norm.ppf(power)
    return _whole(2 * variance * (reach / difference) ** 2)


def checks_for_interval(variance: float, half: float, level: float = LEVEL) -> int:
    """Checks of one unit whose interval is +- `half` wide at 1 - `level`."""
    return _whole(variance * (norm.ppf(1 - level / 2) / half) ** 2)


def told_apart(variance: float, n: float, level: float = LEVEL, power: float = POWER) -> float:
    """The difference that n checks per unit tell: `checks_to_tell` the other way round."""
    reach = norm.ppf(1 - level / 2) + norm.ppf(power)
    return float(reach * math.sqrt(2 * variance / n)) if n > 0 else float("nan")


def half_width(variance: float, n: float, level: float = LEVEL) -> float:
    """Half the width of the interval that n checks give."""
    return float(norm.ppf(1 - level / 2) * math.sqrt(variance / n)) if n > 0 else float("nan")


def _whole(n: float) -> int:
    return max(math.ceil(n - 1e-9), 1)


@dataclass(frozen=True)
class Checked:
    """A component that checks decide. variance: of one check, in squared points of the score;
    checks: by unit in the period; slope: points of the score for one more unit of the value."""

    component: str
    name_zh: str
    name_en: str
    variance: float
    checks: pd.Series
    slope: float


def checked(con: duckdb.DuckDBPyConnection, period: Period, scheme: Scheme) -> list[Checked]:
    """The components whose value comes from visits, with the variance of one visit over all units:
    inside the units, so that differences between them do not count as chance.

    Left out: components with fewer than 30 visits, with points by place, or without any spread.
    """
    leaves = {leaf.id: leaf for leaf in scheme.leaves()}
    found = []
    for rows in contributions(con, scheme, [period])[period.id]:
        for name in dict.fromkeys(column.leaf for column in rows.columns):
            leaf = leaves[name]
            tables = INDICATORS[leaf.indicator or ""].tables
            assert leaf.rule is not None
            if "inspections" not in tables or leaf.rule.by_place:
                continue
            one = _one(scheme, leaf, rows)
            if one is not None:
                found.append(one)
    return found


def _one(scheme: Scheme, leaf: Component, rows: Observations) -> Checked | None:
    """A ratio of sums over visits; the residual of a visit is (top - value * bottom) / mean bottom
    (linearised ratio, Cochran 1977, section 6)."""
    by_role = {column.role: i for i, column in enumerate(rows.columns) if column.leaf == leaf.id}
    top = by_role.get(WEIGHED, by_role.get("numerator"))
    bottom = by_role.get("denominator")
    if top is None or bottom is None:
        return None
    over = rows.added[:, bottom]
    seen = over > 0
    checks = np.bincount(
        rows.unit[seen], weights=(rows.count * over)[seen], minlength=len(rows.units)
    )
    number, scale = float(checks.sum()), INDICATORS[leaf.indicator or ""].scale
    if number < FEWEST:
        return None
    hits = np.bincount(
        rows.unit, weights=rows.count * rows.added[:, top], minlength=len(rows.units)
    )
    rate = np.divide(hits, checks, out=np.zeros_like(hits), where=checks > 0)
    left = rows.added[:, top] - rate[rows.unit] * over
    freedom = number - (checks > 0).sum()
    spread = float((rows.count * left**2).sum()) / freedom if freedom > 0 else 0.0
    slope = _slope(scheme, leaf, scale * hits.sum() / number, scale * math.sqrt(spread / FEWEST))
    variance = float((slope * scale) ** 2 * spread)
    if not variance > 0:
        return None
    label, series = leaf.name, pd.Series(checks, index=list(rows.units), name="checks")
    return Checked(leaf.id, label.zh, label.en, variance, series[series > 0], slope)


def _slope(scheme: Scheme, leaf: Component, value: float, step: float) -> float:
    """Points of the score for one more unit of the value, over a step of what 30 checks leave
    open: a cap or a band inside of it counts as it works."""
    assert leaf.rule is not None
    if not step > 0:
        return 0.0
    full = Fraction(leaf.scale)
    low, high = (
        leaf.rule.points(Fraction(max(v, 0.0)), full) for v in (value - step, value + step)
    )
    width = value + step - max(value - step, 0.0)
    return float(high - low) / width * worth_of(scheme, leaf) / float(leaf.scale)


def worth_of(scheme: Scheme, leaf: Component) -> float:
    """Full marks of a component in points of the score."""

    def search(nodes: Sequence[Component], worth: float) -> float | None:
        total = float(sum(node.weight for node in nodes))
        for node in nodes:
            own = worth * float(node.weight) / total
            found = own if node.id == leaf.id else search(node.components, own)
            if found is not None:
                return found
        return None

    return search(scheme.components, float(scheme.full)) or 0.0
