"""A figure is drawn once: the same rows, colours, language and names give the same figure."""

import pickle
from collections.abc import Callable
from functools import partial, wraps
from hashlib import blake2b
from typing import Any, ParamSpec

import plotly.graph_objects as go
import streamlit as st
from plotly.basedatatypes import BaseFigure

from ui.i18n import language, names_called

CLICKS = "clicks"  # the name of the traces that catch clicks
MOST = 512  # figures kept; each is some tens of kilobytes

P = ParamSpec("P")


class DrawnFigure(BaseFigure):
    """A finished figure. All who look at it share it, so that nobody can change it: of what Plotly
    offers it answers `to_dict` alone, which is what Streamlit asks for."""

    def __init__(self, figure: go.Figure) -> None:
        self._catches = any(trace.name == CLICKS for trace in figure.data)
        if self._catches:
            _leave_clicks(figure)
        self._finished = figure.to_dict()

    @property
    def catches_clicks(self) -> bool:
        """Whether a click on it leads somewhere."""
        return bool(self._catches)

    def to_dict(self) -> dict[str, Any]:
        """The figure as Plotly's frontend takes it."""
        return self._finished


def drawn_once(draw: Callable[P, go.Figure]) -> Callable[P, DrawnFigure]:
    """Keep what a function draws. Its arguments can be pickled and hold all that it draws from;
    the language and what units are called in it count as well."""
    name = f"{draw.__module__}.{draw.__qualname__}"

    @wraps(draw)
    def kept(*args: P.args, **kwargs: P.kwargs) -> DrawnFigure:
        asked = pickle.dumps((args, kwargs, language(), dict(names_called())))
        key = blake2b(asked, digest_size=20).hexdigest()
        return _drawn(name, key, partial(draw, *args, **kwargs))

    return kept


@st.cache_resource(max_entries=MOST, show_spinner=False)
def _drawn(name: str, key: str, _draw: Callable[[], go.Figure]) -> DrawnFigure:
    return DrawnFigure(_draw())


def _leave_clicks(figure: go.Figure) -> None:
    """Let the invisible marks alone be asked where a click fell, and let nothing fade after it."""
    for trace in figure.data:
        if trace.name != CLICKS:
            trace.update(hoverinfo="skip")
            if trace.type in ("bar", "scatter"):
                trace.update(unselected={"marker": {"opacity": 1}})
