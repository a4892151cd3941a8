"""Inspections against complaints: parts of the page on complaints."""

from html import escape

import pandas as pd
import streamlit as st

from metrics.analyses import agreement
from ui import format as f
from ui import theme
from ui.charts.base import show_chart
from ui.charts.quadrant import quadrant_dots
from ui.complaints import captions
from ui.complaints.handling import ROWS_SHOWN, unit_field
from ui.i18n import said, t
from ui.links import unit_address
from ui.markup import put, section, statement
from ui.names import definition
from ui.page_query import PageQuery
from ui.sheets import SheetField, sheet
from ui.tables import TableRow


def show_against(asked: PageQuery) -> None:
    """Inspections against complaints, per unit: who looks clean and is complained about."""
    found = asked.compute(agreement.quadrant, by=asked.by)
    sentence = said(captions.of_quadrant(found))
    put(statement(sentence))
    known = found.table.dropna(subset=["quadrant"])
    if known.empty:
        return
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        put(section(t("quadrant-chart"), escape(t("quadrant-hint"))))
        rows = pd.DataFrame(
            {
                "name": known[asked.by],
                "x": known["measure"],
                "y": known["per_10k"],
                "strong": known["clear"],
                "address": known[asked.by].map(asked.unit_page),
            }
        )
        figure = quadrant_dots(
            rows,
            theme.current_palette(),
            460,
            medians=(found.median_measure, found.median_per_10k),
            titles=(t("quadrant-x"), t("quadrant-y")),
        )
        show_chart(figure, "quadrant", sentence)
    with right:
        put(section(t("quadrant-table"), escape(t("per-10k-hint"))))
        fields = [
            unit_field(asked),
            SheetField("checks", t("column-visits"), digits=0),
            SheetField("measure", t("quadrant-x"), digits=1, title=definition(found.measure)),
            SheetField(
                "per_10k", t("quadrant-y"), digits=1, title=definition("complaints_per_10k")
            ),
            SheetField("quadrant", t("column-verdict"), word=_verdict, tone=_loud),
        ]
        table = asked.in_order(found.table)
        sheet(table, fields, asked.name("quadrant"), asked.shown.about, most=ROWS_SHOWN)


def _verdict(code: str | None) -> str:
    return f.NOTHING if f.missing(code) else t(f"quadrant-{str(code).replace('_', '-')}")


def _loud(row: TableRow) -> str:
    return "worse" if row["clear"] else ""


def show_points(asked: PageQuery) -> None:
    """Points that were inspected clean and complained about, and the other way round."""
    found = asked.compute(agreement.points_of_the_year)
    put(statement(said(captions.of_points(found))))
    lists = {"clean_complained": "points-clean", "dirty_quiet": "points-dirty"}
    fields = [
        SheetField(
            "district",
            t("column-district"),
            address=lambda r: unit_address(r["district"], "district", asked.shown.scheme),
        ),
        SheetField("point", t("column-point"), tone=lambda r: "strong"),
        SheetField("visits", t("column-visits"), digits=0),
        SheetField("expected", t("column-expected"), digits=1),
        SheetField("findings", t("column-findings"), digits=0),
        SheetField("complaints", t("column-complaints"), digits=0),
        SheetField("top_category", t("column-top-kind")),
    ]
    for column, (verdict, code) in zip(st.columns(2, gap="large"), lists.items(), strict=True):
        part = found[found["verdict"] == verdict]
        if len(part):
            with column:
                put(section(t(code), escape(t("points-hint"))))
                shown = fields if verdict == "clean_complained" else fields[:-2]
                sheet(part, shown, asked.name(code), asked.shown.about, most=ROWS_SHOWN)
