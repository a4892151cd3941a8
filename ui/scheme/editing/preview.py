"""What the edited scheme would give over the last finished period, beside the one it follows or
the draft as it was saved."""

from typing import Any

import pandas as pd

from metrics.schemes.scheme import Scheme
from metrics.whatif.comparison import compared
from ui import format as f
from ui import store, tables
from ui.i18n import listed, said, t
from ui.markup import caution, note, put, section, statement
from ui.period_filter import period_text
from ui.scheme.editing.state import snapshot
from ui.scheme.whatif.captions import trial_sentence
from ui.scheme.whatif.chosen import standing_of, version_name, without_data
from ui.tables import Column, records

MOST = 30  # units in the table: the ranking has all


def preview_scheme(scheme: Scheme, beside: Scheme | None) -> None:
    """Scores and ranks, and a sentence of what changes against the scheme beside it."""
    put(section(t("edit-preview")))
    at = snapshot()
    code = store.opening_period(at, scheme) if at else ""
    if at is None or not code:
        put(note(t("edit-preview-nothing")))
        return
    period = store.progress_of(at, scheme, scheme.parse_period(code)).known
    own = standing_of(at, scheme, [period])
    put(note(t("edit-preview-of", period=period_text(store.progress_of(at, scheme, period)))))
    if lacking := without_data(at, scheme, [period]):
        put(caution(t("edit-preview-no-data", names=listed(lacking)), []))
    if beside is None:
        _table(own.rename(columns={"rank": "rank_trial", "score": "score_trial"}), scheme, False)
        return
    both = compared(standing_of(at, beside, [period]), own)
    put(statement(said(trial_sentence(both))))
    draft = beside.status == "draft"
    name = version_name(beside)
    put(note(t("edit-preview-saved") if draft else t("edit-preview-beside", name=name)))
    _table(both.sort_values("rank_trial", kind="stable", na_position="last"), scheme, True)


def _table(rows: pd.DataFrame, scheme: Scheme, beside: bool) -> None:
    digits = scheme.rounding.digits
    fixed = lambda value: f.fixed(None if f.missing(value) else float(value), digits)  # noqa: E731
    if rows["group"].nunique() > 1:
        rows = rows.sort_values(["group", "rank_trial"], kind="stable", na_position="last")
    columns = [
        Column(t("edit-rank"), lambda r: _rank(r["rank_trial"]), "right"),
        Column(t("trial-unit"), lambda r: f.text(r["unit"]), tone=lambda r: "strong"),
        Column(t("edit-score"), lambda r: fixed(r["score_trial"]), "right"),
    ]
    if rows["group"].nunique() > 1:
        columns.insert(1, Column(t("about-group"), lambda r: f.text(r["group"])))
    if beside:
        columns += [
            Column(t("edit-score-before"), lambda r: fixed(r["score_official"]), "right"),
            Column(t("edit-rank-before"), lambda r: _rank(r["rank_official"]), "right"),
        ]
    put(tables.table(records(rows.head(MOST)), columns, compact=True))
    if len(rows) > MOST:
        put(note(t("edit-preview-more", n=len(rows), most=MOST)))
    if rows["rank_trial"].isna().all():
        put(note(t("edit-preview-unranked")))


def _rank(value: Any) -> str:
    return "–" if f.missing(value) else str(int(value))
