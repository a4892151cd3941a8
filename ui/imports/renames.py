"""Units that a register calls by another name than before: one unit from a day on, or two?"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from data.store import Store
from data.unit_resolution.renames import Rename, RenameQuestion
from ui import widgets
from ui.i18n import t
from ui.imports.drop import Attempt
from ui.imports.review_asking import decide_asking
from ui.markup import note, put, section

_WAYS = ("same", "apart", "later")


def waiting(attempt: Attempt) -> list[RenameQuestion]:
    """What the registers of an import give rise to ask."""
    return [question for account in attempt.accounts for question in account.renames]


def answers_of(questions: Sequence[RenameQuestion]) -> list[Rename] | None:
    """A line for each question, and a button; the answers once it is clicked."""
    if not questions:
        return None
    put(section(t("rename-title"), escape(t("rename-hint"))))
    found = [answer for one in questions if (answer := _asked(one, "trial"))]
    # Not disabled while nothing is answered: a day that is typed counts once the field is left,
    # and the click leaves it.
    if not widgets.button(t("rename-try", n=len(found)), type="primary", key="rename-try"):
        return None
    if not found:
        put(note(t("rename-no-answer")))
    return found or None


def open_renames(store: Store, questions: Sequence[RenameQuestion]) -> None:
    """The questions that a stored register left open, each with its answer."""
    for question in questions:
        answer = _asked(question, "open")
        key = f"rename-yes-{_key(question)}"
        if widgets.button(t("review-yes"), key=key, disabled=answer is None) and answer:
            decide_asking(store, [answer], rename_words(answer))


def rename_words(rename: Rename) -> str:
    """An answer in words."""
    names = {"former": rename.former, "name": rename.name}
    if not rename.joined:
        return t("rename-said-apart", **names)
    return t("rename-said-same", since=f"{rename.since or '–'}", **names)


def _asked(question: RenameQuestion, where: str) -> Rename | None:
    """One question; the answer so far."""
    one, key = question.rename, f"rename-{where}-{_key(question)}"
    params = {"id": question.unit_id, "kind": t(f"kind-{one.kind}")}
    code = "rename-asked" if one.joined else "rename-doubtful"
    put(note(t(code, former=one.former, name=one.name, **params)))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        way = widgets.radio(
            t("rename-way"),
            _WAYS,
            index=0 if one.joined else 2,
            format_func=lambda way: t(f"rename-way-{way}"),
            key=f"{key}-way",
            horizontal=True,
            label_visibility="collapsed",
        )
        day = widgets.date_input(
            t("rename-since", name=one.name),
            one.since,
            key=f"{key}-since",
            disabled=way != "same",
            width=260,
        )
    if way == "apart":
        return Rename(one.kind, one.former, one.name, None, False)
    return Rename(one.kind, one.former, one.name, day) if way == "same" and day else None


def _key(question: RenameQuestion) -> str:
    one = question.rename
    return f"{one.kind}-{one.former}-{one.name}"
