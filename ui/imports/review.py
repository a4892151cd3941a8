"""Names that wait for a person, each with what it may mean one click away; what was decided."""

from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.importer import profile_folders
from data.layouts.field_names import field_name
from data.layouts.profile import load_profiles
from data.reviewing.deciding import NameDecision, TakeBack
from data.reviewing.decisions import Alias, Category, Handled, Made, Word
from data.reviewing.new_units import NewUnit
from data.reviewing.review import Review, UnknownCategory, UnknownUnit, Unregistered
from data.reviewing.review import review as review_of
from data.reviewing.suggesting import Suggestion
from data.reviewing.unknown_words import UnknownWord
from data.store import Store
from data.unit_resolution.renames import Rename
from ui import format as f
from ui import widgets
from ui.i18n import language, listed, said, t
from ui.imports.mapping_columns import value_name
from ui.imports.renames import open_renames
from ui.imports.review_asking import decide_asking, has_question
from ui.imports.review_choices import (
    category_choices,
    decision_words,
    unit_choices,
    word_choices,
)
from ui.imports.review_table import many_names
from ui.markup import caution, note, put, section
from ui.store import Snapshot, connection, current

SHOWN = 10  # names on the page until all are asked for
HANDLED_SHOWN = 50
NAMES_SHOWN = 8
LIKELY = 0.6  # from this likeness on the first suggestion stands out
_WIDTHS = (1.1, 2.6, 3.0, 5.6, 1.2)
_HANDLED_WIDTHS = (1.1, 5.6, 2.2, 1.2)
_Unknown = UnknownUnit | UnknownCategory | UnknownWord


def show_review(store: Store) -> None:
    """The list of names that nothing resolves; nothing where all is clear and nothing was said."""
    if store.version() is None:
        return
    at = current()
    found = _found(at)
    if "review-asked" in st.session_state or found.waiting or found.unregistered:
        put(section(t("review-title"), escape(t("review-hint"))))
    if has_question(store):
        return
    if told := st.session_state.pop("review-told", None):
        put(caution(told[0], told[1:]))
    open_renames(store, found.renames)
    names: list[_Unknown] = [*found.units, *found.categories, *found.words]
    every = len(names) <= SHOWN or st.session_state.get("review-all", False)
    for name in names if every else names[:SHOWN]:
        if isinstance(name, UnknownUnit):
            _unit(store, at, name)
        elif isinstance(name, UnknownWord):
            _word(store, at, name)
        else:
            _category(store, at, name)
    if len(names) > SHOWN:
        widgets.toggle(t("review-all", n=len(names)), key="review-all")
    for kind in found.unregistered:
        _unregistered(store, kind)
    many_names(store, at)
    _handled(store, found.handled)


@st.cache_data(max_entries=2, show_spinner=False)
def _found(at: Snapshot) -> Review:
    profiles = load_profiles(profile_folders(Store(at.folder)))
    return review_of(connection(at).cursor(), profiles)


# One name


def _unit(store: Store, at: Snapshot, unknown: UnknownUnit) -> None:
    key = f"review-unit-{unknown.name}"
    kind, name, about, likely, other = st.columns(_WIDTHS, vertical_alignment="center")
    kind.html(_quiet(t(f"kind-{unknown.kind}")))
    name.html(_strong(unknown.name))
    about.html(_where(unknown))
    with likely:
        chosen = _suggestions(key, unknown.suggestions)
    if chosen:
        _decide(store, Alias(chosen.kind, unknown.name, chosen.name))
    with other, _popover(at, unknown.name, key):
        if decision := unit_choices(at, unknown, key):
            _decide(store, decision)


def _category(store: Store, at: Snapshot, unknown: UnknownCategory) -> None:
    key = f"review-{unknown.level}-{unknown.written}"
    kind, name, about, likely, other = st.columns(_WIDTHS, vertical_alignment="center")
    kind.html(_quiet(t(f"review-level-{unknown.level}")))
    name.html(_strong(unknown.written))
    about.html(_where(unknown))
    with likely:
        chosen = _suggestions(key, unknown.suggestions)
    if chosen:
        _decide(store, Category(unknown.written, chosen.name))
    with other, _popover(at, unknown.written, key):
        if decision := category_choices(unknown, key):
            _decide(store, decision)


def _word(store: Store, at: Snapshot, unknown: UnknownWord) -> None:
    key = f"review-word-{unknown.field}-{unknown.written}"
    kind, name, about, likely, other = st.columns(_WIDTHS, vertical_alignment="center")
    kind.html(_quiet(field_name(unknown.field, language())))
    name.html(_strong(unknown.written))
    about.html(_where(unknown))
    with likely:
        near = [Suggestion(unknown.field, value_name(v), like, ()) for v, like in unknown.near]
        chosen = _suggestions(key, near)
    if chosen:
        value = unknown.near[near.index(chosen)][0]
        _decide(store, Word(unknown.field, unknown.written, value))
    with other, _popover(at, unknown.written, key):
        if decision := word_choices(unknown, key):
            _decide(store, decision)


def _popover(at: Snapshot, name: str, key: str) -> DeltaGenerator:
    """What else a name may be, under that name. It is closed once the store has changed: the next
    name would otherwise stand in the one that is open."""
    popover = widgets.popover(t("review-other"), type="tertiary", key=f"{key}-other-{at.version}")
    popover.html(_strong(t("review-what", name=name)))
    return popover


def _decide(store: Store, decision: NameDecision) -> None:
    decide_asking(store, [decision], decision_words(decision))


def _suggestions(key: str, suggestions: Sequence[Suggestion]) -> Suggestion | None:
    """A button for each suggestion; the one that was clicked."""
    if not suggestions:
        put(_quiet(t("review-no-suggestion")))
        return None
    with st.container(horizontal=True, gap="small"):
        clicked = [
            widgets.button(
                t("review-is", name=one.name, likeness=f"{one.similarity:.0%}"),
                key=f"{key}-is-{place}",
                type="secondary" if place == 0 and one.similarity >= LIKELY else "tertiary",
                help=t("list-separator").join(said(why) for why in one.why),
            )
            for place, one in enumerate(suggestions)
        ]
    return next((one for one, on in zip(suggestions, clicked, strict=True) if on), None)


def _where(unknown: _Unknown) -> str:
    """How many records and when; below it, in which files."""
    parts = [t("review-rows", n=f.count(unknown.rows))]
    if unknown.first:
        days = (f.date(unknown.first), f.date(unknown.last))
        parts.append(t("review-days", first=days[0], last=days[1]) if len({*days}) > 1 else days[0])
    files = unknown.files[0] if len(unknown.files) == 1 else t("review-files", n=len(unknown.files))
    return f'<p class="note">{escape(" · ".join(parts))}<br>{escape(files)}</p>'


# Kinds without a register


def _unregistered(store: Store, kind: Unregistered) -> None:
    names = list(kind.names)
    label = t(f"kind-{kind.kind}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        params = {
            "kind": label,
            "n": len(names),
            "rows": f.count(kind.rows),
            "names": listed(names, NAMES_SHOWN),
        }
        put(note(t("review-unregistered", **params)))
        asked = widgets.button(t("review-register", n=len(names)), key=f"register-{kind.kind}")
    if asked:
        units = [NewUnit(kind.kind, n, None, kind.districts[n]) for n in names]
        decide_asking(store, units, t("review-register", n=len(names)))


# What was decided


def _handled(store: Store, handled: Sequence[Handled]) -> None:
    if not handled:
        return
    with widgets.expander(t("review-handled", n=len(handled))):
        for number, one in enumerate(handled[:HANDLED_SHOWN]):
            kind, what, when, back = st.columns(_HANDLED_WIDTHS, vertical_alignment="center")
            decision = one.decision
            kind.html(_quiet(_subject(decision)))
            resting = t("review-said-resting") if one.resting else ""
            what.html(_strong(decision_words(decision) + resting))
            when.html(_quiet(f.date(one.decided_at)))
            if widgets.button(
                t("review-back"), key=f"review-back-{number}", type="tertiary", at=back
            ):
                _decide(store, TakeBack(decision))


# Words


def _subject(decision: Made) -> str:
    if isinstance(decision, Alias | Rename):
        return t(f"kind-{decision.kind}")
    if isinstance(decision, Word):
        return field_name(decision.field, language())
    return t("review-level-subcategory")


def _strong(text: str) -> str:
    return f'<p class="facts"><b>{escape(text)}</b></p>'


def _quiet(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>'
