"""自助分析: the choices on the left; sentence, chart and table of what they ask on the right."""

import streamlit as st

from metrics.pivot.answer import PivotAnswer, answer
from metrics.pivot.question import Question, QuestionError
from ui import store, view
from ui.analysis.asking import asked_question, choose
from ui.analysis.behind import show_rows
from ui.analysis.captions import of_answer
from ui.analysis.drawing import draw
from ui.analysis.results import about_of, downloads, show_table
from ui.analysis.words import ask_in_words
from ui.header import call_by_language, open_data
from ui.i18n import said, t
from ui.markup import note, put, statement
from ui.navigation import PageEntry

PLACE = PageEntry("drill", 15)


def show() -> None:
    """Draw the page, or the rows behind a cell. It needs no scheme: rules of counting are those
    that hold without one."""
    open_data("analysis")
    at = store.current()
    call_by_language(at)
    asked = asked_question(at)
    if view.current_view().chosen and show_rows(at, asked):
        return
    ask_in_words(at, asked)
    left, right = st.columns([1, 3.6], gap="large")
    with left, st.container(key="analysis-choices"):
        choose(at, asked)
    with right:
        try:
            found = _answer(at, asked)
        except QuestionError as error:
            put(statement(said(error.message)))
            return
        sentence = said(of_answer(found))
        put(statement(sentence))
        draw(found, sentence)
        show_table(found)
        downloads(found, about_of(found, at.version))
        put(note(t("analysis-note")))


@st.cache_data(max_entries=64, show_spinner=False)
def _answer(at: store.Snapshot, asked: Question) -> PivotAnswer:
    return answer(store.connection(at), asked)
