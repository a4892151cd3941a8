"""What the cases are about, how they come along, and how many each officer has."""

from dataclasses import replace
from html import escape

import streamlit as st

from metrics.analyses import penalties
from ui import format as f
from ui import theme
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import show_chart
from ui.charts.lines import Line, labelled_lines
from ui.enforcement import captions
from ui.enforcement.caseload import show_figures_of_teams
from ui.enforcement.query import Penalties, cause_name
from ui.i18n import said, t
from ui.markup import put, section, statement
from ui.names import definition
from ui.sheets import SheetField, sheet
from ui.tables import records

CAUSES_SHOWN = 14
# The figures of a cause that the page has room for, and those that speak of the officers.
_OF_CAUSES = (
    "cases",
    "simple",
    "general",
    "closed",
    "execution_rate",
    "wrong",
    "correct_rate",
    "big",
)
_OF_OFFICERS = ("per_officer", "points_per_officer", "officers")
UNITS_SHOWN = 24


def causes(asked: Penalties) -> None:
    """The causes of action, the most frequent first."""
    found = asked.compute(penalties.by_cause)
    sentence = said(captions.of_causes(found))
    put(statement(sentence))
    if found.empty:
        return
    left, right = st.columns([1, 1.6], gap="large")
    with left:
        put(section(t("causes-chart"), escape(t("causes-hint"))))
        top = found[found["cases"] > 0].head(CAUSES_SHOWN)
        bars = [
            Bar(
                cause_name(row["cause"]),
                row["cases"],
                f.count(row["cases"]),
                "" if f.missing(row["before"]) else t("causes-before", n=f.count(row["before"])),
                address=asked.rows("penalty_cases", cause=row["cause"]),
            )
            for row in records(top)
        ]
        if bars:
            show_chart(labelled_bars(bars, theme.current_palette()), "causes", sentence)
    with right:
        put(section(t("causes-table")))
        first = SheetField("cause", t("column-cause"), word=cause_name, tone=lambda row: "strong")
        share = SheetField("share", t("column-share"), digits=1)
        before = SheetField("before", t("causes-before-head"), digits=0, away=True)
        rest = show_figures_of_teams(asked, found, lambda row: {"cause": row["cause"]})
        about = [
            replace(field, away=field.away or field.key not in _OF_CAUSES)
            for field in rest
            if field.key not in _OF_OFFICERS
        ]
        fields = [first, about[0], share, before, *about[1:]]
        sheet(found, fields, asked.name("causes"), asked.shown.about, most=CAUSES_SHOWN)


def months(asked: Penalties) -> None:
    """Thirteen periods: all cases, and those by general procedure."""
    found = asked.compute(penalties.caseload_by_month)
    sentence = said(captions.of_months(found))
    put(statement(sentence))
    if not found["cases"].gt(0).any():
        return
    put(section(t("penalty-months-chart")))
    places = list(range(len(found)))
    lines = [
        Line(places, found[key].tolist(), t(f"enforcement-{key}"), strong=key == "cases")
        for key in ("general", "cases")
        if found[key].notna().any()
    ]
    ticks = (places, found["period"].tolist())
    show_chart(
        labelled_lines(lines, theme.current_palette(), 340, ticks=ticks), "penalty-months", sentence
    )
    put(section(t("penalty-months-table")))
    first = SheetField("period", t("unit-column-period"), tone=lambda row: "strong")
    fields = [first, *show_figures_of_teams(asked, found, lambda row: None)]
    sheet(found.iloc[::-1], fields, asked.name("months"), asked.shown.about, most=len(found))


def show_tasks(asked: Penalties) -> None:
    """Cases per officer since the year began, against the year's task."""
    found = asked.compute(penalties.against_task)
    sentence = said(captions.of_task(found))
    put(statement(sentence))
    known = found[found["per_officer"].notna()]
    if known.empty:
        return
    left, right = st.columns([1, 1.4], gap="large")
    with left:
        span = t("officer-task-hint", begins=f"{known['begins'].iloc[0]}",
                 until=f"{known['until'].iloc[0]}")  # fmt: skip
        put(section(t("officer-task-chart"), escape(span), definition("cases_per_officer")))
        top = known.sort_values("per_officer", ascending=False).head(UNITS_SHOWN)
        bars = [
            Bar(
                row["unit"],
                row["per_officer"],
                f.fixed(row["per_officer"], 1),
                ""
                if f.missing(row["expected"])
                else t("officer-task-expected", n=f.fixed(row["expected"], 1)),
                "worse" if row["state"] == "behind" else "neutral",
                asked.unit_page(row["unit"]),
            )
            for row in records(top)
        ]
        show_chart(labelled_bars(bars, theme.current_palette(), size=15), "officer-task", sentence)
    with right:
        put(section(t("officer-task-table")))
        fields = [
            SheetField("unit", t("column-unit"), tone=lambda row: "strong",
                  address=lambda row: asked.unit_page(row["unit"])),
            SheetField("cases", t("enforcement-cases"), digits=0),
            SheetField("officers", t("enforcement-officers"), digits=1),
            SheetField("per_officer", t("enforcement-per-officer"), digits=2),
            SheetField("target", t("officer-task-target"), digits=1),
            SheetField("told_by", t("officer-task-told"), word=_told, away=True),
            SheetField("time_gone", t("officer-task-gone"), digits=1),
            SheetField("expected", t("officer-task-due"), digits=2),
            SheetField("gap", t("officer-task-gap"), digits=2, change=True,
                  tone=lambda row: f.tone(row["gap"])),
            SheetField("projected", t("officer-task-projected"), digits=1),
            SheetField("begins", t("officer-task-begins"), away=True),
            SheetField("until", t("officer-task-until"), away=True),
        ]  # fmt: skip
        sheet(found, fields, asked.name("task"), asked.shown.about, most=UNITS_SHOWN)


def _told(code: str) -> str:
    return t(f"officer-task-told-{code or 'nobody'}")
