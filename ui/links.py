"""Addresses inside the dashboard that keep the view: relative, so that they work under any path."""

from html import escape
from urllib.parse import urlencode

from metrics.scheme import Scheme
from ui import view
from ui.view import PAGE_OWN


def unit_address(unit: str, kind: str, scheme: Scheme | None = None, component: str = "") -> str:
    """The page of a unit in the period and language shown; the scheme is kept if it scores such
    units. `component` opens the rows behind one of its figures."""
    kept = {k: v for k, v in view.current().query().items() if k not in (*PAGE_OWN, "group")}
    if scheme is None or scheme.scores.kind != kind:
        kept.pop("scheme", None)
    own = {"kind": kind, "unit": unit} | ({"component": component} if component else {})
    return f"unit?{urlencode(kept | own)}"


def link(text: str, address: str) -> str:
    """The markup of a link."""
    return f'<a href="{escape(address)}" target="_self">{escape(text)}</a>'
