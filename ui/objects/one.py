"""One object: what it is, its scores and stars over time, its deductions and its cases."""

from html import escape

import duckdb
import pandas as pd
import streamlit as st

from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules
from metrics.narrative import object_words
from metrics.objects import one as taken_apart
from metrics.objects import standing, stars
from ui import format as f
from ui import theme
from ui.chart_heading import tabled
from ui.charts.base import show_chart
from ui.charts.lines import Line, labelled_lines
from ui.i18n import language, listed, said, t
from ui.links import link
from ui.markup import facts_list, note, put, section, statement
from ui.names import channel_name
from ui.objects.base import ObjectQuery, stars_word
from ui.sheets import SheetField, sheet, source_fields
from ui.states import NoMatch

PERIODS = 13


def show(asked: ObjectQuery, name: str) -> None:
    """The whole of one object. Raises NoMatch for a name that no object of the kind has."""
    known = asked.compute(standing.object_standing, kind=asked.kind.id)
    own = known[known["object"] == name]
    register = asked.compute(_stays, name=name)
    if own.empty and register.empty:
        raise NoMatch("no-object", object=name)
    kind = asked.kind.name.text(language())
    st.html(
        f'<p class="trail">{link(t("objects-all", kind=kind), asked.back)}<i>›</i>'
        f"<b>{escape(name)}</b></p>"
    )
    series = asked.compute(_series, kind=asked.kind.id, name=name)
    found = asked.compute(_deductions, kind=asked.kind.id, name=name)
    filed = asked.compute(_cases, kind=asked.kind.id, name=name)
    sentence = _sentence(own, found, filed)
    put(statement(sentence))
    left, right = st.columns([1, 1.6], gap="large")
    with left:
        put(section(t("objects-register")))
        put(facts_list(_facts(asked, own, register)))
    with right:
        _over_time(asked, series, sentence)
    _listed(asked, "deductions", found, _deduction_fields())
    _listed(asked, "cases", filed, _case_fields())
    if asked.kind.address:
        for remark in object_words.of_crossings(len(asked.compute(_crossings, name=name))):
            put(note(said(remark)))


def _sentence(own: pd.DataFrame, found: pd.DataFrame, filed: pd.DataFrame) -> str:
    visits = int(own["visits"].iloc[0]) if len(own) else 0
    score = own["visit_score"].iloc[0] if len(own) else None
    lost = found["deduction"].sum()
    params = {"visits": f.count(visits), "findings": f.count(len(found)), "lost": f.fixed(lost, 1)}
    code = "objects-one" if visits and not f.missing(score) else "objects-one-unscored"
    if not visits:
        code = "objects-one-unvisited"
    cases = "" if len(own) and f.missing(own["cases"].iloc[0]) else f.count(len(filed))
    told = t(code, score=f.fixed(score, 1) if not f.missing(score) else "", **params)
    return told + (t("objects-one-cases", n=cases) if cases else t("objects-one-no-cases"))


def _facts(asked: ObjectQuery, own: pd.DataFrame, register: pd.DataFrame) -> list[tuple[str, str]]:
    if register.empty:
        return [(t("objects-register"), t("objects-not-registered"))]
    last = register.iloc[-1]
    kinds = listed(list(register["type"].dropna().drop_duplicates()))
    facts = [
        (t("objects-kind"), kinds),
        (t("objects-class"), asked.class_word(last["class"])),
        (t("column-district"), f.text(last["district"])),
        (t("column-street"), f.text(last["street"])),
        (t("objects-road"), f.text(last["road"])),
        (t("objects-column-from"), f.date(last["valid_from"])),
        (t("objects-column-until"), f.date(last["valid_to"])),
    ]
    if asked.kind.stars and len(own):
        facts.append((t("objects-column-stars"), stars_word(own["stars"].iloc[0])))
    return [(name, text) for name, text in facts if text and text != f.NOTHING]


def _over_time(asked: ObjectQuery, series: pd.DataFrame, sentence: str) -> None:
    """The mean score of its visits by period; the table has the rest."""
    fields = [
        SheetField("period", t("column-period")),
        SheetField("visits", t("objects-column-visits"), digits=0),
        SheetField("visit_score", t("objects-column-score"), digits=1),
        SheetField("deduction", t("objects-column-deduction"), digits=1),
        SheetField("cases", t("objects-column-cases"), digits=0),
        *([SheetField("stars", t("objects-column-stars"), digits=0)] if asked.kind.stars else []),
    ]
    heading = section(t("objects-one-chart"), escape(t("objects-one-chart-hint")))
    tabled(heading, series, fields, asked.name("series"), asked.shown.about)
    if series["visit_score"].notna().sum() < 2:
        put(note(t("objects-one-no-chart")))
        return
    at = list(range(len(series)))
    values = series["visit_score"].tolist()
    last = series["visit_score"].dropna().iloc[-1]
    lines = [Line(at, values, f.fixed(last, 1), strong=True)]
    ticks = (at[::2], [series["period"].iloc[i] for i in at[::2]])
    same = series["visit_score"].nunique() == 1
    figure = labelled_lines(lines, theme.current_palette(), 230, ticks=ticks, from_zero=same)
    show_chart(figure, "one", sentence)


def _listed(asked: ObjectQuery, part: str, rows: pd.DataFrame, fields: list[SheetField]) -> None:
    put(section(t(f"objects-{part}"), escape(t("objects-rows", n=f.count(len(rows))))))
    if rows.empty:
        put(note(t(f"objects-no-{part}")))
        return
    sheet(rows, fields, asked.name(part), asked.shown.about)


def _deduction_fields() -> list[SheetField]:
    return [
        SheetField("day", t("objects-column-day")),
        SheetField("point", t("column-place")),
        SheetField("subcategory", t("column-category")),
        SheetField("deduction", t("objects-column-deduction"), digits=1),
        SheetField("rectified", t("objects-column-rectified"), word=_yes),
        SheetField("text", t("objects-column-text"), wrap=True),
        *source_fields(),
    ]


def _case_fields() -> list[SheetField]:
    return [
        SheetField("day", t("objects-column-day")),
        SheetField("case_no", t("objects-column-number")),
        SheetField(
            "channel", t("objects-column-channel"), word=lambda c: channel_name(c) if c else ""
        ),
        SheetField("subcategory", t("column-category")),
        SheetField("place", t("column-place")),
        SheetField("done", t("objects-column-done"), word=_yes),
        SheetField("on_time", t("objects-column-on-time"), word=_yes),
        *source_fields(),
    ]


def _yes(value: object) -> str:
    """Yes, no, or nothing where it is unknown."""
    return "" if f.missing(value) else t("objects-yes" if value else "objects-no")


def _stays(con: duckdb.DuckDBPyConnection, period: Period, name: str) -> pd.DataFrame:
    return taken_apart.stays(con, name)


def _series(
    con: duckdb.DuckDBPyConnection, period: Period, kind: str, name: str, rules: CountingRules
) -> pd.DataFrame:
    found = taken_apart.object_history(
        con, period.last(PERIODS), standing.kind_named(con, kind), name, rules
    )
    rated = stars.star_history(con, standing.kind_named(con, kind), period)
    rated = rated[rated["object"] == name].iloc[::-1]
    given = list(zip(rated["day"].dt.date, rated["stars"], strict=True))
    found["stars"] = [
        next((stars for day, stars in given if day < one.end), float("nan"))
        for one in period.last(PERIODS)
    ]
    return found


def _deductions(
    con: duckdb.DuckDBPyConnection, period: Period, kind: str, name: str
) -> pd.DataFrame:
    return taken_apart.deductions(con, period, standing.kind_named(con, kind), name)


def _cases(con: duckdb.DuckDBPyConnection, period: Period, kind: str, name: str) -> pd.DataFrame:
    return taken_apart.cases(con, period, standing.kind_named(con, kind), name)


def _crossings(con: duckdb.DuckDBPyConnection, period: Period, name: str) -> pd.DataFrame:
    return taken_apart.crossing_cases(con, period, name)
