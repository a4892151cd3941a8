"""Tests of what is no score: shares against the others, covert against open checks, two means.

Each is adjusted for how often one looks: `holm` where a name is named, `discoveries` (Benjamini and
Hochberg 1995) where one of many figures is coloured.
"""

from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom, binomtest, false_discovery_control, norm, ttest_ind_from_stats

from kernel.periods import Period
from metrics.aggregation.figures import Floats
from metrics.scoring.certainty.judging import LEVEL, holm

FEWEST_VISITS = 10  # on either side of a comparison of open and covert checks


def discoveries(p: Sequence[float] | Floats) -> NDArray[np.bool_]:
    """Which of many p values stand out at a false discovery rate of 5 %; NaN never does."""
    values = np.asarray(p, dtype=float)
    known = ~np.isnan(values)
    found = np.zeros(values.shape, dtype=bool)
    if known.any():
        found[known] = false_discovery_control(values[known]) < LEVEL
    return found


def z_test(change: float, now: float, before: float) -> float:
    """Two-sided p of a change, from the variances of both values; NaN when one is unknown."""
    spread = (now + before) ** 0.5
    return float(2 * norm.sf(abs(change) / spread)) if spread > 0 else float("nan")


def clean_but_loud(table: pd.DataFrame, higher_is_better: bool = False) -> NDArray[np.bool_]:
    """Which units inspectors find clearly cleaner than all the others while clearly more people
    complain: both tests must hold, adjusted over the units. table: visits, measured (the sum over
    visits), squares (of what each visit has), complaints, people; NaN is never clear.

    Checks: Welch's test of what one visit has, so that findings of one visit stay together, with at
    least 10 visits on both sides. Complaints: exact, given how many there are in all.
    """
    whole = table.sum()
    p = []
    for _, own in table.iterrows():
        rest = whole - own
        known = not own.isna().any() and min(own["visits"], rest["visits"]) >= FEWEST_VISITS
        if not known or min(own["people"], rest["people"]) <= 0:
            p.append(np.nan)
            continue
        means, spreads = zip(*(_per_visit(side) for side in (own, rest)), strict=True)
        if max(spreads) == 0:
            p.append(np.nan)
            continue
        clean = ttest_ind_from_stats(
            means[0], spreads[0], own["visits"], means[1], spreads[1], rest["visits"],
            equal_var=False, alternative="greater" if higher_is_better else "less",
        ).pvalue  # fmt: skip
        share = own["people"] / whole["people"]
        loud = binom.sf(round(own["complaints"]) - 1, round(whole["complaints"]), share)
        p.append(float(max(clean, loud)))
    return holm(p) < LEVEL


def _per_visit(side: pd.Series) -> tuple[float, float]:
    """Mean and standard deviation of what one visit has."""
    n, total = side["visits"], side["measured"]
    return total / n, max((side["squares"] - total**2 / n) / (n - 1), 0.0) ** 0.5


def more_than_others(hits: pd.Series, tries: pd.Series) -> NDArray[np.bool_]:
    """Which units have clearly more hits than the rate of all the others gives: exact binomial,
    adjusted over the units. Shared facts count in parts and are rounded."""
    total, all_tries = hits.sum(), tries.sum()
    p = []
    for k, n in zip(hits, tries, strict=True):
        rest = all_tries - n
        if rest <= 0 or n < 1:
            p.append(np.nan)
            continue
        rate = min(max((total - k) / rest, 0.5 / rest), 1.0)  # none among the others is not never
        p.append(binomtest(min(round(k), round(n)), round(n), rate, "greater").pvalue)
    return holm(p) < LEVEL


def covert_gaps(con: duckdb.DuckDBPyConnection, kind: str, period: Period) -> pd.DataFrame:
    """How much better open visits come out than covert ones, in points, by unit.

    Columns: unit, gap, n (visits), judged (ten visits or more on both sides), clear (Welch's t over
    the scores, or over passed as 0 and 100 where visits have no score; adjusted over the units).
    """
    sql = f"""
        SELECT "{kind}" AS unit, method = 'covert' AS covert, COUNT(score) AS scored,
            AVG(score) AS score, VAR_SAMP(score) AS score_variance, COUNT(passed) AS judged,
            AVG(CASE WHEN passed THEN 1e2 WHEN NOT passed THEN 0e0 END) AS pass,
            VAR_SAMP(CASE WHEN passed THEN 1e2 WHEN NOT passed THEN 0e0 END) AS pass_variance
        FROM inspections
        WHERE "{kind}" IS NOT NULL AND method IN ('open', 'covert') AND day >= ? AND day < ?
        GROUP BY "{kind}", method = 'covert' ORDER BY unit, covert
    """
    with con.cursor() as cursor:
        frame = cursor.execute(sql, [period.start, period.end]).df()
    sides = [frame[frame["covert"] == side].set_index("unit") for side in (False, True)]
    rows = []
    for unit in sides[0].index.intersection(sides[1].index):
        both = [side.loc[unit] for side in sides]
        what = "score" if min(side["scored"] for side in both) > 0 else "pass"
        number = "scored" if what == "score" else "judged"
        n = [int(side[number]) for side in both]
        if min(n) < 1:
            continue
        means = [float(side[what]) for side in both]
        p = float("nan")
        if min(n) >= FEWEST_VISITS:
            spread = [max(float(side[f"{what}_variance"]), 0.0) ** 0.5 for side in both]
            if max(spread) > 0:
                p = ttest_ind_from_stats(
                    means[0], spread[0], n[0], means[1], spread[1], n[1], equal_var=False
                ).pvalue
        rows.append({"unit": unit, "gap": means[0] - means[1], "n": sum(n), "p": p})
    table = pd.DataFrame(rows, columns=["unit", "gap", "n", "p"])
    table["judged"] = table["p"].notna()
    table["clear"] = holm(table["p"].to_numpy(float)) < LEVEL
    return table.drop(columns="p")
