"""一个样: whether as much is found here as there, by night as by day, in rain as in dry weather, on
days off as on workdays; and whether fewer complaints and cases come in where somebody checks.

Source: a Poisson regression with unit, month and kind of check beside the two sides, the checks (or
the days) as exposure; covariance robust to clusters (Liang and Zeger, Biometrika 73, 1986): a point
for streets, a day for everything else, so that what comes together does not count as independent.
Adjusted by Holm over the comparisons shown. Silent below FEWEST_CHECKS on either side, FEWEST_FOUND
problems, FEWEST_CLUSTERS clusters, and where sides and units, months or kinds go together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from kernel.periods import Period
from metrics.aggregation.conditions import NIGHT
from metrics.aggregation.counted import ask
from metrics.aggregation.figures import Floats
from metrics.inspecting.holidays import Calendar, Days
from metrics.inspecting.visits import VisitFilters, seen_sql, side_sql, sides_of_streets, until
from metrics.scoring.certainty.contributions import CLUSTERS
from metrics.scoring.certainty.judging import LEVEL, holm

FEWEST_CHECKS, FEWEST_FOUND, FEWEST_CLUSTERS = 30, 10, 10  # on either side
MOST_NUMBERS = 20_000_000  # of a design; more is not fitted
COMPARISONS = {
    "streets": ("back", "main"),
    "hours": ("night", "day"),
    "weather": ("rain", "dry"),
    "days": ("off", "work"),
    "complaints": ("checked", "unchecked"),
    "cases": ("checked", "unchecked"),
}
OF_DAYS = ("complaints", "cases")  # whose exposure is days of a unit, not checks
COLUMNS = [
    *("comparison", "one", "other", "n_one", "n_other", "found_one", "found_other"),
    *("rate_one", "rate_other", "ratio", "low", "high", "told", "clear", "unknown"),
]


@dataclass(frozen=True)
class Alike:
    """table, a row for each of COMPARISONS: one, other (the sides), n_* (checks; days of a unit),
    found_* (problems; complaints, cases), rate_* (per 100 checks; per day of a unit), ratio (one of
    other, like with like), low, high (95 %), told ("" | nothing | few | apart | many), clear (the
    ratio is not 1, after Holm), unknown (checks whose side is not known).

    first, last: days read, the last one inclusive; unit: of the days of a unit; years: those whose
    days off are not known; last_year: up to which they are.
    """

    table: pd.DataFrame
    first: date
    last: date
    unit: str
    years: tuple[int, ...]
    last_year: int


def inspector_differences(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    back: int = 12,
    kind: str = "district",
    own: Days = (),
    filters: VisitFilters | None = None,
) -> Alike:
    """All comparisons over the `back` periods that end with this one. kind: of the units whose
    differences do not count; own: days of the office's own calendar."""
    begin, end = period.last(back)[0].start, until(con, period)
    calendar = Calendar(own)
    unit = "street" if _names_streets(con, begin, end) else kind
    visits = _visits(con, begin, end, kind, filters, calendar)
    rows = [_of_visits(visits, name) for name in COMPARISONS if name not in OF_DAYS]
    days = _unit_days(con, begin, end, unit, filters, calendar)
    rows += [_of_unit_days(days, name) for name in OF_DAYS]
    table = pd.DataFrame(rows)
    table["clear"] = holm(table["p"].to_numpy(float)) < LEVEL
    last = end - timedelta(days=1)
    years = tuple(calendar.unknown_years(begin, last))
    return Alike(table[COLUMNS], begin, last, unit, years, calendar.last_year)


def alike_by_unit(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    comparison: str = "streets",
    back: int = 12,
    kind: str = "district",
    own: Days = (),
    filters: VisitFilters | None = None,
) -> pd.DataFrame:
    """One comparison of visits by unit, without a test: unit, n_one, n_other, found_one,
    found_other, rate_one, rate_other (per 100 checks, NaN without any)."""
    begin, end = period.last(back)[0].start, until(con, period)
    visits = _visits(con, begin, end, kind, filters, Calendar(own))
    known = visits[visits[comparison].notna() & visits["unit"].notna()]
    one, other = COMPARISONS[comparison]
    sums = known.pivot_table(
        index="unit", columns=comparison, values=["checks", "found"], aggfunc="sum"
    )
    table = pd.DataFrame(index=sums.index)
    for column, what in (("n", "checks"), ("found", "found")):
        for word, side in (("one", one), ("other", other)):
            there = (what, side) in sums.columns
            table[f"{column}_{word}"] = sums[what, side].fillna(0.0) if there else 0.0
    for side in ("one", "other"):
        checks = table[f"n_{side}"]
        table[f"rate_{side}"] = 100 * table[f"found_{side}"] / checks.where(checks > 0)
    return table.reset_index()


def _names_streets(con: duckdb.DuckDBPyConnection, begin: date, end: date) -> bool:
    """Whether most checks, and most cases, say their street."""
    parts = " UNION ALL ".join(
        f"SELECT AVG(CASE WHEN street IS NULL THEN 0e0 ELSE 1e0 END) AS share FROM {table} "
        "WHERE day >= ? AND day < ?"
        for table in ("inspections", "cases")
    )
    return bool((ask(con, parts, [begin, end] * 2)["share"] > 0.5).all())


def _visits(
    con: duckdb.DuckDBPyConnection,
    begin: date,
    end: date,
    kind: str,
    filters: VisitFilters | None,
    calendar: Calendar,
) -> pd.DataFrame:
    """The checks, as sums: unit, month, method, day, point, checks, found, and each comparison's
    side (None where it is not known)."""
    visit = CLUSTERS["inspections"][1]
    seen, used = seen_sql(begin, end, filters)
    side, words = side_sql(sides_of_streets(con))
    late, early = NIGHT
    frame = ask(
        con,
        f"""WITH found AS (SELECT {visit} AS visit, SUM(share) AS found FROM findings
            WHERE day >= ? AND day < ? GROUP BY ALL),
        seen AS (SELECT *, {visit} AS visit FROM ({seen}) AS s)
        SELECT "{kind}" AS unit, strftime(day, '%Y-%m') AS month, method, day,
            COALESCE(key, point) AS point, {side} AS streets,
            CASE WHEN inspected_at = date_trunc('day', inspected_at) THEN NULL
                WHEN hour >= {late} OR hour < {early} THEN 'night' ELSE 'day' END AS hours,
            CASE WHEN weather IN ('rain', 'dry') THEN weather END AS weather,
            SUM(share) AS checks, SUM(COALESCE(found, 0) * share) AS found
        FROM seen LEFT JOIN found USING (visit) GROUP BY ALL ORDER BY ALL""",
        [begin, end, *used, *words],
    )
    off = {day: calendar.is_off(day.date()) for day in frame["day"].unique()}
    frame["days"] = frame["day"].map(off).map({True: "off", False: "work"})
    return frame


def _of_visits(visits: pd.DataFrame, name: str) -> dict[str, Any]:
    known = visits[visits[name].notna()].rename(columns={name: "side"})
    unknown = float(visits.loc[visits[name].isna(), "checks"].sum())
    cluster = "point" if name == "streets" else "day"
    return _row(name, known, ("unit", "month", "method"), cluster, 100.0, unknown)


def _unit_days(
    con: duckdb.DuckDBPyConnection,
    begin: date,
    end: date,
    unit: str,
    filters: VisitFilters | None,
    calendar: Calendar,
) -> pd.DataFrame:
    """Each day of each unit that has checks: unit, day, month, weekday, rest (off, work, or the
    kind of weekday where nobody knows), side (checked | unchecked), checks (1: the day),
    complaints, cases; up to the last day that both tell of."""
    seen, used = seen_sql(begin, end, filters)
    checks = ask(
        con,
        f'SELECT "{unit}" AS unit, day, 1 AS checked FROM ({seen}) AS s '
        f'WHERE "{unit}" IS NOT NULL GROUP BY 1, 2',
        used,
    )
    told = ask(
        con,
        f"""SELECT "{unit}" AS unit, day,
            SUM(CASE WHEN is_complaint THEN share ELSE 0 END) AS complaints,
            SUM(CASE WHEN is_complaint THEN 0 ELSE share END) AS cases
        FROM cases WHERE "{unit}" IS NOT NULL AND day >= ? AND day < ?
            AND NOT COALESCE(voided, FALSE) GROUP BY 1, 2""",
        [begin, end],
    )
    if checks.empty or told.empty:
        return pd.DataFrame()
    first = max(checks["day"].min(), told["day"].min())
    last = min(checks["day"].max(), told["day"].max())
    grid = pd.MultiIndex.from_product(
        [sorted(checks["unit"].unique()), pd.date_range(first, last)], names=["unit", "day"]
    ).to_frame(index=False)
    frame = grid.merge(checks, how="left").merge(told, how="left")
    numbers = ["checked", "complaints", "cases"]
    frame[numbers] = frame[numbers].fillna(0.0)
    frame["month"] = frame["day"].dt.strftime("%Y-%m")
    frame["weekday"] = frame["day"].dt.day_of_week
    frame["side"] = np.where(frame["checked"] > 0, "checked", "unchecked")
    rest = {day: _rest(calendar, day.date()) for day in frame["day"].unique()}
    frame["rest"] = frame["day"].map(rest)
    return frame.assign(checks=1.0)


def _rest(calendar: Calendar, day: date) -> str:
    off = calendar.is_off(day)
    if off is None:
        return "weekend" if day.isoweekday() > 5 else "week"
    return "off" if off else "work"


def _of_unit_days(days: pd.DataFrame, name: str) -> dict[str, Any]:
    if days.empty or not days[name].sum():
        return _row(name, pd.DataFrame(), (), "day", 1.0, 0.0)
    beside = ("unit", "month", "weekday", "rest")
    return _row(name, days.assign(found=days[name]), beside, "day", 1.0, 0.0)


def _row(
    name: str,
    known: pd.DataFrame,
    beside: Sequence[str],
    cluster: str,
    scale: float,
    unknown: float,
) -> dict[str, Any]:
    one, other = COMPARISONS[name]
    row: dict[str, Any] = {"comparison": name, "one": one, "other": other, "unknown": unknown}
    row |= {"ratio": np.nan, "low": np.nan, "high": np.nan, "p": np.nan}
    for word, side in (("one", one), ("other", other)):
        mine = known[known["side"] == side] if len(known) else known
        n, found = (float(mine[c].sum()) if len(mine) else 0.0 for c in ("checks", "found"))
        row |= {f"n_{word}": n, f"found_{word}": found}
        row[f"rate_{word}"] = scale * found / n if n else np.nan
    told, fitted = compared(known, one, beside, cluster)
    return row | {"told": told} | (fitted or {})


def compared(
    known: pd.DataFrame, one: str, beside: Sequence[str], cluster: str
) -> tuple[str, dict[str, float] | None]:
    """How many times as much is found on side `one` as on the other, like with like.

    known: side, checks, found, the columns `beside` and `cluster`. Returns why nothing can be said
    (nothing | few | apart | many), or "" with ratio, low, high and p (two-sided, unadjusted).
    """
    if known.empty or known["side"].nunique() < 2:
        return "nothing", None
    known = known[(known["checks"] > 0) & known[[*beside, cluster]].notna().all(axis=1)]
    if _few(known, cluster):
        return "few", None
    while len(known):  # a rate of 0 has no logarithm, and says nothing of the two sides
        size = len(known)
        for column in beside:
            found = known.groupby(column)["found"].sum()
            known = known[known[column].isin(found.index[found > 0])]
        if len(known) == size:
            break
    if _few(known, cluster):
        return "few", None
    return _fit(known, one, beside, cluster)


def _few(known: pd.DataFrame, cluster: str) -> bool:
    sums = known.groupby("side").agg(
        checks=("checks", "sum"), found=("found", "sum"), clusters=(cluster, "nunique")
    )
    return len(sums) < 2 or bool(
        (sums["checks"] < FEWEST_CHECKS).any()
        or (sums["found"] < FEWEST_FOUND).any()
        or (sums["clusters"] < FEWEST_CLUSTERS).any()
    )


def _fit(
    known: pd.DataFrame, one: str, beside: Sequence[str], cluster: str
) -> tuple[str, dict[str, float] | None]:
    cells = known.groupby(["side", *beside, cluster], as_index=False)[["checks", "found"]].sum()
    if len(cells) * sum(cells[column].nunique() for column in beside) > MOST_NUMBERS:
        return "many", None
    dummies: Callable[..., Any] = pd.get_dummies
    others = [
        dummies(cells[c].astype(str), drop_first=True, dtype=float).to_numpy() for c in beside
    ]
    mine = (cells["side"] == one).to_numpy(float)[:, None]
    design = np.hstack([mine, np.ones_like(mine), *others])
    if np.linalg.matrix_rank(design.T @ design) < design.shape[1]:
        return "apart", None
    groups = pd.factorize(cells[cluster])[0]
    counts, exposure = (cells[name].to_numpy(float) for name in ("found", "checks"))
    fitted = _poisson(design, counts, exposure, groups)
    if fitted is None:
        return "apart", None
    log, error = fitted
    # No surer than the side with fewer clusters allows.
    freedom = int(cells.groupby("side")[cluster].nunique().min()) - 1
    reach = student.ppf(1 - LEVEL / 2, freedom)
    low, high = (float(np.exp(log + step * error)) for step in (-reach, reach))
    p = float(2 * student.sf(abs(log) / error, freedom))
    return "", {"ratio": float(np.exp(log)), "low": low, "high": high, "p": p}


def _poisson(
    design: Floats, counts: Floats, exposure: Floats, groups: NDArray[np.intp]
) -> tuple[float, float] | None:
    """The first coefficient of a Poisson regression and its standard error, robust to clusters
    (with the usual factor for few of them); None where Newton's method finds no end."""
    beta = np.zeros(design.shape[1])
    beta[1] = np.log(counts.sum() / exposure.sum())
    for _ in range(50):
        expected = exposure * np.exp(np.clip(design @ beta, -30, 30))
        bread = np.linalg.inv((design * expected[:, None]).T @ design)
        step = bread @ (design.T @ (counts - expected))
        beta = beta + step
        if np.abs(step).max() < 1e-9:
            break
    else:
        return None
    number = int(groups.max()) + 1
    scores = np.zeros((number, design.shape[1]))
    np.add.at(scores, groups, design * (counts - expected)[:, None])
    few = number / (number - 1) * (len(counts) - 1) / (len(counts) - design.shape[1])
    variance = few * (bread @ scores.T @ scores @ bread)[0, 0]
    return (float(beta[0]), float(np.sqrt(variance))) if variance > 0 else None
