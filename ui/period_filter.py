"""The filter of periods: those of the scheme, weeks, and any range of days from a calendar."""

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kernel.periods import Period, PeriodError, covering
from metrics.finished import Progress
from metrics.narrative.progress_words import progress_sentence
from metrics.schemes.scheme import Scheme
from metrics.scoring.ranking import Ranking
from ui import store, view, widgets
from ui.i18n import language, pick, said, t
from ui.markup import note
from ui.states import NoMatch

WEEKS_OFFERED = 13


def choose_period(
    snapshot: store.Snapshot, scheme: Scheme, slot: DeltaGenerator, carried: bool
) -> Period:
    """The period that the view names, whole; the last finished one where it names none.

    Weeks and ranges of days are taken as long as they touch a period with data. Raises NoMatch.
    """
    offered = store.periods(snapshot, scheme)
    wanted = view.current_view().period
    found = _read(scheme, wanted, offered)
    if offered and (not wanted or (carried and found is None and not view.stated("period"))):
        wanted = store.opening_period(snapshot, scheme)
        found = scheme.parse_period(wanted)
        view.update(period=wanted)
    shown = offered if wanted in offered or not wanted else [wanted, *offered]
    open_ = set(store.unfinished(snapshot, scheme))
    select_filter(slot, "period", shown, lambda code: _word(code, open_), 206)
    if found is not None:
        view.accept("period")
        return found
    if not offered:
        raise NoMatch("no-period-at-all")
    raise NoMatch("no-period", period=wanted, latest=offered[0])


def choose_days(snapshot: store.Snapshot, scheme: Scheme, slot: DeltaGenerator) -> None:
    """A calendar for any days, the last weeks, and stretches that end with the last known day."""
    last = store.last_day(snapshot, scheme)
    offered = [scheme.parse_period(code) for code in store.periods(snapshot, scheme)]
    if last is None or not offered:
        return
    first = min(period.start for period in offered)
    with widgets.popover(t("filter-days"), at=slot, help=t("filter-days-help")):
        _day(scheme, first, last)
        _calendar(scheme, first, last)
        _weeks(scheme, first, last)
        for code, days in _stretches(snapshot, scheme, last).items():
            widgets.button(
                t(code),
                key=f"choose-{code}",
                on_click=_take,
                args=(days.id,),
                help=days.label(language()),
            )


def period_text(progress: Progress) -> str:
    """A period by name, and how far it is when it is not finished."""
    sentence = progress_sentence(progress)
    name = progress.period.label(language())
    return name if sentence is None else t("period-so-far", period=name, so_far=said(sentence))


def say_not_final(ranking: Ranking) -> str:
    """What every page says of a period that is not finished: what it is compared with, and that
    nobody has to answer for it."""
    told = [said(one) for one in ranking.notes if one.code.startswith("progress-")]
    return note(pick("", " ").join(f"{one}{t('sentence-end')}" for one in told[1:]))


def select_filter(
    slot: DeltaGenerator,
    name: str,
    options: list[str],
    label_of: Callable[[str], str],
    width: int,
) -> None:
    """One filter of the header line."""
    key = f"filter-{name}"
    st.session_state[key] = getattr(view.current_view(), name)
    widgets.selectbox(
        t(key),
        options,
        format_func=label_of,
        key=key,
        placeholder="",
        label_visibility="collapsed",
        width=width,
        on_change=lambda: view.update(**{name: st.session_state[key]}, leaf=""),
        at=slot,
    )


def _read(scheme: Scheme, wanted: str, offered: list[str]) -> Period | None:
    """The period that is asked for, if there are data near it."""
    try:
        found = scheme.parse_period(wanted) if wanted else None
    except PeriodError:
        return None
    if found is None or found.id in offered:
        return found
    if not found.of_any_days:
        return None
    with_data = (scheme.parse_period(code) for code in offered)
    return found if any(p.start < found.end and found.start < p.end for p in with_data) else None


def _word(code: str, unfinished: set[str]) -> str:
    return t("period-unfinished", period=code) if code in unfinished else code


def _day(scheme: Scheme, first: date, last: date) -> None:
    key = "choice-day"
    now = _shown_days(scheme)
    one = now is not None and now[0] == now[1] and first <= now[0] <= last
    st.session_state[key] = now[0] if now and one else None
    widgets.date_input(
        t("filter-days-day"),
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        key=key,
        on_change=lambda: _take(f"{st.session_state[key] or ''}"),
    )


def _calendar(scheme: Scheme, first: date, last: date) -> None:
    key = "choice-days"
    now = _shown_days(scheme)
    shown = (max(now[0], first), min(now[1], last)) if now else ()
    st.session_state[key] = shown if shown and shown[0] <= shown[1] else ()
    widgets.date_input(
        t("filter-days-calendar"),
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        key=key,
        on_change=_take_days,
        args=(key,),
    )


def _shown_days(scheme: Scheme) -> tuple[date, date] | None:
    try:
        period = scheme.parse_period(view.current_view().period)
    except PeriodError:
        return None
    return period.start, period.last_day


def _take_days(key: str) -> None:
    chosen = st.session_state[key]
    if len(chosen) == 2:
        _take(covering(*chosen).id)


def _weeks(scheme: Scheme, first: date, last: date) -> None:
    year, number, _ = last.isocalendar()
    week = scheme.parse_period(f"{year}-W{number:02d}")
    weeks = [w for w in reversed(week.last(WEEKS_OFFERED)) if w.end > first and w.last_day <= last]
    codes = ["", *(w.id for w in weeks)]
    words = {w.id: w.label(language()) for w in weeks}
    key = "choice-week"
    now = view.current_view().period
    st.session_state[key] = now if now in codes else ""
    widgets.selectbox(
        t("filter-days-week"),
        codes,
        format_func=lambda code: words.get(code, t("filter-days-choose")),
        key=key,
        on_change=lambda: _take(st.session_state[key]),
    )


def _stretches(snapshot: store.Snapshot, scheme: Scheme, last: date) -> dict[str, Period]:
    """The last four weeks, and the last three finished months."""
    found = {"filter-last-weeks": covering(last - timedelta(days=27), last)}
    opening = store.opening_period(snapshot, scheme)
    if scheme.period.grain == "month" and opening:
        month = scheme.parse_period(opening)
        found["filter-last-months"] = covering(month.shift(-2).start, month.last_day)
    return found


def _take(code: str) -> None:
    if code:
        view.update(period=code, leaf="")
