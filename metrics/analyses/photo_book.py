"""What the photos of findings and cases show, and where one is missing."""

from collections.abc import Sequence
from filecmp import cmp
from pathlib import Path

import duckdb
import pandas as pd

from data.photos import Photo, photos
from kernel.periods import Period
from metrics.aggregation.conditions import filter_sql
from metrics.aggregation.counted import Filters

SIDES = ("photo_before", "photo_after")
_BOOKS = {
    "findings": ("finding_no", "found_at", "point"),
    "cases": ("case_no", "reported_at", "place"),
}
FOUND, MISSING, ALIKE, ADDRESS, NONE = "found", "missing", "alike", "address", "none"


def photo_rows(
    con: duckdb.DuckDBPyConnection, period: Period, folder: Path, filters: Filters | None = None
) -> pd.DataFrame:
    """The findings and cases of a period that name a photo, in the order of day and file.

    Columns: record_no, at (time), district, point, photo_before, photo_after (as written),
    source_file, source_sheet, source_row, then those of `with_states`.
    """
    parts = []
    for table, (number, at, place) in _BOOKS.items():
        conditions, params = filter_sql(table, dict(filters or {}))
        wanted = " AND ".join(["day >= ?", "day < ?", f"COALESCE({', '.join(SIDES)}) IS NOT NULL"])
        where = " AND ".join([wanted, *conditions])
        with con.cursor() as cursor:
            found = cursor.execute(
                f"SELECT {number} AS record_no, {at} AS at, district, {place} AS point,"
                f" {', '.join(SIDES)}, source_file, source_sheet, source_row FROM {table}"
                f" WHERE {where} ORDER BY day, source_file, source_sheet, source_row",
                [period.start, period.end, *params],
            ).df()
        parts.append(found)
    return with_states(pd.concat(parts, ignore_index=True), folder)


def with_states(rows: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """The rows with what there is of their photos in the folder.

    Adds before, after: found (all that are named), missing (one at least is not in the folder),
    alike (several pictures of the folder have the name), address (all lie elsewhere) or none (no
    photo is named); same: whether a picture after is the very one before, by its bytes or by its
    name or address.
    """
    written = rows[list(SIDES)].astype(object).where(rows[list(SIDES)].notna(), None)
    seen = [tuple(photos(name, folder) for name in pair) for pair in written.to_numpy()]
    return rows.assign(
        before=[_state(before) for before, _ in seen],
        after=[_state(after) for _, after in seen],
        same=[any(_is_same(a, b) for b in after for a in before) for before, after in seen],
    )


def _state(named: Sequence[Photo]) -> str:
    if not named:
        return NONE
    if any(photo.alike > 1 for photo in named):
        return ALIKE
    if all(photo.is_address for photo in named):
        return ADDRESS
    return FOUND if all(photo.path or photo.is_address for photo in named) else MISSING


def _is_same(before: Photo, after: Photo) -> bool:
    if before.path and after.path:
        return before.path == after.path or cmp(before.path, after.path, shallow=False)
    return before.written == after.written
