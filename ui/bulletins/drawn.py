"""A section of a notice on the screen: its sentences and its tables, as every document has them."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from metrics.bulletin.content import (
    Notice,
    NoticeColumn,
    NoticeTable,
    Section,
    cell_words,
    words_text,
)
from metrics.documents.notice_words import whole_sentence
from ui.certain import tone_if_certain
from ui.i18n import language, t
from ui.links import link, unit_address
from ui.markup import CELL_MOST, facts_list, note, put
from ui.printing.drawn import Drawn, remember
from ui.tables import WRAPPED_MOST, Column, table


def draw_title(notice: Notice) -> None:
    """Put the title of a notice on the page."""
    title = words_text(notice.title, language())
    put(f'<h1 class="lead small">{escape(title)}</h1>')
    remember(Drawn(title))


def draw_section(
    notice: Notice, section: Section, number: int | None = None, leads: bool = True
) -> None:
    """Put a section of a notice on the page, and the same on its paper. leads: whether units lead
    to their pages."""
    pieces = list(_pieces(notice, section, number, leads))
    for piece in pieces:
        put(piece)
    remember(Drawn("", table=lambda: "".join(pieces)))


def draw_provenance(notice: Notice) -> None:
    """Put on the page where the figures come from, at the end."""
    lang = language()
    facts = [(words_text(name, lang), words_text(text, lang)) for name, text in notice.about]
    title = f'<div class="section"><h2>{escape(t("bulletin-provenance"))}</h2></div>'
    markup = title + facts_list(facts)
    put(markup)
    remember(Drawn("", table=lambda: markup))


def _pieces(notice: Notice, section: Section, number: int | None, leads: bool) -> Iterator[str]:
    """The markup of a section, piece by piece."""
    lang = language()
    yield heading(section, number)
    if section.empty:
        yield f'<p class="said">{escape(whole_sentence(notice.silence(section), lang))}</p>'
    yield sentences_html(section)
    for one in section.tables:
        if one.rows:
            yield f'<p class="table-title">{escape(words_text(one.title, lang))}</p>'
            yield table_html(one, leads)
            if one.note is not None:
                yield note(whole_sentence(one.note, lang))


def heading(section: Section, number: int | None = None) -> str:
    """The heading of a section with its number."""
    title = words_text(section.title, language())
    words = title if number is None else t("bulletin-heading", n=number, title=title)
    return f'<div class="section"><h2>{escape(words)}</h2></div>'


def sentences_html(section: Section) -> str:
    """The sentences of a section, a line each, in their tones."""
    lang = language()
    lines = "".join(
        f'<li class="{tone_if_certain(one.tone)}">{escape(words_text(one.words, lang))}</li>'
        for one in section.sentences
    )
    return lines and f'<ul class="said">{lines}</ul>'


def table_html(
    shown: NoticeTable, leads: bool = True, compact: bool = True, more: Sequence[Column] = ()
) -> str:
    """The HTML of a table; its totals stand at its foot. more: columns after its own."""
    columns = [*(_column(column, leads) for column in shown.columns), *more]
    rows = [dict(row) for row in shown.rows]
    foot = rows.pop() if shown.total else None
    return table(rows, columns, foot=foot, compact=compact)


def _column(column: NoticeColumn, leads: bool) -> Column:
    lang = language()

    def cell(row: Mapping[str, Any]) -> str:
        words = cell_words(column, row, lang)
        unit = row.get("unit") if leads and column.key in ("unit_name", "owner") else None
        most = WRAPPED_MOST if column.long else CELL_MOST
        return link(words, unit_address(unit) if unit else "", most)

    def tone(row: Mapping[str, Any]) -> str:
        own = str(row.get("tone", ""))
        return tone_if_certain(own) if column.change and own != "neutral" else ""

    return Column(
        words_text(column.head, lang),
        cell,
        "left" if column.digits is None else "right",
        tone=tone,
        html=True,
        wrap=column.long,
    )
