"""The formulas: from the sums of a group and period to value, n, variance and state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from metrics.aggregation.query import Cell, Floats
from metrics.indicators.definition import LEFT_OUT_REASONS, Indicator, LeftOut, Measure

STATES = ("value", "zero", "no_data", "not_participating")
FIGURE_COLUMNS = ("numerator", "denominator", "value", "n", "variance", "state")
# The columns of an answer: the figures, then how many rows were left out for each reason.
ANSWERED = (*FIGURE_COLUMNS, *LEFT_OUT_REASONS)

# SumOf by role, as `cells` names them: one number per group and period.
SumOf = Callable[[str], Floats]

_ENTRIES = Measure("score_entries")
_APART = Measure("score_entries", "state = 'not_participating'")


@dataclass
class Figures:
    """What is said of one indicator: an array per column of FIGURE_COLUMNS, an item a group. apart:
    which of the groups do not participate."""

    numerator: Floats
    denominator: Floats
    value: Floats
    n: Floats
    variance: Floats
    apart: NDArray[np.bool_]

    @property
    def state(self) -> NDArray[np.object_]:
        """no_data where there is no value, zero where it is a real 0. Certainty never asks."""
        cases = [self.apart, np.isnan(self.value), self.value == 0]
        words = np.select(cases, ["not_participating", "no_data", "zero"], "value")
        return words.astype(object)

    def hide(self, unknown: NDArray[np.bool_]) -> None:
        """Say no data where nothing shows that a 0 would be a real one."""
        for numbers in (self.numerator, self.value, self.variance):
            numbers[unknown] = np.nan
        self.apart[unknown] = False


def cells(entry: Indicator) -> dict[str, Cell]:
    """The sums that the formula of an indicator needs from the facts, by role."""
    match entry.kind:
        case "count" | "ratio" | "given":
            return _plain_cells(entry)
        case "difference":
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
        case "median" | "task" | "figure":
            return {}  # these bring a query of their own
        case _:
            assert_never(entry.kind)


def _plain_cells(entry: Indicator) -> dict[str, Cell]:
    found = {"numerator": Cell(entry.numerator, entry.set_aside)}
    if entry.denominator and entry.denominator.table != "units":
        found["denominator"] = Cell(entry.denominator, entry.set_aside)
    if entry.variance == "sum":
        found["squares"] = Cell(entry.numerator, entry.set_aside, squares=True)
    if entry.kind == "given":
        found |= {"apart": Cell(_APART), "entries": Cell(_ENTRIES)}
    return found


def left_out_cells(entry: Indicator, left: LeftOut) -> tuple[Cell, Cell]:
    """The sums of the rows that are left out for one reason, and of those that are not."""
    out, judged = (replace(entry.numerator, where=w, value="1") for w in (left.where, left.judged))
    return Cell(out, entry.set_aside), Cell(judged, entry.set_aside)


def count(sums: SumOf) -> Figures:
    """A number of rows, or an amount that they carry."""
    value = sums("numerator")
    return _figures(value, _nothing(value), value, value)


def ratio(entry: Indicator, sums: SumOf) -> Figures:
    """scale * numerator / denominator; 0/0 is no data.

    Variance: scale^2 p(1-p)/n for shares of rows; scale^2 sum(x^2)/denominator^2 for sums.
    """
    top, bottom = sums("numerator"), sums("denominator")
    quotient = divided(top, bottom)
    n = bottom if entry.over.counts else top
    variance = _nothing(top)
    if entry.variance == "binomial":
        variance = entry.scale**2 * divided(quotient * (1 - quotient), bottom)
    elif entry.variance == "sum":
        variance = entry.scale**2 * divided(sums("squares"), bottom * bottom)
    return _figures(top, bottom, entry.scale * quotient, n, variance)


def difference(sums: SumOf) -> Figures:
    """Mean score of open visits minus that of covert ones, or of the pass rates (in points).

    Numerator and denominator are the numbers of visits. Variance: the sum of both means' own.
    """
    scored = (sums("open scored") > 0) & (sums("covert scored") > 0)
    means, variances, numbers = [], [], []
    for side in ("open", "covert"):
        passed = sums(f"{side} passed")
        n = np.where(scored, sums(f"{side} scored"), sums(f"{side} judged"))
        mean = divided(np.where(scored, sums(f"{side} score"), 100 * passed), n)
        square = divided(np.where(scored, sums(f"{side} squares"), 100**2 * passed), n)
        means.append(mean)
        variances.append(divided(np.maximum(square - mean * mean, 0.0), n - 1))
        numbers.append(n)
    (first, second), variance = numbers, variances[0] + variances[1]
    return _figures(first, second, means[0] - means[1], first + second, variance)


def median(sums: SumOf) -> Figures:
    """Kaplan-Meier median; numerator and denominator are the cases done and all cases."""
    n = sums("denominator")
    return _figures(sums("numerator"), n, sums("median"), n)


def given(sums: SumOf) -> Figures:
    """Mean of the scores given. Entries without a score take no part; when every entry says that
    the unit does not participate, so does the state."""
    top, bottom = sums("numerator"), sums("denominator")
    figures = _figures(top, bottom, divided(top, bottom), bottom)
    apart = sums("apart")
    return replace(figures, apart=(apart > 0) & (apart == sums("entries")))


def task(entry: Indicator, sums: SumOf) -> Figures:
    """Done against target; the mean of the rates when there are several tasks."""
    top, bottom = sums("numerator"), sums("denominator")
    return _figures(top, bottom, entry.scale * divided(top, bottom), sums("n"))


def figure(sums: SumOf) -> Figures:
    """An own figure: its value as it was found, beside what it is made of."""
    return _figures(sums("numerator"), sums("denominator"), sums("value"), sums("n"))


def figures_of(entry: Indicator, sums: SumOf) -> Figures:
    """What is said of an indicator, by the formula of its kind."""
    match entry.kind:
        case "count":
            return count(sums)
        case "ratio":
            return ratio(entry, sums)
        case "difference":
            return difference(sums)
        case "median":
            return median(sums)
        case "given":
            return given(sums)
        case "task":
            return task(entry, sums)
        case "figure":
            return figure(sums)
        case _:
            assert_never(entry.kind)


def _figures(
    numerator: Floats,
    denominator: Floats,
    value: Floats,
    n: Floats,
    variance: Floats | None = None,
) -> Figures:
    """Figures of groups that participate."""
    spread = _nothing(value) if variance is None else variance
    everybody = np.zeros(value.shape, dtype=bool)
    return Figures(numerator.copy(), denominator, value.copy(), n, spread.copy(), everybody)


def divided(top: Floats, bottom: Floats) -> Floats:
    """top / bottom; NaN where the bottom is not positive."""
    return np.divide(top, bottom, out=_nothing(top), where=bottom > 0)


def _nothing(like: Floats) -> Floats:
    return np.full(like.shape, np.nan)
