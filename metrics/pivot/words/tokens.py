"""A folded sentence cut into words: as few characters as can be left over, in as few words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data.parsing.numerals import number_of
from kernel.text import fold
from metrics.pivot.words.folding import FoldedSentence
from metrics.pivot.words.grammar import ENGLISH_NUMBERS, word_grammar
from metrics.pivot.words.times import calendar_days, days_said
from metrics.pivot.words.vocabulary import (
    DAYS,
    DIMENSION,
    FILLER,
    JOINT,
    ORDER,
    TOP,
    Vocabulary,
    WordMeaning,
)

_N = r"(?P<n>\d{1,4}|[一二两三四五六七八九十]{1,3})"
_EN = rf"(?P<n>\d{{1,4}}|{'|'.join(ENGLISH_NUMBERS)})"
_OF = r"(?:名|个|位|项|条)?(?:的)?"
_WEAK = (FILLER, JOINT)


@dataclass(frozen=True)
class WordToken:
    """A word of a sentence: its place in the fold, and what it may mean (nothing: unknown).
    assumed: something of it is not said, like the year of a month."""

    begin: int
    end: int
    meanings: tuple[WordMeaning, ...] = ()
    assumed: bool = False

    def of(self, part: str) -> tuple[WordMeaning, ...]:
        """Its meanings of one part."""
        return tuple(m for m in self.meanings if m.part == part)

    def joins(self, *codes: str) -> bool:
        """Whether it may be one of these joints."""
        return any(m.code in codes for m in self.of(JOINT))


def word_tokens(sentence: FoldedSentence, vocabulary: Vocabulary) -> list[WordToken]:
    """The words of a sentence, unknown stretches among them, in their order and without gaps."""
    text, size = sentence.folded, len(sentence.folded)
    # From each place on: characters left over, words, minus the squares of their lengths.
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (size + 1)
    first: list[WordToken] = [WordToken(0, 0)] * size
    longest = vocabulary.longest
    for at in range(size - 1, -1, -1):
        unknown, words, lengths = best[at + 1]
        best[at], first[at] = (unknown + 1, words, lengths), WordToken(at, at + 1)
        if not sentence.is_edge(at):
            continue
        for token in _from(text, at, longest, vocabulary):
            if not sentence.is_edge(token.end):
                continue
            unknown, words, lengths = best[token.end]
            cost = (unknown, words + 1, lengths - (token.end - at) ** 2)
            if cost < best[at]:
                best[at], first[at] = cost, token
    found, at = [], 0
    while at < size:
        found.append(first[at])
        at = first[at].end
    return _joined(found, sentence)


def _from(text: str, at: int, longest: int, vocabulary: Vocabulary) -> Iterator[WordToken]:
    for end in range(min(len(text), at + longest), at, -1):
        if meanings := vocabulary.words.get(text[at:end]):
            dated = tuple(
                WordMeaning(DAYS, calendar_days(m.code, vocabulary.today)) if m.part == DAYS else m
                for m in meanings
            )
            yield WordToken(at, end, dated)
    for days in days_said(text, at, vocabulary.today):
        yield WordToken(at, days.end, (WordMeaning(DAYS, days.days),), days.assumed)
    yield from _tops(text, at)
    if not text[at].isalnum():
        yield WordToken(at, at + 1, (WordMeaning(FILLER, "sign"),))


@cache
def _orders() -> dict[str, str]:
    """Folded superlative -> order."""
    return {fold(w): code for code, words in word_grammar().order.items() for w in words}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    most = "|".join(sorted(map(re.escape, _orders()), key=len, reverse=True))
    units = r"(?![天日周月年季]|个月|个季|个星期)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:排名|排)?(?P<way>前|头|后|倒数第?|末尾|末|垫底的?){_N}{units}{_OF}",
            rf"(?P<most>{most})的?前?{_N}{units}{_OF}",
            rf"{_N}(?:个|名|位|项|条)(?P<most>{most})的?",
            rf"(?P<way>top|first|bottom){_EN}(?!days?|weeks?|months?|quarters?|years?)",
            rf"(?P<most>{most}){_EN}",
            rf"{_EN}(?:with)?(?:the)?(?P<most>{most})",
        )
    )


def _tops(text: str, at: int) -> Iterator[WordToken]:
    """`前10`, `最差的三个`, `top 10`, `lowest 3`."""
    for pattern in _patterns():
        if not (found := pattern.match(text, at)):
            continue
        parts = found.groupdict()
        number = ENGLISH_NUMBERS.get(parts["n"]) or number_of(parts["n"])
        up = parts.get("way") not in (None, "前", "头", "top", "first")
        order = _orders()[parts["most"]] if parts.get("most") else "value-up" if up else "value"
        if number:
            meanings = (WordMeaning(TOP, f"{number}"), WordMeaning(ORDER, order))
            yield WordToken(at, found.end(), meanings)


def _joined(tokens: list[WordToken], sentence: FoldedSentence) -> list[WordToken]:
    """Unknown characters that stand together as one, unknown English words as well; a small word
    between two of them is part."""
    found: list[WordToken] = []
    for number, token in enumerate(tokens):
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        before = found[-1] if found else None
        small = token.end - token.begin == 1 and sentence.folded[token.begin].isalnum()
        small = small and all(m.part in _WEAK or m.part == DIMENSION for m in token.meanings)
        unknown = not token.meanings or bool(small and after and not after.meanings)
        english = sentence.folded[token.begin].isascii() and not token.meanings
        together = english or not sentence.apart[token.begin]
        together = together and before is not None and not before.meanings
        if unknown and together and before is not None and (not token.meanings or small):
            found[-1] = WordToken(before.begin, token.end)
        else:
            found.append(token)
    return found
