"""Are the inspectors even-handed: how many findings each makes where others would make one.

Source: a Poisson regression of findings with unit, month, method of the check and inspector, the
checks as exposure; covariance robust to clusters of one unit and month (Liang and Zeger, Biometrika
73, 1986), so that findings that come together do not count as independent. Factors are shrunk
towards 1 before they are taken out of scores (DerSimonian and Laird 1986). What cannot be told
apart is said to be so: an inspector alone in a unit is that unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from kernel.periods import Period
from metrics.fairness.visits import visits_by_inspector
from metrics.schemes.scheme import Scheme
from metrics.scoring.certainty.judging import LEVEL, holm

FEWEST_CHECKS = 30  # of an inspector, below which nothing is said of him
FEWEST_CLUSTERS = 20
PERIODS_READ = 12
MOST_NUMBERS = 20_000_000  # of a design; with more, half or a quarter of the periods are read
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Severity:
    """told: "" when the inspectors could be compared, else why not: no_inspector | one_inspector |
    too_few (checks or findings) | no_overlap.

    table: by inspector: inspector, checks, findings, expected (by units, months and methods at the
    severity of all), factor (1.2: a fifth more findings than all would make there), low, high (95
    %), clear (strict | lenient | "" after Holm | unknown), shrunk (the factor that one may take
    out), units (how many he checked), overlap (how many colleagues checked one of them as well).
    spread: standard deviation between inspectors beyond chance, in percent. phi: variance of
    findings over that of Poisson. kind: of the units; first, last: ids of the periods read.
    """

    told: str
    table: pd.DataFrame
    spread: float = float("nan")
    phi: float = float("nan")
    kind: str = ""
    first: str = ""
    last: str = ""
    left_out: list[str] = field(default_factory=list)


def severity(con: duckdb.DuckDBPyConnection, period: Period, scheme: Scheme) -> Severity:
    """The severity of all inspectors over the twelve periods that end with this one; over six or
    three where these are too many visits for one regression."""
    kind = scheme.scores.kind
    for count in (PERIODS_READ, PERIODS_READ // 2, PERIODS_READ // 4):
        periods = period.last(count)
        visits = visits_by_inspector(con, kind, periods)
        if _size(visits) <= MOST_NUMBERS:
            break
    found = compare(visits)
    seen = set(visits["month"])
    known = [of.id for of in periods if of.id in seen] or [period.id]
    return replace(found, kind=kind, first=known[0], last=known[-1])


def _size(visits: pd.DataFrame) -> int:
    """How many numbers the design of the regression would hold."""
    columns = ["inspector", "unit", "month", "method"]
    return len(visits[columns].drop_duplicates()) * int(visits[columns].nunique().sum())


def compare(visits: pd.DataFrame) -> Severity:
    """Compare inspectors. visits: columns inspector, unit, month, day, method, checks, findings:
    sums of the visits that agree in the first five."""
    table = _seen(visits)
    if table.empty:
        return Severity("no_inspector", table)
    if len(table) == 1:
        return Severity("one_inspector", table)
    kept, joined = _comparable(visits)
    if len(joined) < 2:
        enough = (table["checks"] >= FEWEST_CHECKS).sum() >= 2 and table["findings"].sum() > 0
        return Severity("no_overlap" if enough else "too_few", table)
    clusters = _clusters(kept)
    if clusters.nunique() < FEWEST_CLUSTERS or kept["findings"].sum() < 5 * len(joined):
        return Severity("too_few", table)
    fitted = _fit(kept, clusters)
    if fitted is None:
        return Severity("no_overlap", table)
    factors, spread, phi = fitted
    table = table.merge(factors, on="inspector", how="left")
    table["clear"] = table["clear"].fillna("unknown")
    table["shrunk"] = table["shrunk"].fillna(1.0)
    left_out = table.loc[table["factor"].isna(), "inspector"].tolist()
    table = table.sort_values("factor", ascending=False, ignore_index=True)
    return Severity("", table, spread, phi, left_out=left_out)


def unit_factors(visits: pd.DataFrame, found: Severity) -> pd.Series:
    """By unit: how much severer than all the inspectors were whom it met, in their own numbers of
    checks (1.05: it was counted 5 % more findings than with an even share of everybody)."""
    shrunk = found.table.set_index("inspector")["shrunk"]
    weight = visits["checks"] * visits["inspector"].map(shrunk).fillna(1.0).astype(float)
    sums = pd.DataFrame({"unit": visits["unit"], "weight": weight, "checks": visits["checks"]})
    sums = sums.groupby("unit").sum()
    return (sums["weight"] / sums["checks"]).rename("factor")


def _seen(visits: pd.DataFrame) -> pd.DataFrame:
    """Per inspector: checks, findings, units, colleagues who share a unit with him."""
    rows = []
    by_inspector = {
        str(name): set(part["unit"].dropna()) for name, part in visits.groupby("inspector")
    }
    sums = visits.groupby("inspector")[["checks", "findings"]].sum().to_dict("index")
    for name, own in by_inspector.items():
        others = sum(bool(own & units) for other, units in by_inspector.items() if other != name)
        rows.append(
            {
                "inspector": name,
                "checks": float(sums[name]["checks"]),
                "findings": float(sums[name]["findings"]),
                "units": len(own),
                "overlap": others,
            }
        )
    return pd.DataFrame(rows, columns=["inspector", "checks", "findings", "units", "overlap"])


def _comparable(visits: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The visits that tell inspectors apart, and the inspectors: those with enough checks, of the
    largest set that is joined by common units; without units, months and methods in which nobody
    found anything (they say nothing of who is severe, and a rate of 0 has no logarithm)."""
    own = visits.groupby("inspector")["checks"].sum()
    kept = visits[visits["inspector"].isin(own.index[own >= FEWEST_CHECKS])]
    kept = kept[kept["unit"].isin(_largest_set(kept))]
    while len(kept):
        size = len(kept)
        for column in ("unit", "month", "method"):
            found = kept.groupby(column)["findings"].sum()
            kept = kept[kept[column].isin(found.index[found > 0])]
        if len(kept) == size:
            break
    return kept, sorted(kept["inspector"].unique())


def _largest_set(visits: pd.DataFrame) -> set[str]:
    """The units of the largest set of inspectors that common units join (by checks)."""
    pairs = visits.groupby(["unit", "inspector"], observed=True)["checks"].sum()
    left: dict[str, set[str]] = {}
    for unit, inspector in pairs.index:
        left.setdefault(inspector, set()).add(unit)
    sets: list[set[str]] = []
    for units in left.values():
        joined = set(units).union(*(one for one in sets if one & units))
        sets = [one for one in sets if not one & units] + [joined]
    checks = visits.groupby("unit")["checks"].sum()
    return max(sets, key=lambda one: float(checks[list(one)].sum()), default=set())


def _clusters(visits: pd.DataFrame) -> pd.Series:
    """A unit and month each; with few months a unit and day."""
    by_month = visits["unit"] + " " + visits["month"]
    if by_month.nunique() >= 2 * FEWEST_CLUSTERS:
        return by_month
    return visits["unit"] + " " + visits["day"].astype(str)


def _fit(visits: pd.DataFrame, clusters: pd.Series) -> tuple[pd.DataFrame, float, float] | None:
    """Factors, spread in percent, and phi; None when the design does not tell inspectors apart
    (each worked in months or with methods of his own)."""
    import statsmodels.api as sm  # half a second: only where it is asked for

    cells = visits.assign(cluster=clusters).groupby(
        ["inspector", "unit", "month", "method", "cluster"], as_index=False
    )[["checks", "findings"]].sum()  # fmt: skip
    names = sorted(cells["inspector"].unique())
    found = cells.groupby("inspector")["findings"].sum()
    counted = [name for name in names if found[name] > 0]  # a factor of 0 has no logarithm
    inside = cells[cells["inspector"].isin(counted)]
    if len(counted) < 2:
        return None
    others = [
        pd.get_dummies(inside[column], drop_first=True, dtype=float).to_numpy()
        for column in ("unit", "month", "method")
    ]
    mine = pd.get_dummies(inside["inspector"], dtype=float)[counted].to_numpy()
    design = np.hstack([mine, *others])
    if np.linalg.matrix_rank(design.T @ design) < design.shape[1]:
        return None
    model = sm.GLM(
        inside["findings"].to_numpy(float),
        design,
        family=sm.families.Poisson(),
        offset=np.log(inside["checks"].to_numpy(float)),
    )
    groups = inside["cluster"].astype("category").cat.codes.to_numpy()
    fitted = model.fit(cov_type="cluster", cov_kwds={"groups": groups})
    count = len(counted)
    share = inside.groupby("inspector")["checks"].sum()[counted].to_numpy(float)
    contrast = np.eye(count) - share / share.sum()  # against the mean of all checks
    log = contrast @ fitted.params[:count]
    error = np.sqrt(np.diag(contrast @ fitted.cov_params()[:count, :count] @ contrast.T))
    freedom = int(groups.max())
    reach = student.ppf(0.975, freedom)
    p = 2 * student.sf(np.abs(log) / error, freedom)
    phi = float(max(fitted.pearson_chi2 / fitted.df_resid, 0.0))
    tau = _between(log, error)
    keep = tau**2 / (tau**2 + error**2)
    rest = design.copy()
    rest[:, :count] = share / share.sum()
    expected = np.exp(rest @ fitted.params) * inside["checks"].to_numpy(float)
    table = pd.DataFrame(
        {
            "inspector": counted,
            "expected": pd.Series(expected, inside["inspector"]).groupby(level=0).sum()[counted],
            "factor": np.exp(log),
            "low": np.exp(log - reach * error),
            "high": np.exp(log + reach * error),
            "p": p,
            "shrunk": np.exp(keep * log),
        }
    ).reset_index(drop=True)
    silent = [name for name in names if name not in counted]
    if silent:
        mean_rate = expected.sum() / inside["checks"].sum()
        table = pd.concat([table, _silent(cells, silent, mean_rate, max(phi, 1.0))])
    adjusted = holm(table["p"].to_numpy(float))
    way = np.where(table["factor"] > 1, "strict", "lenient")
    table["clear"] = np.where(adjusted < LEVEL, way, "")
    return table.drop(columns="p"), float(100 * np.expm1(tau)), phi


def _silent(cells: pd.DataFrame, names: Sequence[str], rate: float, phi: float) -> pd.DataFrame:
    """Inspectors who found nothing at all: exact Poisson at the rate of all, its expectation
    divided by phi, since findings come in clusters. Upper limit: 3.69 expected findings."""
    rows = []
    for name in names:
        expected = rate * float(cells.loc[cells["inspector"] == name, "checks"].sum())
        rows.append(
            {
                "inspector": name,
                "expected": expected,
                "factor": 0.0,
                "low": 0.0,
                "high": 3.689 * phi / expected,
                "p": min(2 * np.exp(-expected / phi), 1.0),
                "shrunk": 1.0,
            }
        )
    return pd.DataFrame(rows)


def _between(log: Numbers, error: Numbers) -> float:
    """Standard deviation of the log factors beyond their errors (DerSimonian and Laird)."""
    weight = 1 / error**2
    mean = (weight * log).sum() / weight.sum()
    q = float((weight * (log - mean) ** 2).sum())
    room = weight.sum() - (weight**2).sum() / weight.sum()
    return float(np.sqrt(max((q - (len(log) - 1)) / room, 0.0)))
