"""Stars of objects over time; where nobody rates a kind, the mean scores of its visits."""

from collections.abc import Callable
from html import escape
from typing import Any

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.narrative import object_words
from metrics.objects import standing, stars
from ui import format as f
from ui import theme
from ui.chart_heading import tabled
from ui.charts.base import show_chart
from ui.charts.heat import heat_table
from ui.i18n import language, said, t
from ui.markup import note, put, section, statement
from ui.objects.base import ObjectQuery, stars_word
from ui.paging import leaf_of, turn_leaves
from ui.sheets import SheetField, sheet

SHOWN, PERIODS = 14, 6


def show(asked: ObjectQuery) -> None:
    """The sentence, the table of periods, and what rose and fell."""
    history = asked.compute(_rated, kind=asked.kind.id)
    history = _of_filters(asked, history)
    if history.empty:
        _scores(asked)
        return
    moved = stars.moved_stars(history)
    sentence = said(object_words.of_stars(history, moved))
    put(statement(sentence))
    fields = [
        SheetField("object", asked.kind.name.text(language())),
        SheetField("period", t("column-period")),
        SheetField("stars", t("objects-column-stars"), digits=0),
        SheetField("given_by", t("objects-column-by"), away=True),
    ]
    labels = history.drop_duplicates("period")["period"].tolist()[-PERIODS:]
    last = history.drop_duplicates("object", keep="last").set_index("object")["stars"]
    fell = moved.set_index("object")["change"] if len(moved) else pd.Series(dtype=float)
    order = sorted(last.index, key=lambda name: (fell.get(name, 0.0), last[name], name))
    rows = history.pivot(index="object", columns="period", values="stars").reindex(order)[labels]
    here = leaf_of(rows, SHOWN)
    heading = section(t("objects-stars-chart"), escape(t("objects-stars-hint")))
    tabled(heading, history, fields, asked.name("stars"), asked.shown.about)
    _heat(asked, here, lambda v: stars_word(v) or "–", "objects-stars", sentence)
    turn_leaves(len(rows), SHOWN)
    if len(moved):
        put(section(t("objects-moved")))
        change = [
            SheetField("object", asked.kind.name.text(language()),
                  address=lambda r: asked.of_object(r["object"])),
            SheetField("before", t("objects-column-before"), word=stars_word),
            SheetField("stars", t("objects-column-stars"), word=stars_word),
            SheetField("change", t("objects-column-change"), digits=0, change=True,
                  tone=lambda r: f.tone(r["change"])),
            SheetField("period", t("objects-column-rated")),
        ]  # fmt: skip
        sheet(moved, change, asked.name("moved"), asked.shown.about)


def _rated(con: duckdb.DuckDBPyConnection, period: Period, kind: str) -> pd.DataFrame:
    return stars.star_history(con, standing.kind_named(con, kind), period)


def _of_filters(asked: ObjectQuery, history: pd.DataFrame) -> pd.DataFrame:
    """The ratings of the objects that the filters let through."""
    if not asked.filters:
        return history
    table = asked.compute(standing.object_standing, kind=asked.kind.id, filters=asked.filters)
    return history[history["object"].isin(table["object"])].reset_index(drop=True)


def _scores(asked: ObjectQuery) -> None:
    """The mean scores of visits by period, where nobody gave stars."""
    found = asked.compute(
        standing.visit_history, kind=asked.kind.id, length=PERIODS, filters=asked.filters
    )
    known = found.dropna(subset=["visit_score"])
    if known.empty:
        put(statement(said(object_words.of_stars(found.iloc[:0], found.iloc[:0]))))
        put(note(t("objects-no-scores")))
        return
    sentence = t("objects-scores", n=f.count(known["object"].nunique()))
    put(statement(sentence))
    labels = found["period"].drop_duplicates().tolist()
    rows = found.pivot(index="object", columns="period", values="visit_score")[labels]
    rows = rows.dropna(how="all")
    rows = rows.reindex(rows.mean(axis=1).sort_values(kind="stable").index)
    here = leaf_of(rows, SHOWN)
    fields = [
        SheetField("object", asked.kind.name.text(language())),
        SheetField("period", t("column-period")),
        SheetField("visits", t("objects-column-visits"), digits=0),
        SheetField("visit_score", t("objects-column-score"), digits=1),
    ]
    heading = section(t("objects-scores-chart"), escape(t("objects-scores-hint")))
    tabled(heading, found, fields, asked.name("scores"), asked.shown.about)
    _heat(asked, here, lambda v: "–" if f.missing(v) else f.fixed(v, 1), "objects-scores", sentence)
    turn_leaves(len(rows), SHOWN)


def _heat(
    asked: ObjectQuery, rows: pd.DataFrame, word: Callable[[Any], str], name: str, sentence: str
) -> None:
    cells = rows.stack(future_stack=True).reset_index()
    cells.columns = ["row", "column", "value"]
    cells["text"] = cells["value"].map(word)
    cells["marked"] = False
    cells["address"] = cells["row"].map(asked.of_object)
    show_chart(heat_table(cells, theme.current_palette()), name, sentence)
