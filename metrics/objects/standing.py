"""The objects of one kind in a period, side by side: visits, scores, deductions, cases, stars.

Without a scheme of their own objects are ordered by one figure. Few visits say little of an object:
whether it differs from the others of its kind is asked of chance (docs/objects.md).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import duckdb
import numpy as np
import pandas as pd
from scipy import stats

from data.objects.kinds import Kind, kinds_of
from kernel.periods import Period
from metrics.aggregation.aggregate import aggregate
from metrics.aggregation.conditions import CountingRules
from metrics.objects.stars import ITEMS, latest_stars

# The figures by which objects can be ordered, and which way is better.
STANDING_FIGURES = {
    "visit_score": "higher",
    "deduction_per_100_checks": "lower",
    "deduction": "lower",
    "findings": "lower",
    "cases": "lower",
    "stars": "higher",
}
LEAST_VISITS = 3  # fewer say nothing of an object by themselves
FALSE_ALARMS = (
    0.05  # share of wrongly named objects among those named, at most (Benjamini-Hochberg)
)


def column_of(kind: Kind) -> str:
    """The column of the facts that names objects of a kind: of roads, the road of an address."""
    return "road" if kind.address else "object"


def kinds_with_data(con: duckdb.DuckDBPyConnection) -> tuple[Kind, ...]:
    """The kinds of which the store knows any object or visit, in the order of their file."""
    with con.cursor() as cursor:
        rows = cursor.execute(
            " UNION ".join(
                f"SELECT DISTINCT object_type FROM {table}"
                for table in ("points", "inspections", "findings", "score_entries", "adjustments")
            )
        ).fetchall()
    named = {name for (name,) in rows}
    return tuple(kind for kind in kinds_of(con) if kind.name.zh in named)


def kind_named(con: duckdb.DuckDBPyConnection, kind: str) -> Kind:
    """The kind of an id. KeyError for one that is not known."""
    return {one.id: one for one in kinds_of(con)}[kind]


def visit_history(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: str,
    length: int,
    filters: Mapping[str, Sequence[str | None]] | None = None,
) -> pd.DataFrame:
    """object, period (oldest first), visits, visit_score of the objects of a kind that were visited
    in the last `length` periods."""
    found = kind_named(con, kind)
    parts = [
        visits_of(con, one, found, filters or {}).assign(period=one.id)
        for one in period.last(length)
    ]
    wide = pd.concat(parts, ignore_index=True)
    return wide[["object", "period", "visits", "visit_score"]]


def unknown_types(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Types of points that no kind knows: type, rows; on no list until a kind names them."""
    names = [kind.name.zh for kind in kinds_of(con)]
    with con.cursor() as cursor:
        return cursor.execute(
            "SELECT object_type AS type, COUNT(*) AS rows FROM ("
            "SELECT object_type FROM points UNION ALL SELECT object_type FROM inspections"
            ") AS f WHERE object_type IS NOT NULL AND NOT list_contains(?, object_type)"
            " GROUP BY 1 ORDER BY rows DESC, type",
            [names],
        ).df()


def object_standing(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: str,
    order: str = "visit_score",
    filters: Mapping[str, Sequence[str | None]] | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """One row per object of a kind: object, class, district, street, listed (on the register in the
    period), visits (checks, and scores given on other sheets than star ratings),
    visit_score, score_low, score_high (95 % of the mean, from three visits on),
    rectified (per cent of what its sheets say of it), findings, deduction (points),
    deduction_per_100_checks, cases (filed), stars, stars_period,
    rank (by `order`, equal figures share the lower number; none without the figure), differs
    (better | worse | none: beyond chance against the others of the kind, by the visits' scores).

    kind: its id; filters: on district, street and class. KeyError for a kind that is not known.
    Findings and cases are those of the object itself; of a road also those at its addresses, but
    visits, scores and deductions only of the road (not of a market on it).
    """
    found = kind_named(con, kind)
    column = column_of(found)
    table = _listed(con, period, found, filters or {})
    seen = visits_of(con, period, found, filters or {}).set_index("object")
    lost = lost_of(con, period, found, filters or {}).set_index("object")
    filed = aggregate(con, ["filed"], (column,), period, _of_cases(filters), rules)
    there = set(table["object"])
    extra = sorted({*seen.index, *lost.index} - there)
    if extra:
        table = pd.concat([table, _unlisted(con, period, extra)], ignore_index=True)
    at = table["object"]
    table["visits"] = at.map(seen["visits"]).fillna(0).astype(int)
    for name in ("visit_score", "rectified"):
        table[name] = at.map(seen[name]).astype(float)
    for name in ("findings", "deduction"):
        looked_at = (table["visits"] > 0) | at.isin(lost.index)
        table[name] = at.map(lost[name]).fillna(0.0).where(looked_at).astype(float)
    table["deduction_per_100_checks"] = (100 * table["deduction"] / table["visits"]).where(
        table["visits"] > 0
    )
    counted = at.map(filed.set_index(column)["numerator"])
    table["cases"] = counted.fillna(0.0) if _has_cases(con, period) else counted * np.nan
    table = table.merge(_spread(con, period, found, filters or {}), on="object", how="left")
    stars = latest_stars(con, found, period)
    table["stars"] = at.map(stars["stars"])
    table["stars_period"] = at.map(stars["period"])
    table["differs"] = _differs(table)
    better = STANDING_FIGURES[order]
    ranked = table[order].rank(method="min", ascending=better == "lower")
    unvisited = not table["visits"].any()  # of hauliers nobody counts visits
    enough = (table["visits"] >= LEAST_VISITS) | (order in ("cases", "stars")) | unvisited
    table["rank"] = ranked.where(enough).astype("Float64")
    again = table.loc[table["rank"].notna(), order].rank(method="min", ascending=better == "lower")
    table["rank"] = again.reindex(table.index).astype("Int64")
    return table.sort_values(["rank", "object"], na_position="last", ignore_index=True)


def _has_cases(con: duckdb.DuckDBPyConnection, period: Period) -> bool:
    """Whether any case of the period says where it was: else nobody knows of cases at objects."""
    with con.cursor() as cursor:
        row = cursor.execute(
            "SELECT count(*) FROM cases WHERE place IS NOT NULL AND day >= ? AND day < ?",
            [period.start, period.end],
        ).fetchone()
    return bool(row and row[0])


def red_and_black(table: pd.DataFrame, most: int = 5) -> tuple[list[str], list[str]]:
    """The red and the black list of a table of `standing`: the first and the last of those with a
    rank, at most so many each. Objects that share a place stand on a list together or not at all;
    nobody stands on both."""
    ranked = table[table["rank"].notna()]
    groups = [list(names) for _, names in ranked.groupby("rank", sort=True)["object"]]
    red: list[str] = []
    for place, group in enumerate(groups):
        if len(red) + len(group) > most or place == len(groups) - 1:
            break
        red += group
    black: list[str] = []
    for group in reversed(groups):
        if len(black) + len(group) > most or group == groups[0] or set(group) & set(red):
            break
        black += group
    return red, black


_WHERE = "object_type = ? AND object IS NOT NULL AND day >= ? AND day < ?"


def visits_sql() -> str:
    """SQL: what was looked at and scored: visits of inspections, and scores that an office gave to
    objects (shops of 门前三包), star ratings apart."""
    stars = ", ".join(f"'{item}'" for item in ITEMS)
    own = "object, object_type, object_class AS class, district, street, day"
    where_from = "coalesce(share, 1e0) AS share, source_file, source_row"
    return (
        f"(SELECT {own}, score, CAST(NULL AS BOOLEAN) AS rectified, {where_from} FROM inspections "
        f"UNION ALL SELECT {own}, value AS score, rectified, {where_from} FROM score_entries "
        f"WHERE value IS NOT NULL AND indicator NOT IN ({stars}))"
    )


def lost_sql() -> str:
    """SQL: what was found at objects or taken from them: findings, and points that were deducted
    (from hauliers, say)."""
    own = "object, object_type, object_class AS class, road, district, street, day, share"
    source = "source_file, source_sheet, source_row"
    return (
        f"(SELECT {own}, point, subcategory, deduction, is_rectified AS rectified, text, {source} "
        f"FROM findings UNION ALL SELECT {own}, point, component AS subcategory, "
        f"-points AS deduction, NULL AS rectified, reason AS text, {source} FROM adjustments "
        "WHERE points < 0)"
    )


def visits_of(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: Kind,
    filters: Mapping[str, Sequence[str | None]] = MappingProxyType({}),
) -> pd.DataFrame:
    """object, visits, visit_score, rectified of the objects of a kind that were visited."""
    where, params = _narrowed(filters)
    with con.cursor() as cursor:
        return cursor.execute(
            "SELECT object, sum(share) AS visits, sum(score * share) / sum(CASE WHEN score IS NOT "
            "NULL THEN share END) AS visit_score, 100e0 * count_if(rectified) / "
            "nullif(count(rectified), 0) AS rectified "
            f"FROM {visits_sql()} AS v WHERE {_WHERE}{where} GROUP BY object ORDER BY object",
            [kind.name.zh, period.start, period.end, *params],
        ).df()


def lost_of(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: Kind,
    filters: Mapping[str, Sequence[str | None]] = MappingProxyType({}),
) -> pd.DataFrame:
    """object, findings, deduction of the objects of a kind at which something was found."""
    where, params = _narrowed(filters)
    with con.cursor() as cursor:
        return cursor.execute(
            "SELECT object, sum(coalesce(share, 1e0)) AS findings, "
            "coalesce(sum(deduction * coalesce(share, 1e0)), 0) AS deduction "
            f"FROM {lost_sql()} AS f WHERE {_WHERE}{where} GROUP BY object "
            "ORDER BY object",
            [kind.name.zh, period.start, period.end, *params],
        ).df()


def _narrowed(filters: Mapping[str, Sequence[str | None]]) -> tuple[str, list[list[str | None]]]:
    """SQL and parameters of filters on district, street and class."""
    known = [name for name in ("district", "street", "class") if name in filters]
    sql = "".join(f" AND list_contains(?, {name})" for name in known)
    return sql, [list(filters[name]) for name in known]


def _of_cases(
    filters: Mapping[str, Sequence[str | None]] | None,
) -> dict[str, Sequence[str | None]]:
    return {name: values for name, values in (filters or {}).items() if name != "class"}


def _listed(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: Kind,
    filters: Mapping[str, Sequence[str | None]],
) -> pd.DataFrame:
    """The objects on the register in the period, as they are on their last day in it."""
    with con.cursor() as cursor:
        rows = cursor.execute(
            "SELECT object, object_class AS class, district, street, TRUE AS listed FROM points "
            "WHERE object_type = ? AND coalesce(valid_from, DATE '0001-01-01') < ? AND "
            "coalesce(valid_to, DATE '9999-12-31') >= ? AND object IS NOT NULL QUALIFY row_number()"
            " OVER (PARTITION BY object ORDER BY valid_from DESC NULLS LAST, batch_id DESC) = 1"
            " ORDER BY object",
            [kind.name.zh, period.end, period.start],
        ).df()
    for name, values in filters.items():
        if name in rows:
            rows = rows[rows[name].isin([*values])]
    return rows.reset_index(drop=True).astype({"object": object})


def _unlisted(con: duckdb.DuckDBPyConnection, period: Period, names: Sequence[str]) -> pd.DataFrame:
    """What was visited and is on no register: where, as its visits say."""
    with con.cursor() as cursor:
        rows = cursor.execute(
            "SELECT object, any_value(object_class) AS class, any_value(district) AS district, "
            "any_value(street) AS street, FALSE AS listed FROM ("
            "SELECT object, object_class, district, street, day FROM inspections UNION ALL "
            "SELECT object, object_class, district, street, day FROM score_entries UNION ALL "
            "SELECT object, object_class, district, street, day FROM adjustments UNION ALL "
            "SELECT object, object_class, district, street, day FROM findings) AS f "
            "WHERE list_contains(?, object) AND day >= ? AND day < ? GROUP BY object "
            "ORDER BY object",
            [list(names), period.start, period.end],
        )
        return rows.df().astype({"object": object})


def _spread(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    kind: Kind,
    filters: Mapping[str, Sequence[str | None]],
) -> pd.DataFrame:
    """object, score_low, score_high, p_value: of the mean score of its visits against the mean of
    all other visits of the kind (Welch), two-sided; NaN below LEAST_VISITS or without variation."""
    where, params = _narrowed(filters)
    with con.cursor() as cursor:
        rows = cursor.execute(
            f"SELECT object, score FROM {visits_sql()} AS v WHERE score IS NOT NULL AND {_WHERE}"
            f"{where} ORDER BY object, day, source_file, source_row, score",
            [kind.name.zh, period.start, period.end, *params],
        ).df()
    found = []
    values_of = rows["score"].to_numpy(float)
    for object_, places in rows.groupby("object").indices.items():
        own = values_of[places]
        low = high = p = np.nan
        if len(own) >= LEAST_VISITS:
            others = np.delete(values_of, places)
            half = stats.t.ppf(0.975, len(own) - 1) * own.std(ddof=1) / np.sqrt(len(own))
            low, high = own.mean() - half, min(own.mean() + half, 100.0)
            p = _chance(own, others)
        found.append((object_, low, high, p))
    return pd.DataFrame(found, columns=["object", "score_low", "score_high", "p_value"])


def _chance(own: np.ndarray, others: np.ndarray) -> float:
    """How often visits drawn at random from all of the kind would differ as much: a rank test, so
    that one bad visit among many full marks proves nothing by itself."""
    if len(others) < LEAST_VISITS or np.all(np.concatenate([own, others]) == own[0]):
        return float("nan")
    return float(stats.mannwhitneyu(own, others, alternative="two-sided").pvalue)


def _differs(table: pd.DataFrame) -> list[str]:
    """Which objects differ from the others beyond chance, of all that are tested together."""
    p = table["p_value"].to_numpy(float)
    known = ~np.isnan(p)
    named = np.zeros(len(p), dtype=bool)
    if known.any():
        named[known] = stats.false_discovery_control(p[known]) <= FALSE_ALARMS
    mean = np.average(
        table["visit_score"].fillna(0), weights=np.where(known, table["visits"], 0)
    ) if known.any() else 0.0  # fmt: skip
    better = table["visit_score"].to_numpy(float) > mean
    return [
        "none" if not n else "better" if b else "worse" for n, b in zip(named, better, strict=True)
    ]
