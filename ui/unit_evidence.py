"""The rows behind one figure of a unit: which cases, from which file, sheet and row."""

import pandas as pd

from metrics.evidence import Question, adjustment_rows, evidence, question_of
from ui import format as f
from ui import store
from ui.choices import choose_part
from ui.i18n import t
from ui.markup import note, put, statement
from ui.names import definition, indicator_name
from ui.sheets import Field, sheet, source_fields
from ui.unit_header import Subject

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


def rows_behind(subject: Subject) -> None:
    """The rows of the figure that the view names."""
    if subject.component == "total":
        _adjustments(subject)
        return
    asked = _question(subject)
    part = choose_part("part", asked.parts, lambda code: t(f"unit-part-{code}"))
    found = _evidence(subject, asked, part)
    put(statement(_sentence(subject, asked, part, len(found))))
    put(
        note(
            t(
                "unit-counted",
                name=indicator_name(asked.indicator),
                formula=definition(asked.indicator),
            )
        )
    )
    name = f"{subject.unit}-{subject.component}-{part}-{subject.shown.period.id}"
    _sheet(subject, found, asked.table(part), name)


def _question(subject: Subject) -> Question:
    scheme = subject.shown.scheme
    leaf = {leaf.id: leaf for leaf in scheme.leaves()}.get(subject.component)
    if subject.scored and leaf is not None:
        return question_of(scheme, leaf, subject.unit)
    return Question(subject.component, subject.kind, subject.unit, {}, scheme.rules)


def _evidence(subject: Subject, asked: Question, part: str) -> pd.DataFrame:
    shown = subject.shown
    return evidence(store.connection(shown.snapshot), asked, shown.period, part)


def _sentence(subject: Subject, asked: Question, part: str, rows: int) -> str:
    params = {"unit": subject.unit, "name": subject.component_name, "n": f.count(rows)}
    return t(f"unit-rows-{part}", **params)


def _adjustments(subject: Subject) -> None:
    shown = subject.shown
    con = store.connection(shown.snapshot)
    found = adjustment_rows(con, shown.scheme, shown.period, subject.unit)
    put(statement(t("unit-rows-adjustments", unit=subject.unit, n=f.count(len(found)))))
    _sheet(subject, found, "adjustments", f"{subject.unit}-adjustments-{shown.period.id}")


def _sheet(subject: Subject, found: pd.DataFrame, table: str, name: str) -> None:
    """The rows with what says most of each; columns in which nothing stands are left out."""
    if found.empty:
        put(note(t("unit-no-rows")))
        return
    owners = [kind for kind in _OWNERS if kind in found and kind != subject.kind]
    if owners:
        found = found.assign(owner=found[owners].bfill(axis=1).iloc[:, 0])
    said = {column for column in found if found[column].notna().any()}
    first, *others = (
        Field(column, t(f"unit-column-{column.replace('_', '-')}"), digits=digits)
        for column, digits in _COLUMNS[table]
        if column in said
    )
    own = [
        Field(column, t(f"unit-column-{column}"))
        for column in _UNITS
        if column in said and column != subject.kind
    ]
    source = [field for field in source_fields() if field.key in said]
    sheet(found, [first, *source, *others, *own], name, subject.shown.about, most=MOST)
