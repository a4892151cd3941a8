"""How any document writes what a notice says: whole sentences, numbered headings, cells."""

import re
from collections.abc import Mapping, Sequence

from kernel.messages import Message
from kernel.text import spaced
from metrics.bulletin.content import (
    CellContent,
    Notice,
    NoticeColumn,
    Section,
    Words,
    cell_words,
    words_text,
)

_DIGITS = "〇一二三四五六七八九"
_END = re.compile(r"[\s。.;；,，、]+$")
_STOPS = {"zh": "。", "en": "."}


def whole_sentence(words: Words, lang: str) -> str:
    """A text that ends in 。 or . exactly once; in English it begins with a capital."""
    text = _END.sub("", spaced(words_text(words, lang)))
    if not text or text[-1] in "！？!?":
        return text
    return (text[:1].upper() + text[1:] if lang == "en" else text) + _STOPS[lang]


def section_sentences(notice: Notice, section: Section, lang: str) -> list[str]:
    """The sentences of a section; of an empty one that there is nothing (本月无), or no data."""
    if section.empty:
        return [whole_sentence(notice.silence(section), lang)]
    return [whole_sentence(sentence.words, lang) for sentence in section.sentences]


def table_texts(
    columns: Sequence[NoticeColumn], rows: Sequence[Mapping[str, CellContent]], lang: str
) -> list[list[str]]:
    """The cells of a table as people read them, without what cannot be seen."""
    return [[spaced(cell_words(column, row, lang)) for column in columns] for row in rows]


def heads_text(columns: Sequence[NoticeColumn], lang: str) -> list[str]:
    """The headings of a table."""
    return [spaced(words_text(column.head, lang)) for column in columns]


def numeral(number: int, lang: str) -> str:
    """1 to 99 as headings count: 一, 十, 十一, 二十 in Chinese, digits in English."""
    if lang != "zh":
        return f"{number}"
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + "十" * (tens > 0) + (_DIGITS[ones] if ones else "")


def document_text(code: str, lang: str, **params: object) -> str:
    """A fixed text of a document."""
    return Message(f"document-{code}", params, "metrics").text(lang)
