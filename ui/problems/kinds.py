"""The parts of the page on problems: each asks `metrics`, and draws a sentence, charts, a table."""

from html import escape

import pandas as pd
import streamlit as st

from metrics.analyses import key_problems, problems
from metrics.analyses.problems import PROBLEM_SOURCES
from ui import compared_with, theme
from ui import format as f
from ui.certain import certain, tone_if_certain
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import show_chart
from ui.charts.heat import heat_table
from ui.charts.multiples import Panel, small_multiples
from ui.i18n import said, t
from ui.markup import note, put, section, statement
from ui.names import definition
from ui.page_query import PageQuery, folded
from ui.problems import captions
from ui.sheets import SheetField, sheet
from ui.tables import TableRow, records

KINDS_SHOWN = 14
HEAT_ROWS, HEAT_UNITS = 14, 16
HEAT_ROW, HEAT_HEIGHT = 48, 520  # pixels: a row at most, all rows together


def show_kinds(asked: PageQuery) -> None:
    """Kinds of problem by number, with their share and the running sum, and what rose."""
    found = asked.compute(problems.categories, source=asked.source)
    sentence = said(captions.of_categories(found))
    put(statement(sentence))
    if found.empty:
        return
    left, right = st.columns([1, 1.1], gap="large")
    with left:
        put(
            section(
                t("kinds-chart"),
                escape(t("kinds-chart-hint" if certain() else "kinds-chart-hint-plain")),
                _definition(asked),
            )
        )
        rows = [
            Bar(
                _kind(row["category"]),
                row["count"],
                f.count(row["count"]),
                t("kinds-share", share=f.fixed(row["share"], 0), sum=f.fixed(row["cumulative"], 0)),
                _clear_tone(row),
                _rows_of(asked, row["category"]),
            )
            for row in records(found.head(KINDS_SHOWN))
        ]
        show_chart(labelled_bars(rows, theme.current_palette()), "kinds", sentence)
    with right:
        running = asked.shown.ranking.progress.running
        title = t("kinds-table-same-days" if running else "kinds-table")
        put(section(title, escape(asked.per)))
        fields = [
            SheetField(
                "category",
                t("column-category"),
                word=_kind,
                address=lambda r: _rows_of(asked, r["category"]),
            ),
            SheetField("count", t("column-count"), digits=0),
            SheetField("share", t("column-share"), digits=1),
            SheetField("cumulative", t("column-cumulative"), digits=1),
            SheetField("rate", t("column-rate"), digits=1, title=asked.per),
            SheetField(
                "previous", compared_with.compared_word(asked.shown.ranking.progress), digits=1
            ),
            SheetField("change", t("column-rate-change"), digits=1, change=True, tone=_clear_tone),
            SheetField("n", "n", digits=0, away=True),
        ]
        sheet(
            found,
            fields,
            asked.name("kinds"),
            asked.shown.about,
            most=KINDS_SHOWN,
            group_of=lambda r: t("kinds-vital") if r["vital"] else t("kinds-others"),
        )


def show_heat(asked: PageQuery) -> None:
    """Which kind of problem is frequent where."""
    found = asked.compute(problems.heat, by=asked.by, source=asked.source)
    sentence = said(captions.of_heat(found))
    put(statement(sentence))
    if found.empty:
        return
    hint = t("heat-hint" if certain() else "heat-hint-plain", per=asked.per)
    put(section(t("heat-chart"), escape(hint), _definition(asked)))
    top = found["category"].drop_duplicates().head(HEAT_ROWS)
    units, told = found[asked.by].nunique(), _most_telling(found, asked.by)
    shown = asked.in_order(found[found["category"].isin(top) & found[asked.by].isin(told)])
    cells = pd.DataFrame(
        {
            "row": shown["category"],
            "column": shown[asked.by],
            "value": shown["rate"],
            "text": [
                f"{f.fixed(rate, 1)} ▲" if out and certain() else f.fixed(rate, 1)
                for rate, out in zip(shown["rate"], shown["stands_out"], strict=True)
            ],
            "marked": shown["stands_out"] & certain(),
            "address": [
                _rows_of(asked, kind, unit)
                for kind, unit in zip(shown["category"], shown[asked.by], strict=True)
            ],
        }
    )
    heads = {unit: asked.unit_page(unit) for unit in cells["column"]}
    row = min(HEAT_ROW, HEAT_HEIGHT // max(len(top), 1))
    show_chart(
        heat_table(cells, theme.current_palette(), row=row, heads_to=heads), "heat", sentence
    )
    if units > len(told):
        more = "heat-more" if certain() else "heat-more-plain"
        put(note(t(more, shown=len(told), n=units)))
    rest = asked.compute(problems.beside_heat, by=asked.by, source=asked.source)
    if len(rest):
        put(note(t("heat-beside", n=f.count(rest["count"].sum()))))
    fields = [
        SheetField(
            "category",
            t("column-category"),
            word=_kind,
            address=lambda r: _rows_of(asked, r["category"], r[asked.by]) if r[asked.by] else "",
        ),
        SheetField(
            asked.by,
            t("column-unit"),
            word=lambda unit: unit or t("unit-unnamed"),
            address=lambda r: asked.unit_page(r[asked.by]) if r[asked.by] else "",
        ),
        SheetField("count", t("column-count"), digits=0),
        SheetField("rate", t("column-rate"), digits=1, title=asked.per),
        SheetField("city", t("column-city"), digits=1),
        SheetField("times", t("column-times"), digits=1),
        SheetField("n", "n", digits=0),
    ]
    table = pd.concat([found.sort_values("times", ascending=False), rest], ignore_index=True)
    table[asked.by] = table[asked.by].astype(object).where(table[asked.by].notna(), None)
    folded(table, fields, asked, "heat")


def _most_telling(found: pd.DataFrame, by: str) -> list[str]:
    """The units that a heat table has room for: those that stand out, where that is shown, then
    those with most."""
    units = found.groupby(by).agg(out=("stands_out", "max"), count=("count", "sum"))
    by_what = ["out", "count"] if certain() else ["count"]
    return units.sort_values(by_what, ascending=False).head(HEAT_UNITS).index.tolist()


def show_trend(asked: PageQuery) -> None:
    """The most frequent kinds over thirteen periods, on one scale."""
    found = asked.compute(problems.trend, source=asked.source)
    sentence = said(captions.of_trend(found)) if len(found) else t("nothing-found")
    put(statement(sentence))
    if found.empty:
        return
    put(section(t("trend-chart"), escape(t("trend-hint", per=asked.per)), _definition(asked)))
    kinds = records(asked.compute(problems.categories, source=asked.source))
    now = {row["category"]: row for row in kinds}
    by_kind = found.groupby("category", sort=False)
    panels = [_panel(asked, str(kind), part, now[kind]) for kind, part in by_kind]
    figure = small_multiples(panels, theme.current_palette(), across=4, tall=220)
    show_chart(figure, "trend", sentence)
    fields = [
        SheetField("category", t("column-category")),
        SheetField("period", t("column-period")),
        SheetField("count", t("column-count"), digits=0),
        SheetField("n", "n", digits=0),
        SheetField("rate", t("column-rate"), digits=1, title=asked.per),
    ]
    folded(found, fields, asked, "trend")


def _panel(asked: PageQuery, kind: str, part: pd.DataFrame, now: TableRow) -> Panel:
    """One small multiple: the last rate in words, and its change."""
    text = f"{f.fixed(part['rate'].iloc[-1], 1)}  {f.change(now['change'], 1)}"
    return Panel(kind, part["rate"].tolist(), text, _clear_tone(now), _rows_of(asked, kind))


def ignored(asked: PageQuery) -> None:
    """Key problems by unit and kind, with those who ignore one."""
    found = asked.compute(key_problems.key_problems, by=asked.by)
    put(statement(said(captions.of_key_problems(found))))
    if found.empty:
        return
    put(section(t("key-table"), escape(t("key-hint"))))
    fields = [
        SheetField(
            asked.by,
            t("column-unit"),
            tone=lambda r: "strong",
            address=lambda r: asked.unit_page(r[asked.by]),
        ),
        SheetField("category", t("column-category")),
        SheetField("found", t("column-found"), digits=0),
        SheetField("due", t("column-due"), digits=0),
        SheetField("rectified", t("column-rectified"), digits=0),
        SheetField("on_time", t("column-on-time"), digits=0),
        SheetField("overdue", t("column-overdue"), digits=0),
        SheetField("notified_again", t("column-notified"), digits=0),
        SheetField("failed", t("column-recheck-failed"), digits=0),
        SheetField("rate", t("column-rectified-rate"), digits=1, tone=_ignored_tone),
        SheetField("others", t("column-others-rate"), digits=1),
        SheetField("ignored", t("column-judgement"), word=_ignored_word, tone=_ignored_tone),
    ]
    sheet(found, fields, asked.name("key"), asked.shown.about, most=KINDS_SHOWN)


def _ignored_tone(row: TableRow) -> str:
    return "worse" if row["ignored"] and certain() else ""


def _ignored_word(ignored: bool) -> str:
    return t("key-mark") if ignored and certain() else ""


def _clear_tone(row: TableRow) -> str:
    """What clearly rose is worse, what clearly fell better; all else neutral."""
    return tone_if_certain(f.worse_when_up(row["change"]) if row["change_is_clear"] else "neutral")


def _kind(name: str) -> str:
    return name or t("kind-unnamed")


def _rows_of(asked: PageQuery, kind: str, unit: str = "") -> str:
    """The address of the problems of one kind; none for those that name no kind."""
    return asked.rows(PROBLEM_SOURCES[asked.source].counted, unit, category=kind) if kind else ""


def _definition(asked: PageQuery) -> str:
    return definition(
        {"findings": "findings_per_100_checks", "cases": "filed"}.get(asked.source, "complaints")
    )
