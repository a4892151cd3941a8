"""What became of what collectors reported (采集员上报): filed, voided, or not known.

A report is filed when its case has a time of filing or dispatch, is disposed or closed, or stands
at a stage after filing, and is not voided; voided when its export says so. Anything else is not
known and in no rate. A case that was filed and voided later counts as voided.
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import binomtest

from kernel.messages import Message
from kernel.periods import Period
from metrics.aggregation.conditions import IndicatorError, filter_sql
from metrics.aggregation.counted import ask
from metrics.indicators.intake import FILED, VOIDED
from metrics.inspecting.visits import VisitFilters
from metrics.scoring.certainty.tests import more_than_others

UNITS = ("district", "street", "team", "contractor", "department")
FEWEST = 30  # decided reports, below which there is no interval and no test
COLUMNS = ["part", "reported", "filed", "voided", "unknown", "rate", "low", "high", "clear"]


@dataclass(frozen=True)
class Accepted:
    """by: collector, or the kind of unit where no export of the period names a collector. table:
    part (None: the export names none), reported, filed, voided, unknown, rate (filed of filed and
    voided, percent), low, high (Wilson, 95 %; NaN of fewer than 30), clear (more of his were voided
    than of all others': exact, Holm). total: the same of all together."""

    by: str
    table: pd.DataFrame
    total: pd.Series


def accepted(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str = "collector",
    unit: str = "district",
    filters: VisitFilters | None = None,
) -> Accepted:
    """Reports of collectors in a period by `by` (collector, or a kind of unit); by `unit` where
    collectors are asked for and none is named."""
    if by not in ("collector", *UNITS):
        raise IndicatorError(Message("column-unknown", {"name": by}, "metrics"))
    frame = _sums(con, period, by, filters)
    if by == "collector" and not frame["part"].notna().any():
        by, frame = unit, _sums(con, period, unit, filters)
    return Accepted(by, _judged(frame), _judged(_whole(frame)).iloc[0])


def _sums(
    con: duckdb.DuckDBPyConnection, period: Period, by: str, filters: VisitFilters | None
) -> pd.DataFrame:
    where, params = filter_sql("cases", filters or {})
    kept = " AND ".join(["channel = 'collector'", "day >= ?", "day < ?", *where])
    frame = ask(
        con,
        f"""SELECT "{by}" AS part, SUM(share) AS reported,
            COALESCE(SUM(share) FILTER ({FILED}), 0) AS filed,
            COALESCE(SUM(share) FILTER ({VOIDED}), 0) AS voided
        FROM cases WHERE {kept} GROUP BY 1 ORDER BY 1 NULLS LAST""",
        [period.start, period.end_of("grid"), *params],
    )
    frame["part"] = frame["part"].astype(object).where(frame["part"].notna(), None)
    return frame.assign(unknown=(frame["reported"] - frame["filed"] - frame["voided"]).round(6))


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    sums = frame[["reported", "filed", "voided", "unknown"]].sum()
    return pd.DataFrame([{"part": "all", **sums.to_dict()}])


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    tries = frame["filed"] + frame["voided"]
    table = frame.assign(rate=100 * frame["filed"] / tries.where(tries > 0))
    enough = (tries >= FEWEST).to_numpy()
    ends = [
        binomtest(round(k), round(n)).proportion_ci(method="wilson") if known else None
        for k, n, known in zip(table["filed"], tries, enough, strict=True)
    ]
    table["low"] = [100 * one.low if one else np.nan for one in ends]
    table["high"] = [100 * one.high if one else np.nan for one in ends]
    judged = enough & table["part"].notna().to_numpy()
    table["clear"] = False
    if len(table) > 1 and judged.any():
        table.loc[judged, "clear"] = more_than_others(table["voided"], tries)[judged]
    order = ["clear", "rate", "part"]
    table = table.sort_values(order, ascending=[False, True, True], na_position="last")
    return table[COLUMNS].reset_index(drop=True)
