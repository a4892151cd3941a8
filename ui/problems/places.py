"""Where problems pile up: a map without tiles, the places on it, and the rows of one of them."""

from collections.abc import Callable, Mapping
from html import escape
from itertools import chain
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.analyses import areas, occurrence, problems
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.charts.areas import area_map
from ui.charts.base import show_chart
from ui.charts.plane import box_of
from ui.charts.shades import shade_of, shades
from ui.charts.spots import numbered_spots
from ui.choices import choose_from, filters_of, shown_units
from ui.i18n import said, t
from ui.links import page_address, unit_address
from ui.map_legend import map_legend
from ui.markup import note, put, section, statement
from ui.page_query import PageQuery
from ui.problems import captions
from ui.sheets import SheetField, sheet
from ui.tables import records

NUMBERED = 12  # places in the table on the page and with a number on the map
KINDS_OFFERED = 20
TALL, SHORT = 500, 500  # pixels: of a map, of dots alone


def show_places(asked: PageQuery) -> None:
    """Where problems pile up: the map beside the table of places."""
    head, (left, right) = st.container(), st.columns([1.2, 1], gap="large")
    with left, st.container(horizontal=True, vertical_alignment="bottom", key="tabled-map"):
        title, kind = st.container(), _choose_kind(asked)
    found = _compute(asked, occurrence.places, kind, source=asked.source)
    sentence = said(captions.of_places(found))
    with head:
        put(statement(sentence))
    found = found.assign(number=range(1, len(found) + 1), top=found["categories"].str[0])
    with left:
        _map(asked, kind, _spots(asked, kind, found), sentence, title)
    with right:
        put(section(t("places-table"), escape(t("places-hint"))))
        if found.empty:
            return
        fields = [
            SheetField("number", "#", digits=0),
            SheetField("district", t("column-district"), address=lambda r: _unit(asked, r)),
            SheetField(
                "place",
                t("column-place"),
                tone=lambda r: "strong",
                address=lambda r: _rows(asked, kind, r),
            ),
            SheetField("n", t("column-count"), digits=0),
            SheetField("kinds", t("column-kinds"), digits=0),
            SheetField("top", t("column-top-kind")),
            SheetField("top_n", t("column-of-these"), digits=0, away=True),
            SheetField("spellings", t("column-spellings"), digits=0, away=True),
            SheetField("x", "x", digits=0, away=True),
            SheetField("y", "y", digits=0, away=True),
        ]
        sheet(found, fields, asked.name("places"), asked.shown.about, most=NUMBERED)


def _choose_kind(asked: PageQuery) -> str:
    """One kind of problem, or all (empty)."""
    found = asked.compute(problems.categories, source=asked.source)
    kinds = [kind for kind in found["category"].head(KINDS_OFFERED) if kind]
    return choose_from("category", ["", *kinds], lambda kind: kind or t("choice-all-kinds"), 190)


def _compute(
    asked: PageQuery, function: Callable[..., pd.DataFrame], kind: str, **params: Any
) -> pd.DataFrame:
    filters = dict(filters_of(asked.shown, asked.district))
    if kind:
        filters["subcategory"] = (kind,)
    return computed(asked.shown, function, filters=filters, **params)


def _spots(asked: PageQuery, kind: str, found: pd.DataFrame) -> pd.DataFrame:
    """The places that have coordinates, the largest last: these are drawn on top."""
    known = found[found["x"].notna() & found["y"].notna()].iloc[::-1]
    strong = known["number"] <= NUMBERED
    return known[["x", "y", "n"]].assign(
        number=known["number"].map(str).where(strong, ""),
        strong=strong,
        address=[_rows(asked, kind, place) for place in records(known)],
    )


def _unit(asked: PageQuery, place: Mapping[str, Any]) -> str:
    return unit_address(place["district"], "district") if place["district"] else ""


def _rows(asked: PageQuery, kind: str, place: Mapping[str, Any]) -> str:
    """The address of the rows at a place."""
    district = "" if asked.district else place["district"]
    counted = problems.PROBLEM_SOURCES[asked.source].counted
    return asked.rows(counted, district, place=place["place_key"], category=kind)


def _map(
    asked: PageQuery, kind: str, spots: pd.DataFrame, sentence: str, title: DeltaGenerator
) -> None:
    """Outlines with dots; dots alone without outlines; a quiet sentence without either."""
    rates = asked.compute(areas.area_rates, by=asked.by, source=asked.source, category=kind)
    drawn = _areas(asked, rates)
    if drawn.empty:
        with title:
            put(section(t("places-chart"), escape(t("places-chart-hint")) if len(spots) else ""))
        if len(spots):
            show_chart(numbered_spots(spots, theme.current_palette(), SHORT), "places", sentence)
        else:
            put(note(t("places-no-coordinates")))
        return
    per = rates["per"].iloc[0] if len(rates) else "nothing"
    palette = theme.current_palette()
    classes = shades(drawn.loc[~drawn["context"], "rate"].tolist(), palette)
    digits = 0 if all(shade.low == round(shade.low) for shade in classes) else 1
    places = 0 if per == "nothing" else 1
    drawn = drawn.assign(
        colour=[shade_of(rate, classes) for rate in drawn["rate"]],
        text=["" if f.missing(rate) else f.fixed(rate, places) for rate in drawn["rate"]],
    )
    with title:
        put(section(t(f"map-per-{per}")))
    put(map_legend(classes, digits, _gaps(drawn)))
    shown = drawn[~drawn["context"]]
    box = box_of(chain(*shown["x"]), chain(*shown["y"]))
    inside = [box.holds(x, y) for x, y in zip(spots["x"], spots["y"], strict=True)]
    show_chart(area_map(drawn, spots[inside], palette, TALL), "places", sentence)
    lost = len(inside) - sum(inside)
    put(note(t("map-hint") + (t("map-outside", n=lost) if lost else "")))


def _areas(asked: PageQuery, rates: pd.DataFrame) -> pd.DataFrame:
    """The outlines to draw with their rates; those of units that are not asked for as context."""
    found = computed(asked.shown, areas.outlines, kind=asked.by)
    own = set(rates["unit"]) if asked.district else set(shown_units(asked.shown))
    if not own & set(found["unit"]):
        return found.head(0).assign(context=[])
    rate = rates.set_index("unit")["rate"]
    kept = found.assign(
        context=~found["unit"].isin(own), rate=found["unit"].map(rate), name=found["unit"]
    )
    return kept.assign(
        address=[unit_address(unit, asked.by) for unit in kept["unit"]],
        opens=[_opens(asked, unit) for unit in kept["unit"]],
    )


def _opens(asked: PageQuery, unit: str) -> str:
    """A click into a district shows its streets, one into a street its own page."""
    if asked.district:
        return unit_address(unit, asked.by)
    return page_address("problems", part="places", source=asked.source, unit=unit)


def _gaps(drawn: pd.DataFrame) -> bool:
    return bool((drawn["rate"].isna() & ~drawn["context"]).any())
