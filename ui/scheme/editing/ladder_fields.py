"""The fields of the ladder of consequences (奖惩阶梯), a line a step."""

from typing import Any

import streamlit as st

from metrics.narrative.consequence_words import action_name
from metrics.schemes.ladder import LADDER_ORDERS
from ui import widgets
from ui.i18n import said, t
from ui.scheme.editing.fields import Form
from ui.scheme.editing.state import put_value

_STEPS = ("ladder", "steps")
_FIRST = {"times": 1, "orders": ["statement"]}


def ladder_fields(form: Form) -> None:
    """Who is last how often gets what."""
    if not form.wanted("ladder", {"steps": [_FIRST]}):
        return
    starts, ties, unranked, scope = st.columns(4)
    form.whole(("ladder", "year_starts_in"), "year-starts-in", 1, 1, 12, starts)
    form.choice(("ladder", "ties"), "ladder-ties", ("all", "none"), _is, "all", ties)
    form.choice(
        ("ladder", "without_rank"), "without-rank", ("breaks", "skipped"), _is, "breaks", unranked
    )
    form.choice(("ladder", "scope"), "ladder-scope", ("group", "overall"), _scope, "group", scope)
    steps = form.value(_STEPS, [])
    for place in range(len(steps)):
        _step(form, place, [one for at, one in enumerate(steps) if at != place])
    form.fault(("ladder",), _STEPS)
    times = max((one.get("times") or 0 for one in steps), default=0) + 1
    widgets.button(
        t("edit-step-add"), key=form.key(_STEPS, "add"),
        on_click=put_value, args=(_STEPS, [*steps, _FIRST | {"times": times}]),
    )  # fmt: skip


def _step(form: Form, place: int, others: list[Any]) -> None:
    path = (*_STEPS, place)
    times, counted, bottom, deposit = st.columns(4)
    form.whole((*path, "times"), "step-times", None, 1, 366, times)
    form.choice(
        (*path, "counted"), "step-counted", ("in_year", "in_a_row"), _is, "in_year", counted
    )
    form.whole((*path, "bottom"), "step-bottom", 1, 1, 1000, bottom)
    form.number((*path, "deposit"), "step-deposit", None, deposit)
    orders, gone = st.columns([4, 1], vertical_alignment="bottom")
    form.several((*path, "orders"), "step-orders", LADDER_ORDERS, _action, at=orders, empty=[])
    widgets.button(
        t("edit-remove"), key=form.key(path, "gone"), at=gone,
        on_click=put_value, args=(_STEPS, others),
    )  # fmt: skip
    form.fault(path)


def _is(code: str) -> str:
    return t(f"edit-ladder-{code.replace('_', '-')}")


def _scope(code: str) -> str:
    return t(f"edit-scope-{code}")


def _action(code: str) -> str:
    name = action_name(code)
    return name if isinstance(name, str) else said(name)
