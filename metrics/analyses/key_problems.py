"""Key problems (重点问题): which were found, which were rectified, and who ignores one."""

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import fisher_exact

from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules
from metrics.aggregation.counted import Filters, ask, column, counted
from metrics.scoring.certainty.tests import discoveries
from metrics.scoring.certainty.together import ALL_KINDS, together

NOTIFIED_AGAIN = 2  # notices about the same problem
_KEY = {"key_problem": (True,)}
_SUMS = {
    "found": "TRUE",
    "dated": "rectify_due IS NOT NULL",
    "due": "is_rectify_due",
    "rectified": "is_rectify_due AND is_rectified",
    "on_time": "is_rectify_due AND is_rectified_on_time",
    "open": "NOT COALESCE(is_rectified, FALSE)",
    "overdue": "is_rectify_due AND NOT COALESCE(is_rectified, FALSE)",
    "notified_again": f"notified_times >= {NOTIFIED_AGAIN}",
    "failed": "recheck = 'failed'",
}


def key_problems(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str = "district",
    level: str = "subcategory",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Key problems found in a period, by unit and kind; what is ignored first, then by number.

    Columns: `by`, category, found, dated (has a deadline), due (to be rectified by the export's
    time), rectified, on_time, open, overdue (these four NaN when none has a deadline),
    notified_again (two notices or more), failed (rechecks), rate (rectified / due in percent,
    NaN when none is due), others (the same rate of all other units), ignored (the unit
    rectifies clearly less of this kind than the others: Fisher's exact test, false discovery
    rate 5 %; findings of one visit count as about one).
    """
    rows = counted("findings", period, {**(filters or {}), **_KEY}, rules)
    sums = ", ".join(
        f"SUM(CASE WHEN {condition} THEN COALESCE(share, 1e0) ELSE 0e0 END) AS {name}"
        for name, condition in _SUMS.items()
    )
    sums = (rules or CountingRules()).of_findings(sums)
    unit, kind = column(rows.table, by), column(rows.table, level)
    table = ask(
        con,
        f"SELECT {unit} AS {by}, {kind} AS category, {sums} FROM {rows.table}"
        f" WHERE {rows.where} AND {unit} IS NOT NULL GROUP BY {unit}, {kind}",
        rows.params,
    )
    whole = table.groupby("category", dropna=False)[["due", "rectified"]].transform("sum")
    others = whole - table[["due", "rectified"]]
    table["rate"] = 100 * table["rectified"] / table["due"].where(table["due"] > 0)
    table["others"] = 100 * others["rectified"] / others["due"].where(others["due"] > 0)
    factors = together(con, [period], level, {**(filters or {}), **_KEY}, rules)
    factor = table["category"].map(lambda kind: factors.get(str(kind), factors[ALL_KINDS]))
    squares = zip(_square(table, factor), _square(others, factor), strict=True)
    p_values = [_less(*pair) for pair in squares]
    table["ignored"] = discoveries(np.array(p_values, dtype=float))
    judged = ["due", "rectified", "on_time", "overdue"]
    table[judged] = table[judged].where(table["dated"] > 0)
    order = ["ignored", "found", by, "category"]
    table = table.sort_values(order, ascending=[False, False, True, True])
    return table.reset_index(drop=True)


def _square(sums: pd.DataFrame, factor: pd.Series) -> list[tuple[int, int]]:
    """Rectified and not rectified, in whole findings that stand alone (shares are rounded)."""
    rectified = (sums["rectified"] / factor).round().astype(int)
    due = (sums["due"] / factor).round().astype(int)
    return list(zip(rectified, due - rectified, strict=True))


def _less(own: tuple[int, int], others: tuple[int, int]) -> float:
    """The chance of so low a share as the own one if both were of one kind."""
    return float(fisher_exact([own, others], alternative="less").pvalue)
