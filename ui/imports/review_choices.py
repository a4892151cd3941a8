"""What else a name may be than what was suggested: another unit, a new one, or none at all."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.parsing.categories import class_names, subclass_names
from data.reviewing.deciding import NameDecision, TakeBack
from data.reviewing.decisions import Alias, Category, Word
from data.reviewing.new_units import NewUnit
from data.reviewing.review import UnknownCategory, UnknownUnit
from data.reviewing.unknown_words import UnknownWord
from data.unit_resolution.renames import Rename
from data.unit_resolution.units import plain_name
from kernel.schema import UNIT_KINDS
from ui import format as f
from ui import widgets
from ui.i18n import t
from ui.imports.mapping_columns import value_name
from ui.imports.renames import rename_words
from ui.markup import note, put
from ui.store import Snapshot, register

WAYS = ("known", "new", "none")
CLASS_WAYS = ("standard", "own")
WORD_WAYS = ("listed", "unlisted")


def unit_choices(at: Snapshot, unknown: UnknownUnit, key: str) -> NameDecision | None:
    """The form behind `other`: what was decided, or None so far."""
    units = register(at)
    way = _way(WAYS, key)
    if way == "known":
        return _known_unit(units, unknown, key)
    if way == "new":
        return _new_unit(units, unknown, key)
    put(note(t("review-none-hint")))
    if widgets.button(t("review-none"), key=f"{key}-none"):
        return Alias(unknown.kind, unknown.name, None)
    return None


def category_choices(unknown: UnknownCategory, key: str) -> NameDecision | None:
    """The form behind `other` for a class of problems."""
    if _way(CLASS_WAYS, key) == "own":
        put(note(t("review-own-hint")))
        return Category(unknown.written, None) if _yes(key) else None
    words = class_names() if unknown.level == "category" else subclass_names()
    names = list(dict.fromkeys(words.values()))
    name = widgets.selectbox(
        t("review-class"), names, None, key=f"{key}-class", placeholder=t("review-choose")
    )
    return Category(unknown.written, name) if _yes(key, not name) and name else None


def word_choices(unknown: UnknownWord, key: str) -> NameDecision | None:
    """The form behind `other` for a word of a closed list."""
    values = [value for value, _ in unknown.values]
    if _way(WORD_WAYS, key) == "unlisted":
        put(note(t("review-no-value-hint")))
        return Word(unknown.field, unknown.written, None) if _yes(key) else None
    value = widgets.selectbox(
        t("review-value"),
        values,
        None,
        format_func=value_name,
        key=f"{key}-value",
        placeholder=t("review-choose"),
    )
    return Word(unknown.field, unknown.written, value) if _yes(key, not value) and value else None


def decision_words(decision: NameDecision) -> str:
    """A decision in words."""
    match decision:
        case TakeBack(taken):
            return t("review-said-back", what=decision_words(taken))
        case NewUnit(name=name, written=written):
            if written and written != name:
                return t("review-said-new-of", name=name, written=written)
            return t("review-said-new", name=name)
        case Rename():
            return rename_words(decision)
        case Alias(written=written, name=None):
            return t("review-said-other", written=written)
        case Category(written=written, name=None):
            return t("review-said-own", written=written)
        case Word(written=written, name=None):
            return t("review-said-no-value", written=written)
        case Word(written=written, name=value):
            return t("review-said-means", written=written, name=value_name(value or ""))
    text = t("review-said-means", written=decision.written, name=decision.name)
    if isinstance(decision, Alias) and (decision.valid_from or decision.valid_to):
        days = (f.date(decision.valid_from), f.date(decision.valid_to))
        text += t("review-said-days", first=days[0], last=days[1])
    return text


def _way(ways: tuple[str, ...], key: str) -> str:
    return widgets.radio(
        t("review-way"),
        ways,
        format_func=lambda way: t(f"review-way-{way}"),
        key=f"{key}-way",
        horizontal=True,
        label_visibility="collapsed",
    )


def _known_unit(units: pd.DataFrame, unknown: UnknownUnit, key: str) -> Alias | None:
    looked_up = units[units["kind"].isin(unknown.kinds)]
    options = list(looked_up[["kind", "name"]].itertuples(index=False, name=None))
    chosen = widgets.selectbox(
        t("review-unit"),
        options,
        index=None,
        format_func=lambda one: f"{one[1]} · {t(f'kind-{one[0]}')}",
        key=f"{key}-unit",
        placeholder=t("review-choose"),
    )
    with st.container(horizontal=True, gap="small"):
        begin = widgets.date_input(t("review-from"), None, key=f"{key}-from")
        end = widgets.date_input(t("review-to"), None, key=f"{key}-to")
    if _yes(key, chosen is None) and chosen:
        return Alias(chosen[0], unknown.name, chosen[1], begin or None, end or None)
    return None


def _new_unit(units: pd.DataFrame, unknown: UnknownUnit, key: str) -> NewUnit | None:
    """A unit to register; its parent and group are those of the district of its records."""
    name = widgets.text_input(t("review-name"), plain_name(unknown.name), key=f"{key}-name")
    kind = widgets.selectbox(
        t("review-kind"),
        UNIT_KINDS,
        UNIT_KINDS.index(unknown.kind),
        format_func=lambda code: t(f"kind-{code}"),
        key=f"{key}-kind",
    )
    parents = list(dict.fromkeys(units["name"]))
    grouped = units.dropna(subset=["group"])
    groups: Mapping[str, str] = dict(zip(grouped["name"], grouped["group"], strict=True))
    known = list(dict.fromkeys(groups.values()))
    above = unknown.district if unknown.kind != "district" else None
    parent = widgets.selectbox(
        t("review-parent"),
        parents,
        parents.index(above) if above in parents else None,
        key=f"{key}-parent",
        placeholder=t("review-choose"),
    )
    group = groups.get(above or "")
    group = widgets.selectbox(
        t("review-group"),
        known,
        known.index(group) if group else None,
        accept_new_options=True,
        key=f"{key}-group",
        placeholder=t("review-choose"),
    )
    begin = widgets.date_input(t("review-begin"), unknown.first, key=f"{key}-begin")
    # A unit without a group is ranked in none: where its like have one, it must be said.
    grouped = units.loc[units["kind"] == kind, "group"].notna().any()
    lacking = bool(grouped) and not group
    if lacking:
        put(note(t("review-group-needed")))
    if _yes(key, not name.strip() or lacking):
        return NewUnit(kind, name, group, parent, unknown.name, begin or None)
    return None


def _yes(key: str, disabled: bool = False) -> bool:
    return widgets.button(t("review-yes"), key=f"{key}-yes", type="primary", disabled=disabled)
