"""The own place in superiors' rankings: a part of the page on targets, lines on the overview."""

from html import escape

import pandas as pd

from metrics.consequences.above import places_above, series_of
from metrics.narrative.campaign_words import above_sentences, place_words, series_name
from ui import theme
from ui.cache import computed
from ui.charts.base import show_chart
from ui.charts.lines import Line, labelled_lines
from ui.header import Shown
from ui.i18n import said, t
from ui.markup import note, put, section, statement
from ui.page_query import PageQuery
from ui.sheets import SheetField, sheet, source_fields

DRAWN_FROM = 3  # places that make a line worth drawing


def above(asked: PageQuery) -> None:
    """Every series: a sentence, the places over time as a line, the table."""
    table = computed(asked.shown, places_above)
    series = series_of(table)
    sentences = [said(message) for message in above_sentences(series)]
    put(statement(t("clause-separator").join(sentences)))
    if table.empty:
        put(note(t("above-how")))
        return
    for one, sentence in zip(series, sentences, strict=True):
        known = one.dropna(subset=["place", "out_of"])
        if len(known) >= DRAWN_FROM:
            name = said(series_name(one.iloc[-1]))
            put(section(name, escape(t("above-hint"))))
            # Units behind the own one: the line rises where the place gets better.
            behind = [float(v) - 1 for v in known["from_last"]]
            line = Line(list(range(len(known))), behind, said(place_words(known.iloc[-1])), True)
            ticks = (list(range(len(known))), known["period"].tolist())
            show_chart(
                labelled_lines([line], theme.current_palette(), 240, ticks=ticks),
                f"above-{name}",
                sentence,
            )
    rows = table.assign(
        name=[said(series_name(row)) for row in table.to_dict("records")],
        said=[said(place_words(row)) for row in table.to_dict("records")],
    ).iloc[::-1]
    fields = [
        SheetField("name", t("column-ranking-of")),
        SheetField("period", t("column-period")),
        SheetField("said", t("column-place-above"), tone=lambda r: "strong"),
        SheetField("place", t("column-rank"), digits=0, away=True),
        SheetField("out_of", t("column-out-of"), digits=0, away=True),
        SheetField("marks", t("column-score"), digits=1),
        SheetField("document", t("column-document")),
        *source_fields(),
    ]
    put(section(t("above-table")))
    sheet(pd.DataFrame(rows), fields, f"above-{asked.shown.period.id}", asked.shown.about)


def above_lines(shown: Shown) -> None:
    """The overview's lines: where the own unit stands above, by what was told within a year;
    nothing where nothing is known."""
    series = series_of(computed(shown, places_above))
    since = pd.Timestamp(shown.period.end) - pd.Timedelta(days=366)
    recent = [one for one in series if one["day"].iloc[-1] >= since]
    for sentence in above_sentences(recent) if recent else []:
        put(note(t("above-title", text=said(sentence))))
