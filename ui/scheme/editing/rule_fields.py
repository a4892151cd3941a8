"""The fields of a rule: only those of the rule that was chosen."""

from typing import Any, Literal, get_args, get_origin

import streamlit as st

from metrics.indicators import INDICATORS
from metrics.schemes import editing
from metrics.schemes.editing import FieldPath
from metrics.schemes.first_rules import RULE_BY_TYPE, fitting_rules
from metrics.schemes.rules.weighing import FindingState, Method, Tier
from metrics.schemes.rules.words import term
from ui import widgets
from ui.i18n import said, t
from ui.markup import note, put
from ui.scheme.editing.fields import Form
from ui.scheme.editing.state import change_content, put_value

PER_ROW = 3


def rule_fields(form: Form, path: FieldPath) -> None:
    """The rule of a component, and what it asks for."""
    indicator = str(form.value((*path, "indicator"), ""))
    rule = str(form.value((*path, "rule", "type"), ""))
    form.choice(
        (*path, "rule", "type"),
        "rule",
        fitting_rules(indicator),
        lambda name: t(f"rule-name-{name.replace('_', '-')}"),
        take=lambda name: change_content(lambda content: editing.with_rule(content, path, name)),
    )
    if rule not in RULE_BY_TYPE:
        return
    put(note(t(f"rule-about-{rule.replace('_', '-')}")))
    place = (*path, "rule")
    form.fault(place)
    simple = [name for name in rule_field_names(rule, indicator) if name not in _OWN]
    for start in range(0, len(simple), PER_ROW):
        for name, column in zip(simple[start : start + PER_ROW], st.columns(PER_ROW), strict=False):
            _simple(form, (*place, name), rule, name, column)
    for name in rule_field_names(rule, indicator):
        if name in _OWN:
            _OWN[name](form, (*place, name))


def rule_field_names(rule: str, indicator: str) -> list[str]:
    """The fields of a rule that matter for an indicator."""
    names = [name for name in RULE_BY_TYPE[rule].model_fields if name != "type"]
    weighed = indicator in INDICATORS and INDICATORS[indicator].counts_problems
    unused = set() if weighed else {"times", "tariff"}
    unused |= set() if rule == "deduction" else {"when_none"}
    return [name for name in names if name not in unused]


def _simple(form: Form, path: FieldPath, rule: str, name: str, at: Any) -> None:
    field = RULE_BY_TYPE[rule].model_fields[name]
    default = None if field.is_required() else field.default
    code = f"rule-{name.replace('_', '-')}"
    if field.annotation is bool:
        form.switch(path, code, bool(default), at)
    elif get_origin(field.annotation) is Literal:
        codes = get_args(field.annotation)
        say = lambda one: t(f"edit-is-{one.replace('_', '-')}")  # noqa: E731
        form.choice(path, code, codes, say, default, at)
    else:
        form.number(path, code, None if default is None else float(default), at)


def _bands(form: Form, path: FieldPath) -> None:
    """Each band by its end and its points: it starts where the one before ends."""
    bands = form.value(path, [])
    for place, (start, end, _) in enumerate(bands):
        ends, points, gone = st.columns([2, 2, 1], vertical_alignment="bottom")
        key = form.key((*path, place), "end")
        if place == len(bands) - 1:
            with ends:
                put(note(t("edit-band-last", start=start if start is not None else "–")))
        else:
            st.session_state[key] = None if end is None else float(end)
            widgets.number_input(
                t("edit-band-end", n=place + 1), step=1.0, format="%g", key=key, at=ends,
                on_change=_move_edge, args=(form, path, place, key),
            )  # fmt: skip
        form.number((*path, place, 2), "band-points", at=points)
        widgets.button(
            t("edit-remove"), key=form.key((*path, place), "gone"), at=gone,
            disabled=len(bands) < 2, on_click=_without_band, args=(form, path, place),
        )  # fmt: skip
        form.fault((*path, place))
    form.fault(path)
    widgets.button(
        t("edit-band-add"), key=form.key(path, "add"), on_click=_one_more_band, args=(form, path)
    )


def _move_edge(form: Form, path: FieldPath, place: int, key: str) -> None:
    bands = [list(band) for band in form.value(path)]
    bands[place][1] = bands[place + 1][0] = st.session_state[key]
    put_value(path, bands)


def _without_band(form: Form, path: FieldPath, place: int) -> None:
    bands = [list(band) for band in form.value(path)]
    gone = bands.pop(place)
    if place < len(bands):
        bands[place][0] = gone[0]
    else:
        bands[-1][1] = None
    put_value(path, bands)


def _one_more_band(form: Form, path: FieldPath) -> None:
    bands = [list(band) for band in form.value(path)]
    start = bands[-1][0]
    edge = (start if start is not None else 0) + 10
    bands[-1][1] = edge
    put_value(path, [*bands, [edge, None, bands[-1][2]]])


def _places(form: Form, path: FieldPath) -> None:
    """The points of the first, the second ..., in one line."""
    key = form.key(path, "places")
    st.session_state[key] = ", ".join(f"{points:g}" for points in form.value(path, []))

    def taken() -> None:
        words = st.session_state[key].replace("，", ",").replace("、", ",").split(",")
        put_value(path, [_number(word.strip()) for word in words if word.strip()])

    widgets.text_input(
        t("edit-rule-places"), key=key, help=t("edit-rule-places-help"), on_change=taken
    )
    form.fault(path, *((*path, place) for place in range(len(form.value(path, [])))))


def _number(word: str) -> Any:
    try:
        found = float(word)
    except ValueError:
        return word  # the fault is said at the field
    return int(found) if found == int(found) else found


def _times(form: Form, path: FieldPath) -> None:
    """Multipliers of a problem's deduction."""
    with widgets.expander(t("edit-rule-times")):
        put(note(t("edit-rule-times-help")))
        columns = st.columns(PER_ROW)
        form.number((*path, "key_problem"), "times-key-problem", 1, columns[0])
        form.number((*path, "repeat"), "times-repeat", 1, columns[1])
        form.whole((*path, "repeat_days"), "times-repeat-days", 30, 1, 3660, columns[2])
        form.switch((*path, "library_weights"), "times-library")
        for name, codes in (("tier", Tier), ("state", FindingState), ("method", Method)):
            _each(form, (*path, name), get_args(codes), 1)


def _tariff(form: Form, path: FieldPath) -> None:
    """Points by tier and state."""
    with widgets.expander(t("edit-rule-tariff")):
        put(note(t("edit-rule-tariff-help")))
        for tier in get_args(Tier):
            put(note(said(term(tier))))
            _each(form, (*path, tier), get_args(FindingState), None)


def _each(form: Form, path: FieldPath, codes: tuple[str, ...], default: int | None) -> None:
    """A number for each of some codes, named by them."""
    columns = st.columns(PER_ROW)
    for at, code in enumerate(codes):
        place, key = (*path, code), form.key((*path, code), "each")
        found = form.value(place, default)
        st.session_state[key] = None if found is None else float(found)
        widgets.number_input(
            said(term(code)), step=0.1, format="%g", key=key, at=columns[at % PER_ROW],
            on_change=_take_each, args=(place, key, default),
        )  # fmt: skip


def _take_each(place: FieldPath, key: str, default: int | None) -> None:
    found = st.session_state[key]
    put_value(place, None if found is None or found == default else _number(f"{found:g}"))


_OWN = {"bands": _bands, "places": _places, "times": _times, "tariff": _tariff}
