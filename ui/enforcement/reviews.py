"""The three levels of review: coverage and in time by team, and what was not reviewed."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from metrics.aggregation.penalties import REVIEW_LEVELS
from metrics.analyses import file_reviews
from metrics.narrative.review_words import of_unreviewed
from ui import format as f
from ui import theme
from ui.charts.base import show_chart
from ui.charts.heat import heat_table
from ui.choices import choose_from
from ui.enforcement import captions
from ui.enforcement.query import Penalties, cause_name, procedure_name
from ui.i18n import said, t
from ui.markup import put, section, statement
from ui.sheets import SheetField, sheet, source_fields
from ui.widgets import expander

LISTED = 12
SIDES = (("coverage", "review_coverage"), ("in_time_rate", "review_in_time"))


def show(asked: Penalties) -> None:
    """Every level of every team, and beside it the files that were not reviewed."""
    city = asked.compute(file_reviews.reviews)
    units = asked.in_order(asked.compute(file_reviews.reviews, by=("team",)))
    sentence = said(captions.of_reviews(city, units))
    put(statement(sentence))
    if city["coverage"].isna().all():
        return
    left, right = st.columns([1, 1.2], gap="large")
    with left:
        _levels(asked, city, units, sentence)
    with right:
        _missing(asked)


def _levels(asked: Penalties, city: pd.DataFrame, units: pd.DataFrame, sentence: str) -> None:
    """Two figures of each level, team by team."""
    days = asked.shown.scheme.review_days
    hint = t("reviews-hint", team=days.team, section=days.section, legal=days.legal)
    put(section(t("reviews-chart"), escape(hint)))
    table = pd.concat([city.assign(team=t("enforcement-total")), units], ignore_index=True)
    known = table[table["level"].isin(city.loc[city["coverage"].notna(), "level"])]
    cells = pd.DataFrame(
        [
            {
                "row": row["team"],
                "column": t(f"reviews-{side.replace('_', '-')}-{row['level']}"),
                "value": row[side] / 100,
                "text": "–" if f.missing(row[side]) else f"{row[side]:.0f}%",
                "marked": row["team"] == t("enforcement-total"),
                "address": _address(asked, row, side, indicator),
            }
            for row in known.to_dict("records")
            for side, indicator in SIDES
        ]
    )
    show_chart(heat_table(cells, theme.current_palette(), row=30, size=14), "reviews", sentence)
    with expander(t("table-of-chart")):
        fields = [
            SheetField("team", t("column-unit"), tone=lambda row: "strong"),
            SheetField("level", t("reviews-level"), word=lambda code: t(f"review-level-{code}")),
            SheetField("closed", t("enforcement-closed"), digits=0),
            SheetField("reviewed", t("reviews-reviewed"), digits=0),
            SheetField("coverage", t("reviews-coverage"), digits=1),
            SheetField("missing", t("reviews-missing"), digits=0),
            SheetField("due", t("reviews-due"), digits=0),
            SheetField("in_time", t("reviews-in-time"), digits=0),
            SheetField("in_time_rate", t("reviews-in-time-rate"), digits=1),
            SheetField("undated", t("reviews-undated"), digits=0),
            SheetField("no_record", t("reviews-unrecorded"), digits=0, away=True),
        ]
        sheet(table, fields, asked.name("reviews"), asked.shown.about)


def _address(asked: Penalties, row: dict, side: str, indicator: str) -> str:
    """The rows that miss what a cell tells."""
    if f.missing(row[side]):
        return ""
    team = "" if row["team"] == t("enforcement-total") else row["team"]
    return asked.rows(f"{indicator}_{row['level']}", team, side="missed")


def _missing(asked: Penalties) -> None:
    """The files that one level did not review, down to the row of the export."""
    level = choose_from("level", REVIEW_LEVELS, lambda code: t(f"review-level-{code}"), width=220)
    found = asked.compute(file_reviews.unreviewed, level=level)
    put(section(t("reviews-list"), escape(said(of_unreviewed(found, level)))))
    if found.empty:
        return
    file, page, row = source_fields()
    fields = [
        SheetField("case_no", t("column-case"), tone=lambda row: "strong"),
        SheetField("team", t("column-unit")),
        SheetField("closed_on", t("reviews-closed-on")),
        SheetField(
            "days_over",
            t("reviews-days-over"),
            digits=0,
            title=t("about-days-over"),
            tone=lambda row: "worse" if row["overdue"] else "quiet",
        ),
        SheetField("cause", t("column-cause"), word=cause_name, away=True),
        SheetField("procedure", t("column-procedure"), word=procedure_name, away=True),
        SheetField("filed_on", t("unit-column-filed-on"), away=True),
        SheetField("district", t("column-district"), away=True),
        SheetField("as_of", t("reviews-as-of"), away=True),
        SheetField("due_on", t("reviews-due-on"), away=True),
        row,
        file,
        replace(page, away=True),
    ]
    found = found.assign(
        **{day: pd.to_datetime(found[day]).dt.date for day in ("filed_on", "closed_on", "due_on")}
    )
    sheet(found, fields, asked.name(f"unreviewed-{level}"), asked.shown.about, most=LISTED)
