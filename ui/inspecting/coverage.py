"""Coverage and frequency: which points were visited, how often, by whom."""

from collections.abc import Callable
from html import escape
from math import nan

import streamlit as st

from kernel.schema import METHODS
from metrics.inspecting.covered import Covered, covered
from metrics.inspecting.visits import VisitFilters
from metrics.narrative import inspecting_words as words
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.charts.base import show_chart
from ui.charts.forest import forest, moved_estimate
from ui.choices import choose_from
from ui.header import Shown
from ui.i18n import said, t
from ui.inspecting.named import called
from ui.links import unit_address
from ui.markup import put, section, statement
from ui.names import method_name
from ui.sheets import SheetField, sheet
from ui.tables import records

BY = ("district", "class", "point_type", "method", "inspector", "agency", "street", "contractor")
OF_STREETS = ("inspector", "agency")
MOST = 14


def covered_points(shown: Shown, filters: VisitFilters) -> None:
    """How much of the list was visited, by what the reader chooses."""
    place = st.empty()
    with st.container(horizontal=True, vertical_alignment="center", key="coverage-choices"):
        by = choose_from("source", BY, lambda code: t(f"by-{code.replace('_', '-')}"), width=190)
        method = choose_from(
            "method",
            ("", *METHODS),
            lambda code: method_name(code) if code else t("all-methods"),
            width=210,
        )
        filters = {**filters, **({"method": (method,)} if method else {})}
        found = computed(shown, covered, by=by, filters=filters)
        names = called(found.table["part"].dropna(), "inspector") if by == "inspector" else {}
    sentence = said(words.of_covered(found))
    with place:
        put(statement(sentence))
    if not found.total["visits"]:
        return
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        _chart(shown, found, by, _namer(by, names), sentence)
    with right:
        _table(shown, found, by, _namer(by, names))


def _namer(by: str, names: dict[str, str]) -> Callable[[object], str]:
    def name(code: object) -> str:
        if f.missing(code):
            return t("word-unstated")
        if by == "method":
            return method_name(str(code))
        return names.get(str(code), str(code)) if by == "inspector" else str(code)

    return name


def _chart(
    shown: Shown, found: Covered, by: str, name: Callable[[object], str], sentence: str
) -> None:
    each = found.registered and by not in ("inspector", "agency", "method")
    hint = t("coverage-chart-hint") if each else t("coverage-visits-hint")
    put(section(t("coverage-chart"), escape(hint)))
    value = "per_week" if each else "visits"
    rows = found.table[found.table[value].notna()].head(MOST)
    drawn = [
        moved_estimate(
            name(row["part"]),
            row[value],
            row["before"] if each else nan,
            f.fixed(row[value], 2) if each else f.count(row[value]),
            address=unit_address(row["part"], by, shown.scheme)
            if by in ("district", "street", "contractor") and not f.missing(row["part"])
            else "",
        )
        for row in records(rows)
    ]
    show_chart(forest(drawn, theme.current_palette(), from_zero=True), "coverage", sentence)


def _table(shown: Shown, found: Covered, by: str, name: Callable[[object], str]) -> None:
    streets = words.of_streets(found) if by in OF_STREETS else None
    names = {part: name(part) for part in found.table["part"].dropna()}
    said_streets = streets
    if streets is not None and by == "inspector":
        said_streets = words.of_streets(
            Covered(
                found.table.assign(part=found.table["part"].map(names)),
                found.total, found.known, found.registered, found.until, found.weeks,
            )
        )  # fmt: skip
    put(section(t("coverage-table"), escape(said(said_streets) or t("coverage-table-hint"))))
    fields = [
        SheetField("part", t(f"by-{by.replace('_', '-')}"), word=name),
        SheetField("listed", t("column-listed"), digits=0),
        SheetField("visited", t("column-visited"), digits=0, title=t("about-visited")),
        SheetField("share", t("column-coverage"), digits=1),
        SheetField("visits", t("column-checks"), digits=0),
        SheetField("per_week", t("column-per-week"), digits=2, title=t("about-per-week")),
        SheetField("before", t("column-before"), digits=2),
        SheetField("main", t("column-main"), digits=0, away=by not in OF_STREETS),
        SheetField("back", t("column-back"), digits=0, away=by not in OF_STREETS),
        SheetField("off_list", t("column-off-list"), digits=0, title=t("about-off-list")),
    ]
    sheet(found.table, fields, f"coverage-{by}-{shown.period.id}", shown.about, most=MOST)
