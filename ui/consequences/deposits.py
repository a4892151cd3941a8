"""The accounts of deposits, by the register."""

from dataclasses import replace
from html import escape

import streamlit as st

from metrics.consequences.deposits import deposits
from metrics.narrative.consequence_words import deposits_sentence
from ui.consequences.found import of_page
from ui.consequences.register import register_fields, with_actions
from ui.header import Shown
from ui.i18n import said, t
from ui.links import unit_address
from ui.markup import note, put, section, statement
from ui.sheets import SheetField, sheet


def show(page: Shown) -> None:
    """Each unit's account on the left, the entries behind them on the right."""
    register = of_page(page).register
    table = deposits(register)
    put(statement(said(deposits_sentence(table))))
    if table.empty:
        put(note(t("deposits-how")))
        return
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        put(section(t("deposits-accounts"), escape(t("deposits-hint"))))
        fields = [
            SheetField("unit", t("column-unit"), tone=lambda row: "strong",
                  address=lambda row: unit_address(row["unit"], row["kind"])),
            SheetField("paid", t("deposits-paid"), digits=0),
            SheetField("kept", t("deposits-kept"), digits=0,
                  tone=lambda row: "worse" if row["kept"] else ""),
            SheetField("returned", t("deposits-returned"), digits=0),
            SheetField("balance", t("deposits-balance"), digits=0, title=t("about-balance")),
            SheetField("unsaid", t("deposits-unsaid"), digits=0, away=not table["unsaid"].any()),
        ]  # fmt: skip
        sheet(table, fields, f"deposits-{page.period.id}", page.about, most=30)
    with right:
        put(section(t("deposits-entries")))
        own = register[register["action"].fillna("").str.startswith("deposit_")]
        kept = ("decided_on", "action_text", "unit", "reason", "amount", "source_file")
        entries = [replace(f, away=False) for f in register_fields() if f.key in kept]
        name = f"deposit-entries-{page.period.id}"
        sheet(with_actions(own), entries, name, page.about, most=20)
