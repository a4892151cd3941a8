"""What functions of `metrics` find for the period of a page, cached per version of the store."""

from collections.abc import Callable
from inspect import signature
from typing import Any

import streamlit as st

from metrics.schemes.scheme import Scheme, scheme_key
from ui.header import Shown
from ui.store import KEEP, Snapshot, connection, cut


def computed(shown: Shown, function: Callable[..., Any], **params: Any) -> Any:
    """`function(connection, period, **params)` for what a page shows. A function that takes `rules`
    or `scheme` is given those of the page.

    params are plain values; the answer belongs to the caller.
    """
    name = f"{function.__module__}.{function.__qualname__}"
    key = scheme_key(shown.scheme)
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
    given = {"rules": _scheme.rules, "scheme": _scheme}
    taken = {name: given[name] for name in signature(_function).parameters if name in given}
    return _function(connection(at), cut(at, key, period, _scheme), **params, **taken)
