"""The body of a ranking page: the dots, the table, who is not ranked and why, the downloads."""

import pandas as pd
import streamlit as st

from ui import format as f
from ui import store, tables, theme
from ui.charts.base import show
from ui.charts.ranking import RowHeights, ranking_dots
from ui.charts.spark import scale_of, spark
from ui.download import buttons
from ui.header import Shown
from ui.i18n import t
from ui.markup import dot_key, note, section
from ui.rows import components_of, points_by_unit, ranking_export, ranking_rows, score_series
from ui.tables import Column

MANY = 12  # more rows than this are set tighter


def show_ranking(shown: Shown) -> None:
    """Draw the ranking of one period: every unit of the chosen group, or of all."""
    rows = ranking_rows(shown.ranking, shown.group)
    left, right = st.columns([1, 1.08], gap="large")
    with left:
        st.html(section(t("ranking-title"), dot_key()))
        dots = ranking_dots(rows, theme.current(), RowHeights(budget=720))
        show(dots, "ranking", _in_words(rows))
        st.html(note(_not_ranked(rows)))
    with right:
        st.html(section(t("table-title"), t("table-weights")))
        st.html(_table(shown, rows))
        name = f"{shown.scheme.id}-{shown.period.id}"
        buttons(ranking_export(shown.ranking, shown.group), name, shown.about)


def _table(shown: Shown, rows: pd.DataFrame) -> str:
    palette = theme.current()
    parts = components_of(shown.ranking)
    points = points_by_unit(shown.ranking)
    series = score_series(store.history(shown.snapshot, shown.scheme, shown.period))
    scale = scale_of([series.get(unit, []) for unit in rows["unit"]])
    columns = [
        Column(t("column-rank"), lambda r: r["rank"], "right"),
        Column(t("column-unit"), lambda r: r["unit"]),
        Column(t("column-score"), lambda r: r["score_text"], "right", tone=lambda r: "strong"),
        Column(
            t("column-rank-change"),
            lambda r: f.change(r["rank_change"], 0),
            "right",
            tone=lambda r: f.tone(r["rank_change"]),
        ),
        Column(t("column-grade"), lambda r: r["grade"]),
        *(
            Column(
                t("component-heading", name=part.name, weight=f"{part.weight:g}"),
                lambda r, i=part.id: f.fixed(points.get((r["unit"], i))),
                "right",
            )
            for part in parts
        ),
        Column("n", lambda r: f.count(r["n"]), "right", tone=lambda r: "quiet"),
        Column(
            t("table-13"),
            lambda r: spark(series.get(r["unit"], []), palette, scale=scale, tone=r["tone"]),
            html=True,
        ),
    ]
    compact = len(rows) > MANY
    return tables.table(
        rows.to_dict("records"), columns, group_of=lambda r: r["group"], compact=compact
    )


def _not_ranked(rows: pd.DataFrame) -> str:
    """Who has no rank, and why."""
    unranked = rows[rows["rank"] == ""].to_dict("records")
    if not unranked:
        return ""
    listed = [t("not-ranked-one", unit=r["unit"], reason=r["note"]) for r in unranked]
    return t("not-ranked", list=t("list-separator").join(listed))


def _in_words(rows: pd.DataFrame) -> str:
    """What the chart shows, for those who cannot see it."""
    scored = rows[rows["score_text"] != ""].to_dict("records")
    said = [t("ranking-alt-row", unit=r["unit"], score=r["score_text"]) for r in scored]
    return t("ranking-alt", title=t("ranking-title"), rows=t("list-separator").join(said))
