"""Quotas of inspectors (定量定任务): what was done of what was asked."""

import math
import re
from dataclasses import dataclass

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.counted import ask
from metrics.inspecting.visits import seen_sql, until

COLUMNS = ["inspector", "quota_of", "quota", "due", "done", "rate", "behind"]
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Quotas:
    """table: inspector, quota_of (visits | points | findings), quota (of the period; NaN: nobody
    set one), due (so far; the whole quota of a period that is over), done (NaN: no list of visits,
    or of problems, names an inspector), rate (done of due, percent), behind.

    set: how many quotas there are in the period; gone: the share of its days that the visits speak
    of; without: visits that name no inspector.
    """

    table: pd.DataFrame
    set: int
    gone: float
    without: float


def quotas(con: duckdb.DuckDBPyConnection, period: Period) -> Quotas:
    """Quotas of the period itself; of a longer period also the sum of those of its months, where
    every one of them is set. Inspectors without a quota stand with what they did."""
    whole, end = period.whole(), until(con, period)
    gone = min((end - period.start).days / max(whole.days, 1), 1.0)
    wanted = _of_period(con, whole)
    made = _done(con, period)
    kinds = sorted(wanted["quota_of"].unique()) or ["visits"]
    names = {kind: set(wanted.loc[wanted["quota_of"] == kind, "inspector"]) for kind in kinds}
    by_quota = wanted.set_index(["inspector", "quota_of"])["quota"].to_dict()
    rows = []
    for kind in kinds:
        done = made[kind]
        for name in sorted(names[kind] | set(made["visits"])):
            quota = float(by_quota.get((name, kind), math.nan))
            did = float(done.get(name, 0.0)) if done else math.nan
            due = quota * gone
            rows.append(
                {
                    "inspector": name,
                    "quota_of": kind,
                    "quota": quota,
                    "due": due,
                    "done": did,
                    "rate": 100 * did / due if due > 0 else math.nan,
                    "behind": bool(did < math.floor(due + 1e-6)) if due == due else False,
                }
            )
    table = pd.DataFrame(rows, columns=COLUMNS)
    table = table.sort_values(["quota_of", "rate", "inspector"], ignore_index=True)
    return Quotas(table, len(wanted), gone, _without(con, period))


def _of_period(con: duckdb.DuckDBPyConnection, period: Period) -> pd.DataFrame:
    """inspector, quota_of, quota."""
    found = ask(
        con,
        "SELECT period, inspector, COALESCE(quota_of, 'visits') AS quota_of, SUM(quota) AS quota "
        "FROM check_quotas WHERE quota IS NOT NULL AND inspector IS NOT NULL GROUP BY ALL",
    )
    keys = ["inspector", "quota_of"]
    own = found.loc[found["period"] == period.id, [*keys, "quota"]]
    inside = [month.id for month in period.months() if _MONTH.fullmatch(month.id)]
    if period.grain == "month" or not inside:
        return own
    of_months = found[found["period"].isin(inside)].groupby(keys)["quota"].agg(["sum", "count"])
    full = of_months.loc[of_months["count"] == len(inside), "sum"].rename("quota").reset_index()
    mine = set(zip(own["inspector"], own["quota_of"], strict=True))
    pairs = zip(full["inspector"], full["quota_of"], strict=True)
    return pd.concat([own, full[[pair not in mine for pair in pairs]]], ignore_index=True)


def _done(con: duckdb.DuckDBPyConnection, period: Period) -> dict[str, dict[str, float]]:
    """By kind of quota what each inspector did; empty where nothing names an inspector."""
    seen, used = seen_sql(period.start, period.end_of("inspections"), None)
    visits = ask(
        con,
        f"SELECT inspector, SUM(share) AS visits, COUNT(DISTINCT COALESCE(key, point)) AS points "
        f"FROM ({seen}) AS s WHERE inspector IS NOT NULL GROUP BY inspector",
        used,
    ).set_index("inspector")
    found = ask(
        con,
        "SELECT inspector, SUM(share) AS n FROM findings WHERE inspector IS NOT NULL "
        "AND day >= ? AND day < ? GROUP BY inspector",
        [period.start, period.end_of("findings")],
    ).set_index("inspector")
    return {
        kind: {str(name): float(n) for name, n in counts.items()}
        for kind, counts in (
            ("visits", visits["visits"]),
            ("points", visits["points"]),
            ("findings", found["n"]),
        )
    }


def _without(con: duckdb.DuckDBPyConnection, period: Period) -> float:
    sql = (
        "SELECT COALESCE(SUM(share), 0) AS n FROM inspections WHERE inspector IS NULL "
        "AND day >= ? AND day < ?"
    )
    return float(ask(con, sql, [period.start, period.end_of("inspections")])["n"].iloc[0])
