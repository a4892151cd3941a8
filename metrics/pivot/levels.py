"""The figures of one grouping with all that stands beside them: interval, comparison, change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from kernel.periods import Period
from metrics.indicators import Indicator
from metrics.pivot.beside import compared_figures, compared_part
from metrics.pivot.cuts import FIGURES, Cuts
from metrics.pivot.question import Question

CONFIDENCE = 0.95
LEVEL_COLUMNS = (
    *("value", "numerator", "denominator", "n", "state", "low", "high"),
    *("compared", "compared_n", "compared_state", "change"),
)
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Level:
    """Asks for groupings of one question. before: the same over the days that are compared with;
    silent: nothing can be compared."""

    asked: Question
    cuts: Cuts
    before: Cuts | None = None
    silent: bool = False

    def figures(
        self,
        by: Sequence[str],
        groups: pd.DataFrame | None = None,
        found: pd.DataFrame | None = None,
    ) -> pd.DataFrame:
        """Columns *by and LEVEL_COLUMNS, a row for each of the groups (default: those found), in
        their order. found: the same figures, of more groups."""
        names = list(by)
        if found is not None and groups is not None:
            return groups.merge(found, on=names, how="left")
        now = self.cuts.figures(by, groups)
        if groups is not None and names:
            now = groups.merge(now, on=names, how="left")
        now["low"], now["high"] = intervals(self.cuts.entry, now)
        other = self._other(by, now[names])
        now["compared"] = other["value"].to_numpy(float)
        now["compared_n"] = other["n"].to_numpy(float)
        now["compared_state"] = other["state"].to_numpy(object)
        now["change"] = now["value"] - now["compared"]
        return now[[*names, *LEVEL_COLUMNS]]

    def within(self, filters: Mapping[str, Sequence[Any]], part: Period | None) -> "Level":
        """The same under more filters, and of a part of its days where one is given. A unit and the
        mean of a group stand beside units, and beside no sum of some of them."""
        before = self.before
        cuts = self.cuts.over(part) if part else self.cuts
        if before is not None and part is not None:
            before = before.over(compared_part(self.asked, part))
        return replace(
            self,
            cuts=cuts.within(**filters),
            before=before.within(**filters) if before else None,
            silent=self.silent or before is None,
        )

    def _other(self, by: Sequence[str], groups: pd.DataFrame) -> pd.DataFrame:
        """The figures of the other side, row by row."""
        if not self.asked.compare or self.silent:
            nothing = dict.fromkeys(FIGURES, np.nan) | {"state": ""}
            return groups.assign(**nothing)
        other = compared_figures(self.asked, self.cuts, self.before, by, groups)
        if not len(by):
            return other
        return groups.merge(other, on=list(by), how="left")


def intervals(entry: Indicator, table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """95 % intervals of what is sampled: Wilson's of shares, normal ones of means; else NaN."""
    nothing = pd.Series(np.nan, index=table.index)
    if entry.variance == "binomial":
        top, n = table["numerator"].astype(float), table["denominator"].astype(float)
        low, high = proportion_confint(top, n.where(n > 0), 1 - CONFIDENCE, method="wilson")
        return entry.scale * low, entry.scale * high
    spread = table["variance"].astype(float)
    if not spread.notna().any():
        return nothing, nothing
    half = _Z * np.sqrt(spread)
    return table["value"] - half, table["value"] + half
