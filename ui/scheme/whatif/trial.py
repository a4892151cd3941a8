"""试算: another value here and there, and what the ranks would be; nothing official changes."""

from collections.abc import Callable
from html import escape

import streamlit as st

from metrics.schemes.scheme import Scheme, SchemeError, source_of
from metrics.whatif.draft import SchemeDraft, drafted
from metrics.whatif.knobs import Knob, edits_of, knobs
from metrics.whatif.weights import Siblings, siblings
from ui import store, widgets
from ui.i18n import language, t
from ui.markup import caution, put
from ui.scheme.whatif import state
from ui.scheme.whatif.chosen import Chosen, choose_trial
from ui.scheme.whatif.editor import editor, sum_said
from ui.scheme.whatif.results import new_version, results, take_away
from ui.scheme.whatif.uploaded import content_of, say_what_is_wrong
from ui.scheme.whatif.words import knob_changes, knob_component_names


def trial(scheme: Scheme, put_parts: Callable[[], object]) -> None:
    """The part of the page of schemes that tries one out; `put_parts` draws the page's parts."""
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        put_parts()
        chosen = choose_trial(scheme)
    say_what_is_wrong()
    base = chosen.base
    values = state.changed_values(base)
    _banner(base, bool(values))
    every = knobs(base)
    groups = siblings(base, values)
    with st.container(key="beside"):
        left, right = st.columns([1, 1.75], gap="large")
    with left, st.container(key="trial-editor"):
        editor(base, every, groups)
    with right:
        off = [beside for beside in groups if beside.off]
        if off:
            put(caution(t("trial-no-ranking"), [_off_said(base, beside) for beside in off]))
            widgets.button(
                t("trial-scale"),
                key="trial-scale-all",
                type="primary",
                on_click=_scale_all,
                args=(base, every, off),
            )
            return
        try:
            draft = _draft(chosen, values)
        except SchemeError as error:
            faults = [fault.text(language()) for fault in error.faults]
            put(caution(t("trial-faulty"), faults))
            return
        said = knob_changes(every, values, knob_component_names(base))
        results(chosen, draft, said)
        take_away(chosen, draft, said)


def _banner(base: Scheme, changed: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="trial-banner"):
        put(f'<p class="trial-banner"><b>{escape(t("trial-banner"))}</b></p>')
        widgets.button(
            t("trial-reset"),
            key="trial-reset",
            disabled=not changed,
            on_click=state.reset,
            args=(base,),
        )


def _scale_all(base: Scheme, every: list[Knob], off: list[Siblings]) -> None:
    by_key = {knob.key: knob for knob in every}
    for beside in off:
        state.scale_others(base, by_key, beside)


def _off_said(base: Scheme, beside: Siblings) -> str:
    name = knob_component_names(base)[beside.parent] if beside.parent else t("trial-total")
    return t("trial-off", name=name, said=sum_said(beside))


def _draft(chosen: Chosen, values: dict) -> SchemeDraft:
    """The draft of what has been chosen, in force from the day after the last period shown."""
    base = chosen.base
    starts = max(chosen.periods[-1].end, base.effective_from)
    edits = edits_of(knobs(base), values)
    content = content_of(base) or source_of(base, store.places_of_schemes())
    return drafted(content, base, edits, new_version(chosen), starts)
