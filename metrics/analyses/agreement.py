"""Inspections against complaints: do inspectors find what people complain about?

A city whose inspections are sound has its complaints where its problems are. Auditors of New York
City's street ratings visited what people had complained about and found most of it dirty; this is
that comparison, kept up by the data. Complaints also measure the readiness to complain.
"""

import re
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period, covering
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.counted import Filters, ask, column, counted
from metrics.indicators import INDICATORS
from metrics.scoring.certainty.contributions import CLUSTERS
from metrics.scoring.certainty.tests import clean_but_loud

MEASURES = ("findings_per_100_checks", "deduction_per_100_checks", "pass_rate")
ENOUGH_VISITS = 3  # fewer say little about a point
_POINT = ["district", "place_key"]
# What a finding adds to a measure of visits.
_OF_A_FINDING = {
    "findings_per_100_checks": "COALESCE(share, 1e0)",
    "deduction_per_100_checks": "COALESCE(deduction, 0e0) * COALESCE(share, 1e0)",
}


@dataclass(frozen=True)
class Quadrant:
    """table: district (or another kind of unit), complaints, per_10k, checks, measure, quadrant,
    clear (clean_loud, and both differences are beyond chance: see `clean_but_loud`).

    quadrant: clean or dirty by inspection, quiet or loud by complaints, each against the median of
    the units: clean_quiet | clean_loud | dirty_quiet | dirty_loud; None where a figure is missing.
    A unit at the median is clean, and quiet. median_measure, median_per_10k: the medians.
    """

    table: pd.DataFrame
    measure: str
    median_measure: float
    median_per_10k: float


def quadrant(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    measure: str = "findings_per_100_checks",
    by: str = "district",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> Quadrant:
    """What inspections say of each unit beside what people say. measure: one of MEASURES."""
    names = ["complaints", "complaints_per_10k", "checks", measure]
    found = aggregate(con, names, [by], period, filters, rules)
    table = found.pivot(index=by, columns="indicator", values="value").reindex(columns=names)
    table = table.rename(columns={"complaints_per_10k": "per_10k", measure: "measure"})
    middle, usual = float(table["measure"].median()), float(table["per_10k"].median())
    better = INDICATORS[measure].better
    dirty = table["measure"] < middle if better == "higher" else table["measure"] > middle
    words = np.where(dirty, "dirty_", "clean_").astype(object)
    words += np.where(table["per_10k"] > usual, "loud", "quiet").astype(object)
    known = table[["measure", "per_10k"]].notna().all(axis=1)
    table["quadrant"] = pd.Series(words, index=table.index, dtype=object).where(known, None)
    sums = _sums(con, found, period, measure, by, filters, rules).reindex(table.index)
    table["clear"] = clean_but_loud(sums, better == "higher") & (table["quadrant"] == "clean_loud")
    return Quadrant(table.rename_axis(columns=None).reset_index(), measure, middle, usual)


def _sums(
    con: duckdb.DuckDBPyConnection,
    found: pd.DataFrame,
    period: Period,
    measure: str,
    by: str,
    filters: Filters | None,
    rules: CountingRules | None,
) -> pd.DataFrame:
    """What `clean_but_loud` tests, by unit."""
    own = found[found["indicator"] == measure].set_index(by)
    calls = found[found["indicator"] == "complaints_per_10k"].set_index(by)
    sums = pd.DataFrame({"visits": own["denominator"], "measured": own["numerator"]})
    sums["squares"] = sums["measured"]  # of visits that pass or do not
    if measure in _OF_A_FINDING:
        rows = counted("findings", period, filters, rules)
        unit = column(rows.table, by)
        squares = ask(
            con,
            f"SELECT unit, SUM(amount * amount) AS squares FROM (SELECT {unit} AS unit,"
            f" SUM({_OF_A_FINDING[measure]}) AS amount FROM {rows.table} WHERE {rows.where}"
            f" AND {unit} IS NOT NULL GROUP BY {unit}, {CLUSTERS['findings'][1]}) AS visits"
            " GROUP BY unit",
            rows.params,
        )
        sums["squares"] = squares.set_index("unit")["squares"].reindex(sums.index).fillna(0.0)
    sums["complaints"], sums["people"] = calls["numerator"], calls["denominator"]
    return sums.astype(float)


def points_compared(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Every inspected point beside the complaints about it.

    A complaint is about a point when its place is the point, or a house number, lane or crossing of
    a point that is a road, in the same district. Columns: district, point (its most frequent
    spelling), point_type, visits, findings, expected (findings that so many visits give at the mean
    of all points: a clean point with 0.3 expected says little, one with 5 much), deduction,
    complaints (about the point), top_category (what most of them are about, missing without any),
    verdict: clean_complained (visited, nothing found, yet people complained) | dirty_quiet (found
    dirty, nobody complained) | agreed (both or neither) | too_few (below three visits). Most
    complaints first. A year says more here than a month.
    """
    table = _points(con, period, filters, rules)
    calls = _calls(con, period, table, filters, rules)
    table = table.merge(calls, on=_POINT, how="left")
    table["complaints"] = table["complaints"].fillna(0.0)
    per_visit = table["findings"].sum() / max(table["visits"].sum(), 1)
    table["expected"] = per_visit * table["visits"]
    complained, found = table["complaints"] > 0, table["findings"] > 0
    table["verdict"] = np.select(
        [table["visits"] < ENOUGH_VISITS, complained & ~found, found & ~complained],
        ["too_few", "clean_complained", "dirty_quiet"],
        "agreed",
    )
    table = table.sort_values(
        ["complaints", "findings", "visits", *_POINT], ascending=[False, False, False, True, True]
    )
    columns = ["district", "point", "point_type", "visits", "findings", "expected", "deduction"]
    return table[[*columns, "complaints", "top_category", "verdict"]].reset_index(drop=True)


def points_of_the_year(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """`points_compared` over the year that ends with the period, in which a point is visited often
    enough to be called clean."""
    first = period.year_before().end
    year = period if first >= period.start else covering(first, period.last_day)
    return points_compared(con, year, filters, rules)


def _points(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None,
    rules: CountingRules | None,
) -> pd.DataFrame:
    visits = counted("checks", period, filters, rules)
    spelled = ask(
        con,
        "SELECT COALESCE(district, '') AS district, place_key, point, point_type,"
        f" SUM(COALESCE(share, 1e0)) AS visits FROM {visits.table} WHERE {visits.where}"
        " AND place_key IS NOT NULL GROUP BY COALESCE(district, ''), place_key, point, point_type"
        " ORDER BY visits DESC, point",
        visits.params,
    )
    table = spelled.groupby(_POINT, as_index=False).agg(
        point=("point", "first"), point_type=("point_type", "first"), visits=("visits", "sum")
    )
    rows = counted("findings", period, filters, rules)
    found = ask(
        con,
        "SELECT COALESCE(district, '') AS district, place_key,"
        " SUM(COALESCE(share, 1e0)) AS findings,"
        " SUM(COALESCE(deduction, 0e0) * COALESCE(share, 1e0)) AS deduction"
        f" FROM {rows.table} WHERE {rows.where} AND place_key IS NOT NULL"
        " GROUP BY COALESCE(district, ''), place_key",
        rows.params,
    )
    table = table.merge(found, on=_POINT, how="left")
    return table.fillna({"findings": 0.0, "deduction": 0.0})


def _calls(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    points: pd.DataFrame,
    filters: Filters | None,
    rules: CountingRules | None,
) -> pd.DataFrame:
    """Complaints by the point they are about: district, place_key, complaints, top_category."""
    rows = counted("complaints", period, filters, rules)
    calls = ask(
        con,
        "SELECT COALESCE(district, '') AS district, place_key,"
        " COALESCE(subcategory, category) AS kind, SUM(COALESCE(share, 1e0)) AS complaints"
        f" FROM {rows.table} WHERE {rows.where} AND place_key IS NOT NULL"
        " GROUP BY COALESCE(district, ''), place_key, COALESCE(subcategory, category)",
        rows.params,
    )
    known = set(points[_POINT].itertuples(index=False, name=None))
    named = zip(calls["district"], calls["place_key"], strict=True)
    found = [_point_of(district, place, known) for district, place in named]
    calls["place_key"] = pd.Series(found, index=calls.index, dtype=object)
    calls = calls.dropna(subset=["place_key"])
    kinds = calls.groupby([*_POINT, "kind"], dropna=False)["complaints"].sum().reset_index()
    kinds = kinds.sort_values(["complaints", "kind"], ascending=[False, True])
    return kinds.groupby(_POINT, as_index=False).agg(
        complaints=("complaints", "sum"), top_category=("kind", "first")
    )


def _point_of(district: str, place: str, known: set[tuple[str, str]]) -> str | None:
    """The point that a place is or lies on: itself, else the road before its house number, else the
    first road of its crossing; None when that is no inspected point."""
    stem = re.sub(r"([0-9]+[号弄].*|[0-9]+$)", "", place)
    for name in (place, stem, *stem.split("与")):
        if (district, name) in known:
            return name
    return None
