"""How today's data differ from an edition, kept per version of the store and of the schemes."""

from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st

from metrics.analyses.family import english_names
from metrics.bulletin.content import NoticeTable, Said, words_text
from metrics.bulletin.notice import said_table
from metrics.bulletin.wording import Wording
from metrics.editions.difference import difference
from metrics.editions.difference_tables import difference_sentence, difference_tables
from metrics.editions.edition import Edition
from metrics.schemes.scheme import Scheme
from ui import store, widgets
from ui.bulletins.drawn import table_html
from ui.bulletins.made import stamp_beside
from ui.download import buttons
from ui.i18n import language, t
from ui.kept_results import kept_beside
from ui.markup import note, put, section, statement
from ui.printing.drawn import Drawn, remember

_SHOWN = 100  # rows of a table on the page; its files have all


class _Today(NamedTuple):
    """What differs, said in both languages."""

    summary: Said
    tables: tuple[NoticeTable, ...]


def summary_today(edition: Edition) -> str:
    """In a sentence, whether and how today's data differ."""
    return _today(edition).summary.text(language())


def draw_difference(edition: Edition) -> None:
    """The tables of all that differs, each with its files."""
    with widgets.spinner(t("editions-comparing")):
        found = _today(edition)
    put(statement(found.summary.text(language())))
    put(note(t("editions-frozen-stays")))
    for one in found.tables:
        title = words_text(one.title, language())
        put(section(title))
        remember(Drawn(title, table=partial(table_html, one, leads=False)))
        put(table_html(_beginning(one), leads=False))
        if len(one.rows) > _SHOWN:
            put(note(t("editions-cut", shown=_SHOWN, n=len(one.rows))))
        about = {t("editions-column-name"): edition.name.text(language())}
        buttons(_frame(one), one.id, about)


def _beginning(one: NoticeTable) -> NoticeTable:
    return NoticeTable(one.id, one.title, one.columns, one.rows[:_SHOWN])


def _frame(one: NoticeTable) -> pd.DataFrame:
    """All of a table, in the page's language: numbers as numbers."""
    lang = language()
    heads = {column.key: words_text(column.head, lang) for column in one.columns}
    rows = [
        {
            head: words_text(cell, lang) if isinstance(cell := row.get(key), Said | str) else cell
            for key, head in heads.items()
        }
        for row in one.rows
    ]
    return pd.DataFrame(rows, columns=list(heads.values()))


def _today(edition: Edition) -> _Today:
    at, folders = store.current(), store.places_of_schemes()
    beside = stamp_beside(edition.store)
    stamp = " ".join((store.scheme_stamp(), *map(str, folders), beside))
    return _compared(at, edition.id, edition.manifest.hash, stamp, edition)


@st.cache_data(max_entries=64, show_spinner=False)
@kept_beside
def _compared(at: store.Snapshot, id: str, hash: str, stamp: str, _edition: Edition) -> _Today:
    con = store.connection(at)
    found = difference(_edition, con, store.places_of_schemes())
    schemes = [s for s in store.schemes() if isinstance(s, Scheme)]
    own = [s for s in schemes if s.id == _edition.manifest.scheme]
    frozen = reversed(_edition.scheme_versions())  # for groups that are called nothing now
    wording = Wording(None, english_names(con, [*own, *frozen, *schemes]))
    tables = tuple(said_table(one, wording) for one in difference_tables(found))
    return _Today(wording.said(difference_sentence(found)), tables)
