"""The question of the page: read from the address, changed by the choices on the left."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from kernel.periods import covering
from metrics.indicators import COUNTABLE
from metrics.pivot.checks import MEASURES_ASKED, check_question, compared_kind
from metrics.pivot.dimensions import TIMES, dimensions_of
from metrics.pivot.question import (
    DEFAULT_DAYS,
    GROUP_MEAN,
    MOST_DIMENSIONS,
    PREVIOUS,
    SORTS,
    YEAR,
    Question,
    QuestionError,
    Values,
    question,
    read_line,
)
from metrics.pivot.values import opening_question, values_in
from ui import store, view, widgets
from ui.i18n import language, t

DAYS_OFFERED = (
    *("last 1 month", "last 3 months", "last 12 months", "last 4 weeks", "last 1 quarter"),
    *("last 1 year", "last 30 days", "all"),
)
TOPS = (0, 3, 5, 10, 20, 50)
UNITS_OFFERED = 60
UNSTATED_CODE = "\0"


def asked_question(at: store.Snapshot) -> Question:
    """What the address asks; the opening question where it asks nothing or nonsense, which the page
    then says."""
    written = view.current_view().ask
    if not written:
        return _opening(at)
    try:
        found = read_line(written)
        check_question(found)
    except QuestionError:
        if view.stated("ask"):
            view.set_aside("ask")
        return _opening(at)
    view.accept("ask")
    return found


def choose(at: store.Snapshot, asked: Question) -> None:
    """The choices, each holding what the question says."""
    known = dimensions_of(asked.measure)
    words = {name: one.words(language()) for name, one in known.items()}
    _select("measure", MEASURES_ASKED, asked.measure, _measure_word, _of_measure(asked))
    for side in ("rows", "columns"):
        _several(side, list(known), getattr(asked, side), lambda n: words[n], _of_side(asked, side))
    filterable = [name for name in known if name not in TIMES]
    for field, chosen in (("where", asked.where), ("without", asked.without)):
        named = list(chosen)
        offered = [name for name in filterable if name in named or name not in asked.narrowed]
        _several(field, offered, named, lambda n: words[n], _of_narrowing(asked, field), most=None)
        for name in named:
            _values(at, asked, field, name, words[name])
    _days(asked)
    _select("compare", _comparisons(asked), asked.compare, _compare_word, _of("compare", asked))
    tops = TOPS if asked.top in TOPS else (*TOPS, asked.top)
    _select("top", tops, asked.top, _top_word, _of("top", asked))
    sorts = ("", *(f"{sort}{way}" for sort in SORTS for way in ("", "-up")))
    _select("sort", sorts, asked.sort, _sort_word, _of("sort", asked))


def take_question(asked: Question) -> None:
    """Ask this from now on."""
    view.update(ask=asked.line, chosen="", state="", leaf="")


@st.cache_data(max_entries=64, show_spinner=False)
def _opening(at: store.Snapshot) -> Question:
    return opening_question(store.connection(at))


@st.cache_data(max_entries=256, show_spinner=False)
def values_of(at: store.Snapshot, measure: str, name: str) -> list[str | None]:
    """The values of a dimension, the most frequent first."""
    return values_in(store.connection(at), measure, name)


Change = Callable[[Any], Question]


def _of(field: str, asked: Question) -> Change:
    return lambda chosen: replace(asked, **{field: chosen})


def _of_measure(asked: Question) -> Change:
    """Another measure keeps what it can be asked by."""

    def changed(measure: str) -> Question:
        known = dimensions_of(measure)
        kept, left = (
            {name: values for name, values in narrowing.items() if name in known}
            for narrowing in (asked.where, asked.without)
        )
        rows = [name for name in asked.rows if name in known]
        columns = [name for name in asked.columns if name in known]
        found = question(
            measure, rows, columns, kept, asked.days, asked.compare, asked.top, without=left
        )
        return _sound(found)

    return changed


def _of_side(asked: Question, side: str) -> Change:
    """What is chosen on one side leaves the other."""
    other = "columns" if side == "rows" else "rows"

    def changed(chosen: list[str]) -> Question:
        rest = tuple(name for name in getattr(asked, other) if name not in chosen)
        timed = [name for name in chosen if name in TIMES]
        if timed:
            rest = tuple(name for name in rest if name not in TIMES)
        own = tuple(name for name in chosen if name not in timed[:-1])
        rows, columns = (own, rest) if side == "rows" else (rest, own)
        return _sound(replace(asked, rows=rows, columns=columns))

    return changed


def _of_narrowing(asked: Question, field: str) -> Change:
    """A filter, or what is excluded, begins with the value that is most frequent."""

    def changed(chosen: list[str]) -> Question:
        at = store.current()
        now = getattr(asked, field)
        narrowing = tuple(
            (name, now.get(name) or tuple(values_of(at, asked.measure, name)[:1]) or (None,))
            for name in chosen
        )
        return _sound(_narrowing(asked, field, narrowing))

    return changed


def _narrowing(asked: Question, field: str, narrowing: tuple[tuple[str, Values], ...]) -> Question:
    """The question with other filters (`where`), or with others excluded (`without`)."""
    if field == "where":
        return replace(asked, filters=narrowing)
    return replace(asked, excluded=narrowing)


def _sound(asked: Question) -> Question:
    """Without the comparison or the first few that no longer fit."""
    for less in ({}, {"top": 0}, {"compare": ""}, {"top": 0, "compare": ""}):
        try:
            found = replace(asked, **less)
            check_question(found)
        except QuestionError:
            continue
        return found
    return asked


def _select(field: str, codes: Any, now: Any, word: Callable[[Any], str], changed: Change) -> None:
    key = f"ask-{field}"
    st.session_state[key] = now
    widgets.selectbox(
        t(f"analysis-{field}"),
        list(codes),
        format_func=word,
        key=key,
        on_change=lambda: take_question(changed(st.session_state[key])),
    )


def _several(
    field: str,
    codes: list[str],
    now: Any,
    word: Callable[[str], str],
    changed: Change,
    most: int | None = MOST_DIMENSIONS,
) -> None:
    key = f"ask-{field}"
    st.session_state[key] = list(now)
    widgets.multiselect(
        t(f"analysis-{field}"),
        codes,
        format_func=word,
        key=key,
        max_selections=most,
        placeholder=t(f"analysis-{field}-none"),
        on_change=lambda: take_question(changed(st.session_state[key])),
    )


def _values(at: store.Snapshot, asked: Question, field: str, name: str, label: str) -> None:
    """The values of one filter, or of what is excluded; without any it is gone."""
    one, narrowing = dimensions_of(asked.measure)[name], getattr(asked, field)
    now = [UNSTATED_CODE if code is None else code for code in narrowing[name]]
    found = values_of(at, asked.measure, name)
    offered = [UNSTATED_CODE if code is None else code for code in found]
    key = f"ask-value-{name}"
    st.session_state[key] = now

    def changed() -> None:
        chosen = [None if code == UNSTATED_CODE else code for code in st.session_state[key]]
        kept = {**narrowing, name: tuple(chosen)}
        left = tuple((n, values) for n, values in kept.items() if values)
        take_question(_sound(_narrowing(asked, field, left)))

    widgets.multiselect(
        label if field == "where" else t("analysis-without-of", name=label),
        list(dict.fromkeys([*offered, *now])),
        format_func=lambda c: one.value_words(None if c == UNSTATED_CODE else c, language()),
        key=key,
        placeholder=t("analysis-values-none"),
        on_change=changed,
    )


def _days(asked: Question) -> None:
    offered = list(dict.fromkeys([DEFAULT_DAYS, *DAYS_OFFERED, asked.days]))
    _select("days", offered, asked.days, _days_word, _of("days", asked))
    key = "ask-range"
    st.session_state[key] = ()

    def changed() -> None:
        chosen = st.session_state[key]
        if len(chosen) == 2:
            take_question(replace(asked, days=covering(*chosen).id))

    widgets.date_input(
        t("analysis-range"), key=key, format="YYYY-MM-DD", on_change=changed,
        label_visibility="collapsed", min_value="2000-01-01",
    )  # fmt: skip


def _comparisons(asked: Question) -> list[str]:
    """What can be compared with; a unit out of those that are filtered or shown, as the view has
    it."""
    found = ["", PREVIOUS, YEAR]
    try:
        check_question(replace(asked, compare=GROUP_MEAN))
        found.append(GROUP_MEAN)
    except QuestionError:
        pass
    else:
        names = values_of(store.current(), asked.measure, compared_kind(asked))
        found += [f"unit:{name}" for name in names[:UNITS_OFFERED] if name]
    return list(dict.fromkeys([*found, asked.compare]))


def _measure_word(measure: str) -> str:
    return COUNTABLE[measure].name(language())


def _days_word(days: str) -> str:
    if days.startswith("last ") or days == "all":
        _, *rest = days.split()
        if not rest:
            return t("analysis-all-days")
        number, unit = rest if len(rest) == 2 else ("1", *rest)
        return t(f"analysis-last-{unit.removesuffix('s')}", n=number)
    return days


def _compare_word(compare: str) -> str:
    if compare.startswith("unit:"):
        return t("analysis-compare-unit", unit=compare.removeprefix("unit:"))
    return t(f"analysis-compare-{compare.replace('_', '-') or 'nothing'}")


def _top_word(top: int) -> str:
    return t("analysis-top-n", n=top) if top else t("analysis-top-all")


def _sort_word(sort: str) -> str:
    if not sort:
        return t("analysis-sort-default")
    way = "up" if sort.endswith("-up") else "down"
    return t(f"analysis-sort-{way}", by=t(f"analysis-by-{sort.removesuffix('-up')}"))
