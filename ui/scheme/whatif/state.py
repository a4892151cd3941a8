"""What has been set to another value in a trial, for the session alone."""

from decimal import Decimal
from typing import Any

import streamlit as st

from metrics.schemes.scheme import Scheme, scheme_hash
from metrics.whatif.knobs import Knob
from metrics.whatif.weights import Siblings, scaled


def changed_values(base: Scheme) -> dict[str, Any]:
    """The values by knob that differ from the scheme's. They belong to the session."""
    return st.session_state.setdefault("trials", {}).setdefault(scheme_hash(base), {})


def reset(base: Scheme) -> None:
    """Back to what the scheme says."""
    changed_values(base).clear()
    st.session_state.pop("trial last", None)


def take(base: Scheme, knob: Knob, key: str) -> None:
    """Take the value of a widget for a knob."""
    put(base, knob, _understood(knob, st.session_state[key]))
    if knob.part == "weights":
        st.session_state["trial last"] = knob.component


def put(base: Scheme, knob: Knob, value: Any) -> None:
    """Set a knob; what the scheme says anyway is no change."""
    values = changed_values(base)
    if value is None or value == knob.value:
        values.pop(knob.key, None)
    else:
        values[knob.key] = value


def scale_others(base: Scheme, every: dict[str, Knob], beside: Siblings) -> None:
    """Let the weights beside the one that was moved last make up the difference."""
    for name, weight in scaled(beside, st.session_state.get("trial last")).items():
        put(base, every[f"{name}.weight"], weight)


def _understood(knob: Knob, value: Any) -> Any:
    if knob.kind == "number" and value is not None:
        return Decimal(repr(round(float(value), 6)))
    if knob.kind == "several":
        return tuple(value)
    return value
