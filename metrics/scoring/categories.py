"""What each category of problems cost a component: the inside of a change."""

from collections.abc import Sequence
from fractions import Fraction

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.aggregate import aggregate
from metrics.aggregation.conditions import dimensions
from metrics.indicators import INDICATORS
from metrics.schemes.model import Component, Scheme
from metrics.schemes.rules.measured import NOT_MEASURED, Measured
from metrics.schemes.rules.weighing import Weighing
from metrics.scoring.deductions import Weighed, weighed_deductions
from metrics.scoring.exact import exact_or_none

UNNAMED = ""  # rows without a category
Counts = dict[tuple[str, str], Measured]


class UnitCounts:
    """What the rules of a unit's leaves read in some periods, as a whole and by category.

    Leaves that filter alike are counted together, and nothing is counted twice.
    """

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        scheme: Scheme,
        unit: str,
        periods: Sequence[Period],
    ) -> None:
        self.unit, self._periods = unit, list({p.id: p for p in periods}.values())
        self._con, self._scheme = con, scheme
        self._frames: dict[tuple[str, tuple[str, ...]], pd.DataFrame] = {}

    def of(self, leaf: Component, by: tuple[str, ...]) -> Counts:
        """(period id, category) -> what the leaf's rule reads; of the whole the category is
        UNNAMED."""
        assert leaf.indicator is not None and leaf.rule is not None
        frame = self._frame(leaf, by)
        counts = _measured(frame[frame["indicator"].isin(leaf.reads)], leaf)
        weighing = leaf.rule.weighing
        return counts if weighing is None else self._weighed(leaf, weighing, by, counts)

    def _frame(self, leaf: Component, by: tuple[str, ...]) -> pd.DataFrame:
        filters = leaf.all_filters
        key = (repr(sorted(filters.items())), by)
        if key not in self._frames:
            alike = [
                other
                for other in self._scheme.leaves()
                if other.all_filters == filters and has_categories(other)
            ]
            reads = sorted({name for other in alike for name in other.reads})
            own = filters | {self._scheme.scores.kind: (self.unit,)}
            self._frames[key] = aggregate(
                self._con, reads, by, self._periods, own, self._scheme.rules
            )
        return self._frames[key]

    def _weighed(
        self, leaf: Component, weighing: Weighing, by: tuple[str, ...], stated: Counts
    ) -> Counts:
        """The same for deductions that the scheme weighs itself."""
        assert leaf.indicator is not None
        kind, filters = self._scheme.scores.kind, leaf.all_filters
        sums = weighed_deductions(
            self._con, kind, leaf.indicator, weighing, self._periods, filters, *by
        )
        if by:
            return {
                (period, category): Measured(None, found.total)
                for (period, name, category), found in sums.items()
                if name == self.unit and category != UNNAMED
            }
        none = Weighed(Fraction(0), 0)
        return {
            key: Measured(None, sums.get((key[0], self.unit), none).total, one.denominator)
            for key, one in stated.items()
        }


def has_categories(leaf: Component) -> bool:
    """Whether what a leaf counts has categories."""
    if leaf.indicator is None or leaf.rule is None:
        return False
    entry = INDICATORS[leaf.indicator]
    return entry.adds_up and "category" in dimensions(entry.numerator.table)


def category_losses(
    counts: UnitCounts, leaf: Component, periods: tuple[Period, Period]
) -> tuple[dict[str, Fraction], dict[str, Fraction]] | None:
    """What each category adds to the part of a rate that is lost, in each of two periods, which
    must be among those of the counts.

    For a rate that should be high that is what it misses (cases not closed on time, by category,
    over all due cases); for one that should be low, the rate itself. They sum to the rate lost,
    rows without a category under UNNAMED. None when the indicator counts nothing that has a
    category, or has no denominator in a period.
    """
    if not has_categories(leaf):
        return None
    entry = INDICATORS[str(leaf.indicator)]
    whole, split = counts.of(leaf, ()), counts.of(leaf, ("category",))
    found = []
    for period in periods:
        total = whole.get((period.id, UNNAMED), NOT_MEASURED)
        base = Fraction(1) if entry.denominator is None else total.denominator
        if not base or total.numerator is None:
            return None
        losses = {
            category: _loss(entry.better, one) / base
            for (own, category), one in split.items()
            if own == period.id
        }
        rest = _loss(entry.better, total) / base - sum(losses.values(), Fraction(0))
        found.append(losses | ({UNNAMED: rest} if rest else {}))
    return found[0], found[1]


def _loss(better: str | None, measured: Measured) -> Fraction:
    lost = measured.numerator or Fraction(0)
    return (measured.denominator or Fraction(0)) - lost if better == "higher" else lost


def _measured(frame: pd.DataFrame, leaf: Component) -> Counts:
    """(period id, category) -> what the leaf's rule reads, with exact counts."""
    assert leaf.indicator is not None and leaf.rule is not None
    by_place: dict[tuple[str, str], dict[str, Measured]] = {}
    for row in frame.to_dict("records"):
        key = (row["period"], row.get("category", UNNAMED))
        by_place.setdefault(key, {})[row["indicator"]] = Measured(
            exact_or_none(row["value"]),
            exact_or_none(row["numerator"]),
            exact_or_none(row["denominator"]),
        )
    names = leaf.rule.indicators(leaf.indicator)
    return {
        key: leaf.rule.measured(tuple(found.get(name, NOT_MEASURED) for name in names))
        for key, found in by_place.items()
    }
