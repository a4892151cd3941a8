"""When, where and by which kind of check problems are found."""

from datetime import timedelta

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.counted import Counted, Filters, ask, column, counted
from metrics.analyses.problems import PROBLEM_SOURCES

METHOD_INDICATORS = (
    "checks",
    "findings",
    "findings_per_100_checks",
    "pass_rate",
    "deduction_per_100_checks",
)
PLACES_SHOWN = 30
_CASES_BACK = 400  # days in which cases may tell where an inspected point lies


def by_method(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    by: str | None = None,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """What each method of inspection found (open, covert, third party ...), by unit if `by`.

    Columns: `by`, method, checks, findings, findings_per_100_checks, pass_rate,
    deduction_per_100_checks; NaN where there is no data. The method checked most comes first.
    """
    keys = [*([by] if by else []), "method"]
    found = aggregate(con, METHOD_INDICATORS, keys, period, filters, rules)
    table = found.pivot(index=keys, columns="indicator", values="value")
    table = table.reindex(columns=list(METHOD_INDICATORS)).rename_axis(columns=None).reset_index()
    order = table.groupby("method")["checks"].sum().sort_values(ascending=False)
    table["order"] = table["method"].map({m: at for at, m in enumerate(order.index)})
    return table.sort_values([*keys[:-1], "order"]).drop(columns="order").reset_index(drop=True)


def by_hour(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    source: str = "cases",
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """Problems by weekday and hour of day: all 168 cells.

    Columns: weekday (1 Monday .. 7), hour (0..23), count, days (such weekdays in the period up to
    the last day with a row), per_day (count / days), checks and rate (findings: visits at that
    hour, and findings per 100 of them, NaN without visits; other sources: NaN). Rows that tell a
    day without a time stand at hour 0, as their export does.
    """
    cells = pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"])
    rows = counted(PROBLEM_SOURCES[source].counted, period, filters, rules)
    table = pd.DataFrame({"count": _cells(con, rows)}, index=cells).fillna(0.0)
    table["days"] = table.index.get_level_values("weekday").map(_weekdays(con, period, rows))
    table["per_day"] = table["count"] / table["days"].where(table["days"] > 0)
    table["checks"] = float("nan")
    if source == "findings":
        checks = _cells(con, counted("checks", period, filters, rules))
        table["checks"] = checks.reindex(cells).fillna(0.0)
    table["rate"] = 100 * table["count"] / table["checks"].where(table["checks"] > 0)
    return table.reset_index()


def places(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    source: str = "cases",
    level: str = "subcategory",
    top: int = PLACES_SHOWN,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """The places where problems pile up, the most first.

    Spellings of a place are taken together by its place_key, inside its district. Columns:
    district, place_key, place (its most frequent spelling), x, y (mean coordinates; where there are
    none, those of cases there in the last 400 days; NaN when nobody gave any), n,
    kinds (different categories), categories (list of their names, the most frequent first), top_n
    (problems of the first of them), spellings (different ones).
    """
    rows = counted(PROBLEM_SOURCES[source].counted, period, filters, rules)
    shown = "place" if rows.table == "cases" else "point"
    x, y = ("x", "y") if rows.table == "cases" else ("CAST(NULL AS DOUBLE)",) * 2
    query = (
        "WITH facts AS (SELECT COALESCE(district, '') AS district, place_key,"
        f" {shown} AS place, {column(rows.table, level)} AS category, {x} AS x, {y} AS y,"
        " COALESCE(share, 1e0) AS share"
        f" FROM {rows.table} WHERE {rows.where} AND place_key IS NOT NULL),"
        " piles AS (SELECT district, place_key, SUM(share) AS n FROM facts"
        " GROUP BY district, place_key ORDER BY n DESC, district, place_key"
        f" LIMIT {int(top)})"
        " SELECT f.district AS district, f.place_key AS place_key, f.place AS place,"
        " f.category AS category, SUM(f.share) AS n, SUM(f.x) AS x, SUM(f.y) AS y,"
        " COUNT(f.x) AS located FROM facts AS f JOIN piles AS p"
        " ON f.district = p.district AND f.place_key = p.place_key"
        " GROUP BY f.district, f.place_key, f.place, f.category"
    )
    parts = ask(con, query, rows.params)
    found = [_pile(part) for _, part in parts.groupby(["district", "place_key"])]
    columns = ["district", "place_key", "place", "x", "y", "n", "kinds", "categories", "top_n"]
    table = pd.DataFrame(found, columns=[*columns, "spellings"])
    table = _located(con, period, table)
    order = ["n", "district", "place_key"]
    return table.sort_values(order, ascending=[False, True, True]).reset_index(drop=True)


def _pile(part: pd.DataFrame) -> dict[str, object]:
    """One place: its spellings, kinds of problem and coordinates taken together."""
    kinds = part.groupby("category")["n"].sum().sort_values(ascending=False, kind="stable")
    spellings = part.groupby("place")["n"].sum().sort_values(ascending=False, kind="stable")
    located = part["located"].sum()
    return {
        "district": part["district"].iloc[0],
        "place_key": part["place_key"].iloc[0],
        "place": spellings.index[0],
        "x": part["x"].sum() / located if located else float("nan"),
        "y": part["y"].sum() / located if located else float("nan"),
        "n": float(part["n"].sum()),
        "kinds": len(kinds),
        "categories": kinds.index.tolist(),
        "top_n": float(kinds.iloc[0]) if len(kinds) else 0.0,
        "spellings": len(spellings),
    }


def _located(con: duckdb.DuckDBPyConnection, period: Period, table: pd.DataFrame) -> pd.DataFrame:
    """Coordinates where there are none, from cases at the same place or at a house number of it."""
    keys = ["district", "place_key"]
    lost = table.loc[table["x"].isna(), keys]
    if lost.empty:
        return table
    values = ", ".join(["(CAST(? AS VARCHAR), CAST(? AS VARCHAR))"] * len(lost))
    query = (
        f"WITH known(district, place_key) AS (VALUES {values})"
        " SELECT k.district AS district, k.place_key AS place_key, AVG(c.x) AS x, AVG(c.y) AS y"
        " FROM known AS k JOIN cases AS c ON COALESCE(c.district, '') = k.district"
        " AND c.place_key LIKE k.place_key || '%' AND c.x IS NOT NULL AND c.y IS NOT NULL"
        " AND c.day >= ? AND c.day < ? GROUP BY k.district, k.place_key"
    )
    since = period.end - timedelta(days=_CASES_BACK)
    where = ask(con, query, [*lost.to_numpy().ravel().tolist(), since, period.end])
    near = table[keys].merge(where, on=keys, how="left")
    return table.assign(x=table["x"].fillna(near["x"]), y=table["y"].fillna(near["y"]))


def _cells(con: duckdb.DuckDBPyConnection, rows: Counted) -> pd.Series:
    """Rows by weekday and hour."""
    query = (
        "SELECT weekday, hour, SUM(COALESCE(share, 1e0)) AS n"
        f" FROM {rows.table} WHERE {rows.where} AND hour IS NOT NULL GROUP BY weekday, hour"
    )
    return ask(con, query, rows.params).set_index(["weekday", "hour"])["n"]


def _weekdays(con: duckdb.DuckDBPyConnection, period: Period, rows: Counted) -> dict[int, int]:
    """How many Mondays, Tuesdays .. the period has up to the last day with a row."""
    query = f"SELECT MAX(day) AS last FROM {rows.table} WHERE {rows.where}"
    last = ask(con, query, rows.params)["last"].iloc[0]
    if pd.isna(last):
        return dict.fromkeys(range(1, 8), 0)
    days = pd.Series(pd.date_range(period.start, last).day_of_week + 1)
    return {weekday: int((days == weekday).sum()) for weekday in range(1, 8)}
