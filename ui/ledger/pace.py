"""The parts of the ledger's page beside its list: the age of the pile, and the pace."""

from html import escape

import pandas as pd
import streamlit as st

from metrics.analyses import ledger, pace
from ui import format as f
from ui import theme
from ui.chart_heading import tabled
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import show_chart
from ui.charts.drawn import DrawnFigure
from ui.charts.heat import heat_table
from ui.charts.lines import Line, labelled_lines
from ui.i18n import said, t
from ui.ledger import captions
from ui.ledger.listing import band_code, band_word, items_of
from ui.links import page_address
from ui.markup import put, section, statement
from ui.page_query import PageQuery, folded
from ui.sheets import SheetField, sheet
from ui.tables import records


def _items_of(asked: PageQuery, from_day: float, unit: str) -> str:
    """The address of what is overdue for so long, in a district or in all."""
    source = "" if asked.source == "all" else asked.source
    band = band_code(from_day)
    return page_address("ledger", source=source, state="overdue", band=band, unit=unit)


def show_ageing(asked: PageQuery) -> None:
    """How old the overdue pile is, in the whole and by unit."""
    found = items_of(asked)
    table = ledger.ageing(found)
    sentence = said(captions.of_ageing(table, found))
    put(statement(sentence))
    if not table["n"].sum():
        return
    left, right = st.columns([1, 1.5], gap="large")
    table = table.assign(band=[band_word(r) for r in records(table)])
    with left:
        fields = [
            SheetField("band", t("column-band")),
            SheetField("n", t("column-count"), digits=0, title=t("overdue-definition")),
            SheetField("share", t("column-share"), digits=1),
        ]
        heading = section(t("ageing-chart"), escape(t("ageing-hint")), t("overdue-definition"))
        tabled(heading, table, fields, asked.name("ageing"), asked.shown.about)
        rows = [
            Bar(
                row["band"],
                row["n"],
                f.count(row["n"]),
                f"{f.fixed(row['share'], 0)}%",
                address=_items_of(asked, row["from_day"], asked.district),
            )
            for row in records(table)
        ]
        show_chart(labelled_bars(rows, theme.current_palette()), "ageing", sentence)
    units = ledger.ageing(found, (asked.by,))
    units = asked.in_order(units.assign(band=[band_word(r) for r in records(units)]))
    with right:
        put(section(t("ageing-by-unit"), escape(t("ageing-unit-hint"))))
        cells = pd.DataFrame(
            {
                "row": units[asked.by],
                "column": units["band"],
                "value": units["n"],
                "text": units["n"].map(f.count),
                "marked": False,
                "address": [
                    _items_of(asked, row["from_day"], asked.district or row[asked.by])
                    if row["n"]
                    else ""
                    for row in records(units)
                ],
            }
        )
        show_chart(heat_table(cells, theme.current_palette()), "ageing-by-unit", sentence)
    unit = SheetField(asked.by, t("column-unit"), address=lambda r: asked.unit_page(r[asked.by]))
    folded(units, [unit, *fields], asked, "ageing-by-unit")


def closing(asked: PageQuery) -> None:
    """What came in against what was done, and what that does to the pile."""
    found = asked.compute(pace.pace)
    sentence = said(captions.of_pace(found))
    put(statement(sentence))
    if not found["inflow"].sum():
        return
    whole = found[found["whole"]]
    fields = [
        SheetField("step", t("column-week")),
        SheetField("first_day", t("column-from")),
        SheetField("last_day", t("column-to")),
        SheetField("inflow", t("pace-inflow"), digits=0),
        SheetField("done", t("pace-done"), digits=0),
        SheetField("net", t("column-net"), digits=0, change=True, tone=lambda r: f.tone(r["net"])),
        SheetField("open", t("pace-open"), digits=0),
        SheetField("overdue", t("pace-overdue"), digits=0),
    ]
    left, right = st.columns(2, gap="large")
    with left:
        put(section(t("pace-chart"), escape(t("pace-hint"))))
        lines = [_line(whole, "inflow", False), _line(whole, "done", True)]
        show_chart(_lines(lines, whole), "pace", sentence)
    with right:
        heading = section(t("pile-chart"), escape(t("pile-hint")))
        pile = [step for step in fields if step.key in ("step", "last_day", "open", "overdue")]
        tabled(heading, found.iloc[::-1], pile, asked.name("pile"), asked.shown.about)
        lines = [_line(found, "open", False)]
        if found["overdue"].notna().all():
            lines.append(_line(found, "overdue", True))
        show_chart(_lines(lines, found), "pile", sentence)
    put(section(t("pace-table")))
    sheet(found.iloc[::-1], fields, asked.name("pace"), asked.shown.about, most=6)


def _line(table: pd.DataFrame, column: str, strong: bool) -> Line:
    values = table[column].tolist()
    label = f"{t(f'pace-{column}')} {f.count(values[-1])}"
    return Line(list(range(len(values))), values, label, strong)


def _lines(lines: list[Line], table: pd.DataFrame) -> DrawnFigure:
    """Both lines of a chart over the weeks, every other one labelled."""
    at = list(range(len(table)))[::-2][::-1]
    labels = [table["step"].iloc[i].split("-")[-1] for i in at]
    return labelled_lines(lines, theme.current_palette(), 280, ticks=(at, labels))
