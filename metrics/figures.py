"""The formulas: from the sums of a group and period to value, n, variance and state."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from metrics.indicators.definition import Indicator, Measure
from metrics.query import Cell

STATES = ("value", "zero", "no_data", "not_participating")
FIGURES = ("numerator", "denominator", "value", "n", "variance", "state")

# Sums by role, as `cells` names them: one number per group and period.
Sums = Callable[[str], pd.Series]

_ENTRIES = Measure("score_entries")
_APART = Measure("score_entries", "state = 'not_participating'")


def cells(entry: Indicator) -> dict[str, Cell]:
    """The sums that the formula of an indicator needs from the facts, by role."""
    if entry.kind in ("median", "task"):
        return {}
    if entry.kind == "difference":
        return {
            f"{side} {role}": Cell(Measure(part.table, f"({part.where}) AND {where}", value))
            for side, part in (("open", entry.numerator), ("covert", entry.over))
            for role, where, value in (
                ("scored", "score IS NOT NULL", "1"),
                ("score", "score IS NOT NULL", "score"),
                ("squares", "score IS NOT NULL", "score * score"),
                ("judged", "passed IS NOT NULL", "1"),
                ("passed", "passed", "1"),
            )
        }
    found = {"numerator": Cell(entry.numerator, entry.set_aside)}
    if entry.denominator and entry.denominator.table != "units":
        found["denominator"] = Cell(entry.denominator, entry.set_aside)
    if entry.variance == "sum":
        found["squares"] = Cell(entry.numerator, entry.set_aside, squares=True)
    if entry.kind == "given":
        found |= {"apart": Cell(_APART), "entries": Cell(_ENTRIES)}
    return found


def count(entry: Indicator, sums: Sums) -> pd.DataFrame:
    """A number of rows, or an amount that they carry."""
    value = sums("numerator")
    return _figures(value, np.nan, value, value, np.nan)


def ratio(entry: Indicator, sums: Sums) -> pd.DataFrame:
    """scale * numerator / denominator; 0/0 is no data.

    Variance: scale^2 p(1-p)/n for shares of rows; scale^2 sum(x^2)/denominator^2 for sums.
    """
    top, bottom = sums("numerator"), sums("denominator")
    quotient = top / bottom.where(bottom > 0)
    variance: pd.Series | float = np.nan
    if entry.variance == "binomial":
        variance = entry.scale**2 * quotient * (1 - quotient) / bottom
    elif entry.variance == "sum":
        variance = entry.scale**2 * sums("squares") / (bottom * bottom).where(bottom > 0)
    n = bottom if entry.over.counts else top
    return _figures(top, bottom, entry.scale * quotient, n, variance)


def difference(entry: Indicator, sums: Sums) -> pd.DataFrame:
    """Mean score of open visits minus that of covert ones, or of the pass rates (in points).

    Numerator and denominator are the numbers of visits. Variance: the sum of both means' own.
    """
    scored = (sums("open scored") > 0) & (sums("covert scored") > 0)
    means, variances, numbers = [], [], []
    for side in ("open", "covert"):
        n = sums(f"{side} scored").where(scored, sums(f"{side} judged"))
        known = n.where(n > 0)
        mean = sums(f"{side} score").where(scored, 100 * sums(f"{side} passed")) / known
        squares = sums(f"{side} squares").where(scored, 100**2 * sums(f"{side} passed"))
        spread = (squares / known - mean * mean).clip(lower=0) * n / (n - 1).where(n > 1)
        means.append(mean)
        variances.append(spread / known)
        numbers.append(n)
    n = numbers[0] + numbers[1]
    variance = variances[0] + variances[1]
    return _figures(numbers[0], numbers[1], means[0] - means[1], n, variance)


def given(entry: Indicator, sums: Sums) -> pd.DataFrame:
    """Mean of the scores given. Entries without a score take no part; when every entry says that
    the unit does not participate, so does the state."""
    top, bottom = sums("numerator"), sums("denominator")
    table = _figures(top, bottom, top / bottom.where(bottom > 0), bottom, np.nan)
    apart = (sums("apart") > 0) & (sums("apart") == sums("entries"))
    table["state"] = table["state"].mask(apart, "not_participating")
    return table


def median(entry: Indicator, sums: Sums) -> pd.DataFrame:
    """Kaplan-Meier median; numerator and denominator are the cases done and all cases."""
    n = sums("denominator")
    return _figures(sums("numerator"), n, sums("median"), n, np.nan)


def task(entry: Indicator, sums: Sums) -> pd.DataFrame:
    """Done against target; the mean of the rates when there are several tasks."""
    top, bottom = sums("numerator"), sums("denominator")
    return _figures(top, bottom, entry.scale * top / bottom.where(bottom > 0), sums("n"), np.nan)


FORMULAS = {
    "count": count,
    "ratio": ratio,
    "difference": difference,
    "median": median,
    "given": given,
    "task": task,
}


def _figures(
    numerator: pd.Series,
    denominator: pd.Series | float,
    value: pd.Series,
    n: pd.Series,
    variance: pd.Series | float,
) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "numerator": numerator,
            "denominator": denominator,
            "value": value,
            "n": n,
            "variance": variance,
        },
        index=value.index,
    ).astype(float)
    return table.assign(state=state(value))


def state(value: pd.Series) -> np.ndarray:
    """no_data where there is no value, zero where it is a real 0."""
    return np.select([value.isna(), value == 0], ["no_data", "zero"], "value")
