"""The rows behind one figure of a unit: which cases, from which file, sheet and row."""

import pandas as pd

from metrics.analyses.evidence import RowsQuestion, adjustment_rows, evidence, question_of, sides
from ui import format as f
from ui import store
from ui.evidence_sheet import choose_side, evidence_sheet, rows_sentence
from ui.i18n import t
from ui.markup import note, put, statement
from ui.names import definition, indicator_name
from ui.unit.header import Subject
from ui.unit.taken import taken_behind, taken_of


def unit_rows_behind(subject: Subject) -> None:
    """The rows of the figure that the view names."""
    if subject.component == "total":
        _adjustments(subject)
        return
    if (one := taken_of(subject)) is not None:
        taken_behind(subject, one)
        return
    asked = _question(subject)
    con = store.connection(subject.shown.snapshot)
    part = choose_side("part", sides(con, asked, subject.shown.period))
    found = _evidence(subject, asked, part)
    sentence = rows_sentence(asked, part, subject.unit, subject.component_name, len(found))
    put(statement(sentence))
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
    evidence_sheet(found, asked.table(part), name, subject.shown.about, subject.kind)


def _question(subject: Subject) -> RowsQuestion:
    scheme = subject.shown.scheme
    leaf = {leaf.id: leaf for leaf in scheme.leaves()}.get(subject.component)
    if subject.scored and leaf is not None:
        return question_of(scheme, leaf, subject.unit)
    return RowsQuestion(subject.component, subject.kind, subject.unit, {}, scheme.rules)


def _evidence(subject: Subject, asked: RowsQuestion, part: str) -> pd.DataFrame:
    shown = subject.shown
    return evidence(store.connection(shown.snapshot), asked, shown.period, part)


def _adjustments(subject: Subject) -> None:
    shown = subject.shown
    con = store.connection(shown.snapshot)
    found = adjustment_rows(con, shown.scheme, shown.period, subject.unit)
    put(statement(t("unit-rows-adjustments", unit=subject.unit, n=f.count(len(found)))))
    name = f"{subject.unit}-adjustments-{shown.period.id}"
    evidence_sheet(found, "adjustments", name, shown.about)
