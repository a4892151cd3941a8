"""Small pieces of HTML that pages share; every text is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from metrics.narrative.headline import Clause
from ui.certain import tone_if_certain
from ui.format import shorten
from ui.i18n import name_shown, said, t

CELL_MOST = 40  # ems of a text in a table
NAME_MOST = 18  # ems of a name that leads on
TITLE_MOST = 2_000  # characters of a text that pointing at it shows


def section(title: str, hint_html: str = "", definition: str = "") -> str:
    """The heading of a part of the page, with a quiet hint (our own markup) beside it.

    `definition` says how its figures are computed, to whoever points at the heading.
    """
    tip = f' title="{escape(definition)}"' if definition else ""
    return f'<div class="section"><h2{tip}>{escape(title)}</h2><span>{hint_html}</span></div>'


def dot_key(rows: pd.DataFrame, before: str) -> str:
    """The key of those marks that a ranking has (`ui.rows.ranking_rows`). before: what the ring is
    (`ui.compared_with.ring`)."""
    marks = {
        "score": ("dot", t("key-now")),
        "previous": ("ring", before),
        "low": ("bar", t("key-interval")),
    }
    return "".join(
        f'<span class="key"><i class="{css}"></i>{escape(word)}</span>'
        for column, (css, word) in marks.items()
        if rows[column].notna().any()
    )


def lead(clauses: Sequence[Clause]) -> str:
    """The sentence over the page: clauses in their tones (neutral, better, worse)."""
    end = t("sentence-end")
    told = [(clause.tone, said(clause.message).removesuffix(end)) for clause in clauses]
    words = escape(t("clause-separator")).join(
        f'<span class="{tone_if_certain(word)}">{_whole(text)}</span>'
        for word, text in told
        if text
    )
    return f'<h1 class="lead">{words}{escape(end)}</h1>'


def statement(text: str) -> str:
    """A sentence set large, without tones; nothing for nothing."""
    return text and f'<h1 class="lead small">{_whole(text)}</h1>'


def _whole(text: str) -> str:
    """Text for a page in which no line ends between a number and its percent sign."""
    return escape(text).replace(" %", "\u00a0%")


def facts_list(facts: Iterable[tuple[str, str]]) -> str:
    """Names and what holds for each."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts)
    return f'<dl class="list">{rows}</dl>'


def caution(title: str, lines: Iterable[str]) -> str:
    """Something that needs attention, with its particulars."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div class="notice"><b>{escape(title)}</b><ul>{items}</ul></div>'


def note(text: str) -> str:
    """A quiet line of text; nothing for nothing."""
    return f'<p class="note">{escape(text)}</p>' if text else ""


def brief(text: str, most: float) -> str:
    """The markup of a text that is cut beyond so many ems; pointing at it shows the whole. A name
    is shown as the language calls it."""
    text = name_shown(text)
    short = shorten(text, most)
    if short == text:
        return escape(text)
    return f'<span class="cut" title="{escape(text[:TITLE_MOST])}">{escape(short)}</span>'


def put(html: str) -> None:
    """Put our own markup on the page, if there is any."""
    if html:
        st.html(html)
