"""The rows behind one cell of an answer; the engine gives no more of them than are shown."""

import streamlit as st

from metrics.indicators import COUNTABLE
from metrics.pivot.dimensions import dimensions_of
from metrics.pivot.question import Question, QuestionError
from metrics.pivot.rows import cell_rows, sides_of
from ui import store, view
from ui.analysis.cells import read_cell
from ui.choices import choose_part
from ui.evidence_sheet import evidence_sheet
from ui.i18n import language, t
from ui.links import link, page_address
from ui.markup import note, put

MOST = 2_000  # rows that the page and its files hold; more of them are narrowed first


def show_rows(at: store.Snapshot, asked: Question) -> bool:
    """Draw the rows of the cell that the view names; False where it names none that there is."""
    try:
        key = read_cell(view.current_view().chosen)
        with st.container(horizontal=True, vertical_alignment="center", key="trail"):
            _trail(asked, key)
            side = choose_part("state", sides_of(asked), lambda s: t(f"analysis-side-{s}"))
        found = cell_rows(store.connection(at), asked, key, side, MOST + 1)
    except (ValueError, QuestionError):
        view.set_aside("chosen")
    if len(found) > MOST:
        put(note(t("analysis-rows-cut", n=MOST)))
    measure = COUNTABLE[asked.measure]
    below = measure.denominator
    table = below.table if side == "denominator" and below else measure.numerator.table
    name = f"rows-{asked.measure.replace(':', '-')}-{side}"
    about = {t("analysis-question"): asked.line, t("about-store"): str(at.version)}
    evidence_sheet(found.head(MOST), table, name, about)
    return True


def _trail(asked: Question, key: dict[str, str | None]) -> None:
    known = dimensions_of(asked.measure)
    back = page_address("analysis", ask=asked.line)
    words = [
        known[name].value_words(code, language()) for name, code in key.items() if name in known
    ]
    steps = [link(t("page-analysis"), back), *(link(word, "") for word in words)]
    put(f'<p class="trail">{"<i>›</i>".join(steps)}</p>')
