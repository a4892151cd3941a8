"""The parts of the overview, each from what `metrics.analyses.overview` found."""

from html import escape

import pandas as pd

from metrics.analyses.overview import Overview
from metrics.indicators import INDICATORS
from ui import compared_with, tables, theme
from ui import format as f
from ui.captions import of_history
from ui.certain import certain, tone_if_certain
from ui.chart_heading import tabled
from ui.charts.bars import labelled_bars
from ui.charts.base import show_chart
from ui.charts.multiples import small_multiples
from ui.charts.ranking import RowHeights, ranking_dots
from ui.charts.spark import spark
from ui.header import Shown
from ui.i18n import language, said, t
from ui.links import page_address, unit_address
from ui.markup import dot_key, note, put, section
from ui.overview import captions
from ui.overview.rows import (
    KeyFigure,
    bar_rows,
    decision_address,
    key_figures,
    mover_panels,
    overdue_cases,
    pile_tone,
    series_table,
)
from ui.rows import dot_rows, ends_of, in_words, named_lists, score_head
from ui.sheets import SheetField, columns_of
from ui.signals import beside, signals

PROBLEMS_SHOWN, OVERDUE_SHOWN = 4, 2
PANELS_ACROSS = 6


def show_figures(facts: Overview, shown: Shown) -> None:
    """The key figures in a row."""
    found = key_figures(facts)
    cells = "".join(_figure(figure, shown.ranking.progress.finished) for figure in found)
    fields = [SheetField("period", t("column-period"))]
    fields += [
        SheetField(g.name, f"{g.name} {g.unit}".rstrip(), digits=g.digits, title=g.definition)
        for g in found
    ]
    heading = f'<div class="figures">{cells}</div>'
    table = series_table(facts, found).iloc[::-1]
    tabled(heading, table, fields, f"figures-{shown.period.id}", shown.about)


def _figure(figure: KeyFigure, over: bool) -> str:
    """Name, value with its unit, change with its arrow, and the last thirteen periods."""
    places, word = ([], "") if figure.stock else signals(figure.series, over)
    shade = (
        figure.tone if figure.stock else tone_if_certain(figure.tone)
    )  # a pile is counted, not judged
    periods = t("spark-word", n=len(figure.series))
    told = t("spark-title", n=len(figure.series))
    line = spark(
        figure.series,
        theme.current_palette(),
        height=44,
        tone=shade,
        alt=f"{figure.name} · {told} {word}".strip(),
        marked=places,
    )
    value = f"{escape(figure.value)}<small>{escape(figure.unit)}</small>"
    return (
        f'<div class="figure"><div class="name" title="{escape(figure.definition)}">'
        f"<span>{escape(figure.name)}</span><small>{escape(figure.n)}</small>{beside(word)}</div>"
        f'<div class="value"><a href="{escape(figure.address)}" target="_self">{value}</a></div>'
        f'{line}<div class="change {shade}"><span>{escape(figure.change)}</span>'
        f"<small>{escape(periods)}</small></div></div>"
    )


def show_ranking_of_groups(shown: Shown) -> None:
    """The ranking by group, as on the page of its own."""
    everyone = dot_rows(shown.ranking, shown.group)
    rows = ends_of(everyone)
    fields = [
        SheetField("group", t("column-group")),
        SheetField("rank", t("column-rank"), tone=lambda r: "quiet"),
        SheetField("unit", t("column-unit"), address=lambda r: r["address"]),
        SheetField("score", score_head(shown.scheme), digits=2),
        SheetField("low", t("column-low"), digits=2, away=not certain()),
        SheetField("high", t("column-high"), digits=2, away=not certain()),
        SheetField("previous", compared_with.score_word(shown.ranking.progress), digits=2),
        SheetField("change", t("column-change"), digits=2, change=True, tone=lambda r: r["tone"]),
        SheetField(
            "year_change",
            t("column-year-change"),
            digits=2,
            change=True,
            away=shown.ranking.year is None or not shown.ranking.year.columns,
        ),
        SheetField("n", "n", digits=0),
        SheetField("note", t("column-reason")),
    ]
    hint = dot_key(rows, compared_with.ring(shown.ranking)) + escape(t("click-hint"))
    heading = section(t("page-districts"), hint)
    tabled(heading, everyone, fields, f"ranking-{shown.period.id}", shown.about)
    show_chart(
        ranking_dots(rows, theme.current_palette(), RowHeights(budget=400)),
        "ranking",
        in_words(rows, shown.scheme),
    )
    if len(rows) < len(everyone):
        put(note(t("ranking-ends", shown=len(rows), n=len(everyone))))


def movers(facts: Overview, shown: Shown) -> None:
    """Thirteen periods of every unit on one scale, those that moved most first."""
    panels = mover_panels(facts, shown.ranking, shown.group)
    if not panels:
        return
    caption = said(of_history(facts.history))
    fields = [
        SheetField("unit", t("column-unit"), address=lambda r: unit_address(r["unit"])),
        SheetField("period", t("column-period")),
        SheetField("score", score_head(shown.scheme), digits=2),
        SheetField("rank", t("column-rank"), digits=0),
        SheetField("n", "n", digits=0),
        SheetField("version", t("column-version"), away=facts.history["version"].nunique() < 2),
    ]
    heading = section(t("movers-title"), escape(caption))
    named = facts.history["unit"].isin([panel.name for panel in panels])
    tabled(heading, facts.history[named], fields, f"movers-{shown.period.id}", shown.about)
    across = min(PANELS_ACROSS, len(panels))
    show_chart(
        small_multiples(panels[:across], theme.current_palette(), across, 112),
        "movers",
        caption,
    )


def show_decisions(facts: Overview, shown: Shown) -> None:
    """What needs a decision, in a short list."""
    listed = named_lists(shown.ranking.lists)
    if not facts.decisions:
        put(section(t("decisions-title"), escape(listed)))
        finished = facts.ranking.progress.finished
        put(note(t("decisions-none" if finished else "decisions-running")))
        return
    rows = pd.DataFrame(
        {
            "unit": f.text(d.unit),
            "situation": said(d.situation),
            "suggestion": said(d.suggestion),
            "address": decision_address(d),
            "by": t("decisions-ordered" if d.ordered else "decisions-suggested"),
        }
        for d in facts.decisions
    )
    fields = [
        SheetField(
            "unit",
            t("decisions-unit"),
            tone=lambda r: "strong",
            address=lambda r: unit_address(r["unit"]),
        ),
        SheetField(
            "situation", t("decisions-situation"), wrap=True, address=lambda r: r["address"]
        ),
        SheetField("suggestion", t("decisions-suggestion"), wrap=True),
        SheetField("by", t("decisions-by"), away=True),
    ]
    name = f"decisions-{shown.period.id}"
    tabled(section(t("decisions-title"), escape(listed)), rows, fields, name, shown.about)
    put(
        tables.table(
            tables.records(rows), columns_of(fields), compact=True, group_of=lambda r: r["by"]
        )
    )


def show_problems(facts: Overview, shown: Shown) -> None:
    """The most frequent kinds of problem; what rose is coloured. The sentence is of all kinds."""
    indicator = INDICATORS["findings_per_100_checks"]
    definition = indicator.formula(language())
    caption = said(captions.of_problems(facts.problems))
    found = facts.problems.assign(
        address=facts.problems["subcategory"].map(_rows_of_kind),
        tone=facts.problems["tone"].map(tone_if_certain),
    )
    fields = [
        SheetField("subcategory", t("column-category"), address=lambda r: r["address"]),
        SheetField("per_100_checks", t("per-findings"), digits=1, title=definition),
        SheetField("previous", compared_with.compared_word(shown.ranking.progress), digits=1),
        SheetField(
            "change", t("column-rate-change"), digits=1, change=True, tone=lambda r: r["tone"]
        ),
    ]
    heading = section(t("problems-title"), escape(caption), definition)
    tabled(heading, found, fields, f"problems-{shown.period.id}", shown.about)
    rows = bar_rows(found.head(PROBLEMS_SHOWN), "subcategory", "per_100_checks", digits=1)
    if rows:
        show_chart(labelled_bars(rows, theme.current_palette()), "problems", caption)


def _rows_of_kind(kind: str) -> str:
    """The findings of one kind."""
    return page_address("problems", group="", component="findings", category=kind)


def overdue(facts: Overview, shown: Shown) -> None:
    """The pile of overdue cases by who has to dispose of them, the highest first."""
    pile_now = float(facts.overdue_total["overdue"].iloc[-1])
    caption = said(captions.of_overdue(facts.overdue, pile_now, facts.unjudged))
    pile = facts.overdue
    table = pile.assign(
        tone=[pile_tone(facts, c) for c in pile["change"]],
        address=pile["owner"].map(overdue_cases),
    )
    fields = [
        SheetField("owner", t("column-owner"), address=lambda r: r["address"]),
        SheetField("overdue", t("overdue-title"), digits=0, title=t("overdue-definition")),
        SheetField("previous", compared_with.compared_word(shown.ranking.progress), digits=0),
        SheetField(
            "change", t("column-rate-change"), digits=0, change=True, tone=lambda r: r["tone"]
        ),
    ]
    heading = section(t("overdue-title"), escape(caption), t("overdue-definition"))
    tabled(heading, table, fields, f"overdue-{shown.period.id}", shown.about)
    rows = bar_rows(table.head(OVERDUE_SHOWN), "owner", "overdue", digits=0)
    if rows:
        show_chart(labelled_bars(rows, theme.current_palette()), "overdue", caption)
