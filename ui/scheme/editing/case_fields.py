"""The fields of penalty cases: what each case counts (办案积分标准), and which is big (大要案)."""

from typing import Any

import streamlit as st

from metrics.schemes.model import PointsOf
from ui import widgets
from ui.i18n import t
from ui.markup import note, put
from ui.scheme.editing.fields import Form
from ui.scheme.editing.state import put_value

_LINES = ("case_points",)
_FLAGS = tuple(name for name, field in PointsOf.model_fields.items() if field.default is None)


def case_fields(form: Form) -> None:
    """The table of points, the first line that fits counts; from how much on a case is big."""
    put(note(t("edit-case-points-help")))
    lines = form.value(_LINES, [])
    for place in range(len(lines)):
        _line(form, place, lines)
    form.fault(_LINES)
    widgets.button(
        t("edit-points-add"), key=form.key(_LINES, "add"),
        on_click=put_value, args=(_LINES, [*lines, {"points": 1}]),
    )  # fmt: skip
    amount, fine = st.columns(2)
    form.number(("big_case", "amount"), "big-amount", None, amount)
    form.number(("big_case", "fine"), "big-fine", None, fine)
    form.fault(("big_case",))


def _line(form: Form, place: int, lines: list[Any]) -> None:
    path = (*_LINES, place)
    points, procedure, cause = st.columns([1, 2, 2])
    form.number((*path, "points"), "case-points-of", None, points)
    form.several(
        (*path, "procedure"), "procedure", ("simple", "general"),
        lambda one: t(f"edit-procedure-{one}"), at=procedure,
    )  # fmt: skip
    form.words((*path, "cause"), "cause", cause)
    met, unmet, gone = st.columns([2, 2, 1], vertical_alignment="bottom")
    _flags(form, place, True, met)
    _flags(form, place, False, unmet)
    widgets.button(
        t("edit-remove"), key=form.key(path, "gone"), at=gone, on_click=put_value,
        args=(_LINES, [one for at, one in enumerate(lines) if at != place] or None),
    )  # fmt: skip
    form.fault(path, *((*path, name) for name in _FLAGS))


def _flags(form: Form, place: int, meets: bool, at: Any) -> None:
    """Which of the flags a case must have, or must not have."""
    path = (*_LINES, place)
    code = "flags-met" if meets else "flags-unmet"
    key, line = form.key(path, code), form.value(path, {})
    st.session_state[key] = [name for name in _FLAGS if line.get(name) is meets]

    def taken() -> None:
        chosen = st.session_state[key]
        others = {n: v for n, v in line.items() if n not in _FLAGS or v is not meets}
        put_value(path, {n: v for n, v in others.items() if n not in chosen}
                  | dict.fromkeys(chosen, meets))  # fmt: skip

    widgets.multiselect(
        t(f"edit-{code}"), list(_FLAGS), key=key, at=at, on_change=taken,
        help=t(f"edit-{code}-help"), placeholder=t("edit-none"),
        format_func=lambda name: t(f"edit-flag-{name.replace('_', '-')}"),
    )  # fmt: skip
