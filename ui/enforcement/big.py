"""The big cases, and fines for information."""

from html import escape

import pandas as pd

from metrics.analyses import penalties
from ui import format as f
from ui.enforcement import captions
from ui.enforcement.query import Penalties, cause_name, procedure_name
from ui.i18n import said, t
from ui.markup import note, put, section, statement
from ui.names import definition
from ui.sheets import SheetField, sheet, source_fields
from ui.tables import TableRow

LISTED = 12


def show(asked: Penalties) -> None:
    """Which cases are big, and what was fined, which no scheme may score."""
    city = asked.compute(penalties.caseload)
    put(statement(said(captions.of_big(city))))
    found = asked.compute(penalties.big_cases)
    if len(found):
        put(section(t("big-table"), escape(_basis(asked)), definition("big_cases")))
        found = found.assign(
            **{day: pd.to_datetime(found[day]).dt.date for day in ("filed_on", "closed_on")}
        )
        fields = [
            SheetField("case_no", t("column-case"), tone=lambda row: "strong"),
            SheetField("team", t("column-unit"), address=lambda row: asked.unit_page(row["team"])),
            SheetField("cause", t("column-cause"), word=cause_name),
            SheetField("procedure", t("column-procedure"), word=procedure_name),
            SheetField("filed_on", t("unit-column-filed-on")),
            SheetField("closed_on", t("unit-column-closed-on")),
            SheetField("amount", t("column-amount"), digits=0),
            *source_fields(),
        ]
        sheet(found, fields, asked.name("big"), asked.shown.about, most=LISTED)
    put(section(t("fines-table"), escape(t("fines-hint")), definition("fines")))
    put(note(said(captions.of_fines(city))))
    if city["fines"].notna().any():
        table = asked.in_order(asked.compute(penalties.by_unit))
        table = table.assign(
            told=table["cases"] - table["fines_not_said"],
            of=table["team"],
            team=table["team"].fillna(t("enforcement-no-team")),
        )
        fields = [
            SheetField("team", t("column-unit"), address=lambda row: asked.unit_page(row["of"])),
            SheetField("told", t("fines-told"), digits=0),
            SheetField("fines_not_said", t("fines-not-said"), digits=0),
            SheetField("fines", t("fines-sum"), digits=0, address=lambda row: _behind(asked, row)),
        ]
        sheet(table, fields, asked.name("fines"), asked.shown.about, most=LISTED)


def _behind(asked: Penalties, row: TableRow) -> str:
    """The rows with a fine; of no team no address leads to them."""
    return "" if f.missing(row["of"]) or f.missing(row["fines"]) else asked.rows("fines", row["of"])


def _basis(asked: Penalties) -> str:
    """By what a case is big where its file does not say."""
    rule = asked.shown.scheme.big_case
    for basis in ("amount", "fine"):
        limit = getattr(rule, basis)
        if limit is not None:
            return t(f"big-basis-{basis}", limit=f.count(float(limit)))
    return t("big-basis-flag")
