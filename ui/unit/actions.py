"""The actions of a unit: what was promised, what the figure was and is, and a form for more."""

from collections import Counter
from functools import partial

import duckdb
import pandas as pd
import streamlit as st

from kernel.configuration import ConfigurationError
from kernel.periods import Period
from metrics.action_log.action_file import SCORE, Action, is_measurable, measure_name
from metrics.action_log.action_folder import ActionLog
from metrics.action_log.outcome import outcomes
from metrics.analyses.family import BASIC
from metrics.indicators import INDICATORS
from metrics.kept_records import good_records, record_of
from metrics.narrative.action_words import outcome_words
from metrics.schemes.model import Scheme
from metrics.schemes.single import NAMED_IN, PREFIX, code_of_scheme, single_name
from ui import store, view, widgets
from ui.cache import computed
from ui.i18n import language, said, t
from ui.links import link, page_address, unit_address
from ui.markup import note, put, section
from ui.sheets import SheetField, sheet
from ui.tables import Column, TableRow, records
from ui.unit.header import Subject
from ui.unit.keeping import keep_record, say_kept, tell_broken, who_field, who_writes
from ui.workspace import shown_store

RECORD = "record"  # the part that a link to the form asks for
SHOWN = 8


def actions_column(scheme: Scheme) -> Column:
    """Of a ranking: how many actions of a unit are open, which leads to them and the form."""
    code = code_of_scheme(scheme)
    log = good_records(ActionLog(shown_store().folder).all())
    standing = Counter(one.unit for one in log if one.scheme == code and one.state == "open")
    own = store.units_of_acting(store.current(), scheme.scores.kind)

    def cell(row: TableRow) -> str:
        if own is not None and row["unit"] not in own:
            return ""  # what others have promised is not shown
        address = page_address("unit", unit=row["unit"], kind=scheme.scores.kind, part=RECORD)
        return link(f"{standing[row['unit']] or '+'}", address)

    hint = t("actions-column-hint")
    return Column(
        t("actions-title"), cell, "right", tone=lambda row: "quiet", html=True, title=hint
    )


def actions_of_unit(subject: Subject) -> None:
    """Those of the scheme that is shown, with what has become of them as of the period shown."""
    found = ActionLog(shown_store().folder).all()
    own = [one for one in good_records(found) if one.unit == subject.unit]
    code = code_of_scheme(subject.shown.scheme)
    here = [one for one in own if one.scheme == code]
    put(section(t("actions-title"), t("actions-hint")))
    if here:
        _table(subject, here)
    _elsewhere(subject, [one for one in own if one.scheme != code])
    say_kept("action")
    tell_broken([one for one in found if isinstance(one, ConfigurationError)])
    with st.container(horizontal=True, gap="small", key="actions-deeds"):
        asked = view.current_view().part == RECORD
        with widgets.expander(t("actions-record"), expanded=asked):
            _form(subject)
        if standing := [one for one in here if one.state == "open"]:
            with widgets.popover(t("actions-withdraw"), needs="note"):
                _withdrawing(standing)


def actions_by_indicator(subject: Subject) -> None:
    """Of a unit that the scheme does not score: what is recorded, and the indicators by each of
    which alone it can be ranked, and an action measured."""
    every = good_records(ActionLog(shown_store().folder).all())
    codes = [
        code
        for code in store.singles(subject.shown.snapshot, subject.kind)
        if is_measurable(code.removeprefix(PREFIX))
    ]
    links = [
        link(
            single_name(code, language()),
            page_address("unit", unit=subject.unit, kind=subject.kind, scheme=code, part=RECORD),
        )
        for code in codes
    ]
    own = [one for one in every if one.unit == subject.unit]
    if links or own:
        put(section(t("actions-title"), t("actions-hint")))
        _elsewhere(subject, own)
    if links:
        put(f'<p class="note">{t("actions-by-indicator")} {" · ".join(links)}</p>')


def _as_of(
    con: duckdb.DuckDBPyConnection, period: Period, scheme: Scheme, actions: list[Action]
) -> pd.DataFrame:
    return outcomes(con, scheme, period, actions)


def _table(subject: Subject, own: list[Action]) -> None:
    shown = subject.shown
    found: pd.DataFrame = computed(shown, _as_of, actions=own)
    if found.empty:
        put(note(t("actions-later")))
        return
    reasons = {one.id: one.reason for one in own}
    rows = records(found)
    told = [_told(row, reasons[row["id"]]) for row in rows]
    found = found.assign(told=told, address=[_behind(subject, row) for row in rows])
    fields = [
        SheetField("what", t("actions-what"), wrap=True),
        SheetField("owner", t("actions-owner")),
        SheetField("due", t("actions-due")),
        SheetField("measure", t("actions-measure"), word=_measure_word),
        SheetField("target", t("actions-target"), digits=2),
        SheetField("before", t("actions-before"), digits=2),
        SheetField("after", t("actions-after"), digits=2, address=lambda row: row["address"]),
        SheetField("judged_in", t("actions-judged-in")),
        SheetField("told", t("actions-outcome"), wrap=True),
    ]
    sheet(found, fields, f"actions-{subject.unit}-{shown.period.id}", shown.about, most=SHOWN)


def _told(row: TableRow, why: str) -> str:
    outcome = said(outcome_words(row))
    return t("actions-why", outcome=outcome, why=why) if why else outcome


def _behind(subject: Subject, row: TableRow) -> str:
    """Where the figure of an action is taken apart: the rows behind it, or the score."""
    measure, scheme = str(row["measure"]), subject.shown.scheme
    leaf = next((one.id for one in scheme.leaves() if _measure_of(one) == measure), "")
    component = measure if measure in BASIC else leaf
    if not component and measure != SCORE:
        return ""
    return unit_address(subject.unit, subject.kind, scheme, component, str(row["judged_in"]))


def _elsewhere(subject: Subject, others: list[Action]) -> None:
    """Where the actions recorded under other schemes are shown."""
    codes = list(dict.fromkeys(one.scheme for one in others))
    links = [
        link(code, page_address("unit", unit=subject.unit, kind=subject.kind, scheme=code))
        for code in codes
    ]
    if links:
        words = t("actions-elsewhere", n=len(others))
        put(f'<p class="note">{words} {" · ".join(links)}</p>')


def _form(subject: Subject) -> None:
    shown = subject.shown
    due = shown.period.whole().shift(1).last_day
    with st.form("action-form", border=False):
        left, right = st.columns(2)
        widgets.text_input(t("actions-what"), key="action-what", max_chars=300, at=left)
        widgets.text_input(t("actions-owner"), key="action-owner", max_chars=60, at=left)
        widgets.date_input(t("actions-due"), due, key=f"action-due-{due}", at=left)
        measures = _measures(subject)
        widgets.selectbox(
            t("actions-measure"), measures, format_func=_directed, key="action-measure", at=right
        )
        widgets.number_input(
            t("actions-target"), value=None, step=0.1, key="action-target", at=right
        )
        with right:
            who_field("action-who")
        code, period = code_of_scheme(shown.scheme), shown.period.id
        put(note(t("actions-recorded-in", period=period)))
        record = partial(_record, subject.unit, code, period, f"action-due-{due}")
        widgets.submit_button(t("actions-save"), on_click=record, type="primary", needs="note")


def _record(unit: str, scheme: str, period: str, due: str) -> None:
    state = st.session_state
    what, target = state.get("action-what", "").strip(), state.get("action-target")
    if not what or target is None or not state.get(due):
        state["action told"] = t("actions-incomplete")
        return
    typed = {
        "unit": unit,
        "what": what,
        "owner": state.get("action-owner", ""),
        "due": state[due],
        "measure": state["action-measure"],
        "target": target,
        "scheme": scheme,
        "period": period,
        "recorded_by": who_writes("action-who"),
    }
    log = ActionLog(shown_store().folder)
    keep_record("action", lambda: log.add(record_of(Action, typed)), "action-what", "action-owner")


def _withdrawing(standing: list[Action]) -> None:
    words = {one.id: f"{one.what} ({one.due})" for one in standing}
    widgets.selectbox(t("actions-which"), list(words), format_func=words.get, key="action-which")
    widgets.text_input(t("actions-reason"), key="action-reason", max_chars=300)
    who_field("withdraw-who")
    widgets.button(t("actions-withdraw"), key="action-withdraw", on_click=_withdraw, needs="note")


def _withdraw() -> None:
    state = st.session_state
    if not state.get("action-reason", "").strip():
        state["action told"] = t("actions-no-reason")
        return
    log, who = ActionLog(shown_store().folder), who_writes("withdraw-who")
    withdraw = partial(log.withdraw, state["action-which"], state["action-reason"], who)
    keep_record("action", withdraw, "action-reason")


def _measures(subject: Subject) -> list[str]:
    """The score, what the scheme itself reads, then whatever else can be measured and has data."""
    of_scheme = [_measure_of(leaf) for leaf in subject.shown.scheme.leaves()]
    singles = store.singles(subject.shown.snapshot, subject.kind)
    every = [SCORE, *of_scheme, *(code.removeprefix(PREFIX) for code in singles)]
    return [one for one in dict.fromkeys(every) if is_measurable(one)]


def _measure_of(leaf: object) -> str:
    """What a component reads, as an action names it."""
    indicator = getattr(leaf, "indicator", None) or ""
    field = NAMED_IN.get(indicator)
    return f"{indicator}:{getattr(leaf, field)}" if field else indicator


def _measure_word(measure: str) -> str:
    entry = INDICATORS.get(measure.partition(":")[0])
    name, unit = measure_name(measure, language()), entry.unit(language()) if entry else ""
    return t("actions-with-unit", name=name, unit=unit) if unit else name


def _directed(measure: str) -> str:
    """A measure with the direction that is better."""
    entry = INDICATORS.get(measure.partition(":")[0])
    lower = entry is not None and entry.better == "lower"
    return t("actions-lower" if lower else "actions-higher", name=_measure_word(measure))
