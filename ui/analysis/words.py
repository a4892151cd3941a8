"""A question in words: how each word is understood while it is typed, and the view it proposes."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from data.access.narrowing import OTHERS
from metrics.pivot.question import Question
from metrics.pivot.words.reader import LONGEST_SENTENCE, read_sentence
from metrics.pivot.words.reading import SentenceReading, WordSpan, part_message
from metrics.pivot.words.saying import meaning_in_words
from metrics.pivot.words.vocabulary import Vocabulary, vocabulary_of
from ui import store, widgets
from ui.analysis.asking import take_question, values_of
from ui.i18n import language, name_shown, said, t
from ui.markup import put

_KEY = "ask-words"
_TYPED = "300ms"  # after such a pause what is typed is read
_MOST_OFFERED = 6


def ask_in_words(at: store.Snapshot, asked: Question) -> None:
    """The field, and below it how its words are understood; nothing is asked before it is shown
    and taken."""
    with st.container(key="words"):
        _field(at, asked)


@st.fragment
def _field(at: store.Snapshot, asked: Question) -> None:
    """Typing runs this alone; only what is taken runs the page."""
    line, button = st.columns([6, 1], vertical_alignment="center")
    sentence = widgets.text_input(
        t("words-label"), at=line, key=_KEY, placeholder=_example(at), live=_TYPED,
        label_visibility="collapsed", max_chars=LONGEST_SENTENCE,
    )  # fmt: skip
    reading = read_sentence(sentence, _vocabulary(at)) if (sentence or "").strip() else None
    new = reading is not None and reading.asked not in (None, asked)
    shown = widgets.button(
        t("words-show"), at=button, key="words-show", width="stretch", disabled=not new,
        type="primary" if new else "secondary",
    )  # fmt: skip
    if reading is None:
        return
    put(f'<p class="words">{"".join(_chips(reading))}</p>')
    _offer(reading)
    if shown and reading.asked:
        take_question(reading.asked)
        st.rerun()


@st.cache_resource(max_entries=4, show_spinner=False)
def _vocabulary(at: store.Snapshot) -> Vocabulary:
    return vocabulary_of(store.connection(at))


def _example(at: store.Snapshot) -> str:
    """A question with names that the store has."""
    held = [values_of(at, "filed", name) for name in ("district", "subcategory")]
    named = [[one for one in names if one and one != OTHERS] for names in held]
    if not all(named):
        return t("words-example-plain")
    unit, kind = (name_shown(names[0]) for names in named)
    return t("words-example", unit=unit, kind=kind)


def _chips(reading: SentenceReading) -> Iterator[str]:
    for span in reading.said:
        if span.part == "filler":
            yield f'<span class="word filler">{escape(span.text)}</span>'
            continue
        told = said(span.message)
        if span.remark is not None:
            told = t("words-remark", told=told, remark=said(span.remark))
        yield _chip(span.state, span.text, told)
    for part, code in reading.assumed:
        yield _chip("assumed", t("words-not-said"), said(part_message(part, code)))


def _chip(state: str, text: str, told: str) -> str:
    return f'<span class="word {state}"><b>{escape(text)}</b> {escape(told)}</span>'


def _offer(reading: SentenceReading) -> None:
    """Other words for those that are not known or mean several things; a click writes one."""
    offered = [(span, text) for span in reading.said for text in _instead_of(span)]
    if not offered:
        return
    with st.container(horizontal=True, key="words-offered"):
        for number, (span, text) in enumerate(offered[:_MOST_OFFERED]):
            widgets.button(
                t("words-instead", text=span.text, instead=text),
                key=f"words-instead-{number}",
                on_click=_write,
                args=(reading.sentence, span, text),
            )


def _instead_of(span: WordSpan) -> tuple[str, ...]:
    return (*span.near, *(meaning_in_words(m, language()) for m in span.others))


def _write(sentence: str, span: WordSpan, text: str) -> None:
    before, after = sentence[: span.begin].rstrip(), sentence[span.end :].lstrip()
    st.session_state[_KEY] = f"{before} {text} {after}".strip()
