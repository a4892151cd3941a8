"""The tree of components: weights with their sums, and the fields of the one that is open."""

from collections.abc import Set
from functools import partial
from html import escape
from typing import Any

import streamlit as st
from pydantic import ValidationError

from metrics.indicators import INDICATORS
from metrics.schemes import editing
from metrics.schemes.describe import column_name, column_value
from metrics.schemes.editing import FieldPath, Sum
from metrics.schemes.model import Component
from metrics.schemes.offered import filter_columns, filter_values, named_of
from metrics.schemes.rules.words import Terms
from metrics.schemes.scheme import Scheme
from ui import store, widgets
from ui.i18n import language, said, t
from ui.markup import note, put, section
from ui.scheme.editing.fields import Form
from ui.scheme.editing.rule_fields import rule_fields
from ui.scheme.editing.scheme_fields import MISSING, adjustment_fields
from ui.scheme.editing.state import change_content, open_part, put_value, snapshot
from ui.store import Snapshot

_NAMED = {"given_score": "item", "task_completion": "task", "own_figure": "figure"}


def tree(form: Form) -> None:
    """All components; below each group and the top, what the weights sum to."""
    put(section(t("edit-parts")))
    sums = {one.path: one for one in editing.sums(form.now.content)}
    with st.container(key="edit-tree", gap="xsmall"):
        _level(form, (), sums)
    form.fault(("components",))


def _level(form: Form, holder: FieldPath, sums: dict[FieldPath, Sum]) -> None:
    path = (*holder, "components")
    for place, _ in enumerate(form.value(path, [])):
        own = (*path, place)
        _row(form, own)
        if form.now.part == own:
            with st.container(border=True, key=f"edit-open-{len(own)}"):
                _part(form, own)
        if form.value((*own, "components")):
            _level(form, own, sums)
            form.fault((*own, "components"))
    row = f"edit-row-{len(path) // 2 + 1}-{form.key(holder, 'sum')}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=row):
        words = escape(_sum(sums[holder]))
        put(f'<p class="trial-sum{_tone(sums[holder])}">{words}</p>')
        widgets.button(
            t("edit-add") if not holder else t("edit-add-inside"),
            key=form.key(holder, "add"),
            type="tertiary",
            icon=":material/add:",
            on_click=lambda: change_content(lambda content: editing.add_part(content, holder)),
        )


def _tone(one: Sum) -> str:
    return "" if one.fits else " worse"


def _sum(one: Sum) -> str:
    if one.total is None or one.full is None:
        return t("edit-sum-unknown")
    params = {"sum": f"{one.total.normalize():f}", "full": f"{one.full.normalize():f}"}
    if one.fits:
        return t("trial-sum", **params)
    off = one.total - one.full
    code = "trial-sum-over" if off > 0 else "trial-sum-under"
    return t(code, off=f"{abs(off).normalize():f}", **params)


def _row(form: Form, path: FieldPath) -> None:
    """The name of a component, which opens it, above its rule; its weight; what can be done."""
    name = form.value((*path, "name", language()), "") or t("edit-unnamed")
    wrong = any(place[: len(path)] == path for place, _ in form.problems)
    with st.container(key=f"edit-row-{len(path) // 2}-{form.key(path, 'row')}"):
        left, weight, more = st.columns([3.4, 1.1, 0.8], vertical_alignment="center", gap="small")
    with left, st.container(gap=None):
        widgets.button(
            name,
            key=form.key(path, "open"),
            type="tertiary",
            icon=":material/error:" if wrong else None,
            on_click=open_part,
            args=(path,),
        )
        put(f'<p class="edit-how">{escape(_how(form, path))}</p>')
    form.number((*path, "weight"), "weight", at=weight, min_value=0.0, label_visibility="collapsed")
    with widgets.popover(t("edit-more"), at=more):
        _deeds(form, path)


def _deeds(form: Form, path: FieldPath) -> None:
    deeds: dict[str, Any] = {
        "edit-up": partial(editing.move_part, path=path, by=-1),
        "edit-down": partial(editing.move_part, path=path, by=1),
        "edit-add-inside": partial(editing.add_part, holder=path),
        "edit-remove-part": partial(_removed, path=path),
    }
    for code, deed in deeds.items():
        widgets.button(t(code), key=form.key(path, code), on_click=change_content, args=(deed,))


def _removed(
    content: editing.SchemeContent, path: FieldPath
) -> tuple[editing.SchemeContent, FieldPath]:
    return editing.remove_part(content, path), ()


def _how(form: Form, path: FieldPath) -> str:
    """The rule in words; of a group that it is one."""
    part = form.value(path)
    if part.get("components"):
        return t("edit-group")
    try:
        leaf = Component.model_validate(part)
    except ValidationError:
        return t("edit-incomplete")
    if leaf.rule is None or leaf.indicator not in INDICATORS:
        return t("edit-incomplete")
    entry = INDICATORS[leaf.indicator]
    return said(leaf.rule.in_words(Terms(entry, leaf.scale, leaf.item or leaf.figure)))


def _part(form: Form, path: FieldPath) -> None:
    """The fields of the component that is open."""
    form.fault(path)
    form.names((*path, "name"))
    if not form.value((*path, "components")):
        _measured(form, path)
        rule_fields(form, path)
    with widgets.expander(t("edit-part-more")):
        id_, full, missing = st.columns(3)
        form.text((*path, "id"), "part-id", id_)
        form.number((*path, "full"), "part-full", None, full)
        inherit = [None, *MISSING]
        form.choice((*path, "missing"), "part-missing", inherit, _missing, None, missing)
        adjustment_fields(form, (*path, "adjustments"))
        if not form.value((*path, "components")):
            _over(form, path)


def _missing(code: str | None) -> str:
    return t("edit-inherited") if code is None else t(f"knob-is-{code.replace('_', '-')}")


def _measured(form: Form, path: FieldPath) -> None:
    """The indicator, and which of its rows or what by name."""
    indicator = form.value((*path, "indicator"), "")
    without, month = _without_data(form)
    offered = [name for name, entry in INDICATORS.items() if entry.scored]
    form.choice(
        (*path, "indicator"),
        "indicator",
        sorted(offered, key=without.__contains__),  # those with data first
        partial(_indicator, without, month),
        take=lambda name: change_content(
            lambda content: editing.with_indicator(content, path, name)
        ),
    )
    if indicator not in INDICATORS:
        return
    put(note(INDICATORS[indicator].formula(language())))
    if indicator in _NAMED:
        word = _NAMED[indicator]
        none = [None] if word == "task" else []
        options = [*none, *_names(form, indicator)]
        say = lambda name: t("edit-all-tasks") if name is None else str(name)  # noqa: E731
        form.choice((*path, word), word, options, say, accept_new_options=True)
    if indicator == "scheme_score":
        ids = sorted({one.id for one in store.schemes() if isinstance(one, Scheme)})
        form.choice((*path, "scheme"), "scheme", ids, lambda name: str(name or ""))
    _filters(form, path, indicator)


def _without_data(form: Form) -> tuple[frozenset[str], str]:
    """The indicators that no unit of the scheme's kind has a value of in the newest month that had
    ended, and that month; none where nothing is known."""
    at = snapshot()
    kind = form.value(("scores", "kind"), "district")
    known = store.computable_now(at) if at else []
    found = next((one for one in known if one.kind == kind), None)
    if found is None:
        return frozenset(), ""
    return frozenset(name for gap in found.gaps for name in gap.indicators), found.period


def _indicator(without: Set[str], month: str, name: str) -> str:
    word = INDICATORS[name].name(language()) if name in INDICATORS else str(name)
    return t("edit-indicator-without", name=word, month=month) if name in without else word


def _names(form: Form, indicator: str) -> list[str]:
    at = snapshot()
    kind = str(form.value(("scores", "kind"), "district"))
    return _named(at, indicator, kind) if at else []


@st.cache_data(max_entries=64, show_spinner=False)
def _named(at: Snapshot, indicator: str, kind: str) -> list[str]:
    return named_of(store.connection(at), indicator, kind)


@st.cache_data(max_entries=64, show_spinner=False)
def _found(at: Snapshot, indicator: str, column: str) -> list[str]:
    return filter_values(store.connection(at), indicator, column)


def _filters(form: Form, path: FieldPath, indicator: str) -> None:
    place = (*path, "filters")
    chosen: dict[str, Any] = form.value(place, {})
    lang = language()
    at = snapshot()
    for name in chosen:
        found = _found(at, indicator, name) if at else []
        key = form.key((*place, name), "filter")
        now = chosen[name] if isinstance(chosen[name], list) else [chosen[name]]
        st.session_state[key] = list(now)
        widgets.multiselect(
            column_name(name, lang),
            [None, *found, *(one for one in now if one is not None and one not in found)],
            format_func=partial(_value, name),
            key=key,
            placeholder=t("edit-filter-none"),
            on_change=_take_filter,
            args=((*place, name), key),
        )
        form.fault((*place, name))
    left = [name for name in filter_columns(indicator) if name not in chosen]
    if left:
        key = form.key(place, "more")
        st.session_state[key] = None
        widgets.selectbox(
            t("edit-filter"),
            left,
            index=None,
            format_func=lambda name: column_name(name, lang),
            key=key,
            help=t("edit-filter-help"),
            placeholder=t("edit-filter-all"),
            on_change=lambda: put_value((*place, st.session_state[key]), []),
        )
    form.fault(place)


def _value(name: str, value: str | None) -> str:
    return column_value(name, value, language())


def _take_filter(place: FieldPath, key: str) -> None:
    put_value(place, list(st.session_state[key]) or None)


def _over(form: Form, path: FieldPath) -> None:
    indicator = INDICATORS.get(str(form.value((*path, "indicator"), "")))
    if indicator is None or not indicator.is_rate:
        return
    counts = [None, *(name for name, entry in INDICATORS.items() if entry.kind == "count")]
    say = lambda n: t("edit-over-own") if n is None else INDICATORS[n].name(language())  # noqa: E731
    form.choice((*path, "over"), "over", counts, say)
