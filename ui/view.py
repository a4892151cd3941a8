"""What is being looked at, and the URL that says so.

A `View` holds codes, never labels, so that a link made in one language opens in the other. The
URL wins whenever it says something that we did not write there ourselves (a deep link, browser
Back); otherwise the session remembers. Widgets change the view through `update`.
"""

from dataclasses import dataclass, fields, replace
from typing import Any, NoReturn

import streamlit as st

from kernel.schema import UNIT_KINDS
from metrics.schemes.model import OBJECT_KINDS
from ui.certain import HIDE
from ui.i18n import DEFAULT_LANGUAGE, LANGUAGE_SIGNS

SAMPLE_SPACE, OWN_SPACE = "sample", "own"
KIOSK = "1"


@dataclass(frozen=True)
class View:
    """The filters of every page. Empty means: the page's own default, or all."""

    lang: str = DEFAULT_LANGUAGE
    period: str = ""
    scheme: str = ""
    group: str = ""
    kind: str = ""
    issuer: str = ""  # who signs letters
    certain: str = ""  # "hide": no intervals, chances and words for them
    space: str = ""  # whose store: SAMPLE_SPACE; OWN_SPACE while that is empty (ui.workspace)
    # What one page alone asks for; forgotten on the way to another.
    part: str = ""
    source: str = ""
    unit: str = ""
    other: str = ""  # with whom it is compared
    component: str = ""
    state: str = ""
    action: str = ""  # of measures of one kind
    owner: str = ""
    # of which problems, cases or tasks the rows are asked for
    street: str = ""
    category: str = ""
    method: str = ""
    channel: str = ""
    place: str = ""
    hour: str = ""
    level: str = ""
    band: str = ""
    order: str = ""
    find: str = ""  # words in the names of what is listed
    task: str = ""
    photo: str = ""  # whose photos, by the number of the row
    chosen: str = ""
    # how long without a check, how far apart, how exact
    weeks: str = ""
    apart: str = ""
    within: str = ""
    span: str = ""  # over how many periods
    against: str = ""  # the version that a trial is compared with, and that it starts from
    trial: str = ""
    ask: str = ""  # a free question, in one line (`metrics.pivot.question`)
    leaf: str = ""  # which part of a long list, from 1 on
    edition: str = ""  # one that was published, by its id
    step: str = ""  # of the briefing
    kiosk: str = ""  # KIOSK: the briefing on a big screen, which turns by itself

    def query(self) -> dict[str, str]:
        """The URL parameters that restore this view: only what differs from the default."""
        return {k: v for k, v in vars(self).items() if v != _DEFAULTS[k]}


_DEFAULTS = {f.name: f.default for f in fields(View)}
# Fields that hold one of these codes on every page.
_CODES = {
    "lang": tuple(LANGUAGE_SIGNS),
    "kind": (*UNIT_KINDS, *OBJECT_KINDS),
    "certain": (HIDE,),
    "space": (SAMPLE_SPACE, OWN_SPACE),
    "kiosk": (KIOSK,),
}
COMMON = ("lang", "period", "scheme", "group", "kind", "issuer", "certain", "space")
PAGE_OWN = tuple(f.name for f in fields(View) if f.name not in COMMON)


def from_query(params: dict[str, str]) -> View:
    """The view that URL parameters describe, as far as they are understood."""
    known = {f.name for f in fields(View)}
    right = {k: v for k, v in params.items() if k in known and v in _CODES.get(k, [v])}
    return View(**right)


def not_understood(params: dict[str, str]) -> list[tuple[str, str]]:
    """The URL parameters that no view has, with their values."""
    known = {f.name for f in fields(View)}
    wrong = [(k, v) for k, v in params.items() if k not in known]
    for name, codes in _CODES.items():
        if params.get(name, "") not in ("", *codes):
            wrong.append((name, params[name]))
    return wrong


def current_view() -> View:
    """The view of this run."""
    return st.session_state.get("view", View())


def page() -> str:
    """The page of this run by its name in the URL; empty for the start page."""
    return st.session_state.get("page", "")


def open_view() -> View:
    """Read the view at the start of a run, from the URL or else from the session."""
    params = st.query_params.to_dict()
    told = bool(params) and params != st.session_state.get("url")
    st.session_state["told by url"] = told
    if told:
        st.session_state["view"] = from_query(params)
        st.session_state["stated"] = params
        st.session_state["set aside"] = not_understood(params)
    view = current_view()
    st.session_state["lang"] = view.lang
    st.session_state["certain"] = view.certain
    return view


def stated(name: str) -> bool:
    """Whether a field has what the address said, and nobody has found it right so far."""
    value = getattr(current_view(), name)
    return bool(value) and st.session_state.get("stated", {}).get(name) == value


def accept(name: str) -> None:
    """What the address said of a field is right; from now on it is like any choice."""
    st.session_state.get("stated", {}).pop(name, None)


def set_aside(name: str) -> NoReturn:
    """What the address said of a field is nothing that there is: the page says so, and runs again
    with its default. Ends this run."""
    take_default(name)
    st.rerun()


def take_default(name: str) -> None:
    """Like `set_aside`, where the run can go on with the default."""
    st.session_state["set aside"] += [(name, getattr(current_view(), name))]
    accept(name)
    update(**{name: getattr(View(), name)})


def what_was_set_aside() -> list[tuple[str, str]]:
    """The parts of the address that nobody understood: name and value."""
    return list(st.session_state.get("set aside", []))


def enter_page(page: str) -> None:
    """Forget what the page before alone asked for, unless a link has just said it."""
    if st.session_state.get("page", page) != page and not st.session_state["told by url"]:
        update(**{name: getattr(View(), name) for name in PAGE_OWN})
        st.session_state["set aside"] = []
    st.session_state["page"] = page


def update(**changes: Any) -> None:
    """Change the view, for the rest of this run and for those to come."""
    st.session_state["view"] = replace(current_view(), **changes)
    st.session_state["lang"] = current_view().lang
    st.session_state["certain"] = current_view().certain


def write_url() -> None:
    """Let the URL say what is shown."""
    query = current_view().query()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state["url"] = query
