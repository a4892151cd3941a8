"""The parts of the overview, each from what `metrics.overview` found."""

from html import escape

from metrics import captions
from metrics.indicators import INDICATORS
from metrics.overview import Overview
from ui import format as f
from ui import tables, theme
from ui.charts.bars import labelled_bars
from ui.charts.base import show
from ui.charts.multiples import small_multiples
from ui.charts.ranking import RowHeights, ranking_dots
from ui.charts.spark import spark
from ui.header import Shown
from ui.i18n import pick, said, t
from ui.markup import dot_key, note, put, section
from ui.rows import (
    KeyFigure,
    bar_rows,
    ends_of,
    in_words,
    key_figures,
    mover_panels,
    ranking_rows,
)
from ui.tables import Column

OVERDUE_SHOWN = 3
PANELS_ACROSS = 6


def figures(facts: Overview) -> None:
    """The key figures in a row."""
    cells = "".join(_figure(figure) for figure in key_figures(facts))
    put(f'<div class="figures">{cells}</div>')


def _figure(figure: KeyFigure) -> str:
    """Name, value with its unit, change with its arrow, and the last thirteen periods."""
    line = spark(figure.series, theme.current(), height=44, tone=figure.tone, alt=figure.name)
    return (
        f'<div class="figure"><div class="name" title="{escape(figure.definition)}">'
        f"{escape(figure.name)}</div>"
        f'<div class="value">{escape(figure.value)}<small>{escape(figure.unit)}</small></div>'
        f'{line}<div class="change {figure.tone}">{escape(figure.change)}</div></div>'
    )


def ranking(shown: Shown) -> None:
    """The ranking by group, as on the page of its own."""
    everyone = ranking_rows(shown.ranking, shown.group)
    rows = ends_of(everyone)
    put(section(t("page-districts"), dot_key(rows)))
    show(
        ranking_dots(rows, theme.current(), RowHeights(budget=400)),
        "ranking",
        in_words(rows),
    )
    if len(rows) < len(everyone):
        put(note(t("ranking-ends", shown=len(rows), n=len(everyone))))


def movers(facts: Overview, shown: Shown) -> None:
    """Thirteen periods of every unit on one scale, those that moved most first."""
    panels = mover_panels(facts, shown.ranking, shown.group)
    if panels.empty:
        return
    caption = said(captions.of_history(facts.history))
    put(section(t("movers-title"), escape(caption)))
    across = min(PANELS_ACROSS, len(panels))
    show(small_multiples(panels.head(across), theme.current(), across), "movers", caption)


def decisions(facts: Overview) -> None:
    """What needs a decision, in a short list."""
    put(section(t("decisions-title")))
    if not facts.decisions:
        put(note(t("decisions-none")))
        return
    rows = [
        {"unit": f.text(d.unit), "situation": said(d.situation), "suggestion": said(d.suggestion)}
        for d in facts.decisions
    ]
    columns = [
        Column(t("decisions-unit"), lambda r: r["unit"], tone=lambda r: "strong"),
        Column(t("decisions-situation"), lambda r: r["situation"], wrap=True),
        Column(t("decisions-suggestion"), lambda r: r["suggestion"]),
    ]
    put(tables.table(rows, columns, compact=True))


def problems(facts: Overview) -> None:
    """The most frequent kinds of problem; what rose is coloured."""
    indicator = INDICATORS["findings_per_100_checks"]
    definition = pick(indicator.formula_zh, indicator.formula_en)
    caption = said(captions.of_problems(facts.problems))
    put(section(t("problems-title"), escape(caption), definition))
    rows = bar_rows(facts.problems, "subcategory", "per_100_checks", digits=1)
    if not rows.empty:
        show(labelled_bars(rows, theme.current()), "problems", caption)


def overdue(facts: Overview) -> None:
    """The pile of overdue cases by who has to dispose of them, the highest first."""
    caption = said(captions.of_overdue(facts.overdue))
    put(section(t("overdue-title"), escape(caption), t("overdue-definition")))
    pile = facts.overdue
    table = pile.assign(tone=[f.worse_when_up(c) for c in pile["change"]])
    rows = bar_rows(table.head(OVERDUE_SHOWN), "owner", "overdue", digits=0)
    if not rows.empty:
        show(labelled_bars(rows, theme.current()), "overdue", caption)
