"""Decisions about names, tried first: a decision that moves a rank of an ended period, or touches a
published one, is asked about with what it changes; any other is entered at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from data.reviewing.deciding import Decided, NameDecision, try_decide
from data.storage.draft import Trial
from data.store import Store
from kernel.messages import ShirongError
from metrics.effect import Effect
from metrics.narrative.effect_words import effect_sentence
from metrics.schemes.model import OBJECT_KINDS
from metrics.telling.background import start_telling
from ui import widgets
from ui.i18n import language, said, t
from ui.imports.effects import effect_notice, effect_tables, effects_of
from ui.markup import caution, put, statement
from ui.store import current, register


@dataclass(frozen=True)
class _Asked:
    """Decisions on trial, waiting for an answer. about: what they are, in words."""

    trial: Trial
    decided: Decided
    effects: list[Effect]
    about: str


def decide_asking(store: Store, decisions: Sequence[NameDecision], about: str) -> None:
    """Try decisions, then enter them or ask first; the page is shown anew."""
    try:
        with widgets.spinner(t("review-deciding")):
            trial, decided = try_decide(store, decisions)
            found = _of_registered(effects_of(store, trial))
            asked = _Asked(trial, decided, found, about)
            if _weighs(found):
                st.session_state["review-asked"] = asked
            else:
                _enter(store, asked)
    except ShirongError as error:
        put(caution(t("review-not"), [said(error.message)]))
        return
    st.rerun()


def has_question(store: Store) -> bool:
    """Ask about decisions that wait for an answer; whether there are any."""
    asked: _Asked | None = st.session_state.get("review-asked")
    if asked is None:
        return False
    put(statement(t("review-ask", about=asked.about)))
    effect_notice(asked.effects, stored=False)
    with st.container(horizontal=True, gap="small"):
        yes = widgets.button(t("review-ask-yes"), type="primary", key="review-ask-yes")
        no = widgets.button(t("review-ask-no"), key="review-ask-no")
    if not (yes or no):
        effect_tables(asked.effects)
        return True
    del st.session_state["review-asked"]
    if yes:
        try:
            _enter(store, asked)
        except ShirongError as error:
            store.discard(asked.trial)
            put(caution(t("review-not"), [said(error.message)]))
            return True
    else:
        store.discard(asked.trial)
    st.rerun()
    return True


def _of_registered(effects: Sequence[Effect]) -> list[Effect]:
    """Without those on kinds of units of which none was registered before: their ranks were those
    of names as written, for the time being, and registering them is what the page asks for."""
    known = {*register(current())["kind"], *OBJECT_KINDS}
    return [
        one for one in effects if one.scheme.scores.kind in known or one.periods["published"].any()
    ]


def _weighs(effects: Sequence[Effect]) -> bool:
    """Whether ranks of ended periods change, or anything in published ones."""
    return any(one.periods["ranks"].sum() or one.periods["published"].any() for one in effects)


def _enter(store: Store, asked: _Asked) -> None:
    """Let the decisions hold, and tell what came of them on the page that follows."""
    store.publish(asked.trial)
    start_telling(store.folder)
    came = [said(one) for one in asked.decided.told]
    effects = [
        t("effect-of", name=one.scheme.name.text(language()), text=said(effect_sentence(one, True)))
        for one in asked.effects
    ]
    st.session_state["review-told"] = [t("review-did", about=asked.about), *came, *effects]
