"""The fields and sliders of a trial."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any

import streamlit as st

from metrics.schemes.scheme import Scheme, scheme_hash
from metrics.whatif.knobs import Knob
from metrics.whatif.weights import Siblings
from ui import widgets
from ui.i18n import t
from ui.markup import put, section
from ui.scheme.whatif import state
from ui.scheme.whatif.words import knob_component_names, knob_name, knob_number, knob_value_name

PER_ROW = 3


def editor(base: Scheme, every: list[Knob], groups: Sequence[Siblings]) -> None:
    """Weights by sliders and fields; rules, ranks and the rest by fields, closed until asked."""
    put(section(t("trial-weights")))
    by_key = {knob.key: knob for knob in every}
    names = knob_component_names(base)
    for beside in groups:
        _weights(base, by_key, beside, names)
    for part in ("rules", "ranks", "other"):
        own = [knob for knob in every if knob.part == part]
        if own:
            with widgets.expander(t(f"trial-{part}")):
                _fields(base, own, names)


def _weights(
    base: Scheme, by_key: dict[str, Knob], beside: Siblings, names: dict[str, str]
) -> None:
    if beside.parent:
        put(f'<p class="trial-of">{escape(t("trial-inside", name=names[beside.parent]))}</p>')
    with st.container(key=f"trial-weights-{beside.parent or 'top'}", gap=None):
        for name in beside.weights:
            _weight(base, by_key[f"{name}.weight"], beside, names[name])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        put(f'<p class="trial-sum{" worse" if beside.off else ""}">{escape(sum_said(beside))}</p>')
        if beside.off:
            widgets.button(
                t("trial-scale"),
                key=f"trial-scale-{beside.parent or 'top'}",
                on_click=state.scale_others,
                args=(base, by_key, beside),
            )


def sum_said(beside: Siblings) -> str:
    """What the weights sum to, and how far that is from the full marks."""
    params = {"sum": knob_number(beside.full + beside.off), "full": knob_number(beside.full)}
    if not beside.off:
        return t("trial-sum", **params)
    code = "trial-sum-over" if beside.off > 0 else "trial-sum-under"
    return t(code, off=knob_number(abs(beside.off)), **params)


def _weight(base: Scheme, knob: Knob, beside: Siblings, name: str) -> None:
    full, value = float(beside.full), float(state.changed_values(base).get(knob.key, knob.value))
    step = 10.0 ** (beside.full.adjusted() - 3)
    label, slide, field = st.columns([1.25, 2, 1], vertical_alignment="center", gap="small")
    moved = " moved" if knob.key in state.changed_values(base) else ""
    with label:
        put(f'<p class="trial-name{moved}" title="{escape(name)}">{escape(name)}</p>')
    options: dict[str, Any] = {
        "min_value": 0.0,
        "max_value": max(full, value),
        "label_visibility": "collapsed",
        "on_change": state.take,
    }
    key = _key(base, knob, "slide")
    st.session_state[key] = value
    widgets.slider(
        name, step=step, format="%g", key=key, args=(base, knob, key), at=slide, **options
    )
    key = _key(base, knob, "field")
    st.session_state[key] = value
    widgets.number_input(
        name, step=step * 10, format="%g", key=key, args=(base, knob, key), at=field, **options
    )


def _fields(base: Scheme, own: list[Knob], names: dict[str, str]) -> None:
    for component, knobs in groupby(own, key=lambda knob: knob.component):
        if component:
            put(f'<p class="trial-of">{escape(names[component])}</p>')
        these = list(knobs)
        for start in range(0, len(these), PER_ROW):
            columns = st.columns(PER_ROW, vertical_alignment="bottom", gap="small")
            for column, knob in zip(columns, these[start : start + PER_ROW], strict=False):
                _field(base, knob, names, column)


def _field(base: Scheme, knob: Knob, names: dict[str, str], at: Any) -> None:
    value = state.changed_values(base).get(knob.key, knob.value)
    key = _key(base, knob, "field")
    more: dict[str, Any] = {
        "key": key, "at": at, "on_change": state.take, "args": (base, knob, key)
    }  # fmt: skip
    name = knob_name(knob)
    if knob.kind == "choice":
        st.session_state[key] = value
        say = lambda code: knob_value_name(knob, code, names)  # noqa: E731
        widgets.selectbox(name, list(knob.choices), format_func=say, **more)
    elif knob.kind == "several":
        st.session_state[key] = list(value)
        say = lambda code: names[code]  # noqa: E731
        hint = t("knob-is-nothing")
        widgets.multiselect(name, list(knob.choices), format_func=say, placeholder=hint, **more)
    elif knob.kind == "whole":
        st.session_state[key] = int(value)
        widgets.number_input(name, step=1, **more)
    else:
        st.session_state[key] = float(value)
        widgets.number_input(name, step=1.0 if abs(value) > 5 else 0.1, format="%g", **more)


def _key(base: Scheme, knob: Knob, what: str) -> str:
    return f"trial-{scheme_hash(base)}-{knob.key}-{what}"
