"""Own figures: what misses its target, how each came there, how its value came about."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from metrics.narrative.figure_words import amount, basis_words, goal_words, name_of, of_own_figures
from metrics.own_figures.standing import TREND, figure_standing
from ui import format as f
from ui import tables, theme
from ui.cache import computed
from ui.charts.base import show_chart
from ui.charts.lines import Line, labelled_lines
from ui.charts.spark import spark
from ui.choices import choose_from
from ui.download import buttons
from ui.i18n import said, t
from ui.links import link, unit_address
from ui.markup import NAME_MOST, note, put, section, statement
from ui.page_query import PageQuery
from ui.paging import leaf_of, turn_leaves
from ui.sheets import SheetField, exported_columns, source_fields
from ui.tables import Column, records
from ui.unit.header import Subject

ROWS, OF_UNIT, LINES = 13, 8, 4
_BETTER = {"missed": "worse", "missed_so_far": "worse", "met": "better", "met_so_far": "better"}


def own_figures(asked: PageQuery) -> None:
    """The sentence; the figures of all units, or one figure with a line for each unit."""
    found = asked.compute(figure_standing)
    place = st.container()
    if found.empty:
        put(statement(said(of_own_figures(found))))
        put(note(t("figures-how")))
        return
    names = found["figure"].drop_duplicates().sort_values().tolist()
    one = choose_from(
        "task", ["", *names], lambda name: name or t("all-figures"), 280, "choice-figure"
    )
    found = found[found["figure"] == one].reset_index(drop=True) if one else found
    sentence = said(of_own_figures(found))
    with place:
        put(statement(sentence))
    if not one:
        _table(asked, found)
        return
    left, right = st.columns([1.35, 1], gap="large")
    with left:
        _table(asked, found)
    with right:
        _lines(asked, found, sentence)


def of_unit(subject: Subject) -> None:
    """The own figures of one unit; nothing where there are none."""
    found = computed(subject.shown, figure_standing, filters={subject.kind: [subject.unit]})
    found = found[(found["kind"] == subject.kind) & (found["unit"] == subject.unit)]
    if found.empty:
        return
    put(section(t("figures-unit"), escape(t("figures-hint", n=TREND))))
    columns = _columns(found)[1:]
    put(tables.table(records(found.head(OF_UNIT)), columns, compact=True))
    if len(found) > OF_UNIT:
        put(note(t("sheet-more", shown=OF_UNIT, n=f.count(len(found)))))
    name = f"figures-{subject.unit}-{subject.shown.period.id}"
    buttons(exported_columns(found, _fields()), name, subject.shown.about)


def _table(asked: PageQuery, found: pd.DataFrame) -> None:
    put(section(t("figures-table"), escape(t("figures-hint", n=TREND))))
    here = leaf_of(found, ROWS)
    put(tables.table(records(here), _columns(found), compact=True))
    turn_leaves(len(found), ROWS)
    buttons(exported_columns(found, _fields()), asked.name("figures"), asked.shown.about)


def _columns(found: pd.DataFrame) -> list[Column]:
    """A row on the page: value, target, standing, trend, how the value came about."""
    plain = bool((found["basis"] == "stated").all())
    basis = Column(t("column-basis"), lambda r: said(basis_words(r)), tone=_quiet, wrap=True)
    return [
        Column(t("column-unit"), _unit, html=True),
        Column(t("column-figure"), lambda r: r["figure"], tone=lambda r: "strong"),
        Column(t("column-figure-value"), lambda r: amount(r["value"], r["measure"]), "right"),
        Column(t("column-target"), lambda r: goal_words(r) or f.NOTHING, "right"),
        Column(t("column-against-target"), lambda r: _state(r["state"]), tone=_tone),
        Column(t("column-before"), lambda r: amount(r["previous"], None), "right", tone=_quiet),
        Column(t("column-trend"), _spark, html=True),
        Column(t("column-stated"), lambda r: f"{r['stated']}/{TREND}", "right", tone=_quiet,
               title=t("about-stated", n=TREND)),
        *([] if plain else [basis]),
    ]  # fmt: skip


def _fields() -> list[SheetField]:
    """All that is known, for the files."""
    return [
        SheetField(
            "unit", t("column-unit"), word=lambda v: t("figure-city") if f.missing(v) else v
        ),
        SheetField("figure", t("column-figure")),
        SheetField("value", t("column-figure-value"), digits=2),
        SheetField("measure", t("column-measure")),
        SheetField("basis", t("column-basis"), word=lambda code: t(f"figure-basis-{code}")),
        SheetField("told", t("column-told-parts"), digits=0),
        SheetField("of", t("column-parts"), digits=0),
        SheetField("missing", t("column-missing-parts"), word=lambda ids: " ".join(ids)),
        SheetField("target", t("column-target"), digits=2),
        SheetField("direction", t("column-direction"), word=_direction),
        SheetField("state", t("column-against-target"), word=_state),
        SheetField("previous", t("column-before"), digits=2),
        SheetField("trend", t("column-trend"), word=_numbers),
        SheetField("stated", t("column-stated"), digits=0),
        SheetField("latest", t("column-latest")),
        SheetField("latest_value", t("column-latest-value"), digits=2),
        SheetField("document", t("column-document")),
        *source_fields(),
    ]


def _unit(row: Mapping[str, Any]) -> str:
    if f.missing(row["unit"]):
        return escape(t("figure-city"))
    return link(row["unit"], unit_address(row["unit"], row["kind"]), NAME_MOST)


def _state(code: str) -> str:
    return t(f"figure-{code.replace('_', '-')}")


def _direction(code: Any) -> str:
    return "" if f.missing(code) else t(f"direction-{code.replace('_', '-')}")


def _numbers(values: list[float]) -> str:
    return " ".join("–" if f.missing(v) else f"{v:g}" for v in values)


def _tone(row: Mapping[str, Any]) -> str:
    return _BETTER.get(row["state"], "quiet")


def _quiet(row: Mapping[str, Any]) -> str:
    return "quiet"


def _spark(row: Mapping[str, Any]) -> str:
    alt = t("figure-trend", name=said(name_of(row)), values=_numbers(row["trend"]))
    tone = _BETTER.get(row["state"], "neutral")
    return spark(row["trend"], theme.current_palette(), tone=tone, alt=alt)


def _lines(asked: PageQuery, found: pd.DataFrame, sentence: str) -> None:
    """One figure over time: the lines of the units that are furthest from the target, and the
    target."""
    drawn = found[found["trend"].map(lambda v: sum(not f.missing(x) for x in v) > 1)].head(LINES)
    measures = found["measure"].dropna().unique()
    if drawn.empty or len(measures) > 1:
        put(note(t("figures-no-lines")))
        return
    periods = [one.id for one in asked.shown.period.last(TREND)]
    lines = [
        Line(*_known(row["trend"]), said_name, row["state"].startswith("missed"))
        for row in records(drawn)
        for said_name in [t("figure-city") if f.missing(row["unit"]) else row["unit"]]
    ]
    targets = drawn["target"].dropna().unique()
    mark = float(targets[0]) if len(targets) == 1 else None
    hint = t("figures-lines-hint", n=len(lines), measure=measures[0] if len(measures) else "")
    put(section(t("figures-lines"), escape(hint)))
    at = [0, len(periods) // 2, len(periods) - 1]
    ticks = (at, [periods[i][2:] for i in at])
    chart = labelled_lines(
        lines, theme.current_palette(), 360, ticks=ticks, from_zero=False, mark=mark
    )
    show_chart(chart, "figures", sentence)


def _known(values: list[float]) -> tuple[list[int], list[float]]:
    """Where a line has points, and what they are."""
    at = [i for i, value in enumerate(values) if not f.missing(value)]
    return at, [values[i] for i in at]
