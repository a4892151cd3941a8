"""A question in words on the command line."""

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from kernel.messages import Message
from metrics.pivot.question import Question
from metrics.pivot.words.reader import read_sentence
from metrics.pivot.words.reading import SentenceReading, part_message
from metrics.pivot.words.vocabulary import vocabulary_of
from shirong.asking import UsageError, printed_names, say


def question_of_words(
    con: duckdb.DuckDBPyConnection, sentence: str, lang: str
) -> tuple[Question, Iterator[str]]:
    """The question of a sentence, and how it was understood, word by word. UsageError where
    nothing of it is."""
    reading = read_sentence(sentence, vocabulary_of(con))
    if reading.asked is None:
        raise UsageError(Message("cli-ask-words-unknown", {"words": sentence}, "metrics"))
    return reading.asked, _reading_lines(reading, lang, printed_names(con, lang))


def _reading_lines(reading: SentenceReading, lang: str, names: Mapping[str, str]) -> Iterator[str]:
    """How each word was understood, what was assumed, and the question in its one line."""
    for span in reading.said:
        if span.part != "filler":
            said: dict[str, Any] = {"text": span.text, "meaning": span.message.calling(names)}
            if span.remark:
                said["remark"] = span.remark
            yield say("cli-ask-span-remark" if span.remark else "cli-ask-span", lang, **said)
    for part, code in reading.assumed:
        remark = Message("reading-assumed", {}, "metrics")
        yield say("cli-ask-assumed", lang, remark=remark, meaning=part_message(part, code))
    if reading.asked:
        yield say("cli-ask-line", lang, line=reading.asked.line)
