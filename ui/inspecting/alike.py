"""一个样: both sides of each comparison."""

from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from metrics.inspecting.alike import (
    COMPARISONS,
    OF_DAYS,
    Alike,
    alike_by_unit,
    inspector_differences,
)
from metrics.inspecting.holidays import own_days
from metrics.inspecting.visits import VisitFilters
from metrics.narrative import inspecting_words as words
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.certain import certain, end, tone_if_certain
from ui.charts.base import show_chart
from ui.charts.forest import Estimate, forest
from ui.choices import choose_from
from ui.header import Shown
from ui.i18n import said, t
from ui.markup import note, put, section, statement
from ui.sheets import SheetField, sheet
from ui.tables import TableRow, records

BACK = ("12", "1", "3", "6")
OF_VISITS = tuple(name for name in COMPARISONS if name not in OF_DAYS)


def both_sides(shown: Shown, filters: VisitFilters) -> None:
    """Every comparison in one chart and table; one of them by district."""
    place = st.empty()
    with st.container(horizontal=True, vertical_alignment="center", key="alike-choices"):
        back = int(choose_from("span", BACK, lambda n: t("alike-span", n=n), width=190))
        name = choose_from("component", OF_VISITS, lambda code: t(f"alike-{code}"), width=230)
    asked = {"back": back, "own": own_days(Path(shown.snapshot.folder)), "filters": filters}
    found = computed(shown, inspector_differences, **asked)
    sentence = said(words.of_alike(found))
    with place:
        put(statement(sentence or t("alike-plain")))
    left, right = st.columns([1, 1.5], gap="large")
    with left:
        _chart(found, sentence)
        put(note(said(words.of_years(found))))
        put(note(t("alike-first", first=f"{found.first}", last=f"{found.last}")))
    with right:
        _table(shown, found)
        _by_unit(shown, name, computed(shown, alike_by_unit, comparison=name, **asked))


def _sides(row: TableRow) -> str:
    one, other = (t(f"side-{row[name]}") for name in ("one", "other"))
    return t("alike-sides", one=one, other=other)


def _chart(found: Alike, sentence: str) -> None:
    put(section(t("alike-chart"), escape(t("alike-hint" if certain() else "alike-hint-plain"))))
    rows = found.table[found.table["ratio"].notna()]
    if rows.empty:
        return
    drawn = [
        Estimate(
            _label(row),
            row["ratio"],
            f"× {f.fixed(row['ratio'], 2)}",
            end(row["low"]),
            end(row["high"]),
            tone=tone_if_certain(
                ("worse" if row["ratio"] > 1 else "better") if row["clear"] else "neutral"
            ),
        )
        for row in records(rows)
    ]
    show_chart(
        forest(drawn, theme.current_palette(), mark=1.0), "alike", sentence or t("alike-plain")
    )


def _label(row: TableRow) -> str:
    if row["comparison"] in OF_DAYS:
        return t(f"alike-{row['comparison']}")
    return _sides(row)


def _table(shown: Shown, found: Alike) -> None:
    put(section(t("alike-table"), escape(t("alike-table-hint"))))
    table = found.table.assign(sides=[_label(row) for row in records(found.table)])
    fields = [
        SheetField(
            "comparison", t("column-comparison"), word=lambda code: t(f"alike-{code}"), away=True
        ),
        SheetField("sides", t("column-sides")),
        SheetField("n_one", t("column-n-one"), digits=0, title=t("about-n-sides")),
        SheetField("n_other", t("column-n-other"), digits=0, title=t("about-n-sides")),
        SheetField("found_one", t("column-found-one"), digits=0, away=True),
        SheetField("found_other", t("column-found-other"), digits=0, away=True),
        SheetField("rate_one", t("column-rate-one"), digits=2, title=t("about-rate-sides")),
        SheetField("rate_other", t("column-rate-other"), digits=2, title=t("about-rate-sides")),
        SheetField("ratio", t("column-ratio-times"), digits=2, title=t("about-times")),
        SheetField("low", t("column-low"), digits=2, away=True),
        SheetField("high", t("column-high"), digits=2, away=True),
        SheetField("told", t("column-told"), word=_told, away=not certain()),
        SheetField("clear", t("column-clear"), word=_clear, away=True),
        SheetField("unknown", t("column-side-unknown"), digits=0, title=t("about-side-unknown")),
    ]
    table["told"] = ["clear" if row["clear"] else row["told"] or "even" for row in records(table)]
    sheet(table, fields, f"alike-{shown.period.id}", shown.about)


def _told(code: str) -> str:
    return t(f"told-{code}")


def _clear(yes: object) -> str:
    return t("clear-yes" if yes else "clear-no")


def _by_unit(shown: Shown, name: str, table: pd.DataFrame) -> None:
    put(section(t("alike-units", name=t(f"alike-{name}")), escape(t("alike-units-hint"))))
    one, other = (t(f"side-{code}") for code in COMPARISONS[name])
    fields = [
        SheetField("unit", t("column-unit")),
        SheetField("n_one", t("alike-checks", side=one), digits=0),
        SheetField("n_other", t("alike-checks", side=other), digits=0),
        SheetField("rate_one", t("alike-rate", side=one), digits=1),
        SheetField("rate_other", t("alike-rate", side=other), digits=1),
    ]
    sheet(table, fields, f"alike-{name}-{shown.period.id}", shown.about, most=9)
