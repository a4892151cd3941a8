"""What a page says when it cannot show what it is for, and the one boundary that errors meet."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import streamlit as st

from data.access.audit import Audit
from data.access.rights import RightMissingError
from data.store import EmptyStoreError
from kernel.messages import ShirongError
from metrics.bulletin.wording import WordingError
from metrics.schemes.scheme import SchemeError
from ui import format as f
from ui import view, widgets, workspace
from ui.i18n import language, said, t
from ui.logs import logger
from ui.markup import caution, note, put

NAMED_MOST = 40  # ems of what an address names
ADDRESS_MOST = 8  # parts of an address that are named
log = logger()


class NoMatch(Exception):
    """The view names something that the store does not have. `code` is the text that says so."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@contextmanager
def boundary(page: str) -> Iterator[None]:
    """Run a page; whatever it raises becomes a calm sentence, and never a traceback."""
    try:
        with _foreseen(page):
            yield
    except Exception:
        reference = secrets.token_hex(3).upper()
        log.exception("reference %s on page %s", reference, page)
        _unforeseen(reference)


@contextmanager
def _foreseen(page: str) -> Iterator[None]:
    try:
        yield
    except EmptyStoreError:
        empty_store()
    except NoMatch as nothing:
        no_match(nothing)
    except SchemeError as error:
        broken_scheme(error)
    except WordingError as error:
        log.warning("%s: %s", page, error)
        card(t("state-wording-title"), t("state-wording-text"), *wording_faults(error))
    except ShirongError as error:
        log.warning("%s: %s", page, error)
        if isinstance(error, RightMissingError):
            Audit(workspace.own_store().folder).add("refused", f"{error.right} {page}")
        card(t("state-foreseen-title"), said(error.message))


def _unforeseen(reference: str) -> None:
    """The card of an error that nobody foresaw. Where even the texts fail, constant ones stand in:
    this is the last thing that can be said."""
    try:
        card(t("state-unexpected-title"), t("state-unexpected-text", reference=reference))
    except Exception:
        log.exception("reference %s: no words for it", reference)
        st.html(_LAST_WORDS.format(reference=reference))


_LAST_WORDS = (
    '<div class="state"><h1>本页暂时无法显示 · This page cannot be shown</h1>'
    "<p>数据没有改变。错误编号 {reference}，详情见服务器日志。"
    "Nothing was changed. Reference {reference}; the server's log says more.</p></div>"
)


def card(title: str, text: str, *more: str) -> None:
    """One calm statement in the middle of the page: what is so, and what to do."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in (text, *more))
    st.html(f'<div class="state"><h1>{escape(title)}</h1>{paragraphs}</div>')


def say_set_aside() -> None:
    """What of the address was not understood: the page shows its default instead."""
    wrong = view.what_was_set_aside()
    if wrong:
        lines = [f"{f.shorten(name, 20)}={f.shorten(value, NAMED_MOST)}" for name, value in wrong]
        put(caution(t("address-set-aside"), lines[:ADDRESS_MOST]))


def empty_store() -> None:
    """Nothing has been imported yet: two ways to begin, each with what happens then."""
    from ui.imports.importing import load_sample  # the importer is needed on this page alone

    card(t("state-empty-title"), t("state-empty-what"))
    with st.container(key="state-ways"):
        sample, own = st.columns(2, gap="large")
    there = workspace.has_sample()
    with sample:
        put(note(t("state-empty-there" if there else "state-empty-how")))
        code = "state-empty-enter" if there else "state-empty-sample"
        load = widgets.button(t(code), key="load-sample", width="stretch", needs="import")
    with own:
        put(note(t("state-empty-own")))
        bring = widgets.button(
            t("state-empty-import"),
            type="primary",
            key="go-import",
            width="stretch",
            needs="import",
        )
    if bring:
        st.switch_page("../pages/imports.py", query_params=view.current_view().query())
    if load:
        if not there:
            with st.container(key="state-progress"):
                load_sample()
        workspace.go_to(view.SAMPLE_SPACE)
        st.rerun()


def no_match(nothing: NoMatch) -> None:
    """The filters or the link name what there is not; one button leads back to what there is."""
    named = {name: f.shorten(str(value), NAMED_MOST) for name, value in nothing.params.items()}
    card(t("state-no-match-title"), t(nothing.code, **named))
    with st.container(horizontal=True, horizontal_alignment="center", key="state-buttons"):
        reset = dict.fromkeys(
            ("find", "period", "group", "scheme", "kind", "unit", "other", "component"), ""
        )
        widgets.button(
            t("state-no-match-reset"),
            on_click=view.update,
            kwargs=reset,
            type="primary",
            key="reset",
        )


def broken_scheme(error: SchemeError) -> None:
    """A scheme file that cannot be used: every fault with its file, line and field."""
    card(t("state-scheme-title"), t("state-scheme-text"), *error.text(language()).splitlines())


def wording_faults(error: WordingError) -> list[str]:
    """What is wrong with the office's wording of notices, a fault a line."""
    return error.text(language()).splitlines()
