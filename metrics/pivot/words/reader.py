"""Reads a sentence: its words, what they make of each other, what they ask for."""

from collections.abc import Iterable, Sequence

from metrics.pivot.words.deciding import SentenceDecision, Verdict
from metrics.pivot.words.folding import FoldedSentence, fold_sentence
from metrics.pivot.words.hearing import hear
from metrics.pivot.words.reading import SentenceReading, WordSpan
from metrics.pivot.words.tokens import word_tokens
from metrics.pivot.words.vocabulary import Vocabulary

LONGEST_SENTENCE = 400


def read_sentence(text: str, vocabulary: Vocabulary) -> SentenceReading:
    """The question that a sentence asks, and how each part of it was understood. Whatever it
    says, the question can be asked (`check_question`); what it cannot hold is marked and has no
    effect. Of a text longer than LONGEST_SENTENCE only that much is read."""
    sentence = fold_sentence(text[:LONGEST_SENTENCE])
    words = hear(word_tokens(sentence, vocabulary))
    found = SentenceDecision(words)
    asked = found.question() if found.says_anything else None
    spans = tuple(_spans(sentence, found.of, vocabulary))
    return SentenceReading(sentence.text, asked, spans, tuple(found.assumed) if asked else ())


def _spans(
    sentence: FoldedSentence, verdicts: Sequence[Verdict], vocabulary: Vocabulary
) -> Iterable[WordSpan]:
    """The whole sentence; what lies between words is blank."""
    at = 0
    text = sentence.text
    for one in verdicts:
        begin, end = sentence.original(one.word.token.begin, one.word.token.end)
        if begin > at:
            yield WordSpan(at, begin, text[at:begin], "blank")
        near = vocabulary.near(text[begin:end]) if one.part == "unknown" else ()
        yield WordSpan(
            begin, end, text[begin:end], one.part, one.state, one.code, one.of, one.others, near,
            one.note,
        )  # fmt: skip
        at = end
    if at < len(text):
        yield WordSpan(at, len(text), text[at:], "blank")
