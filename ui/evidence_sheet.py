"""The rows behind a figure as a table: what says most of each, and the place in its file."""

from collections.abc import Mapping, Sequence

import pandas as pd

from kernel.schema import TABLES
from metrics.analyses.evidence import RowsQuestion
from metrics.analyses.photo_book import SIDES
from metrics.indicators.definition import LEFT_OUT_REASONS
from metrics.narrative.left_out import reason_name
from ui import format as f
from ui.choices import choose_part
from ui.i18n import said, t
from ui.markup import note, put
from ui.photos import photos_of, side_name
from ui.sheets import SheetField, sheet, source_fields

MOST = 200  # rows on the page; the files hold all
# Columns of each table, as (column, decimals or None); the place in the file and units are added.
_COLUMNS: dict[str, tuple[tuple[str, int | None], ...]] = {
    "cases": (
        ("case_no", None),
        ("reported_at", None),
        ("deadline", None),
        ("done_at", None),
        ("overdue_days", 2),
        ("subcategory", None),
        ("place", None),
    ),
    "findings": (
        ("finding_no", None),
        ("found_at", None),
        ("subcategory", None),
        ("point", None),
        ("deduction", 2),
    ),
    "inspections": (("visit_no", None), ("inspected_at", None), ("point", None), ("score", 2)),
    "enforcement_cases": (
        ("case_no", None),
        ("filed_on", None),
        ("closed_on", None),
        ("cause", None),
        ("team_reviewed_on", None),
        ("section_reviewed_on", None),
        ("legal_reviewed_on", None),
        ("points", 1),
    ),
    "score_entries": (
        ("indicator", None),
        ("period", None),
        ("value", 2),
        ("given_by", None),
        ("document", None),
    ),
    "tasks": (("task", None), ("period", None), ("target", 2), ("done", 2), ("due_on", None)),
    "points": (("point_id", None), ("name", None), ("type", None)),
    "adjustments": (
        ("period", None),
        ("component", None),
        ("points", 2),
        ("reason", None),
        ("document", None),
    ),
}
_OWNERS = ("department", "contractor", "team")  # whoever of them has to act on a row
_UNITS = ("district", "street", "owner")


def choose_side(field: str, sides: Sequence[str]) -> str:
    """Which side of a fraction is listed; a count has one alone, and nothing to choose."""
    if len(sides) == 1:
        return sides[0]
    return choose_part(field, sides, _side_name)


def _side_name(side: str) -> str:
    return said(reason_name(side)) if side in LEFT_OUT_REASONS else t(f"unit-part-{side}")


def rows_sentence(asked: RowsQuestion, side: str, of: str, name: str, rows: int) -> str:
    """How many rows of whom stand on a side of a figure."""
    if side in LEFT_OUT_REASONS:
        reason = said(reason_name(side))
        return t("rows-left-out", unit=of, name=name, n=f.count(rows), reason=reason)
    code = f"unit-rows-{side}" if len(asked.parts) > 1 else "rows-counted"
    return t(code, unit=of, name=name, n=f.count(rows))


def evidence_sheet(
    found: pd.DataFrame, table: str, name: str, about: Mapping[str, str], known: str = ""
) -> None:
    """Rows of one table of facts. `known` is the kind of unit that the page names anyway; columns
    in which nothing stands are left out."""
    if found.empty:
        put(note(t("unit-no-rows")))
        return
    days = [
        field.name for field in TABLES[table].fields if field.type == "date" and field.name in found
    ]
    found = found.assign(**{day: pd.to_datetime(found[day]).dt.date for day in days})
    owners = [kind for kind in _OWNERS if kind in found and kind != known]
    if owners:
        found = found.assign(owner=found[owners].bfill(axis=1).iloc[:, 0])
    said = {column for column in found if found[column].notna().any()}
    first, *others = (
        SheetField(column, t(f"unit-column-{column.replace('_', '-')}"), digits=digits)
        for column, digits in _COLUMNS[table]
        if column in said
    )
    own = [
        SheetField(column, t(f"unit-column-{column}"))
        for column in _UNITS
        if column in said and column != known
    ]
    source = [field for field in source_fields() if field.key in said]
    pictures = [SheetField(side, side_name(side), away=True) for side in SIDES if side in said]
    sheet(found, [first, *source, *others, *own, *pictures], name, about, most=MOST)
    photos_of(found.head(MOST), first.key)
