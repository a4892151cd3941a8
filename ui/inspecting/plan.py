"""Visits against the plan, and what each inspector did of his quota."""

from html import escape

import pandas as pd
import streamlit as st

from metrics.inspecting.planned import Planned, planned
from metrics.inspecting.quotas import quotas
from metrics.inspecting.visits import VisitFilters
from metrics.narrative import inspecting_words as words
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.charts.base import show_chart
from ui.charts.drawn import DrawnFigure
from ui.charts.forest import Estimate, forest
from ui.header import Shown
from ui.i18n import said, t
from ui.inspecting.named import called
from ui.markup import note, put, section, statement
from ui.names import method_name
from ui.sheets import SheetField, sheet
from ui.tables import CellText, TableRow, records

MOST = 12


def against_plan(shown: Shown, filters: VisitFilters) -> None:
    """The lines of the plan on the left, quotas on the right."""
    found = computed(shown, planned, filters=filters)
    sentence = said(words.of_planned(found))
    put(statement(sentence))
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        _lines(shown, found, sentence)
    with right:
        _quotas(shown, filters)


def _lines(shown: Shown, found: Planned, sentence: str) -> None:
    put(section(t("plan-lines"), escape(t("plan-lines-hint"))))
    table = found.table
    if table.empty:
        return
    table = table.assign(line=[said(words.line_of(row)) for row in records(table)])
    rows = table[table["rate"].notna()].head(MOST)
    if len(rows):
        show_chart(_against(rows, lambda row: row["line"]), "plan-lines", sentence)
    fields = [
        SheetField("line", t("column-plan-line"), wrap=True),
        SheetField("district", t("column-district"), away=True, word=_said),
        SheetField("street", t("column-street"), away=True, word=_said),
        SheetField("point_type", t("by-point-type"), away=True, word=_said),
        SheetField("class", t("by-class"), away=True, word=_said),
        SheetField(
            "method",
            t("by-method"),
            away=True,
            word=lambda code: t("plan-all") if f.missing(code) else method_name(code),
        ),
        SheetField("begins", t("column-from"), away=True),
        SheetField("listed", t("column-listed"), digits=0),
        SheetField("each", t("column-each"), digits=1, title=t("about-each")),
        SheetField("met", t("column-met"), digits=0, title=t("about-met")),
        SheetField("due", t("column-due-visits"), digits=1),
        SheetField("done", t("column-done-visits"), digits=0),
        SheetField("rate", t("column-done-rate"), digits=0, tone=_tone),
    ]
    sheet(table, fields, f"plan-{shown.period.id}", shown.about, most=MOST)


def _said(code: object) -> str:
    """What a line of the plan is narrowed to."""
    return t("plan-all") if f.missing(code) else str(code)


def _quota(row: TableRow) -> str:
    return t("quota-row", name=row["name"], of=t(f"quota-{row['quota_of']}"))


def _tone(row: TableRow) -> str:
    return "worse" if row["behind"] else ""


def _against(rows: pd.DataFrame, name: CellText) -> DrawnFigure:
    """Percent of what is due, with a line at 100."""
    drawn = [
        Estimate(
            name(row),
            row["rate"],
            f"{f.count(row['done'])} / {f.count(row['due'])}",
            tone="worse" if row["behind"] else "neutral",
        )
        for row in records(rows)
    ]
    return forest(drawn, theme.current_palette(), mark=100.0, from_zero=True)


def _quotas(shown: Shown, filters: VisitFilters) -> None:
    found = computed(shown, quotas)
    place = st.empty()
    names = called(found.table["inspector"], "inspector") if found.set else {}
    sentence = said(words.of_quotas(found, lambda name: names[name]))
    with place:
        put(section(t("plan-quotas"), escape(sentence)))
    if not found.set:
        return
    for whole in words.of_whole_city(filters):
        put(note(said(whole)))
    table = found.table.assign(name=found.table["inspector"].map(names))
    rows = table[table["rate"].notna()].sort_values("rate").head(MOST)
    if len(rows):
        show_chart(_against(rows, _quota), "quotas", sentence)
    fields = [
        SheetField("name", t("column-inspector")),
        SheetField("quota_of", t("column-quota-of"), word=lambda code: t(f"quota-{code}")),
        SheetField("quota", t("column-quota"), digits=0),
        SheetField("due", t("column-due-so-far"), digits=1, title=t("about-due-so-far")),
        SheetField("done", t("column-quota-done"), digits=0),
        SheetField("rate", t("column-done-rate"), digits=0, tone=_tone),
    ]
    table = table.sort_values("rate", na_position="last")
    sheet(table, fields, f"quotas-{shown.period.id}", shown.about, most=MOST)
