"""Weekly returns: the last week unit by unit, who reported when, what does not fit."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from metrics.narrative.return_words import odd_words, of_returns, reported_text
from metrics.weekly_returns.overview import (
    WEEKS,
    ReturnsOverview,
    grid,
    returns_overview,
    week_label,
)
from ui import format as f
from ui import tables
from ui.download import buttons
from ui.i18n import said, t
from ui.markup import note, put, section, statement
from ui.page_query import PageQuery
from ui.sheets import SheetField, sheet, source_fields
from ui.tables import Column, records

UNITS_SHOWN, ODD_SHOWN, SUMS_SHOWN = 20, 8, 12


def weekly_returns(asked: PageQuery) -> None:
    """The sentence, then what came in, who is silent, and what does not fit or was replaced."""
    found: ReturnsOverview = asked.compute(returns_overview)
    put(statement(t("clause-separator").join(said(one) for one in of_returns(found))))
    if found.week is None:
        put(note(t("returns-how")))
        return
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        _last_week(asked, found)
        _odd(asked, found)
    with right:
        _who(asked, found)
        _replaced(asked, found)
    _sums(asked, found)


def _last_week(asked: PageQuery, found: ReturnsOverview) -> None:
    """A row for each unit and a column for each item; sums say of how many they are."""
    put(section(t("returns-week", week=found.week), escape(t("returns-week-hint"))))
    table = grid(found)
    totals = found.totals.set_index("item")
    odd = {(r["unit"], r["item"]) for r in records(found.counts) if _is_odd(r)}
    rows: list[dict[str, Any]] = [
        {"unit": str(unit)} | {str(k): v for k, v in row.items()}
        for unit, row in table.head(UNITS_SHOWN).to_dict("index").items()
    ]
    columns = [Column(t("column-unit"), lambda r: r["unit"], tone=lambda r: "strong")]
    columns += [
        Column(
            str(item),
            _count_of(str(item)),
            "right",
            sub=f"{int(totals['told'][item])}/{int(totals['of'][item])}",
            tone=_tone_of(str(item), odd),
        )
        for item in table.columns
    ]
    foot = {"unit": t("returns-total")} | {str(k): v for k, v in totals["reported"].items()}
    put(tables.table(rows, columns, foot=foot, compact=True))
    if len(table) > UNITS_SHOWN:
        put(note(t("sheet-more", shown=UNITS_SHOWN, n=f.count(len(table)))))
    counts = found.counts.assign(week=found.week)
    names = ("unit", "item", "week", "reported", "mean", "weeks", "source_file", "source_row")
    export = pd.DataFrame({t(f"returns-column-{n.replace('_', '-')}"): counts[n] for n in names})
    buttons(export, asked.name("returns"), asked.shown.about)


def _count_of(item: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: reported_text(row[item])


def _tone_of(item: str, odd: set[tuple[str, str]]) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: "worse" if (row["unit"], item) in odd else ""


def _is_odd(row: Mapping[str, Any]) -> bool:
    return isinstance(row["odd"], str)


def _who(asked: PageQuery, found: ReturnsOverview) -> None:
    """Who reported in which of the last weeks."""
    weeks = sorted(found.told["week"].unique())
    first, last = (week_label(pd.Timestamp(week)) for week in (weeks[0], weeks[-1]))
    told = found.told.assign(mark=found.told["told"].map({True: "●", False: "○"}))
    marks = told.pivot_table(index="unit", columns="week", values="mark", aggfunc="first")
    marks = marks.reindex(columns=weeks)
    table = pd.DataFrame(
        {
            "unit": marks.index,
            "strip": marks.fillna("·").agg("".join, axis=1).to_numpy(),
            "missed": (marks == "○").sum(axis=1).to_numpy(),
            "due": marks.notna().sum(axis=1).to_numpy(),
        }
    ).sort_values(["missed", "unit"], ascending=[False, True])
    hint = t("returns-who-hint", first=first, last=last)
    put(section(t("returns-who", n=len(weeks)), escape(hint)))
    fields = [
        SheetField("unit", t("column-unit"), tone=lambda r: "strong"),
        SheetField("strip", t("returns-strip"), tone=lambda r: "worse" if r["missed"] else "quiet"),
        SheetField("missed", t("returns-missed"), digits=0),
        SheetField("due", t("returns-due"), digits=0),
    ]
    sheet(table, fields, asked.name("returns-who"), asked.shown.about, most=UNITS_SHOWN)


def _odd(asked: PageQuery, found: ReturnsOverview) -> None:
    """Counts of the last weeks that do not fit the unit's own earlier ones."""
    put(section(t("returns-odd-table", n=WEEKS), escape(t("returns-odd-hint"))))
    if found.odd.empty:
        put(note(t("returns-odd-none")))
        return
    odd = found.odd.assign(said=[said(odd_words(r)) for r in found.odd.to_dict("records")])
    fields = [
        SheetField("said", t("returns-column-said"), wrap=True),
        SheetField("unit", t("returns-column-unit"), away=True),
        SheetField("item", t("returns-column-item"), away=True),
        SheetField("period", t("returns-column-week"), away=True),
        SheetField("reported", t("returns-column-reported"), digits=1, away=True),
        SheetField("mean", t("returns-column-mean"), digits=1, away=True),
        SheetField("weeks", t("returns-column-weeks"), digits=0, away=True),
        *source_fields(),
    ]
    sheet(odd, fields, asked.name("returns-odd"), asked.shown.about, most=ODD_SHOWN)


def _replaced(asked: PageQuery, found: ReturnsOverview) -> None:
    """Returns that a later one of the same week replaced."""
    if found.replaced.empty:
        return
    put(section(t("returns-replaced-table"), escape(t("returns-replaced-hint"))))
    fields = [
        SheetField("unit", t("returns-column-unit")),
        SheetField("period", t("returns-column-week")),
        SheetField("item", t("returns-column-item")),
        SheetField("reported", t("returns-before"), digits=0),
        SheetField("by", t("returns-now"), digits=0, tone=lambda r: "strong"),
    ]
    name = asked.name("returns-replaced")
    sheet(found.replaced, fields, name, asked.shown.about, most=ODD_SHOWN)


def _sums(asked: PageQuery, found: ReturnsOverview) -> None:
    """The whole weeks inside the period, unit by unit; none where a week is missing."""
    if not found.whole or found.sums.empty:
        put(note(t("returns-no-whole")))
        return
    params = {"n": len(found.whole), "first": found.whole[0], "last": found.whole[-1]}
    put(section(t("returns-sums", **params), escape(t("returns-sums-hint"))))
    wide = found.sums.pivot_table(
        index="unit", columns="item", values="reported", aggfunc="sum", min_count=1, dropna=False
    )
    least = found.sums.groupby("unit")["told"].min()
    table = wide.reset_index().assign(weeks=least[wide.index].to_numpy())
    fields = [
        SheetField("unit", t("column-unit"), tone=lambda r: "strong"),
        *(SheetField(str(item), str(item), digits=0) for item in wide.columns),
        SheetField("weeks", t("returns-least", n=len(found.whole)), digits=0),
    ]
    sheet(table, fields, asked.name("returns-sums"), asked.shown.about, most=SUMS_SHOWN)
