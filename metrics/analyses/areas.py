"""The map: the outlines of units, and how many problems each has per check, case or inhabitant."""

import json

import duckdb
import numpy as np
import pandas as pd

from data.outlines.boundaries import stored_outlines
from data.outlines.shapes import area_of, grid_inside, label_point, rings
from data.unit_resolution.units import Registry
from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.counted import Filters
from metrics.analyses.problems import PROBLEM_SOURCES, counts

PER_PEOPLE = 10_000
_ACROSS = 28  # points of the grid along the longer side of what is shown


def outlines(con: duckdb.DuckDBPyConnection, period: Period, kind: str) -> pd.DataFrame:
    """The outlines of the units of a kind, under the names that the register has for them now.

    Columns: unit, x and y (lists: the corners of all its rings, NaN between two rings), label_x
    and label_y (the middle of the largest circle inside), inside_x and inside_y (lists: points of a
    regular grid that lie inside). In the coordinates of the cases. Empty without outlines.
    """
    with con.cursor() as cursor:
        registry = Registry.load(cursor)
        stored = [(name, text) for k, name, text in stored_outlines(cursor) if k == kind]
    areas = {
        registry.meanings(name, (kind,), kind)[-1].name: area_of(json.loads(text))
        for name, text in stored
    }
    grid = grid_inside(list(areas.values()), _ACROSS)
    rows = []
    for (unit, area), (inside_x, inside_y) in zip(areas.items(), grid, strict=True):
        x, y = rings(area)
        rows.append((unit, x, y, *label_point(area), inside_x, inside_y))
    columns = ["unit", "x", "y", "label_x", "label_y", "inside_x", "inside_y"]
    return pd.DataFrame(rows, columns=columns)


def area_rates(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str = "district",
    source: str = "findings",
    category: str = "",
    level: str = "subcategory",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """How many problems each unit has, and per what.

    Columns: unit, count, n, rate, per. Findings are per 100 checks. Cases and complaints of one
    category are per 100 of all; of all categories they are per 10,000 people, and where nobody's
    people are known the rate is the count itself. per: checks, cases, complaints, people or
    nothing. rate is NaN where there is nothing to divide by: no data.
    """
    if source == "findings" or category:
        table = counts(con, [period], by, source, level, filters, rules)
        if category:
            table = table[table["category"] == category]
        found = table.groupby(by).agg(count=("count", "sum"), n=("n", "first"))
        per, times = {"findings": "checks"}.get(source, source), 100
    else:
        wanted = [PROBLEM_SOURCES[source].counted, "complaints_per_10k"]
        asked = aggregate(con, list(dict.fromkeys(wanted)), [by], period, filters, rules)
        parts = asked.set_index("indicator")
        count = parts.loc[[wanted[0]]].set_index(by)["numerator"]
        people = parts.loc[[wanted[1]]].set_index(by)["denominator"]
        found = pd.DataFrame({"count": count, "n": people.reindex(count.index)})
        per, times = "people", PER_PEOPLE
        if not (found["n"] > 0).any():
            per, times, found["n"] = "nothing", 1, np.where(found["count"].notna(), 1.0, np.nan)
    found["rate"] = times * found["count"] / found["n"].where(found["n"] > 0)
    found = found.rename_axis("unit").reset_index().assign(per=per)
    return found[found["unit"].notna()].reset_index(drop=True)
