"""Funnel plot: which units differ from the city by more than their numbers and their kind allow.

Source: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine
24 (2005) 1185-1202: limits theta +- z * s, over-dispersion phi from z-scores that are winsorised by
a tenth, and limits theta +- z * sqrt(s^2 + tau^2) where phi is above 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.indicators import INDICATORS

Numbers = NDArray[np.float64]
FEWEST = 5  # units, below which over-dispersion is not known
INNER, OUTER = 0.95, 0.998
TRIM = 0.1
# Variance that a standard normal variable keeps when its outer tenths are pulled in.
_Q = norm.ppf(1 - TRIM)
_KEPT = float((1 - 2 * TRIM) - 2 * _Q * norm.pdf(_Q) + 2 * TRIM * _Q**2)


@dataclass(frozen=True)
class Funnel:
    """centre: the city's value; phi: over-dispersion (1: units vary as chance does); tau: standard
    deviation between units beyond chance, in the unit of the value; one: variance of a value that
    rests on one observation. table: unit, value, n, z (with over-dispersion), low, high (95 %),
    lowest, highest (99.8 %), place (inside | near | outside)."""

    indicator: str
    centre: float
    phi: float
    tau: float
    one: float
    table: pd.DataFrame

    def limits(self, n: Numbers, level: float) -> tuple[Numbers, Numbers]:
        """Lower and upper limit at some numbers of observations; rates stay within 0 and 100."""
        half = norm.ppf(0.5 + level / 2) * np.sqrt(self.one / n + self.tau**2)
        entry = INDICATORS[self.indicator]
        low = np.maximum(self.centre - half, 0.0)
        high = self.centre + half
        return low, np.minimum(high, 100.0) if entry.variance == "binomial" else high


def funnel(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    indicator: str,
    kind: str,
    filters: Mapping[str, Sequence[str | None]] | None = None,
    rules: CountingRules | None = None,
) -> Funnel | None:
    """The funnel of an indicator over the units of a kind; None with fewer than five units, or
    where the indicator has no known sampling variance."""
    found = aggregate(con, [indicator], (kind,), period, filters, rules)
    found = found[found["value"].notna() & (found["denominator"] > 0)]
    return of_values(
        indicator,
        found[kind].to_numpy(object),
        found["value"].to_numpy(float),
        found["denominator"].to_numpy(float),
        found["variance"].to_numpy(float),
    )


def of_values(
    indicator: str, units: NDArray[np.object_], value: Numbers, n: Numbers, variance: Numbers
) -> Funnel | None:
    """The funnel of values (rates per `scale`) with their denominators and sampling variances."""
    if len(value) < FEWEST:
        return None
    centre = float((value * n).sum() / n.sum())
    scale = INDICATORS[indicator].scale
    if INDICATORS[indicator].variance == "binomial":
        one = centre * (scale - centre)
    else:  # sums: the variance of one observation, over all units
        one = float(np.nansum(variance * n * n) / n.sum())
    if not one > 0:
        return None
    error = np.sqrt(one / n)
    phi, tau = overdispersion((value - centre) / error, error)
    made = Funnel(indicator, centre, phi, tau, one, pd.DataFrame())
    low, high = made.limits(n, INNER)
    lowest, highest = made.limits(n, OUTER)
    outside = (value < lowest) | (value > highest)
    near = (value < low) | (value > high)
    made.table[["unit", "value", "n", "z", "low", "high", "lowest", "highest"]] = pd.DataFrame(
        {
            "unit": units,
            "value": value,
            "n": n,
            "z": (value - centre) / np.sqrt(error**2 + tau**2),
            "low": low,
            "high": high,
            "lowest": lowest,
            "highest": highest,
        }
    )
    made.table["place"] = np.select([outside, near], ["outside", "near"], "inside")
    return made


def overdispersion(z: Numbers, error: Numbers) -> tuple[float, float]:
    """phi (mean of squared winsorised z, over what pulling in leaves of a normal variance) and tau;
    tau is 0 while phi is no more than chance."""
    low, high = np.quantile(z, [TRIM, 1 - TRIM])
    count = len(z)
    phi = float((np.clip(z, low, high) ** 2).mean()) / _KEPT
    weight = 1 / error**2
    room = weight.sum() - (weight**2).sum() / weight.sum()
    square = (count * phi - (count - 1)) / room
    return phi, float(np.sqrt(max(square, 0.0)))
