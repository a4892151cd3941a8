"""Closed without being fixed (假整改): rectified on paper, found again at the next check.

A finding was not fixed when its re-check failed, or when it was reported rectified and the next
visit to the same point found the same kind of problem again.
"""

from collections.abc import Sequence

import duckdb
import pandas as pd

from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.aggregate import CountingRules
from metrics.aggregation.counted import Filters, ask, counted

_NAMES = (
    *("finding_no", "found_at", "rectified_at", "recheck", "category", "subcategory", "point"),
    *(*UNIT_KINDS, "key_problem", "source_file", "source_sheet", "source_row", "record_key"),
)
_SAME_PLACE = (
    "{0}.place_key = {1}.place_key AND COALESCE({0}.district, '') = COALESCE({1}.district, '')"
)


def _column(name: str) -> str:
    return "is_key AS key_problem" if name == "key_problem" else name


def rectified_findings(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """The findings of a period that were rectified or re-checked, and what came of it.

    Columns: finding_no, found_at, rectified_at, recheck, category, subcategory, point, district,
    street, team, contractor, department, key_problem, source_file, source_sheet, source_row,
    record_key, share; next_visit_no and next_visit_at (the first visit to the point after it was
    rectified; None when nobody went again, or no visits were exported); found_again_no,
    found_again_file, found_again_sheet, found_again_row (the finding of the same kind then); failed
    (the re-check), refound, not_fixed (either), judged (re-checked or visited again).
    """
    rows = counted("findings", period, filters, rules)
    units = ", ".join(f"f.{name}" for name in ("record_key", *UNIT_KINDS))
    query = (
        f"WITH f AS (SELECT {', '.join(map(_column, _NAMES))}, place_key,"
        " COALESCE(share, 1e0) AS share,"
        f" COALESCE(subcategory, category) AS kind FROM {rows.table} WHERE {rows.where}"
        " AND (rectified_at IS NOT NULL OR recheck IS NOT NULL)),"
        f" turns AS (SELECT {units}, v.visit_no AS visit_no, v.inspected_at AS inspected_at,"
        f" ROW_NUMBER() OVER (PARTITION BY {units} ORDER BY v.inspected_at, v.visit_no) AS turn"
        f" FROM f JOIN inspections AS v ON {_SAME_PLACE.format('f', 'v')}"
        " AND v.inspected_at > f.rectified_at),"
        " g AS (SELECT visit_no, COALESCE(subcategory, category) AS kind,"
        " MIN(finding_no) AS finding_no FROM findings"
        " GROUP BY visit_no, COALESCE(subcategory, category))"
        f" SELECT {', '.join(f'f.{name} AS {name}' for name in (*_NAMES, 'share'))},"
        " t.visit_no AS next_visit_no, t.inspected_at AS next_visit_at,"
        " g.finding_no AS found_again_no FROM f LEFT JOIN turns AS t ON t.turn = 1"
        f" AND {_same('t', 'f')} LEFT JOIN g ON g.visit_no = t.visit_no AND g.kind = f.kind"
        " ORDER BY f.found_at, f.record_key"
    )
    table = _with_source(con, ask(con, query, rows.params))
    table["failed"] = table["recheck"].eq("failed").fillna(False).astype(bool)
    table["refound"] = table["found_again_no"].notna()
    table["not_fixed"] = table["failed"] | table["refound"]
    table["judged"] = table["recheck"].notna() | table["next_visit_no"].notna()
    return table


def not_fixed(table: pd.DataFrame, by: Sequence[str] = ("district",)) -> pd.DataFrame:
    """How much of what was rectified was not fixed, by unit or kind; the most first.

    table: what `rectified_findings` gave. Columns: *by, judged, not_fixed, failed, refound, rate
    (not_fixed / judged in percent, NaN without any).
    """
    flags = ["judged", "not_fixed", "failed", "refound"]
    weighed = table[flags].mul(table["share"], axis=0)
    found = weighed.groupby([table[name] for name in by]).sum().reset_index()
    found["rate"] = 100 * found["not_fixed"] / found["judged"].where(found["judged"] > 0)
    order = ["not_fixed", "rate", *by]
    ascending = [False, False, *(True for _ in by)]
    return found.sort_values(order, ascending=ascending).reset_index(drop=True)


def _same(one: str, other: str) -> str:
    """The same record, of the same unit where it is shared by several."""
    return " AND ".join(
        f"COALESCE({one}.{name}, '') = COALESCE({other}.{name}, '')"
        for name in ("record_key", *UNIT_KINDS)
    )


def _with_source(con: duckdb.DuckDBPyConnection, table: pd.DataFrame) -> pd.DataFrame:
    """Adds from which file and row the finding was read that found a problem again."""
    numbers = table["found_again_no"].dropna().unique().tolist()
    names = ["found_again_no", "found_again_file", "found_again_sheet", "found_again_row"]
    source = pd.DataFrame(columns=names)
    if numbers:
        query = (
            "SELECT finding_no, MIN(source_file), MIN(source_sheet), MIN(source_row) FROM findings"
            f" WHERE finding_no IN ({', '.join('?' * len(numbers))}) GROUP BY finding_no"
        )
        source = ask(con, query, numbers).set_axis(names, axis=1)
    return table.merge(source, on="found_again_no", how="left")
