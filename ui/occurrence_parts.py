"""By which kind of check, when and where problems are found: parts of the page on problems."""

from html import escape

import pandas as pd
import streamlit as st

from metrics import occurrence, problem_captions
from ui import format as f
from ui import theme
from ui.asked import Asked, folded
from ui.charts.bars import labelled_bars
from ui.charts.base import show
from ui.charts.heat import heat_table
from ui.charts.spots import numbered_spots
from ui.i18n import said, t
from ui.markup import note, put, section, statement
from ui.names import definition, indicator_name, method_name
from ui.sheets import Field, sheet

METHODS_SHOWN = 6
SPOTS_NUMBERED = 12


def methods(asked: Asked) -> None:
    """What each way of inspecting finds, in the city and in each unit."""
    city = asked.compute(occurrence.by_method)
    sentence = said(problem_captions.of_methods(city))
    put(statement(sentence))
    left, right = st.columns([1, 1.25], gap="large")
    fields = [
        Field("method", t("column-method"), word=method_name),
        *(
            Field(code, indicator_name(code), digits=digits, title=definition(code))
            for code, digits in zip(occurrence.METHOD_INDICATORS, (0, 0, 1, 1, 1), strict=True)
        ),
    ]
    with left:
        put(section(t("methods-chart"), escape(t("per-findings"))))
        known = city[city["findings_per_100_checks"].notna()].head(METHODS_SHOWN)
        known = known.sort_values("findings_per_100_checks", ascending=False)
        bars = pd.DataFrame(
            {
                "name": known["method"].map(method_name),
                "value": known["findings_per_100_checks"],
                "value_text": [f.fixed(v, 1) for v in known["findings_per_100_checks"]],
                "extra_text": [f"n={f.count(n)}" for n in known["checks"]],
                "tone": "neutral",
            }
        )
        if len(bars):
            show(labelled_bars(bars, theme.current()), "methods", sentence)
    with right:
        put(section(t("methods-table")))
        sheet(city, fields, asked.name("methods"), asked.shown.about, most=METHODS_SHOWN)
    found = asked.in_order(asked.compute(occurrence.by_method, by=asked.by))
    put(section(t("methods-heat"), escape(t("per-findings"))))
    cells = pd.DataFrame(
        {
            "row": found["method"].map(method_name),
            "column": found[asked.by],
            "value": found["findings_per_100_checks"],
            "text": [f.fixed(v, 1) for v in found["findings_per_100_checks"]],
            "marked": False,
        }
    )
    if len(cells):
        show(heat_table(cells, theme.current()), "methods-heat", sentence)
        units = [Field(asked.by, t("column-unit")), *fields]
        folded(found, units, asked, "methods-by-unit")


def hours(asked: Asked) -> None:
    """Weekday by hour, over all days of the period."""
    found = asked.compute(occurrence.by_hour, source=asked.source)
    sentence = said(problem_captions.of_hours(found))
    put(statement(sentence))
    put(section(t("hours-chart"), escape(t("hours-hint"))))
    busy = found.loc[found["count"] > 0, "hour"]
    if busy.empty:
        return
    shown = found[found["hour"].between(busy.min(), busy.max())]
    cells = pd.DataFrame(
        {
            "row": shown["weekday"].map(lambda day: t(f"weekday-{day}")),
            "column": shown["hour"].map(str),
            "value": shown["per_day"],
            "text": [f.fixed(v, 1) if v else "" for v in shown["per_day"].fillna(0.0)],
            "marked": False,
        }
    )
    show(heat_table(cells, theme.current(), row=52), "hours", sentence)
    fields = [
        Field("weekday", t("column-weekday"), word=lambda day: t(f"weekday-{day}")),
        Field("hour", t("column-hour"), digits=0),
        Field("count", t("column-count"), digits=0),
        Field("days", t("column-days"), digits=0),
        Field("per_day", t("column-per-day"), digits=1),
        Field("checks", indicator_name("checks"), digits=0),
        Field("rate", t("column-rate"), digits=1),
    ]
    folded(found.sort_values("per_day", ascending=False), fields, asked, "hours")


def places(asked: Asked) -> None:
    """Where problems pile up: a table beside dots on plain coordinates."""
    found = asked.compute(occurrence.places, source=asked.source)
    sentence = said(problem_captions.of_places(found))
    put(statement(sentence))
    if found.empty:
        return
    found = found.assign(number=range(1, len(found) + 1), top=found["categories"].str[0])
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        put(section(t("places-table"), escape(t("places-hint"))))
        fields = [
            Field("number", "#", digits=0),
            Field("district", t("column-district")),
            Field("place", t("column-place"), tone=lambda r: "strong"),
            Field("n", t("column-count"), digits=0),
            Field("kinds", t("column-kinds"), digits=0),
            Field("top", t("column-top-kind")),
            Field("top_n", t("column-of-these"), digits=0),
            Field("spellings", t("column-spellings"), digits=0),
            Field("x", "x", digits=0, away=True),
            Field("y", "y", digits=0, away=True),
        ]
        sheet(found, fields, asked.name("places"), asked.shown.about, most=SPOTS_NUMBERED)
    with right:
        put(section(t("places-chart"), escape(t("places-chart-hint"))))
        known = found[found["x"].notna()].iloc[::-1]  # the largest are drawn last
        if known.empty:
            put(note(t("places-no-coordinates")))
            return
        strong = known["number"] <= SPOTS_NUMBERED
        spots = known[["x", "y", "n"]].assign(
            number=known["number"].map(str).where(strong, ""), strong=strong
        )
        show(numbered_spots(spots, theme.current(), 520), "places", sentence)
