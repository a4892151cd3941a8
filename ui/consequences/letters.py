"""Numbers of supervision letters: registered when one is issued, once somebody has confirmed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pandas as pd
import streamlit as st

from data.entered import MeasureEntry, issue, next_number
from kernel.messages import ShirongError
from metrics.consequences.register import measures
from ui import format as f
from ui import widgets
from ui.cache import computed
from ui.documents.numbered import Numbered
from ui.i18n import language, t
from ui.markup import caution, note, put
from ui.page_query import PageQuery
from ui.workspace import shown_store

REPLY_WITHIN = 7  # days that are proposed
KEPT = "letters issued"


def issued(chosen: pd.DataFrame) -> Numbered | None:
    """The numbers under which the letters on these items were registered in this session."""
    return st.session_state.get(KEPT, {}).get(_key(chosen))


def _key(chosen: pd.DataFrame) -> tuple[str, ...]:
    return tuple(chosen["record_key"].astype(str))


def issuing(asked: PageQuery, chosen: pd.DataFrame, issuer: str, moment: datetime) -> None:
    """The button that registers numbers, what it will do, and the confirmation."""
    if told := issued(chosen):
        listed = [f"{unit} {number}" for unit, number in told.numbers.items()]
        put(note(t("letter-issued", list=t("list-separator").join(listed))))
        return
    with widgets.popover(t("letter-issue"), key="letter-issue", needs="decide"):
        owners = chosen.dropna(subset="owner").drop_duplicates("owner")
        if owners.empty:
            put(note(t("letter-issue-nobody")))
            return
        on = widgets.date_input(t("letter-issue-on"), moment.date(), key="letter-issue-on")
        on = on or moment.date()
        due = widgets.date_input(
            t("letter-issue-due"), on + timedelta(days=REPLY_WITHIN), key=f"letter-issue-due-{on}"
        )
        first = f"督〔{on.year}〕{next_number(shown_store(), on.year)}号"
        put(note(t("letter-issue-ask", n=len(owners), first=first)))
        put(note(t("list-separator").join(owners["owner"])))
        if again := _again(asked, owners["owner"].tolist()):
            put(note(t("letter-issue-again", list=t("list-separator").join(again))))
        if widgets.button(
            t("letter-issue-confirm"), type="primary", key="letter-issue-confirm", needs="decide"
        ):
            _issue(asked, chosen, owners, issuer, on, due)


def _again(asked: PageQuery, units: Sequence[str]) -> list[str]:
    """The letters of this period that units have already."""
    known = computed(asked.shown, measures)
    own = known[(known["action"] == "supervision") & known["unit"].isin(units)]
    own = own[own["period"] == asked.shown.period.id]
    return [f"{r['unit']} {f.text(r['number'])}" for r in own.to_dict("records")]


def _issue(
    asked: PageQuery,
    chosen: pd.DataFrame,
    owners: pd.DataFrame,
    issuer: str,
    on: date,
    due: date | None,
) -> None:
    counts = chosen["owner"].value_counts()
    letters = [
        MeasureEntry(
            row["owner"], row["owner_kind"], "supervision", on, period=asked.shown.period.id,
            reason=t("letter-reason", n=int(counts[row["owner"]])), reply_due=due,
            decided_by=issuer,
        )
        for row in owners.to_dict("records")
    ]  # fmt: skip
    # At hand before: a second click ends this run at the next touch of the session.
    kept = st.session_state.setdefault(KEPT, {})
    try:
        done = issue(shown_store(), letters, datetime.now().replace(microsecond=0))
    except ShirongError as error:
        put(caution(t("entry-failed"), [error.message.text(language())]))
        return
    kept[_key(chosen)] = Numbered(done.numbers, on, due)
    st.rerun()
