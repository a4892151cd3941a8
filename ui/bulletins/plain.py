"""A notice for a reader who wants no word of chance: its figures, not how sure they are."""

from dataclasses import replace
from typing import Any

from kernel.messages import Message
from metrics.bulletin.content import Notice, NoticeTable, Section, Sentence, Words
from metrics.bulletin.facts import say
from ui.plainly import plainly

_JUDGED = "judged"  # the column that says nothing else
_NOTES = {
    "bulletin-ranking-note": None,
    "bulletin-ranking-note-close": None,
    "bulletin-moved-note": say("moved-note-plain"),
}


def plain_notice(notice: Notice) -> Notice:
    """A notice whose texts are messages still, without intervals, chances and words for them."""
    return replace(notice, sections=tuple(map(_section, notice.sections)))


def _section(section: Section) -> Section:
    said = [(_words(one.words), one.tone) for one in section.sentences]
    return replace(
        section,
        sentences=tuple(Sentence(words, tone) for words, tone in said if words != ""),
        tables=tuple(map(_table, section.tables)),
    )


def _table(table: NoticeTable) -> NoticeTable:
    rows = tuple({key: _cell(cell) for key, cell in row.items()} for row in table.rows)
    told = {key for row in rows for key, cell in row.items() if cell not in (None, "")}
    empty = {
        column.key
        for column in table.columns
        if column.key not in told and any(row.get(column.key) for row in table.rows)
    }
    note = table.note
    if isinstance(note, Message):
        note = _NOTES.get(note.code, note)
    columns = tuple(c for c in table.columns if c.key not in empty | {_JUDGED})
    return replace(table, columns=columns, rows=rows, note=note)


def _cell(cell: Any) -> Any:
    return (_words(cell) or None) if isinstance(cell, Message) else cell


def _words(words: Words) -> Words:
    """A text without what is judged; "" where nothing is left of it."""
    return (plainly(words) or "") if isinstance(words, Message) else words
