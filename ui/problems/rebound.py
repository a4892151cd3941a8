"""What came back and what was closed without being fixed, on the page on problems."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from metrics.analyses import rebound, refound
from ui import compared_with, theme, view
from ui import format as f
from ui.chart_heading import tabled
from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import show_chart
from ui.choices import choose_from
from ui.i18n import said, t
from ui.links import link, page_address
from ui.markup import put, section, statement
from ui.names import channel_name, definition
from ui.page_query import PageQuery
from ui.problems import captions
from ui.sheets import SheetField, sheet, source_fields
from ui.tables import records

BARS_SHOWN = 12
CHAINS_SHOWN = 5
CASES_SHOWN = 8
CHAINS_OFFERED = 50


def returned(asked: PageQuery) -> None:
    """Rebound by unit and by kind of problem, as rates with their cases."""
    units = asked.compute(rebound.rebound_rates, by=(asked.by,))
    kinds = asked.compute(rebound.rebound_rates, by=("subcategory",))
    both = asked.compute(rebound.rebound_rates, by=(asked.by, "subcategory"))
    days = asked.shown.scheme.rules.rebound_days
    put(statement(said(captions.of_rebound(units, days))))
    if units.empty:
        return
    left, right = st.columns(2, gap="large")
    with left:
        _bars(asked, units, asked.by, t("rebound-by-unit"), "")
    with right:
        sentence = said(captions.of_rebound(kinds.assign(watching=0.0), days))
        _bars(asked, kinds[kinds["returned"] > 0], "subcategory", t("rebound-by-kind"), sentence)
    put(section(t("rebound-table")))
    unit = SheetField(
        asked.by,
        t("column-unit"),
        tone=lambda r: "strong",
        address=lambda r: asked.unit_page(r[asked.by]),
    )
    kind = SheetField("subcategory", t("column-category"), address=lambda r: _rows_of(asked, r))
    sheet(
        both,
        [unit, kind, *_rates(asked)],
        asked.name("rebound"),
        asked.shown.about,
        most=CHAINS_SHOWN,
    )


def _rates(asked: PageQuery) -> list[SheetField]:
    return [
        SheetField("closed", t("column-closed"), digits=0),
        SheetField("returned", t("column-returned"), digits=0),
        SheetField("rate", t("column-rebound-rate"), digits=1, title=definition("rebound_rate")),
        SheetField("previous", compared_with.compared_word(asked.shown.ranking.progress), digits=1),
        SheetField("change", t("column-rate-change"), digits=1, change=True),
        SheetField("city", t("column-city"), digits=1),
        SheetField("watching", t("column-watching"), digits=0),
    ]


def _rows_of(asked: PageQuery, row: Mapping[str, Any]) -> str:
    """The address of the cases that came back: of a unit, of a kind, or of both."""
    unit, kind = (row.get(column, "") for column in (asked.by, "subcategory"))
    if f.missing(unit) or f.missing(kind):
        return ""
    return asked.rows("rebound_rate", unit, category=kind, state="numerator")


def _bars(asked: PageQuery, table: pd.DataFrame, by: str, title: str, sentence: str) -> None:
    """The highest rates first; what is above the city's is not coloured: it may be chance."""
    hint = sentence or t("rebound-hint", days=asked.shown.scheme.rules.rebound_days)
    heading = section(title, escape(hint), definition("rebound_rate"))
    name = t("column-category" if by == "subcategory" else "column-unit")
    fields = [SheetField(by, name, address=lambda r: _rows_of(asked, r)), *_rates(asked)]
    tabled(heading, table, fields, asked.name(f"rebound-{by}"), asked.shown.about)
    top = table.sort_values("rate", ascending=False).head(BARS_SHOWN)
    rows = [
        Bar(
            row[by],
            row["rate"],
            f"{f.fixed(row['rate'], 1)}%",
            t("rebound-of", returned=f.count(row["returned"]), closed=f.count(row["closed"])),
            address=_rows_of(asked, row),
        )
        for row in records(top)
    ]
    if rows:
        show_chart(
            labelled_bars(rows, theme.current_palette()), f"rebound-{by}", f"{title}: {hint}"
        )


def show_chains(asked: PageQuery) -> None:
    """The longest chains of cases at one place, and the cases of one of them."""
    found = asked.compute(rebound.chains)
    closed = asked.compute(rebound.rebound_rates, by=())["closed"].sum()
    put(statement(said(captions.of_chains(found, closed))))
    if found.empty:
        return
    found = found.assign(kind=found["subcategory"].fillna(found["category"]))
    summary = found.groupby("chain", as_index=False).agg(
        district=("district", "first"),
        place=("place", "first"),
        kind=("kind", "first"),
        returns=("returns", "first"),
        first=("reported_at", "min"),
        last=("reported_at", "max"),
        number=("case_no", "first"),
    )
    put(section(t("chains-table"), escape(t("chains-hint"))))
    fields = [
        SheetField("district", t("column-district")),
        SheetField("place", t("column-place"), tone=lambda r: "strong"),
        SheetField("kind", t("column-category")),
        SheetField("returns", t("column-returns"), digits=0),
        SheetField("first", t("column-first")),
        SheetField("last", t("column-last")),
    ]
    sheet(summary, fields, asked.name("chains"), asked.shown.about, most=CHAINS_SHOWN)
    words = {
        r["number"]: t("chain-label", place=r["place"], kind=r["kind"], n=int(r["returns"]))
        for r in records(summary.head(CHAINS_OFFERED))
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        put(section(t("chain-cases")))
        chosen = choose_from("state", list(words), lambda number: words[number], width=420)
    one = found[found["chain"] == found.loc[found["case_no"] == chosen, "chain"].iloc[0]]
    sheet(
        _latest_first(one), _case_fields(), asked.name("chain"), asked.shown.about, most=CASES_SHOWN
    )


def _latest_first(cases: pd.DataFrame) -> pd.DataFrame:
    return cases.sort_values("step", ascending=False)


def _case_fields() -> Sequence[SheetField]:
    return [
        SheetField("step", t("column-step"), digits=0),
        SheetField("case_no", t("column-case")),
        SheetField("channel", t("column-channel"), word=channel_name),
        SheetField("reported_at", t("column-reported")),
        SheetField("closed_at", t("column-closed-at")),
        SheetField("days", t("column-days-after"), digits=0),
        SheetField("place", t("column-place")),
        *source_fields(),
    ]


def show_not_fixed(asked: PageQuery) -> None:
    """What was reported rectified and was found again, or failed its re-check."""
    found = asked.compute(refound.rectified_findings)
    table = refound.not_fixed(found, (asked.by,))
    sentence = said(captions.of_not_fixed(table))
    put(statement(sentence))
    wrong = found[found["not_fixed"]]
    if wrong.empty:
        return
    left, right = st.columns(2, gap="large")
    with left:
        _wrong_bars(asked, table, asked.by, t("not-fixed-by-unit"), sentence)
    with right:
        kinds = refound.not_fixed(found, ("subcategory",))
        _wrong_bars(asked, kinds, "subcategory", t("not-fixed-by-kind"), sentence)
    chosen = {asked.by: view.current_view().street, "subcategory": view.current_view().category}
    words = [code for code in chosen.values() if code]
    back = link(t("show-all"), page_address(view.page(), part=view.current_view().part))
    put(section(t("not-fixed-table"), f"{escape(' · '.join(words))} {back}" if words else ""))
    for column, code in chosen.items():
        wrong = wrong[wrong[column] == code] if code else wrong
    fields = [
        SheetField("finding_no", t("column-finding")),
        SheetField("district", t("column-district")),
        SheetField("point", t("column-place")),
        SheetField("subcategory", t("column-category")),
        SheetField("found_at", t("column-found-at"), away=True),
        SheetField("rectified_at", t("column-rectified-at")),
        SheetField("failed", t("column-recheck"), word=_recheck),
        SheetField("found_again_no", t("column-found-again")),
        *source_fields(),
        SheetField("found_again_file", t("column-again-file"), away=True),
        SheetField("found_again_sheet", t("column-again-sheet"), away=True),
        SheetField("found_again_row", t("column-again-row"), digits=0, away=True),
    ]
    sheet(wrong, fields, asked.name("not-fixed"), asked.shown.about, most=CASES_SHOWN)


def _wrong_of(asked: PageQuery, row: Mapping[str, Any]) -> str:
    """The address of this part for one unit or one kind alone."""
    named = (row.get(column) for column in (asked.by, "subcategory"))
    unit, kind = ("" if f.missing(name) else name for name in named)
    own = {"unit": asked.district, "street": unit} if asked.district else {"unit": unit}
    return page_address(view.page(), part=view.current_view().part, category=kind, **own)


def _wrong_bars(asked: PageQuery, table: pd.DataFrame, by: str, title: str, sentence: str) -> None:
    """How many were not fixed, of how many that could be judged."""
    name = t("column-category" if by == "subcategory" else "column-unit")
    fields = [
        SheetField(by, name, address=lambda r: _wrong_of(asked, r)),
        SheetField("judged", t("column-judged"), digits=0),
        SheetField("not_fixed", t("column-not-fixed"), digits=0),
        SheetField("failed", t("column-recheck-failed"), digits=0),
        SheetField("refound", t("column-found-again"), digits=0),
        SheetField("rate", t("column-share"), digits=1),
    ]
    heading = section(title, escape(t("not-fixed-hint")))
    tabled(heading, table, fields, asked.name(f"not-fixed-{by}"), asked.shown.about)
    top = table[table["not_fixed"] > 0].head(BARS_SHOWN)
    rows = [
        Bar(
            row[by],
            row["not_fixed"],
            f.count(row["not_fixed"]),
            t("not-fixed-of", judged=f.count(row["judged"]), rate=f.fixed(row["rate"], 0)),
            address=_wrong_of(asked, row),
        )
        for row in records(top)
    ]
    show_chart(labelled_bars(rows, theme.current_palette()), f"not-fixed-{by}", sentence)


def _recheck(failed: bool) -> str:
    return t("recheck-failed") if failed else f.NOTHING
