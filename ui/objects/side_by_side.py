"""The objects of a kind side by side: ranked by their scheme or by one figure, with both lists."""

import math
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from metrics.narrative import object_words
from metrics.objects import standing
from metrics.scoring.ranking import Ranking
from ui import format as f
from ui import theme
from ui.certain import certain
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import extent, show_chart
from ui.charts.drawn import DrawnFigure
from ui.charts.ranking import RowHeights, ranking_dots
from ui.choices import choose_from
from ui.i18n import language, said, t
from ui.markup import note, put, section, statement
from ui.objects.base import ObjectQuery, stars_short
from ui.paging import leaf_of, turn_leaves
from ui.rows import ordered_by_scheme
from ui.sheets import SheetField, sheet
from ui.tables import records

SHOWN = 15  # rows at a time
LEVEL = RowHeights(most=34, least=30, top=36)
BY_SCHEME = "scheme"
TONES = {"worse": "worse", "better": "better"}


def show(asked: ObjectQuery) -> None:
    """The sentence, a chart, the lists and the table."""
    scheme = asked.scheme
    ranking = asked.ranking(scheme) if scheme else None
    orders = [BY_SCHEME] if ranking is not None and len(ranking.table) else []
    orders += [name for name in standing.STANDING_FIGURES if name != "stars" or asked.kind.stars]
    plain = asked.compute(standing.object_standing, kind=asked.kind.id, filters=asked.filters)
    if not plain["visits"].any():  # nobody visits a haulier: what was taken from it comes first
        orders.sort(key=lambda name: name != "deduction")
    with st.container(horizontal=True, vertical_alignment="center", key="choices-list"):
        order = choose_from("order", orders, _order_word, width=190, label="objects-order")
        _choose_class(asked)
    by = "visit_score" if order == BY_SCHEME else order
    table = asked.compute(
        standing.object_standing, kind=asked.kind.id, order=by, filters=asked.filters
    )
    if order == BY_SCHEME and ranking is not None:
        table = _by_scheme(table, ranking.table)
    sentence = said(object_words.of_objects(table))
    put(statement(sentence))
    if table.empty:
        return
    shown = table[table["rank"].notna()]
    here = leaf_of(shown, SHOWN)
    left, right = st.columns([1, 1.15], gap="large")
    with left:
        put(section(_order_word(order), escape(t("click-hint"))))
        if len(here):
            show_chart(_chart(asked, here, order), "objects", sentence)
            turn_leaves(len(shown), SHOWN)
        else:
            put(note(t("objects-none-ranked", least=standing.LEAST_VISITS)))
    with right:
        _lists(table, ranking if order == BY_SCHEME else None)
        put(section(t("objects-table"), escape(_about(asked, order, scheme))))
        sheet(
            table,
            _fields(asked, table, order),
            asked.name("ranking"),
            asked.shown.about,
            most=SHOWN,
        )
        if unranked := int(table["rank"].isna().sum()):
            put(note(t("objects-unranked", n=f.count(unranked))))


def _lists(table: pd.DataFrame, ranking: Ranking | None) -> None:
    """The red and the black list: those of the scheme where it ranks, else the ends of the table;
    and who of them differs beyond chance."""
    if ranking is not None:
        put(section(t("objects-lists-title"), escape(t("objects-lists-by-scheme"))))
        put(note(ordered_by_scheme(ranking.lists) or t("objects-lists-not-yet")))
        red, black = list(ranking.lists.red), list(ranking.lists.black)
    else:
        red, black = standing.red_and_black(table)
        put(section(t("objects-lists-title"), escape(t("objects-lists-hint"))))
        put(note(said(object_words.of_lists(red, black))))
    for remark in object_words.of_lists_chance(table, [*red, *black]):
        put(note(said(remark)))


def _choose_class(asked: ObjectQuery) -> None:
    """One class of the kind, or all."""
    known = [one.name.zh for one in asked.kind.classes]
    if known:
        word = lambda code: asked.class_word(code) if code else t("objects-all-classes")  # noqa: E731
        choose_from("category", ["", *known], word, label="objects-class")


def _by_scheme(table: pd.DataFrame, ranked: pd.DataFrame) -> pd.DataFrame:
    """The objects with rank, score and interval of their scheme's ranking, in its order."""
    own = ranked.set_index("unit")
    found = table.drop(columns="rank")
    for name in ("rank", "score", "low", "high", "group"):
        found[name] = found["object"].map(own[name])
    place = {unit: at for at, unit in enumerate(ranked["unit"])}
    found["rank"] = found["rank"].astype("Int64")
    return found.sort_values(
        "object", key=lambda names: names.map(lambda n: place.get(n, len(place))),
        ignore_index=True,
    )  # fmt: skip


def _order_word(order: str) -> str:
    return t(f"objects-by-{order.replace('_', '-')}")


def _about(asked: ObjectQuery, order: str, scheme: Any) -> str:
    if order != BY_SCHEME:
        return t("objects-by-figure" if scheme else "objects-no-scheme")
    return t("objects-by-the-scheme", scheme=scheme.name.text(language()), version=scheme.version)


def _chart(asked: ObjectQuery, here: pd.DataFrame, order: str) -> DrawnFigure:
    """Dots with intervals for scores, bars for amounts."""
    addresses = [asked.of_object(name) for name in here["object"]]
    if order in (BY_SCHEME, "visit_score") and _vary(here, order):
        return ranking_dots(_dots(asked, here, order, addresses), theme.current_palette(), LEVEL)
    figures = here["score" if order == BY_SCHEME else order].fillna(0).astype(float)
    digits = (
        1 if order in (BY_SCHEME, "visit_score", "deduction", "deduction_per_100_checks") else 0
    )
    visits = [t("objects-visits", n=f.count(v)) for v in here["visits"]]
    return labelled_bars(
        [
            Bar(name, figure, f.fixed(figure, digits), extra, address=address)
            for name, figure, extra, address in zip(
                here["object"], figures, visits, addresses, strict=True
            )
        ],
        theme.current_palette(),
    )


def _vary(here: pd.DataFrame, order: str) -> bool:
    """Whether there is anything to see on a zoomed axis."""
    names = ["score", "low"] if order == BY_SCHEME else ["visit_score", "score_low"]
    low, high = extent(here[names[: 2 if certain() else 1]], (0.0, 0.0))
    return high > low


def _dots(asked: ObjectQuery, here: pd.DataFrame, order: str, addresses: list[str]) -> pd.DataFrame:
    names = ("score", "low", "high")
    if order != BY_SCHEME:
        names = ("visit_score", "score_low", "score_high")
    score, low, high = names
    sure = certain()
    blank = [math.nan] * len(here)
    return pd.DataFrame(
        {
            "group": here["group"].fillna("").map(asked.class_word) if "group" in here else "",
            "rank": here["rank"].astype(str),
            "unit": here["object"],
            "n": here["visits"],
            "n_text": [f"n={f.count(n)}" for n in here["visits"]],
            "score": here[score],
            "previous": blank,
            "comparable": blank,
            "low": here[low] if sure else blank,
            "high": here[high] if sure else blank,
            "score_text": [f.fixed(v, 1) for v in here[score]],
            "change_text": "",
            "previous_text": "",
            "word": [_differs(r) for r in records(here)],
            "tone": [_tone(r) for r in records(here)],
            "note": "",
            "state": "value",
            "address": addresses,
        }
    )


def _tone(row: Mapping[str, Any]) -> str:
    return TONES.get(row["differs"], "neutral") if certain() else "neutral"


def _differs(row: Mapping[str, Any]) -> str:
    """What an object is against its kind, where that is beyond chance."""
    known = certain() and row["differs"] in TONES
    return t(f"objects-{row['differs']}") if known else ""


def _against(code: str) -> str:
    return t(f"objects-{code}") if code in TONES else ""


def _fields(asked: ObjectQuery, table: pd.DataFrame, order: str) -> list[SheetField]:
    def listed(yes: bool) -> str:
        return "" if yes else t("objects-unlisted")

    nowhere = not table["district"].notna().any()
    fields = [
        SheetField("rank", t("column-rank"), digits=0, ordinal=True),
        SheetField("object", asked.kind.name.text(language()),
              address=lambda r: asked.of_object(r["object"])),
        SheetField("class", t("objects-class"), word=asked.class_word,
              away=not table["class"].notna().any()),
        SheetField("district", t("column-district"), away=nowhere),
        SheetField("street", t("column-street"), away=not nowhere),
        SheetField("visits", t("objects-column-visits"), digits=0),
        *([SheetField("score", t("column-score"), digits=1)] if order == BY_SCHEME else []),
        SheetField("visit_score", t("objects-column-score"), digits=1),
    ]  # fmt: skip
    if certain():
        fields += [
            SheetField("score_low", t("column-low"), digits=1, away=True),
            SheetField("score_high", t("column-high"), digits=1, away=True),
            SheetField("differs", t("objects-column-differs"), tone=_tone, word=_against),
        ]
    fields += [
        SheetField("deduction", t("objects-column-deduction"), digits=1),
        SheetField("findings", t("objects-column-findings"), digits=0, away=True),
        SheetField("rectified", t("objects-column-rectified-share"), digits=1, away=True),
        SheetField("cases", t("objects-column-cases"), digits=0),
    ]
    if asked.kind.stars:
        fields += [
            SheetField("stars", t("objects-column-stars"), word=stars_short),
            SheetField("stars_period", t("objects-column-rated"), away=True),
        ]
    return [*fields, SheetField("listed", t("objects-column-listed"), word=listed, away=True)]
