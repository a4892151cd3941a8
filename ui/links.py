"""Addresses inside the dashboard that keep the view: relative, so that they work under any path."""

from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from metrics.schemes.model import OBJECT_KINDS
from metrics.schemes.scheme import Scheme
from ui import view
from ui.markup import CELL_MOST, brief
from ui.view import PAGE_OWN


def unit_address(
    unit: str, kind: str = "", scheme: Scheme | None = None, component: str = "", period: str = ""
) -> str:
    """The page of a unit in the period and language shown; the scheme is kept if it scores such
    units. `component` opens the rows behind one of its figures; `period` is another one to show.
    Without a kind the page looks it up."""
    if kind in OBJECT_KINDS:
        of_kind = scheme.scores.type if scheme and scheme.scores.type else "road"
        return page_address("objects", source=of_kind, place=unit, period=period or None)
    kept = _kept("group", "kind")
    if scheme is None or scheme.scores.kind != kind:
        kept.pop("scheme", None)
    if period:
        kept["period"] = period
    return _address("unit", kept, kind=kind, unit=unit, component=component)


def ranking_page(kind: str) -> str:
    """The page that ranks a kind of units."""
    return {"object": "points"}.get(kind, f"{kind}s")


def page_address(page: str, **own: Any) -> str:
    """Another page, or this one, in the period, scheme, group and language shown; `own` is what it
    is asked for besides (fields of the view; an empty one is dropped)."""
    return _address(page, _kept("kind"), **{name: code for name, code in own.items() if code})


def _kept(*dropped: str) -> dict[str, str]:
    """What of the view goes along to any page."""
    query = view.current_view().query()
    return {name: code for name, code in query.items() if name not in (*PAGE_OWN, *dropped)}


def _address(page: str, kept: dict[str, str], **own: Any) -> str:
    query = {name: code for name, code in (kept | own).items() if code}
    return f"{page}?{urlencode(query)}"


def link(text: str, address: str, most: float = CELL_MOST) -> str:
    """The markup of a link, its text cut beyond so many ems; the text alone where there is no
    address."""
    words = brief(text, most)
    if not address:
        return words
    return f'<a href="{escape(address)}" target="_self">{words}</a>'


def outward(address: str) -> str:
    """The markup of a link to elsewhere, opened beside the page and told nothing of it."""
    words = brief(address, CELL_MOST)
    return f'<a href="{escape(address)}" target="_blank" rel="noreferrer noopener">{words}</a>'


# A link of ours followed by the browser would load the whole page anew, some seconds of it. As an
# entry of the history that the frontend is told of, it runs the other page alone.
_IN_PLACE = """<script>
if (!window.shirongLinks) {
  window.shirongLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(
      '[data-testid="stMain"] a, [data-testid="stPopoverBody"] a');
    const href = link && (link.getAttribute("href") || link.getAttribute("xlink:href"));
    if (!href || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const url = new URL(href, location.href);
    if (url.origin !== location.origin || link.hasAttribute("download") ||
        "whole" in link.dataset) return;
    event.preventDefault();
    event.stopPropagation();
    history.pushState({}, "", url);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }, true);
}
</script>"""


def follow_in_place() -> None:
    """Let links between pages be followed without loading anew. The script is constant text."""
    st.html(_IN_PLACE, unsafe_allow_javascript=True)


def go(address: str) -> None:
    """Go to an address of ours without loading the page anew; ends this run."""
    page, _, query = address.partition("?")
    st.switch_page(f"../pages/{page}.py", query_params=dict(parse_qsl(query)))
