"""One step on the screen: its sentences large, then its picture or its table, and nothing else."""

from html import escape

import streamlit as st

from metrics.analyses.overview import Overview
from metrics.bulletin.content import NoticeTable, words_text
from ui import theme
from ui.briefing.steps import BriefingStep
from ui.bulletins.drawn import sentences_html, table_html
from ui.certain import tone_if_certain
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import show_chart
from ui.charts.ranking import RowHeights, ranking_dots
from ui.format import change, fixed
from ui.header import Shown
from ui.i18n import language, t
from ui.links import link, page_address
from ui.markup import note, put
from ui.overview.rows import key_figures
from ui.rows import dot_rows, ends_of, in_words
from ui.tables import Column, TableRow

_BAR = 44
_RECORDED = ("moved", "lists", "statement")  # rows that lead to a promise
_ROOM, _LINE = 500, 38  # of a window 720 pixels high: below the heading, and each sentence of it


def draw_step(step: BriefingStep, shown: Shown, facts: Overview) -> None:
    """Put a step on the page."""
    put(f'<div class="step-said {step.section.id}">{sentences_html(step.section)}</div>')
    if step.section.id == "headline":
        put(_figures(facts))
    elif step.section.id == "ranking":
        _ranking(shown, _ROOM - _LINE * len(step.section.sentences))
    elif len(step.tables) == 2:
        for column, table in zip(st.columns(2, gap="large"), step.tables, strict=True):
            with column:
                _table(table, 0, step.id, shown.scheme.scores.kind)
    elif step.tables:
        _table(step.tables[0], step.left, step.id, shown.scheme.scores.kind)


def _figures(facts: Overview) -> str:
    """The key figures of the overview, large."""
    cells = "".join(
        f"<div><span>{escape(figure.name)}</span><b>{escape(figure.value)}"
        f"<small>{escape(figure.unit)}</small></b>"
        f'<i class="{figure.tone}">{escape(figure.change)}</i></div>'
        for figure in key_figures(facts)
    )
    return f'<div class="step-figures">{cells}</div>'


def _ranking(shown: Shown, room: int) -> None:
    """The ranking by group as on its page, in so many pixels; of many units both ends of each
    group."""
    everyone = dot_rows(shown.ranking, "")
    rows = ends_of(everyone)
    show_chart(
        ranking_dots(rows, theme.current_palette(), RowHeights(room, most=46, least=32)),
        "briefing-ranking",
        in_words(rows, shown.scheme),
    )
    if len(rows) < len(everyone):
        put(note(t("ranking-ends", shown=len(rows), n=len(everyone))))


def _table(table: NoticeTable, left: int, key: str, kind: str) -> None:
    lang = language()
    if table.chart is not None and table.chart.kind == "bars":
        put(f'<p class="step-title">{escape(words_text(table.title, lang))}</p>')
        bars = _bars(table)
        show_chart(
            labelled_bars(bars, theme.current_palette(), 20, _BAR),
            f"briefing-{key}",
            words_text(table.title, lang),
        )
    else:
        more = [_record(kind)] if table.id in _RECORDED else []
        put(f'<div class="step-table">{table_html(table, compact=False, more=more)}</div>')
    if left:
        put(note(t("briefing-more", n=left)))


def _record(kind: str) -> Column:
    """The way from a row to the form in which its unit promises something."""

    def cell(row: TableRow) -> str:
        unit = row.get("unit")
        address = page_address("unit", unit=unit, kind=kind, part="record") if unit else ""
        return link(t("briefing-record"), address) if address else ""

    return Column("", cell, html=True)


def _bars(table: NoticeTable) -> list[Bar]:
    """The rows of a table with a chart of bars that are drawn."""
    assert table.chart is not None
    value = next(one for one in table.columns if one.key == table.chart.values[0])
    digits = value.digits or 0
    bars = []
    for row in table.drawn:
        number, moved = row[value.key], row.get("change")
        if isinstance(number, int | float):
            name = words_text(row[table.chart.label], language())  # type: ignore[arg-type]
            written = change(moved, digits) if isinstance(moved, int | float) else ""
            tone = tone_if_certain(f"{row.get('tone')}")
            bars.append(Bar(name, float(number), fixed(number, digits), written, tone))
    return bars
