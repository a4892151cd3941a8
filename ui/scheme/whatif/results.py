"""What a trial changes: a sentence, both orders beside each other, the table, the draft."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from metrics.schemes.scheme import Scheme, next_version, scheme_hash
from metrics.whatif.comparison import moved, over_periods
from metrics.whatif.draft import SchemeDraft
from ui import format as f
from ui import store, theme, widgets
from ui.charts.base import show_chart
from ui.charts.slope import slope
from ui.download import download
from ui.i18n import said, t
from ui.markup import facts_list, note, put, section, statement
from ui.scheme.whatif.captions import trial_sentence, trials_sentence
from ui.scheme.whatif.chosen import Chosen, official_beside_trial, version_name
from ui.sheets import SheetField, sheet
from ui.tables import records

MOST = 40  # rows of the table on the page
DRAWN_MOST = 45  # units in the chart; of more, those that move


def results(chosen: Chosen, draft: SchemeDraft, changed: list[tuple[str, str]]) -> None:
    """The ranks under the draft against the official ones."""
    both = official_beside_trial(chosen, draft.scheme)
    about = _about(chosen, draft, changed)
    digits = max(draft.scheme.rounding.digits, *(s.rounding.digits for s in chosen.official))
    if len(chosen.periods) == 1:
        words = said(trial_sentence(both))
        rows, fields = _one_period(both), _one_fields(digits)
    else:
        by_unit = over_periods(both)
        words = said(trials_sentence(both, by_unit))
        rows, fields = _many(by_unit), _many_fields(digits)
    put(statement(words))
    put(note(t("trial-compared", official=chosen.official_named, periods=chosen.named)))
    if _calendar(draft.scheme) not in {_calendar(scheme) for scheme in chosen.official}:
        put(note(t("trial-calendar")))
    _chart(rows, words, 0 if len(chosen.periods) == 1 else 1)
    put(section(t("trial-table")))
    grouped = rows["group_name"].nunique() > 1
    group_of: Callable[[Mapping[str, Any]], str] | None = None
    if grouped:
        group_of = lambda row: str(row["group_name"])  # noqa: E731
    sheet(rows, fields, f"trial-{chosen.base.id}", about, most=MOST, group_of=group_of)
    if len(chosen.periods) > 1:
        with widgets.expander(t("trial-by-period")):
            every = _one_period(both)
            fields = [SheetField("period", t("about-period")), *_one_fields(digits)]
            sheet(every, fields, f"trial-periods-{chosen.base.id}", about, most=MOST)


def take_away(chosen: Chosen, draft: SchemeDraft, changed: list[tuple[str, str]]) -> None:
    """What was changed, and the draft as a file."""
    put(section(t("trial-draft")))
    put(facts_list(changed) if changed else note(t("trial-unchanged")))
    version = draft.scheme.version
    download(
        t("trial-download", version=version),
        lambda: draft.content,
        draft.file,
        "application/yaml",
        "trial-yaml",
        "secondary",
    )
    put(note(t("trial-draft-note", version=version, start=f.date(draft.scheme.effective_from))))


def new_version(chosen: Chosen) -> int:
    """The version that a draft of this trial bears."""
    return max(next_version(chosen.base.id, store.places_of_schemes()), chosen.base.version + 1)


def _calendar(scheme: Scheme) -> tuple[object, ...]:
    """How a scheme cuts its periods."""
    period = scheme.period
    return period.grain, period.month_starts_on, period.week_starts_on


def _about(chosen: Chosen, draft: SchemeDraft, changed: list[tuple[str, str]]) -> dict[str, str]:
    lines = {
        t("trial-about"): t("trial-banner"),
        t("about-period"): chosen.named,
        t("trial-about-official"): chosen.official_named,
        t("trial-about-base"): version_name(chosen.base),
        t("about-hash"): scheme_hash(draft.scheme),
        t("about-store"): str(chosen.snapshot.version),
    }
    return lines | dict(changed)


def _one_period(both: pd.DataFrame) -> pd.DataFrame:
    rows = both.copy()
    rows["group_name"] = [f.text(g) if isinstance(g, str) else "" for g in rows["group"]]
    rows["said"] = [_said(row) for row in records(rows)]
    return rows


def _said(row: Mapping[str, Any]) -> str:
    """What becomes of a unit's rank, in words."""
    was, now = (not f.missing(row[f"rank_{side}"]) for side in ("official", "trial"))
    if was and now:
        change = int(row["rank_change"])
        code = "trial-up" if change > 0 else "trial-down" if change < 0 else "trial-same"
        return t(code, n=abs(change))
    if was:
        return t(
            "trial-lost", reason=said(row["reason_trial"] or None) if _has(row, "trial") else ""
        )
    if now:
        return t("trial-gained")
    return said(row["reason_official"]) if _has(row, "official") else t("trial-unranked")


def _has(row: Mapping[str, Any], side: str) -> bool:
    return not f.missing(row[f"reason_{side}"]) and bool(row[f"reason_{side}"])


def _tone(row: Mapping[str, Any]) -> str:
    return f.tone(row["rank_change"])


def _score_tone(row: Mapping[str, Any]) -> str:
    return f.tone(row["score_change"])


def _one_fields(digits: int) -> list[SheetField]:
    return [
        SheetField("unit", t("trial-unit")),
        SheetField("group_name", t("about-group"), away=True),
        SheetField("score_official", t("trial-score-official"), digits=digits),
        SheetField("rank_official", t("trial-rank-official"), digits=0),
        SheetField("score_trial", t("trial-score"), digits=digits),
        SheetField("rank_trial", t("trial-rank"), digits=0, tone=lambda row: "strong"),
        SheetField(
            "score_change", t("trial-score-change"), digits=digits, change=True, tone=_score_tone
        ),
        SheetField("rank_change", t("trial-rank-change"), digits=0, change=True, tone=_tone),
        SheetField("said", t("trial-said"), tone=_tone, wrap=True),
    ]


def _many(by_unit: pd.DataFrame) -> pd.DataFrame:
    rows = by_unit.copy()
    for place in ("first", "last"):
        pairs = zip(rows[f"{place}_official"], rows[f"{place}_trial"], strict=True)
        rows[f"{place}s"] = [f"{was} → {now}" for was, now in pairs]
    rows["group_name"] = [f.text(g) if isinstance(g, str) else "" for g in rows["group"]]
    return rows


def _many_fields(digits: int) -> list[SheetField]:
    return [
        SheetField("unit", t("trial-unit")),
        SheetField("group_name", t("about-group"), away=True),
        SheetField("periods", t("trial-periods-ranked"), digits=0, away=True),
        SheetField("rank_official", t("trial-mean-official"), digits=1),
        SheetField("rank_trial", t("trial-mean"), digits=1, tone=lambda row: "strong"),
        SheetField("rank_change", t("trial-mean-change"), digits=1, change=True, tone=_tone),
        SheetField("moved", t("trial-moved"), digits=0),
        SheetField("firsts", t("trial-firsts")),
        SheetField("lasts", t("trial-lasts")),
        SheetField("first_official", t("trial-first-official"), digits=0, away=True),
        SheetField("first_trial", t("trial-first"), digits=0, away=True),
        SheetField("last_official", t("trial-last-official"), digits=0, away=True),
        SheetField("last_trial", t("trial-last"), digits=0, away=True),
        SheetField(
            "score_change", t("trial-mean-score-change"), digits=digits, change=True,
            tone=_score_tone,
        ),
    ]  # fmt: skip


def _chart(rows: pd.DataFrame, words: str, digits: int) -> None:
    """Both orders, ranks with so many digits; of very many units those that move."""
    if len(rows) > DRAWN_MOST:
        rows = moved(rows).head(DRAWN_MOST)
        put(note(t("trial-drawn", n=len(rows))))
    if rows.empty:
        return
    drawn = pd.DataFrame(
        {
            "group": rows["group_name"],
            "name": rows["unit"],
            "before": rows["rank_official"].astype(float),
            "after": rows["rank_trial"].astype(float),
            "before_text": [_rank(v, digits) for v in rows["rank_official"]],
            "after_text": [_rank(v, digits) for v in rows["rank_trial"]],
            "tone": [_line_tone(v) for v in rows["rank_change"]],
        }
    )
    heads = (t("trial-rank-official"), t("trial-rank"))
    with st.container(key="trial-chart"):
        show_chart(slope(drawn, heads, theme.current_palette()), "trial-slope", words)


def _rank(value: Any, digits: int) -> str:
    return f.fixed(None if f.missing(value) else float(value), digits)


def _line_tone(change: Any) -> str:
    tone = f.tone(change)
    return "neutral" if tone == "quiet" else tone
