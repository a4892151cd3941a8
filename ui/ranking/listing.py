"""The body of a ranking page: the dots, the table, who is not ranked and why, the downloads."""

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kernel.messages import Message
from metrics.narrative.reform_words import of_series
from metrics.narrative.score_words import score_words
from metrics.schemes.describe import describe_scheme
from metrics.schemes.model import OBJECT_KINDS, Scheme
from ui import format as f
from ui import store, tables, theme, view
from ui.charts.base import show_chart
from ui.charts.ranking import RowHeights, ranking_dots
from ui.charts.spark import spark, spark_scale
from ui.compare.links import compare_first_two
from ui.compared_with import compared_word, rank_tone, ring
from ui.consequences.found import steps_of_page
from ui.download import buttons
from ui.header import Shown, open_page
from ui.i18n import language, listed, said, t
from ui.links import link, page_address, unit_address
from ui.markup import NAME_MOST, dot_key, lead, note, put, section
from ui.paging import leaf_of, turn_leaves
from ui.ranking.arranged import arranged, choose_order, search_box
from ui.ranking.captions import standing_clauses
from ui.rows import (
    ComponentHead,
    components_shown,
    dot_rows,
    in_words,
    ordered_by_scheme,
    other_weights,
    points_by_unit,
    ranking_export,
    ranking_title,
    score_head,
    score_series,
    weights_notes,
)
from ui.signals import beside, signals
from ui.states import NoMatch
from ui.tables import Column, TableRow
from ui.unit.actions import actions_column

LEAF = 100  # rows shown at a time
MANY = 12  # more rows than this are set tighter
NAMED = 3  # of the units without a rank for one reason
# Rows and head of the table in pixels, roomy and compact: rows of chart and table are level.
ROOMY, COMPACT = {"row": 47, "top": 57}, {"row": 31, "top": 49}


def show_ranking(kind: str) -> None:
    """Draw the page that ranks one kind of units: every unit of the chosen group, or of all."""
    if view.stated("kind") and view.current_view().kind != kind:
        view.set_aside("kind")  # a link to a page of other units
    shown = open_page([kind])
    rows = dot_rows(shown.ranking, shown.group)
    table = shown.ranking.table
    own = shown.ranking.like_for_like
    own = own[table["group"] == shown.group] if shown.group else own
    words = score_words(shown.scheme)
    put(lead(standing_clauses(own, shown.ranking.progress, words)))
    listed_rows = _arranged(shown, rows) if len(rows) > MANY else rows
    here = leaf_of(listed_rows, LEAF)
    with st.container(key="beside-wide"):
        left, right = st.columns([1.03, 1.4], gap="large")
    with left:
        put(
            section(
                ranking_title(here, shown.scheme),
                dot_key(here, ring(shown.ranking)) + escape(t("click-hint")),
            )
        )
        size = COMPACT if len(here) > MANY else ROOMY
        level = RowHeights(most=size["row"], least=size["row"], top=size["top"])
        dots = ranking_dots(
            here.assign(previous_text=""), theme.current_palette(), level
        )  # in the table
        show_chart(dots, "ranking", in_words(here, shown.scheme))
        chosen = view.current_view().order and len(rows) > MANY
        order = t("chart-order-kept") if chosen else t("chart-order-rank")
        put(f'<p class="note when-sorted">{escape(order)}</p>')
        turn_leaves(len(listed_rows), LEAF)
        put(note(ordered_by_scheme(shown.ranking.lists)))
        for line in steps_of_page(shown):
            put(note(line))
        put(note(_not_ranked(rows)))
        for remark in shown.ranking.notes:
            if remark.code.startswith("progress-") and not shown.ranking.progress.finished:
                continue  # said over the page
            put(note(said(remark)) + _mended(remark))
    with right:
        formula = _formula(shown.scheme)
        put(section(*_heading(shown)))
        put(_table(shown, here, formula))
        put(note(formula))
        put(note(_weights(shown, here)))
        put(note(_totals(shown)))
        history = store.history(shown.snapshot, shown.scheme, shown.period)
        put(note(said(of_series(history))))
        for remark in shown.ranking.year_notes:
            put(note(said(remark)))
        name = f"{shown.scheme.id}-{shown.period.id}"
        whole = store.group_totals(shown.snapshot, shown.scheme, shown.period)
        taken = partial(ranking_export, shown.ranking, shown.group, whole)
        with st.container(horizontal=True, vertical_alignment="center", key="ranking-ways"):
            buttons(taken, name, shown.about)
            compare_first_two(shown.ranking, here["unit"].tolist())


def _arranged(shown: Shown, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that are searched for, in the order that is asked for."""
    parts = [] if shown.scheme.measure else components_shown(shown.ranking)
    with st.container(horizontal=True, gap="small", key="arrange"):
        find, order = search_box(), choose_order(parts, rows)
    found = arranged(rows, order, find, points_by_unit(shown.ranking))
    if found.empty:
        raise NoMatch("ranking-none-found", words=find)
    return found


def _formula(scheme: Scheme) -> str:
    """How the score is made: of which components, or what the indicator divides by what."""
    if scheme.measure is not None:
        return scheme.measure.formula(language())
    return describe_scheme(scheme, language()).formulas[0]


def _heading(shown: Shown) -> tuple[str, str]:
    if shown.scheme.measure is not None:
        return t("table-measured"), t("table-measured-hint")
    return t("table-title"), t("table-points" if _is_wide(shown) else "table-weights")


def _component(
    shown: Shown, part: ComponentHead, points: Mapping[tuple[str, str], float]
) -> Column:
    """The points of a component, which lead to the rows behind it where it is no sum of others."""
    scheme, weights = shown.scheme, other_weights(shown.ranking)

    def cell(row: TableRow) -> str:
        key = (row["unit"], part.id)
        value, full = points.get(key), weights.get(key)
        if f.missing(value):
            return f.fixed(value)
        text = f.fixed(value) if full is None else f"{f.fixed(value)} / {full:.4g}"
        if not part.definition:
            return text
        return link(text, unit_address(row["unit"], scheme.scores.kind, scheme, part.id))

    return Column(
        part.name, cell, "right", sub=f"{part.weight:g}", html=True, title=part.definition
    )


def _table(shown: Shown, rows: pd.DataFrame, formula: str) -> str:
    parts = [] if shown.scheme.measure else components_shown(shown.ranking)
    points = points_by_unit(shown.ranking)
    series = score_series(store.history(shown.snapshot, shown.scheme, shown.period))
    compact = len(rows) > MANY
    digits = shown.scheme.rounding.digits
    scale = spark_scale([series.get(unit, []) for unit in rows["unit"]])
    line = {"scale": scale, "width": 68 if _year(shown) else 96, "height": 18 if compact else 28}
    columns = [
        Column(t("column-rank"), lambda r: r["rank"], "right"),
        Column(t("column-unit"), lambda r: link(r["unit"], r["address"], NAME_MOST), html=True),
        Column(
            score_head(shown.scheme),
            lambda r: link(r["score_text"], r["address"]),
            "right",
            tone=lambda r: "strong",
            html=True,
            title=formula,
        ),
        Column(
            compared_word(shown.ranking.progress),
            lambda r: "" if f.missing(r["previous"]) else f.fixed(r["previous"], digits),
            "right",
            tone=lambda r: "quiet",
            sub=t("published") if shown.ranking.reform else "",
        ),
        *([_comparable(digits)] if shown.ranking.reform else []),
        Column(
            t("column-rank-change"),
            lambda r: f.change(r["rank_change"], 0),
            "right",
            tone=lambda r: rank_tone(r["rank_change"], shown.ranking.progress),
        ),
        *_year(shown),
        *([Column(t("column-grade"), lambda r: r["grade"])] if (rows["grade"] != "").any() else []),
        *(_fractions(shown) if shown.scheme.measure else []),
        *(_component(shown, part, points) for part in parts),
    ]
    if not _year(shown):
        columns.append(Column("n", lambda r: f.count(r["n"]), "right", tone=lambda r: "quiet"))
    if not _is_wide(shown):
        columns += [
            Column(
                t("table-13"),
                lambda r: _spark(shown, series.get(r["unit"], []), r["tone"], line),
                html=True,
            ),
        ]
        if shown.scheme.scores.kind not in OBJECT_KINDS:
            columns.append(actions_column(shown.scheme))
    return tables.table(
        tables.records(rows), columns, group_of=lambda r: r["group"], compact=compact
    )


def _fractions(shown: Shown) -> list[Column]:
    """What is divided by what, each leading to its rows; of a count nothing."""
    rows = {row["unit"]: row for row in shown.ranking.components.to_dict("records")}
    if shown.ranking.components["denominator"].isna().all():
        return []
    part = shown.scheme.components[0].id

    def column(name: str) -> Column:
        def cell(row: TableRow) -> str:
            number = rows.get(row["unit"], {}).get(name)
            if f.missing(number):
                return f.NOTHING
            address = unit_address(row["unit"], shown.scheme.scores.kind, shown.scheme, part)
            return link(f.decimals_kept(number), address)

        return Column(t(f"measure-{name}"), cell, "right", html=True)

    return [column("numerator"), column("denominator")]


def _is_wide(shown: Shown) -> bool:
    """Whether full marks beside the points and the year before leave no room for the last periods
    and for actions. n, which the chart has too, gives way to the year before alone."""
    return bool(_year(shown) and other_weights(shown.ranking))


def _year(shown: Shown) -> list[Column]:
    """The change on the same period a year before, where there is one. It is not coloured: whether
    it is more than chance nobody has asked."""
    year = shown.ranking.year
    if year is None or not year.columns:
        return []
    digits = shown.scheme.rounding.digits
    sub = t("comparable") if year.reformed else ""
    sub = t("year-same-days") if shown.ranking.progress.running else sub
    return [
        Column(
            t("year-change"),
            lambda r: f.change(r["year_change"], digits),
            "right",
            tone=lambda r: "quiet",
            sub=sub,
            title=t("year-title", days=year.period.days_label(language())),
        )
    ]


def _comparable(digits: int) -> Column:
    """The score before by the rules of now."""
    return Column(
        t("before"),
        lambda r: "" if f.missing(r["comparable"]) else f.fixed(r["comparable"], digits),
        "right",
        tone=lambda r: "quiet",
        sub=t("comparable"),
    )


def _spark(shown: Shown, values: Sequence[float], tone: str, line: Mapping[str, Any]) -> str:
    """The last periods of a unit; rings where it was beyond its own variation, and the word."""
    places, word = signals(values, shown.ranking.progress.finished)
    told = t("spark-title", n=len(values)) + (f" · {word}" if word else "")
    drawn = spark(values, theme.current_palette(), tone=tone, alt=told, marked=places, **line)
    return drawn + beside(word)


def _weights(shown: Shown, rows: pd.DataFrame) -> str:
    """Whose components have other full marks than the heading says, and why."""
    found: dict[str, list[str]] = {}
    notes = weights_notes(shown.ranking)
    for unit in rows.loc[rows["score_text"] != "", "unit"]:
        if why := notes.get(unit):
            found.setdefault(why, []).append(unit)
    named = [t("weights-of", units=listed(units), why=why) for why, units in found.items()]
    return t("clause-separator").join(named)


def _mended(remark: Message) -> str:
    """Where what a note complains of is put right."""
    if remark.code != "rank-note-unregistered":
        return ""
    return f'<p class="note">{link(t("register-them"), page_address("imports"))}</p>'


def _totals(shown: Shown) -> str:
    """All units, and each group, as one unit."""
    words = score_words(shown.scheme)
    named = [
        t(
            "total-of",
            name=one.group or t("total-all"),
            score=said(words.level(one.score)),
            n=f.count(one.n),
        )
        for one in store.group_totals(shown.snapshot, shown.scheme, shown.period)
        if one.score is not None and shown.group in ("", one.group)
    ]
    return t("totals", list=t("clause-separator").join(named)) if named else ""


def _not_ranked(rows: pd.DataFrame) -> str:
    """Who has no rank, and why."""
    unranked = tables.records(rows[rows["rank"] == ""])
    if not unranked:
        return ""
    why: dict[str, list[str]] = {}
    for row in unranked:
        why.setdefault(row["note"].rstrip("。."), []).append(row["unit"])
    told = [
        t(
            "not-ranked-one" if len(units) <= NAMED else "not-ranked-many",
            units=listed(units[:NAMED]),
            n=len(units),
            reason=reason,
        )
        for reason, units in why.items()
    ]
    return t("not-ranked", list=t("clause-separator").join(told))
