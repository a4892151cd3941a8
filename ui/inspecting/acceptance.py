"""What became of what collectors reported."""

from html import escape

import streamlit as st

from metrics.inspecting.accepted import accepted
from metrics.inspecting.visits import VisitFilters
from metrics.narrative import inspecting_words as words
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.certain import certain, end, tone_if_certain
from ui.charts.base import show_chart
from ui.charts.forest import Estimate, forest
from ui.choices import choose_from
from ui.header import Shown
from ui.i18n import said, t
from ui.inspecting.named import called
from ui.markup import put, section, statement
from ui.sheets import SheetField, sheet
from ui.tables import records

BY = ("collector", "district", "street")
MOST = 14


def reports(shown: Shown, filters: VisitFilters) -> None:
    """Filed and voided reports by collector, or by unit where nobody is named."""
    place = st.empty()
    with st.container(horizontal=True, vertical_alignment="center", key="acceptance-choices"):
        by = choose_from("source", BY, lambda code: t(f"by-{code}"), width=190)
        found = computed(shown, accepted, by=by, filters=filters)
        parts = found.table["part"].dropna()
        names = called(parts, "collector") if found.by == "collector" else {p: p for p in parts}
    sentence = said(words.of_accepted(found, lambda name: names[name]))
    with place:
        put(statement(sentence))
    if found.table.empty:
        return
    left, right = st.columns(2, gap="large")
    with left:
        hint = "acceptance-hint" if certain() else "acceptance-hint-plain"
        put(section(t("acceptance-chart"), escape(t(hint))))
        rows = found.table[found.table["rate"].notna() & found.table["part"].notna()].head(MOST)
        if len(rows):
            drawn = [
                Estimate(
                    names[row["part"]],
                    row["rate"],
                    f"{f.fixed(row['rate'], 1)}%",
                    end(row["low"]),
                    end(row["high"]),
                    tone=tone_if_certain("worse" if row["clear"] else "neutral"),
                )
                for row in records(rows)
            ]
            show_chart(forest(drawn, theme.current_palette(), suffix="%"), "acceptance", sentence)
    with right:
        other = by == "collector" and found.by != "collector"
        put(section(t("acceptance-table"), escape(t("acceptance-by-unit") if other else "")))
        fields = [
            SheetField(
                "part",
                t(f"by-{found.by}"),
                word=lambda code: t("word-unstated") if f.missing(code) else names[code],
            ),
            SheetField("reported", t("column-reports"), digits=0),
            SheetField("filed", t("column-filed"), digits=0, title=t("about-filed")),
            SheetField("voided", t("column-voided"), digits=0),
            SheetField("unknown", t("column-unknown"), digits=0, title=t("about-unknown")),
            SheetField("rate", t("column-acceptance"), digits=1, title=t("about-acceptance")),
            SheetField("low", t("column-low"), digits=1, away=True),
            SheetField("high", t("column-high"), digits=1, away=True),
            SheetField("clear", t("column-more-voided"), word=_clear, away=not certain()),
        ]
        sheet(found.table, fields, f"acceptance-{shown.period.id}", shown.about, most=MOST)


def _clear(yes: object) -> str:
    return t("clear-yes" if yes else "clear-no")
