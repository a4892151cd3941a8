"""The page on fairness: all of it in words, and what the weights do."""

from functools import partial
from html import escape
from math import nan

import pandas as pd
import streamlit as st

from metrics.fairness import planner, series, weights
from metrics.fairness.coverage import check_times, shares, unchecked
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.charts.base import show_chart
from ui.charts.forest import Estimate, forest, moved_estimate
from ui.download import buttons
from ui.fairness import base, captions
from ui.fairness.covert import covert_of
from ui.fairness.inspectors import inspected
from ui.fairness.spread import scores_between_limits
from ui.header import Shown
from ui.i18n import said, t
from ui.links import unit_address
from ui.markup import put, section, statement
from ui.sheets import SheetField, exported_columns, sheet
from ui.tables import records

WEEKS, APART, WITHIN = 4, 2.0, 1.0


def summary(shown: Shown) -> None:
    """Every question with its answer, on one screen."""
    kind, filters = shown.scheme.scores.kind, base.filters(shown)
    names = captions.component_names(shown.scheme)
    redrawn = weights.ranks_redrawn(shown.ranking, shown.group)
    severity, evened = inspected(shown)
    letters = base.inspector_letters(severity.table["inspector"].tolist())
    covert = covert_of(shown)
    left = computed(shown, unchecked, kind=kind, weeks=WEEKS, filters=filters)
    plans = computed(shown, planner.checked)
    weighed = shown.scheme.measure is None  # one indicator alone has no weight
    if weighed:
        put(statement(said(captions.of_redrawn(redrawn))))
    ranked = shown.ranking.table
    ranked = ranked[(ranked["group"] == shown.group) | (not shown.group)]
    by_weights = [
        said(captions.of_weights(weights.effective_weights(shown.ranking, shown.group))),
        said(captions.of_gaps(weights.deciding_gaps(shown.ranking, shown.group), names)),
    ]
    asked = {
        "ranking": [
            said(captions.of_first(ranked, ranked["group"].nunique() > 1)),
            *(by_weights if weighed else []),
            said(captions.of_control(series.at_the_end(scores_between_limits(shown)), False)),
        ],
        "inspectors": [
            said(captions.of_severity(severity, lambda name: letters[name])),
            said(captions.of_evened(evened)),
            said(captions.of_covert(covert)),
        ],
        "coverage": [
            said(captions.of_unchecked(left, WEEKS)),
            said(captions.of_shares(computed(shown, shares, kind=kind, filters=filters))),
            said(captions.of_times(computed(shown, check_times, filters=filters))),
            said(captions.of_plan(plans[0] if plans else None, APART, WITHIN)),
        ],
    }
    asked = {question: [text for text in told if text] for question, told in asked.items()}
    columns = st.columns(len(asked), gap="large")
    rows = []
    for column, (question, answers) in zip(columns, asked.items(), strict=True):
        with column:
            put(section(t(f"fairness-ask-{question}")))
            put("".join(f'<p class="answer">{escape(answer)}</p>' for answer in answers))
        rows += [{"question": t(f"fairness-ask-{question}"), "answer": text} for text in answers]
    fields = [
        SheetField("question", t("column-question")),
        SheetField("answer", t("column-answer")),
    ]
    buttons(
        exported_columns(pd.DataFrame(rows), fields), f"fairness-{shown.period.id}", shown.about
    )


def weighing(shown: Shown) -> None:
    """Effective against nominal weights, ranks under other weights, gaps, correlation."""
    if shown.scheme.measure is not None:
        put(statement(t("fairness-no-weights")))
        return
    found = weights.effective_weights(shown.ranking, shown.group)
    put(statement(said(captions.of_weights(found))))
    redrawn = weights.ranks_redrawn(shown.ranking, shown.group)
    left, right = st.columns(2, gap="large")
    with left:
        _effective(shown, found)
        _correlations(shown)
    with right:
        _redrawn(shown, redrawn)
        _gaps(shown)


def _effective(shown: Shown, found: pd.DataFrame) -> None:
    put(section(t("fairness-effective"), escape(t("fairness-effective-hint"))))
    rows = [
        moved_estimate(
            base.component_name(shown, row["component"]),
            row["effective"],
            row["nominal"],
            f"{f.fixed(row['nominal'], 0)} → {f.fixed(row['effective'], 0)}%",
        )
        for row in records(found)
    ]
    chart = forest(rows, theme.current_palette(), from_zero=True, suffix="%")
    show_chart(chart, "effective", said(captions.of_weights(found)))
    fields = [
        SheetField(
            "component", t("column-component"), word=lambda code: base.component_name(shown, code)
        ),
        SheetField("nominal", t("column-nominal"), digits=1),
        SheetField("effective", t("column-effective"), digits=1, title=t("about-effective")),
        SheetField("spread", t("column-spread"), digits=2, title=t("about-spread")),
    ]
    sheet(found, fields, f"weights-{shown.period.id}", shown.about)


def _redrawn(shown: Shown, found: pd.DataFrame) -> None:
    put(section(t("fairness-redrawn"), escape(t("fairness-redrawn-hint"))))
    if found.empty:
        return
    kind = shown.scheme.scores.kind
    rows = [
        Estimate(
            row["unit"],
            row["rank"],
            t("fairness-same", share=f.fixed(row["same"], 0)),
            row["low"] - 0.001,
            row["high"] + 0.001,
            row["median"] if row["median"] != row["rank"] else nan,
            address=unit_address(row["unit"], kind, shown.scheme),
        )
        for row in records(found.head(14))
    ]
    chart = forest(rows, theme.current_palette(), whole=True)
    show_chart(chart, "redrawn", said(captions.of_redrawn(found)))
    fields = [
        SheetField("group", t("column-group"), away=True),
        SheetField("unit", t("column-unit")),
        SheetField("rank", t("column-rank"), digits=0),
        SheetField("low", t("column-rank-low"), digits=0, title=t("about-rank-low")),
        SheetField("high", t("column-rank-high"), digits=0, title=t("about-rank-low")),
        SheetField("median", t("column-rank-median"), digits=0),
        SheetField("best", t("column-rank-best"), digits=0, away=True),
        SheetField("worst", t("column-rank-worst"), digits=0, away=True),
        SheetField("same", t("column-rank-same"), digits=1),
    ]
    sheet(
        found, fields, f"ranks-redrawn-{shown.period.id}", shown.about,
        group_of=lambda r: f.text(r["group"]),
    )  # fmt: skip


def _gaps(shown: Shown) -> None:
    found = weights.deciding_gaps(shown.ranking, shown.group)
    sentence = said(captions.of_gaps(found, captions.component_names(shown.scheme)))
    put(section(t("fairness-gaps"), escape(sentence)))
    name = partial(base.component_name, shown)
    fields = [
        SheetField("group", t("column-group"), away=True),
        SheetField("ahead", t("column-ahead")),
        SheetField("behind", t("column-next")),
        SheetField("gap", t("column-gap-points"), digits=2),
        SheetField("component", t("column-decides"), word=name),
        SheetField("points", t("column-decides-points"), digits=2),
        SheetField("against", t("column-against"), word=name),
        SheetField("against_points", t("column-decides-points"), digits=2, away=True),
    ]
    sheet(
        found, fields, f"gaps-{shown.period.id}", shown.about,
        group_of=lambda r: f.text(r["group"]),
    )  # fmt: skip


def _correlations(shown: Shown) -> None:
    found = weights.correlations(shown.ranking, shown.group)
    sentence = said(captions.of_correlations(found, captions.component_names(shown.scheme)))
    put(section(t("fairness-correlations"), escape(sentence)))
    if found.empty:
        return
    name = partial(base.component_name, shown)
    fields = [
        SheetField("one", t("column-one"), word=name),
        SheetField("other", t("column-other"), word=name),
        SheetField("r", t("column-r"), digits=2),
        SheetField("n", "n", digits=0),
        base.clear_field(),
    ]
    found = found.sort_values("r", ascending=False, key=abs)
    sheet(found, fields, f"correlations-{shown.period.id}", shown.about)
