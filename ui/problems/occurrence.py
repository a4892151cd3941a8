"""By which kind of check and when problems are found: parts of the page on problems."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from metrics.analyses import occurrence
from metrics.analyses.problems import PROBLEM_SOURCES
from ui import format as f
from ui import theme
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import show_chart
from ui.charts.heat import heat_table
from ui.i18n import said, t
from ui.markup import put, section, statement
from ui.names import definition, indicator_name, method_name
from ui.page_query import PageQuery, folded
from ui.problems import captions
from ui.sheets import SheetField, sheet
from ui.tables import records

METHODS_SHOWN = 6


def methods(asked: PageQuery) -> None:
    """What each way of inspecting finds, in the city and in each unit."""
    city = asked.compute(occurrence.by_method)
    sentence = said(captions.of_methods(city))
    put(statement(sentence))
    left, right = st.columns([1, 1.25], gap="large")
    fields = [
        SheetField("method", t("column-method"), word=method_name),
        *(
            SheetField(code, indicator_name(code), digits=digits, title=definition(code))
            for code, digits in zip(occurrence.METHOD_INDICATORS, (0, 0, 1, 1, 1), strict=True)
        ),
    ]
    with left:
        known = city[city["findings_per_100_checks"].notna()].head(METHODS_SHOWN)
        known = known.sort_values("findings_per_100_checks", ascending=False)
        bars = [
            Bar(
                method_name(row["method"]),
                row["findings_per_100_checks"],
                f.fixed(row["findings_per_100_checks"], 1),
                f"n={f.count(row['checks'])}",
                address=asked.rows("findings", method=row["method"]),
            )
            for row in records(known)
        ]
        if bars:
            put(section(t("methods-chart"), escape(t("per-findings"))))
            show_chart(labelled_bars(bars, theme.current_palette()), "methods", sentence)
    with right:
        put(section(t("methods-table")))
        sheet(city, fields, asked.name("methods"), asked.shown.about, most=METHODS_SHOWN)
    found = asked.in_order(asked.compute(occurrence.by_method, by=asked.by))
    cells = pd.DataFrame(
        {
            "row": found["method"].map(method_name),
            "column": found[asked.by],
            "value": found["findings_per_100_checks"],
            "text": [f.fixed(v, 1) for v in found["findings_per_100_checks"]],
            "marked": False,
            "address": [
                asked.rows("findings", unit, method=method)
                for unit, method in zip(found[asked.by], found["method"], strict=True)
            ],
        }
    )
    if cells["value"].notna().any():
        put(section(t("methods-heat"), escape(t("per-findings"))))
        heads = {unit: asked.unit_page(unit) for unit in cells["column"]}
        show_chart(
            heat_table(cells, theme.current_palette(), heads_to=heads), "methods-heat", sentence
        )
        units = [SheetField(asked.by, t("column-unit")), *fields]
        folded(found, units, asked, "methods-by-unit")


def hours(asked: PageQuery) -> None:
    """Weekday by hour, over all days of the period."""
    found = asked.compute(occurrence.by_hour, source=asked.source)
    sentence = said(captions.of_hours(found))
    put(statement(sentence))
    put(section(t("hours-chart"), escape(t("hours-hint"))))
    busy = found.loc[found["count"] > 0, "hour"]
    if busy.empty:
        return
    shown = found[found["hour"].between(busy.min(), busy.max())]
    cells = pd.DataFrame(
        {
            "row": shown["weekday"].map(lambda day: t(f"weekday-{day}")),
            "column": shown["hour"].map(str) if busy.max() else t("hours-whole-day"),
            "value": shown["per_day"],
            "text": [f.fixed(v, 1) if v else "" for v in shown["per_day"].fillna(0.0)],
            "marked": False,
            "address": [_rows_at(asked, row) for row in records(shown)],
        }
    )
    show_chart(heat_table(cells, theme.current_palette(), row=52), "hours", sentence)
    fields = [
        SheetField("weekday", t("column-weekday"), word=lambda day: t(f"weekday-{day}")),
        SheetField("hour", t("column-hour"), digits=0),
        SheetField("count", t("column-count"), digits=0),
        SheetField("days", t("column-days"), digits=0),
        SheetField("per_day", t("column-per-day"), digits=1),
        SheetField("checks", indicator_name("checks"), digits=0),
        SheetField("rate", t("column-rate"), digits=1),
    ]
    folded(found.sort_values("per_day", ascending=False), fields, asked, "hours")


def _rows_at(asked: PageQuery, row: Mapping[str, Any]) -> str:
    """The address of what was found on one weekday at one hour; none where that is nothing."""
    if not row["count"]:
        return ""
    hour = f"{row['weekday']}-{row['hour']}"
    return asked.rows(PROBLEM_SOURCES[asked.source].counted, hour=hour)
