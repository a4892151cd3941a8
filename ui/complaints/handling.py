"""The parts of the page on complaints: handling, time, repeats, clusters."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from metrics.analyses import clusters, complaints
from ui import format as f
from ui import theme
from ui.certain import certain
from ui.charts.base import show_chart
from ui.charts.lines import Line, labelled_lines
from ui.complaints import captions
from ui.i18n import said, t
from ui.markup import put, section, statement
from ui.names import channel_name, definition, satisfaction_name
from ui.page_query import PageQuery, folded
from ui.sheets import SheetField, sheet, source_fields

ROWS_SHOWN = 12
UNITS_SHOWN = 16
CURVE_HOURS = 21 * 24
CURVE_TICKS = (0, 24, 72, 168, 336, 504)
# Columns that count the rows above the line, below it, and outside both.
_COUNTED = {"on_time": "numerator", "late": "numerator", "judged": "denominator"}
_LEFT = ("no_deadline", "undated", "before_report")
_COUNTED |= {reason: reason for reason in _LEFT}
Narrow = Callable[[Mapping[str, Any]], Mapping[str, str]]


def show_handled(asked: PageQuery) -> None:
    """Volume with its exposure, time limits, satisfaction and resolution, by unit and channel."""
    city = asked.compute(complaints.handling)
    put(statement(said(captions.of_handling(city))))
    if city["complaints"].isna().all():
        return
    total = city.assign(**{asked.by: t("city-row"), "channel": t("city-row")})
    units = asked.in_order(asked.compute(complaints.handling, by=(asked.by,)))
    put(section(t("complaints-by-unit"), escape(t("per-10k-hint"))))
    units = units.assign(of=units[asked.by])
    rest = asked.compute(complaints.unnamed, by=asked.by)
    rest = rest.assign(**{asked.by: t("unit-unnamed")}, of=None, per_10k=float("nan"))
    table = pd.concat([total.assign(of=""), units, rest], ignore_index=True)
    fields = [unit_field(asked), *_fields(True, lambda r: {"unit": r["of"]}, asked, table)]
    sheet(table, fields, asked.name("complaints"), asked.shown.about, most=UNITS_SHOWN)
    channels = asked.compute(complaints.handling, by=("channel",))
    channels = channels.sort_values("complaints", ascending=False)
    put(section(t("complaints-by-channel")))
    channel = SheetField("channel", t("column-channel"), word=channel_name, tone=lambda r: "strong")
    fields = [channel, *_fields(False, lambda r: {"channel": r["channel"]}, asked, channels)]
    sheet(channels, fields, asked.name("channels"), asked.shown.about)


def unit_field(asked: PageQuery) -> SheetField:
    """The unit of a row, which leads to its page; the row of the whole city does not."""
    return SheetField(
        asked.by,
        t("column-unit"),
        tone=lambda r: "strong",
        address=lambda r: asked.unit_page(r[asked.by]) if r.get("of", True) else "",
    )


def _fields(
    per_people: bool, narrow: Narrow, asked: PageQuery, table: pd.DataFrame
) -> list[SheetField]:
    """What is told of how complaints were handled; each heading has its definition, and each figure
    leads to its rows, narrowed to those of its row. What was not judged has a column where there
    is any."""
    left = [key for key in _LEFT if table[key].fillna(0).any()]

    def field(key: str, code: str, indicator: str, digits: int) -> SheetField:
        side = _COUNTED.get(key, "")

        def address(row: Mapping[str, Any]) -> str:
            if f.missing(row[key]) or not row[key] or f.missing(row.get("of", "")):
                return ""  # no address leads to the rows that name no unit
            return asked.rows(indicator, **narrow(row), state=side)

        title = definition(indicator)
        return SheetField(key, t(code), digits=digits, title=title, address=address)

    people = [field("per_10k", "column-per-10k", "complaints_per_10k", 1)] if per_people else []
    return [
        field("complaints", "column-complaints", "complaints", 0),
        *people,
        field("judged", "column-due-complaints", "on_time_closure_rate", 0),
        field("on_time", "column-on-time", "on_time_closure_rate", 0),
        field("on_time_rate", "column-on-time-rate", "on_time_closure_rate", 1),
        field("late", "column-late", "late_closure_rate", 0),
        SheetField("open", t("column-open"), digits=0),
        field("overdue", "column-overdue", "overdue_open", 0),
        *(field(key, f"column-{key.replace('_', '-')}", "on_time_closure_rate", 0) for key in left),
        field("rework_rate", "column-rework", "rework_rate", 1),
        field("satisfaction_rate", "column-satisfaction", "satisfaction_rate", 1),
        field("resolution_rate", "column-resolution", "resolution_rate", 1),
        field("repeat_rate", "column-repeat", "repeat_rate", 1),
        field("median_hours", "column-median", "handling_hours", 1),
    ]


def speed(asked: PageQuery) -> None:
    """How long complaints stay open, the open ones counted: a survival curve."""
    city = asked.compute(complaints.still_open)
    sentence = said(captions.of_curve(city))
    put(statement(sentence))
    if city.empty:
        return
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        put(section(t("curve-chart"), escape(t("curve-hint")), definition("handling_hours")))
        units = asked.compute(complaints.still_open, by=asked.by)
        medians = asked.compute(complaints.handling, by=(asked.by,))
        known = medians.dropna(subset=["median_hours"]).sort_values("median_hours")
        named = [known[asked.by].iloc[0], known[asked.by].iloc[-1]] if len(known) > 1 else []
        lines = [_curve(units[units[asked.by] == name], name) for name in named]
        ticks = [t("days-tick", n=hours // 24) if hours else "0" for hours in CURVE_TICKS]
        lines.append(_curve(city, t("curve-city"), strong=True))
        figure = labelled_lines(
            lines,
            theme.current_palette(),
            400,
            ticks=(list(CURVE_TICKS), ticks),
            suffix="%",
            mark=50.0,
        )
        show_chart(figure, "curve", sentence)
        named_city = city.assign(**{asked.by: t("curve-city")})
        folded(pd.concat([named_city, units]), _curve_fields(asked), asked, "curve")
    with right:
        put(section(t("curve-table")))
        fields = [
            unit_field(asked),
            SheetField("complaints", t("column-complaints"), digits=0),
            SheetField("open", t("column-open"), digits=0),
            SheetField(
                "median_hours", t("column-median"), digits=1, title=definition("handling_hours")
            ),
        ]
        table = medians.sort_values("median_hours")
        sheet(table, fields, asked.name("hours"), asked.shown.about, most=ROWS_SHOWN)


def _curve_fields(asked: PageQuery) -> list[SheetField]:
    return [
        SheetField(asked.by, t("column-unit")),
        SheetField("hours", t("column-hours"), digits=1),
        SheetField("open", t("column-still-open"), digits=1, title=t("curve-hint")),
        SheetField("low", t("column-low"), digits=1, away=not certain()),
        SheetField("high", t("column-high"), digits=1, away=not certain()),
        SheetField("n", "n", digits=0),
    ]


def _curve(table: pd.DataFrame, label: str, strong: bool = False) -> Line:
    """The curve up to the last day that the axis shows."""
    shown = table[table["hours"] <= CURVE_HOURS]
    hours, still = shown["hours"].tolist(), shown["open"].tolist()
    return Line([*hours, CURVE_HOURS], [*still, still[-1]], label, strong, steps=True)


def repeated(asked: PageQuery) -> None:
    """Complaints that repeat an earlier one, beside it."""
    found = asked.compute(complaints.repeats)
    put(statement(said(captions.of_repeats(found))))
    if found.empty:
        return
    put(section(t("repeats-table"), escape(t("repeats-hint")), definition("repeat_rate")))
    fields = [
        SheetField("case_no", t("column-case")),
        SheetField("reported_at", t("column-reported")),
        SheetField("channel", t("column-channel"), word=channel_name),
        SheetField("district", t("column-district")),
        SheetField("subcategory", t("column-category")),
        SheetField("place", t("column-place"), wrap=True),
        SheetField("repeat_of", t("column-repeat-of")),
        SheetField("first_closed_at", t("column-closed-at"), away=True),
        SheetField("first_satisfaction", t("column-first-satisfaction"), word=satisfaction_name),
        SheetField("times", t("column-times-repeated"), digits=0),
        *source_fields(),
    ]
    sheet(found, fields, asked.name("repeats"), asked.shown.about, most=ROWS_SHOWN)


def clustered(asked: PageQuery) -> None:
    """What may be one matter that came through several channels; nothing is merged."""
    found = asked.compute(clusters.clusters)
    put(statement(said(captions.of_clusters(found))))
    if found.empty:
        return
    put(section(t("clusters-table"), escape(t("clusters-hint"))))
    found = found.assign(
        kind=found["subcategory"].fillna(found["category"]),
        named=found.groupby("cluster")["place"].transform("first"),
    )
    fields = [
        SheetField("cluster", t("column-cluster"), digits=0, away=True),
        SheetField("case_no", t("column-case")),
        SheetField("channel", t("column-channel"), word=channel_name),
        SheetField("reported_at", t("column-reported")),
        SheetField("closed_at", t("column-closed-at")),
        SheetField("district", t("column-district")),
        SheetField("place", t("column-place")),
        SheetField("kind", t("column-category"), away=True),
        *source_fields(),
    ]
    sheet(
        found,
        fields,
        asked.name("clusters"),
        asked.shown.about,
        most=ROWS_SHOWN,
        group_of=lambda r: t(
            "cluster-heading", n=int(r["cluster"]), place=f.text(r["named"]), kind=f.text(r["kind"])
        ),
    )
