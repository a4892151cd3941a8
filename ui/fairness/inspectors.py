"""The inspectors: how severe each is, ranks without it, covert against open checks."""

from dataclasses import replace
from html import escape

import streamlit as st

from metrics.fairness import even
from metrics.fairness.even import Evened
from metrics.fairness.severity import Severity
from ui import format as f
from ui import theme, widgets
from ui.cache import computed
from ui.certain import certain, end, tone_if_certain
from ui.charts.base import show_chart
from ui.charts.forest import Estimate, forest
from ui.fairness import base, captions
from ui.fairness.covert import covert
from ui.header import Shown
from ui.i18n import said, t
from ui.links import unit_address
from ui.markup import note, put, section, statement
from ui.sheets import SheetField, sheet
from ui.tables import records

TONES = {"strict": "worse", "lenient": "better"}
MOST = 14


def inspected(shown: Shown) -> tuple[Severity, Evened | None]:
    """The severity of all inspectors, and the ranks of the group shown without it."""
    found, evened = computed(shown, even.inspectors)
    if evened is not None and shown.group:
        evened = replace(evened, table=evened.table[evened.table["group"] == shown.group])
    return found, evened


def show_inspectors(shown: Shown) -> None:
    """Whether they are even-handed, and what it does to the ranks."""
    found, evened = inspected(shown)
    names = found.table["inspector"].tolist()
    letters = base.inspector_letters(names)
    place = st.empty()
    named = False
    if names:
        named = widgets.toggle(t("show-inspectors"), key="inspectors-by-name")
    called = {name: name if named else letters[name] for name in names}
    sentence = said(captions.of_severity(found, lambda name: called[name]))
    with place:
        put(statement(sentence))
    left, right = st.columns(2, gap="large")
    with left:
        _severity(shown, found, called, sentence)
    with right:
        _evened(shown, evened)
        covert(shown)


def _severity(shown: Shown, found: Severity, called: dict[str, str], sentence: str) -> None:
    hint = t("inspectors-hint" if certain() else "fairness-severity-hint-plain")
    put(section(t("inspectors-chart"), escape(hint)))
    if found.table.empty:
        return
    table = found.table.assign(name=found.table["inspector"].map(called))
    fields = [
        SheetField("name", t("column-inspector")),
        SheetField("checks", t("column-checks"), digits=0),
        SheetField("findings", t("column-findings"), digits=0),
        SheetField("units", t("column-units-checked"), digits=0),
        SheetField("overlap", t("column-overlap"), digits=0, title=t("about-overlap")),
    ]
    if not found.told:
        told = table[table["factor"].notna()].head(MOST)
        rows = [
            Estimate(
                row["name"],
                row["factor"],
                f.fixed(row["factor"], 2),
                end(row["low"]),
                end(row["high"]),
                tone=tone_if_certain(TONES.get(row["clear"], "neutral")),
            )
            for row in records(told)
        ]
        show_chart(forest(rows, theme.current_palette(), mark=1.0), "severity", sentence)
        fields[3:3] = [
            SheetField("expected", t("column-found-expected"), digits=1, title=t("about-expected")),
            SheetField("factor", t("column-factor"), digits=2, title=t("about-factor")),
            SheetField("low", t("column-low"), digits=2, away=True),
            SheetField("high", t("column-high"), digits=2, away=True),
            SheetField(
                "clear",
                t("column-severity"),
                word=_word,
                tone=lambda r: TONES.get(r["clear"], "quiet"),
                away=not certain(),
            ),
        ]
        if certain():
            spread, phi = f.fixed(found.spread, 0), f.fixed(found.phi, 1)
            put(note(t("inspectors-note", spread=spread, phi=phi)))
    sheet(table, fields, f"inspectors-{shown.period.id}", shown.about, most=MOST)


def _word(code: str) -> str:
    return t(f"severity-{code or 'even'}")


def _evened(shown: Shown, found: Evened | None) -> None:
    put(section(t("fairness-evened"), escape(said(captions.of_evened(found)))))
    if found is None or not found.components or found.table.empty:
        return
    table = found.table
    kind = shown.scheme.scores.kind
    fields = [
        SheetField("group", t("column-group"), away=True),
        SheetField(
            "unit", t("column-unit"), address=lambda r: unit_address(r["unit"], kind, shown.scheme)
        ),
        SheetField("factor", t("column-unit-factor"), digits=3, title=t("about-unit-factor")),
        SheetField("score", t("column-score"), digits=2),
        SheetField("even_score", t("column-even-score"), digits=2),
        SheetField("rank", t("column-rank"), digits=0),
        SheetField("even_rank", t("column-even-rank"), digits=0),
        SheetField(
            "change",
            t("column-rank-change"),
            digits=0,
            change=True,
            tone=lambda r: f.tone(r["change"]),
        ),
    ]
    sheet(
        table,
        fields,
        f"evened-{shown.period.id}",
        shown.about,
        most=MOST,
        group_of=lambda r: f.text(r["group"]),
    )
