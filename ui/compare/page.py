"""对比: two units side by side, from the scores through every component to the past."""

from html import escape

import pandas as pd
import streamlit as st

from kernel.schema import UNIT_KINDS
from metrics.analyses.two_units import TwoUnits, two_units
from metrics.narrative.reform_words import of_series
from metrics.schemes.model import OBJECT_KINDS
from ui import format as f
from ui import store, theme, view, widgets
from ui.certain import certain
from ui.chart_heading import tabled
from ui.charts.base import show_chart
from ui.charts.series import Series, series_lines
from ui.compare.captions import of_pair
from ui.compare.components import show_components
from ui.compare.links import compare_with
from ui.compared_with import compared_word
from ui.header import Shown, open_page
from ui.i18n import said, t
from ui.links import link, unit_address
from ui.markup import lead, note, put, section, statement
from ui.navigation import PageEntry
from ui.rows import STATE_WORDS, score_head, score_series
from ui.sheets import SheetField
from ui.states import NoMatch
from ui.tables import Column, TableRow, records, table

PLACE = PageEntry("drill", 12, rights=("others",))


def show() -> None:
    """Draw the page."""
    _follow_kind()
    shown = open_page([*UNIT_KINDS, *OBJECT_KINDS], by_group=False)
    one, other = _choose(shown)
    if one == other:
        _offer_another(shown, one)
        return
    found = _compared(shown, one, other)
    clauses = of_pair(found)
    put(lead(clauses))
    _heads(shown, found)
    show_components(shown, found)
    words = [said(clause.message) for clause in clauses]
    _past(shown, (one, other), t("clause-separator").join(filter(None, words)))


def _follow_kind() -> None:
    """An address that names a unit and no kind means that of the unit."""
    now = view.current_view()
    if now.unit and not now.kind:
        units = store.register(store.current())
        kinds = units.loc[units["name"] == now.unit, "kind"].tolist()
        view.update(kind=kinds[0] if kinds else "")


def _choose(shown: Shown) -> tuple[str, str]:
    """Both units, of those that the ranking has. NoMatch for one that it has not."""
    ranking = shown.ranking.table
    units = ranking["unit"].tolist()
    now = view.current_view()
    for unit in (now.unit, now.other):
        if unit and unit not in units:
            raise NoMatch("unit-unknown", unit=unit)
    one = now.unit or next((unit for unit in units if unit != now.other), "")
    group = ranking.loc[ranking["unit"] == one, "group"].tolist()
    mates = ranking.loc[ranking["group"].isin(group), "unit"].tolist()
    other = now.other or next((unit for unit in [*mates, *units] if unit != one), "")
    if not other:
        raise NoMatch("compare-alone", unit=one)
    view.update(unit=one, other=other)
    with st.container(horizontal=True, gap="small", key="compare-choices"):
        for name in ("unit", "other"):
            key = f"compare-{name}"
            st.session_state[key] = getattr(view.current_view(), name)
            widgets.selectbox(
                t(f"compare-{name}"), units, key=key, width=270, on_change=_take, args=(name, key)
            )
    return one, other


def _offer_another(shown: Shown, unit: str) -> None:
    """One unit is chosen twice: what is wrong, and units to compare it with."""
    put(statement(t("compare-same", unit=unit)))
    compare_with(shown.ranking, unit)


def _take(name: str, key: str) -> None:
    view.update(**{name: st.session_state[key]})


def _compared(shown: Shown, one: str, other: str) -> TwoUnits:
    scores = store.known_scores(shown.snapshot, shown.ranking.scheme, shown.period.id)
    return two_units(store.connection(shown.snapshot), shown.ranking, one, other, scores)


def _heads(shown: Shown, found: TwoUnits) -> None:
    """Score, interval, rank, change and n of both; why one has no rank."""
    digits = shown.scheme.rounding.digits
    kind = shown.scheme.scores.kind

    def name(row: TableRow) -> str:
        return link(row["unit"], unit_address(row["unit"], kind, shown.scheme))

    def place(row: TableRow) -> str:
        if row["state"] in STATE_WORDS:
            return t(STATE_WORDS[row["state"]])
        return "" if f.missing(row["rank"]) else f"{int(row['rank'])}"

    def interval(row: TableRow) -> str:
        if f.missing(row["low"]):
            return f.NOTHING
        return f"{f.fixed(row['low'], digits)}–{f.fixed(row['high'], digits)}"

    before = compared_word(shown.ranking.progress)
    columns = [
        Column(t("column-unit"), name, html=True),
        Column(t("filter-group"), lambda r: f.text(r["group"])),
        Column(t("column-rank"), place, "right"),
        Column(
            score_head(shown.scheme),
            lambda r: f.fixed(r["score"], digits),
            "right",
            tone=lambda r: "strong",
        ),
        *([Column(t("compare-column-interval"), interval, "right")] if certain() else []),
        Column(before, lambda r: f.fixed(r["previous_score"], digits), "right"),
        Column(t("column-change"), lambda r: f.change(r["change"], digits), "right"),
        Column("n", lambda r: f.count(r["n"]), "right", tone=lambda r: "quiet"),
    ]
    put(section(t("compare-heads")))
    put(table(records(pd.DataFrame([found.one, found.other])), columns, compact=True))


def _past(shown: Shown, units: tuple[str, str], sentence: str) -> None:
    """The scores of both over the periods, on one chart."""
    history = store.history(shown.snapshot, shown.scheme, shown.period)
    periods = sorted(history["period"].unique())
    scores, digits = score_series(history), shown.scheme.rounding.digits
    series = []
    for unit in units:
        own = scores.get(unit, [])
        known = [value for value in own if not f.missing(value)]
        series.append(Series(unit, own, f.fixed(known[-1], digits) if known else ""))
    rows = pd.DataFrame({"period": periods} | {unit: scores.get(unit) for unit in units})
    fields = [SheetField("period", t("column-period"))]
    fields += [SheetField(unit, unit, digits=digits) for unit in units]
    heading = section(t("compare-past"), escape(score_head(shown.scheme)))
    name = f"compare-{'-'.join(units)}-{shown.period.id}"
    tabled(heading, rows.iloc[::-1], fields, name, shown.about)
    figure = series_lines(
        series, [period[2:] for period in periods], theme.current_palette(), from_zero=False
    )
    if figure is not None:
        show_chart(figure, "compare-past", sentence)
    put(note(said(of_series(history))))
