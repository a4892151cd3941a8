"""Two units side by side: their scores, whether one is truly ahead, and every component of both."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from kernel.messages import Message
from metrics.schemes.model import Scheme
from metrics.scoring.certainty.judging import chance_ahead
from metrics.scoring.certainty.past import drawn
from metrics.scoring.explain import UnknownUnitError
from metrics.scoring.ranking import Ranking
from metrics.scoring.scores import Scores, scores

TWO_SIDES = ("one", "other")
_FIGURES = ("weight", "contribution", "score", "value", "numerator", "denominator", "n", "state")


@dataclass(frozen=True)
class TwoUnits:
    """Two units of one ranking.

    one, other: their rows of `Ranking.table`. sure: the chance that the one in front is truly ahead
    of the other; NaN where nobody can say: two groups, no rank, nothing sampled. components: one
    row per component, in the order of the scheme's tree: component, parent, depth, leaf, name_zh,
    name_en, of each side the columns of `Ranking.components` (`value_one`, `value_other`, ...), and
    difference (points of the total, or values where one indicator ranks; one minus other; NaN
    unless both are known). rest: what of the difference of the scores is in no component
    (adjustments, limits, rounding); NaN without both scores.
    """

    scheme: Scheme
    one: pd.Series
    other: pd.Series
    sure: float
    components: pd.DataFrame
    rest: float

    @property
    def difference(self) -> float:
        """One score minus the other; NaN without both."""
        return float(self.one["score"] - self.other["score"])

    @property
    def ahead(self) -> str:
        """The unit with the better score; "" where they are equal or one has none."""
        better = self.scheme.sign * self.difference
        if np.isnan(better) or better == 0:
            return ""
        return str((self.one if better > 0 else self.other)["unit"])


def two_units(
    con: duckdb.DuckDBPyConnection,
    ranking: Ranking,
    one: str,
    other: str,
    found: Scores | None = None,
) -> TwoUnits:
    """Put two units of a ranking side by side. found: the scores of its period, where they are at
    hand. UnknownUnitError for a unit that the ranking does not have."""
    table = ranking.table
    for unit in (one, other):
        if unit not in set(table["unit"]):
            raise UnknownUnitError(Message("two-units-unknown", {"unit": unit}, "metrics"))
    rows = [table[table["unit"] == unit].iloc[0] for unit in (one, other)]
    measured = ranking.scheme.measure is not None
    components = _components(ranking, one, other, "value" if measured else "contribution")
    top = components.loc[components["depth"] == 0, [f"contribution_{side}" for side in TWO_SIDES]]
    of_parts = top.fillna(0).sum()
    rest = rows[0]["score"] - rows[1]["score"]
    rest -= of_parts["contribution_one"] - of_parts["contribution_other"]
    return TwoUnits(
        scheme=ranking.scheme,
        one=rows[0],
        other=rows[1],
        sure=_sure(con, ranking, one, other, found),
        components=components,
        rest=float("nan") if measured else float(rest),
    )


def _components(ranking: Ranking, one: str, other: str, compared: str) -> pd.DataFrame:
    every = ranking.components
    sides = {
        side: every[every["unit"] == unit].set_index("component", drop=False)
        for side, unit in zip(TWO_SIDES, (one, other), strict=True)
    }
    both = sides["one"][["component", "parent", "name_zh", "name_en"]].copy()
    depth: dict[str | None, int] = {None: -1}
    for name, parent in zip(both["component"], both["parent"], strict=True):
        depth[name] = depth[None if pd.isna(parent) else parent] + 1
    both["depth"] = [depth[name] for name in both["component"]]
    both["leaf"] = ~both["component"].isin(both["parent"].dropna())
    for side, own in sides.items():
        both = both.join(own[list(_FIGURES)].add_suffix(f"_{side}"))
    both["difference"] = both[f"{compared}_one"].astype(float) - both[f"{compared}_other"]
    return both.reset_index(drop=True)


def _sure(
    con: duckdb.DuckDBPyConnection, ranking: Ranking, one: str, other: str, found: Scores | None
) -> float:
    """The chance that the one in front is truly ahead, as for the first of a group."""
    ranked = ranking.table[ranking.table["rank"].notna()]
    groups = ranked.groupby("group", dropna=False, sort=False)["unit"]
    group = next((list(units) for _, units in groups if {one, other} <= set(units)), [])
    if not group or one == other:
        return float("nan")
    scheme, period = ranking.scheme, ranking.period
    found = found or scores(con, scheme, [period])
    draws = drawn(con, [period], found)[period.id]
    rows = [draws.units.index(unit) for unit in group]
    if not draws.sampled[[draws.units.index(one), draws.units.index(other)]].any():
        return float("nan")
    n = ranked.set_index("unit").loc[group, "n"].astype(float).to_numpy()
    good, free = scheme.sign * draws.scores[rows], scheme.sign * draws.unfloored[rows]
    first, second = sorted((group.index(one), group.index(other)))  # in the order of their ranks
    return chance_ahead(good, n, first, second, free)
