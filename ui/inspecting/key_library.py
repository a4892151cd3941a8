"""The library of key problems, and the key problems of the period."""

from html import escape

import streamlit as st

from metrics.inspecting.library import library
from metrics.inspecting.visits import VisitFilters
from metrics.narrative import inspecting_words as words
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import show_chart
from ui.header import Shown
from ui.i18n import said, t
from ui.links import unit_address
from ui.markup import put, section, statement
from ui.sheets import SheetField, sheet
from ui.tables import records

MOST = 14


def show_key_problems(shown: Shown, filters: VisitFilters) -> None:
    """The rows of the library with what they name, and key problems by district."""
    found = computed(shown, library, filters=filters)
    sentence = said(words.of_library(found))
    put(statement(sentence))
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        put(section(t("library-table"), escape(t("library-hint"))))
        if len(found.table):
            sheet(found.table, _fields(), f"library-{shown.period.id}", shown.about, most=MOST)
    with right:
        put(section(t("library-units"), escape(t("library-units-hint"))))
        if found.by_unit.empty:
            return
        bars = [
            Bar(
                _unit(row["unit"]),
                row["findings"],
                f.count(row["findings"]),
                t("library-cases", n=f.count(row["cases"])),
                address=""
                if f.missing(row["unit"])
                else unit_address(row["unit"], "district", shown.scheme),
            )
            for row in records(found.by_unit.head(MOST))
        ]
        show_chart(labelled_bars(bars, theme.current_palette()), "library", sentence)
        fields = [
            SheetField("unit", t("column-unit"), word=_unit),
            SheetField("findings", t("column-findings"), digits=0),
            SheetField("cases", t("column-cases"), digits=0),
        ]
        sheet(found.by_unit, fields, f"key-problems-{shown.period.id}", shown.about, most=MOST)


def _unit(name: object) -> str:
    return t("word-unstated") if f.missing(name) else str(name)


def _fields() -> list[SheetField]:
    def everywhere(name: object) -> str:
        return t("plan-all") if f.missing(name) else str(name)

    return [
        SheetField("category", t("column-class"), word=everywhere),
        SheetField("subcategory", t("column-category"), word=everywhere),
        SheetField("district", t("column-holds-in"), word=everywhere),
        SheetField("valid_from", t("column-from")),
        SheetField("valid_to", t("column-to")),
        SheetField("weight", t("column-key-weight"), digits=1, title=t("about-key-weight")),
        SheetField("frequency", t("column-frequency")),
        SheetField("state", t("column-state"), word=lambda code: t(f"library-{code}")),
        SheetField("findings", t("column-findings"), digits=0),
        SheetField("cases", t("column-cases"), digits=0),
    ]
