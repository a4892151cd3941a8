"""The page of checks: what holds of this version of the data, and every row where something does
not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.checks import CHECKS, by_family, coverage
from data.checks import run_checks as check_store
from data.checks.check import Check, Outcome
from kernel.messages import Message
from metrics import checks as computed
from metrics.narrative.headline import Clause
from ui import format as f
from ui import store, theme, view, widgets
from ui.charts.base import show_chart
from ui.charts.heat import heat_table
from ui.download import buttons
from ui.i18n import said, t
from ui.kept_results import kept_beside
from ui.links import link
from ui.markup import facts_list, lead, note, put, section, statement
from ui.sheets import SheetField, sheet, source_fields
from ui.store import Snapshot
from ui.tables import Column, table

MARKS = {"passed": "✓", "doubtful": "▲", "failed": "✗", "noted": "○", "idle": "–"}
OPEN = ("failed", "doubtful", "noted")
HEAT_MONTHS, HEAT_DISTRICTS = 13, 20
_PICTURED = "coverage-districts"  # opens to a picture, also where nothing was found
_REVIEWED = ("values-units", "values-categories", "values-conflicts")  # settled on the import page


def check_outcomes(at: Snapshot) -> list[Outcome]:
    """What came of all checks of a version, in the order shown."""
    stamp = store.scheme_stamp()
    with widgets.spinner(t("checks-running")):
        return by_family([*_of_store(at), *_of_computed(at, stamp)])


@st.cache_data(max_entries=4, show_spinner=False)
@kept_beside
def _of_store(at: Snapshot) -> list[Outcome]:
    return check_store(store.connection(at))


@st.cache_data(max_entries=4, show_spinner=False)
@kept_beside
def _of_computed(at: Snapshot, stamp: str) -> list[Outcome]:
    return computed.check_scores(store.connection(at), store.places_of_schemes())


@st.cache_data(max_entries=8, show_spinner=False)
def _all_rows(at: Snapshot, stamp: str, check_id: str) -> pd.DataFrame:
    every: Sequence[Check] = (*CHECKS, *computed.checks(store.places_of_schemes()))
    check = next(check for check in every if check.id == check_id)
    return check.run(store.connection(at), None).sample


@st.cache_data(max_entries=4, show_spinner=False)
def _by_month(at: Snapshot) -> pd.DataFrame:
    return coverage.rows_by_month(store.connection(at))


def verdict(found: Sequence[Outcome]) -> None:
    """The sentence over the page: what failed, what passed, what is to verify."""
    states = Counter(outcome.state for outcome in found)
    order = {"failed": "worse", "passed": "neutral", "doubtful": "neutral", "noted": "neutral"}
    clauses = [
        Clause(Message(f"check-lead-{state}", {"n": states[state]}), tone)
        for state, tone in order.items()
        if states[state]
    ]
    put(lead(clauses))


def listing(found: Sequence[Outcome]) -> None:
    """All checks by family; the name of one leads to its rows."""
    if not found:
        put(note(t("checks-none-open")))
        return
    columns = [
        Column(t("checks-check"), _name, html=True),
        Column(t("checks-state"), lambda r: _state(r["of"]), tone=_tone),
        Column(t("checks-count"), lambda r: f.count(r["of"].count), "right", tone=_tone),
        Column(
            t("checks-among"), lambda r: f.count(r["of"].looked_at), "right", tone=lambda r: "quiet"
        ),
        Column(t("checks-what"), _what, tone=lambda r: "" if _is_open(r) else "quiet", wrap=True),
    ]
    rows = [{"of": outcome} for outcome in found]
    family = {outcome.family: t(f"checks-family-{outcome.family}") for outcome in found}
    put(table(rows, columns, group_of=lambda r: family[r["of"].family], compact=True))


def _name(row: Mapping[str, Any]) -> str:
    name = said(row["of"].name)
    leads = row["of"].count or row["of"].id == _PICTURED
    return link(name, _address(row["of"].id)) if leads else escape(name)


def _what(row: Mapping[str, Any]) -> str:
    """What was looked at, and what to do about what was found."""
    rule = said(row["of"].rule)
    return t("checks-found", rule=rule, advice=said(row["of"].advice)) if _is_open(row) else rule


def _is_open(row: Mapping[str, Any]) -> bool:
    return row["of"].state in OPEN


def _state(outcome: Outcome) -> str:
    return f"{MARKS[outcome.state]} {said(Message(f'check-state-{outcome.state}'))}"


def _tone(row: Mapping[str, Any]) -> str:
    return {"failed": "worse", "doubtful": "strong", "noted": ""}.get(row["of"].state, "quiet")


def _address(check_id: str = "", page: str = "checks") -> str:
    """This page with a check opened, or another page; never without a word, or else the session
    would remember what was open."""
    query = {"lang": view.current_view().lang} | ({"part": check_id} if check_id else {})
    return f"{page}?{urlencode(query)}"


def opened(at: Snapshot, outcome: Outcome) -> None:
    """One check: what is looked at, what to do, every row that does not hold."""
    steps = [link(t("page-checks"), _address()), f"<b>{escape(said(outcome.name))}</b>"]
    st.html(f'<p class="trail">{"<i>›</i>".join(steps)}</p>')
    counts = {"n": f.count(outcome.count), "among": f.count(outcome.looked_at)}
    put(statement(t(f"checks-opened-{outcome.state}", **counts)))
    facts = [(t("checks-rule"), said(outcome.rule))]
    put(facts_list(facts + [(t("checks-advice"), said(outcome.advice))] * bool(outcome.count)))
    if outcome.count:
        if outcome.id in _REVIEWED:
            put(f'<p class="note">{link(t("checks-go-imports"), _address(page="imports"))}</p>')
        rows = _all_rows(at, store.scheme_stamp(), outcome.id)
        sheet(rows, _fields(rows), outcome.id, _about(at, outcome))
    if outcome.id == _PICTURED:
        _heat(at)


def _about(at: Snapshot, outcome: Outcome) -> dict[str, str]:
    return {
        t("checks-check"): said(outcome.name),
        t("checks-rule"): said(outcome.rule),
        t("checks-advice"): said(outcome.advice),
        t("about-store"): str(at.version),
    }


def _fields(rows: pd.DataFrame) -> list[SheetField]:
    """The columns that a list has, with their headings."""
    source = {field.key: field for field in source_fields()}
    return [source.get(name) or _field(name, rows[name]) for name in map(str, rows)]


def _field(name: str, column: pd.Series) -> SheetField:
    label = t(f"checks-column-{name.replace('_', '-')}")
    if column.map(lambda cell: isinstance(cell, Message)).any():
        return SheetField(name, label, word=_word)
    if name == "channel":
        return SheetField(name, label, word=lambda code: t(f"channel-{code}"))
    ordinal = name in ("batch", "cluster")
    return SheetField(name, label, digits=_digits(column), ordinal=ordinal, wrap=name == "value")


def _word(cell: Any) -> str:
    if isinstance(cell, Message):
        return said(cell)
    return f.text(cell)


def _digits(column: pd.Series) -> int | None:
    """Decimals that show every number of a column; None for text and dates."""
    if not pd.api.types.is_numeric_dtype(column):
        return None
    known = column.dropna().astype(float)
    return next((d for d in (0, 1, 2, 4) if (known.round(d) == known).all()), 6)


def _heat(at: Snapshot) -> None:
    """How many rows each district has in each month, a table for each kind of facts."""
    counts = _by_month(at)
    for name, rows in counts.groupby("table_name", sort=False):
        months = sorted(rows["month"].unique())[-HEAT_MONTHS:]
        shown = rows[rows["month"].isin(months)]
        districts = sorted(shown["district"].unique())
        if len(districts) > HEAT_DISTRICTS:
            continue
        grid = shown.pivot(index="district", columns="month", values="n").reindex(columns=months)
        cells = grid.fillna(0).reset_index(names="row")
        cells = cells.melt("row", var_name="column", value_name="value")
        cells = cells.assign(text=cells["value"].map(f.count), marked=cells["value"] == 0)
        kind = said(Message(f"check-table-{str(name).replace('_', '-')}"))
        title = t("checks-heat", table=kind)
        put(section(title, escape(t("checks-heat-hint"))))
        show_chart(heat_table(cells, theme.current_palette()), f"heat-{name}", title)
        about = {t("checks-heat-about"): title, t("about-store"): str(at.version)}
        buttons(_counts(grid), f"{_PICTURED}-{name}", about)


def _counts(grid: pd.DataFrame) -> pd.DataFrame:
    """The numbers of a heat table as they are taken away: one line per district."""
    return grid.fillna(0).astype(int).rename_axis(t("kind-district")).reset_index()
