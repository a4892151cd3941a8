"""What functions of `metrics` find for the period of a page, cached per version of the store."""

from collections.abc import Callable
from inspect import signature
from typing import Any

import streamlit as st

from metrics.schemes.scheme import Scheme, scheme_hash
from ui.header import Shown
from ui.store import KEEP, Snapshot, connection


def computed(shown: Shown, function: Callable[..., Any], **params: Any) -> Any:
    """`function(connection, period, **params)` by the scheme's rules, for what a page shows.

    params are plain values; the answer belongs to the caller.
    """
    name = f"{function.__module__}.{function.__qualname__}"
    key = scheme_hash(shown.scheme)
    return _computed(shown.snapshot, key, shown.period.id, name, params, shown.scheme, function)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _computed(
    at: Snapshot,
    key: str,
    period: str,
    name: str,
    params: dict[str, Any],
    _scheme: Scheme,
    _function: Callable[..., Any],
) -> Any:
    rules = {"rules": _scheme.rules} if "rules" in signature(_function).parameters else {}
    return _function(connection(at), _scheme.parse_period(period), **params, **rules)
