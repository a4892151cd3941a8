"""The parts of the page on complaints: handling, time, repeats, clusters, against inspections."""

from html import escape

import pandas as pd
import streamlit as st

from metrics import agreement, clusters, complaints, handling_captions
from ui import format as f
from ui import theme
from ui.asked import Asked
from ui.charts.base import show
from ui.charts.lines import Line, labelled_lines
from ui.charts.quadrant import quadrant_dots
from ui.i18n import said, t
from ui.markup import put, section, statement
from ui.names import channel_name, definition, satisfaction_name
from ui.sheets import Field, sheet, source_fields

ROWS_SHOWN = 12
CURVE_HOURS = 21 * 24
CURVE_TICKS = (0, 24, 72, 168, 336, 504)
LOUD = "clean_loud"


def handled(asked: Asked) -> None:
    """Volume with its exposure, time limits, satisfaction and resolution, by unit and channel."""
    city = asked.compute(complaints.handling)
    put(statement(said(handling_captions.of_handling(city))))
    if city["complaints"].isna().all():
        return
    total = city.assign(**{asked.by: t("city-row"), "channel": t("city-row")})
    units = asked.in_order(asked.compute(complaints.handling, by=(asked.by,)))
    put(section(t("complaints-by-unit"), escape(t("per-10k-hint"))))
    unit = Field(asked.by, t("column-unit"), tone=lambda r: "strong")
    table = pd.concat([units, total], ignore_index=True)
    sheet(table, [unit, *_fields(True)], asked.name("complaints"), asked.shown.about, most=30)
    channels = asked.compute(complaints.handling, by=("channel",))
    channels = channels.sort_values("complaints", ascending=False)
    channels = channels.assign(channel=channels["channel"].map(channel_name))
    put(section(t("complaints-by-channel")))
    channel = Field("channel", t("column-channel"), tone=lambda r: "strong")
    sheet(channels, [channel, *_fields(False)], asked.name("channels"), asked.shown.about)


def _fields(per_people: bool) -> list[Field]:
    """What is told of how complaints were handled; each heading has its definition."""

    def field(key: str, code: str, indicator: str, digits: int) -> Field:
        return Field(key, t(code), digits=digits, title=definition(indicator))

    people = [field("per_10k", "column-per-10k", "complaints_per_10k", 1)] if per_people else []
    return [
        field("complaints", "column-complaints", "complaints", 0),
        *people,
        field("due", "column-due-complaints", "due", 0),
        field("on_time", "column-on-time", "on_time_closure_rate", 0),
        field("on_time_rate", "column-on-time-rate", "on_time_closure_rate", 1),
        field("late", "column-late", "late_closure_rate", 0),
        Field("open", t("column-open"), digits=0),
        field("overdue", "column-overdue", "overdue_open", 0),
        field("rework_rate", "column-rework", "rework_rate", 1),
        field("satisfaction_rate", "column-satisfaction", "satisfaction_rate", 1),
        field("resolution_rate", "column-resolution", "resolution_rate", 1),
        field("repeat_rate", "column-repeat", "repeat_rate", 1),
        field("median_hours", "column-median", "handling_hours", 1),
    ]


def speed(asked: Asked) -> None:
    """How long complaints stay open, the open ones counted: a survival curve."""
    city = asked.compute(complaints.still_open)
    sentence = said(handling_captions.of_curve(city))
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
            lines, theme.current(), 400, ticks=(list(CURVE_TICKS), ticks), suffix="%", mark=50.0
        )
        show(figure, "curve", sentence)
    with right:
        put(section(t("curve-table")))
        fields = [
            Field(asked.by, t("column-unit"), tone=lambda r: "strong"),
            Field("complaints", t("column-complaints"), digits=0),
            Field("open", t("column-open"), digits=0),
            Field("median_hours", t("column-median"), digits=1, title=definition("handling_hours")),
        ]
        table = medians.sort_values("median_hours")
        sheet(table, fields, asked.name("hours"), asked.shown.about, most=ROWS_SHOWN)


def _curve(table: pd.DataFrame, label: str, strong: bool = False) -> Line:
    """The curve up to the last day that the axis shows."""
    shown = table[table["hours"] <= CURVE_HOURS]
    hours, still = shown["hours"].tolist(), shown["open"].tolist()
    return Line([*hours, CURVE_HOURS], [*still, still[-1]], label, strong, steps=True)


def repeated(asked: Asked) -> None:
    """Complaints that repeat an earlier one, beside it."""
    found = asked.compute(complaints.repeats)
    put(statement(said(handling_captions.of_repeats(found))))
    if found.empty:
        return
    put(section(t("repeats-table"), escape(t("repeats-hint")), definition("repeat_rate")))
    fields = [
        Field("case_no", t("column-case")),
        Field("reported_at", t("column-reported")),
        Field("channel", t("column-channel"), word=channel_name),
        Field("district", t("column-district")),
        Field("subcategory", t("column-category")),
        Field("place", t("column-place")),
        Field("repeat_of", t("column-repeat-of")),
        Field("first_closed_at", t("column-closed-at"), away=True),
        Field("first_satisfaction", t("column-first-satisfaction"), word=satisfaction_name),
        Field("times", t("column-times-repeated"), digits=0),
        *source_fields(),
    ]
    sheet(found, fields, asked.name("repeats"), asked.shown.about, most=ROWS_SHOWN)


def clustered(asked: Asked) -> None:
    """What may be one matter that came through several channels; nothing is merged."""
    found = asked.compute(clusters.clusters)
    put(statement(said(handling_captions.of_clusters(found))))
    if found.empty:
        return
    put(section(t("clusters-table"), escape(t("clusters-hint"))))
    found = found.assign(
        kind=found["subcategory"].fillna(found["category"]),
        named=found.groupby("cluster")["place"].transform("first"),
    )
    fields = [
        Field("cluster", t("column-cluster"), digits=0, away=True),
        Field("case_no", t("column-case")),
        Field("channel", t("column-channel"), word=channel_name),
        Field("reported_at", t("column-reported")),
        Field("closed_at", t("column-closed-at")),
        Field("district", t("column-district")),
        Field("place", t("column-place")),
        Field("kind", t("column-category"), away=True),
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


def against(asked: Asked) -> None:
    """Inspections against complaints, per unit: who looks clean and is complained about."""
    found = asked.compute(agreement.quadrant, by=asked.by)
    sentence = said(handling_captions.of_quadrant(found))
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
                "strong": known["quadrant"] == LOUD,
            }
        )
        figure = quadrant_dots(
            rows,
            theme.current(),
            460,
            medians=(found.median_measure, found.median_per_10k),
            titles=(t("quadrant-x"), t("quadrant-y")),
        )
        show(figure, "quadrant", sentence)
    with right:
        put(section(t("quadrant-table"), escape(t("per-10k-hint"))))
        fields = [
            Field(asked.by, t("column-unit"), tone=lambda r: "strong"),
            Field("checks", t("column-visits"), digits=0),
            Field("measure", t("quadrant-x"), digits=1, title=definition(found.measure)),
            Field("per_10k", t("quadrant-y"), digits=1, title=definition("complaints_per_10k")),
            Field("quadrant", t("column-verdict"), word=_verdict, tone=_loud),
        ]
        table = asked.in_order(found.table)
        sheet(table, fields, asked.name("quadrant"), asked.shown.about, most=ROWS_SHOWN)


def _verdict(code: str | None) -> str:
    return f.NOTHING if f.missing(code) else t(f"quadrant-{str(code).replace('_', '-')}")


def _loud(row) -> str:
    return "worse" if row["quadrant"] == LOUD else ""


def points(asked: Asked) -> None:
    """Points that were inspected clean and complained about, and the other way round."""
    found = asked.compute(agreement.points_compared)
    put(statement(said(handling_captions.of_points(found))))
    lists = {"clean_complained": "points-clean", "dirty_quiet": "points-dirty"}
    fields = [
        Field("district", t("column-district")),
        Field("point", t("column-point"), tone=lambda r: "strong"),
        Field("visits", t("column-visits"), digits=0),
        Field("expected", t("column-expected"), digits=1),
        Field("findings", t("column-findings"), digits=0),
        Field("complaints", t("column-complaints"), digits=0),
        Field("top_category", t("column-top-kind")),
    ]
    for column, (verdict, code) in zip(st.columns(2, gap="large"), lists.items(), strict=True):
        part = found[found["verdict"] == verdict]
        if len(part):
            with column:
                put(section(t(code), escape(t("points-hint"))))
                shown = fields if verdict == "clean_complained" else fields[:-2]
                sheet(part, shown, asked.name(code), asked.shown.about, most=ROWS_SHOWN)
