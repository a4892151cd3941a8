"""已发通报: every edition with its number; one of them as it was frozen, and how today's data
differ from it."""

from html import escape

import streamlit as st

from data.access.rights import acting
from kernel.messages import ShirongError
from metrics.bulletin.wording import WordingError
from metrics.editions.edition import DamagedEditionError, Edition
from metrics.editions.edition_folder import Editions, FoundEdition, good_editions
from ui import format as f
from ui import store, view, widgets
from ui.bulletins.documents import document_buttons
from ui.bulletins.drawn import draw_provenance, draw_section, draw_title
from ui.choices import choose_part
from ui.editions.differing import draw_difference, summary_today
from ui.header import call_by_language, open_data
from ui.i18n import language, t
from ui.links import link, page_address
from ui.markup import caution, facts_list, note, put, section, statement
from ui.navigation import PageEntry
from ui.printing.drawn import remember_facts
from ui.states import wording_faults
from ui.tables import Column, TableRow, table

PLACE = PageEntry("meeting", 40)
_COMPARED = 6  # of the list, the latest; the others are compared on their own page


def show() -> None:
    """Draw the page: the list, or the edition that the view names."""
    folder = open_data("editions").folder
    call_by_language(store.current())
    editions = Editions(folder)
    if wanted := view.current_view().edition:
        _one(editions, wanted)
    else:
        _list(editions.all())


def _list(found: list[FoundEdition]) -> None:
    for one in found:
        if isinstance(one, DamagedEditionError):
            put(caution(t("editions-damaged"), [one.text(language())]))
    good = good_editions(found)
    if not good:
        put(statement(t("editions-none")))
        put(note(t("editions-none-how")))
        return
    drafts = sum(one.state == "draft" for one in good)
    put(statement(t("editions-count", n=len(good) - drafts, drafts=drafts)))
    standing = [one for one in good if one.state == "published"]
    today = _compared(standing[:_COMPARED] if acting().sees_all else [])
    put(table([{"edition": one, "today": today.get(one.id, "")} for one in good], _columns()))
    put(note(t("editions-where", folder="editions/")))


def _compared(editions: list[Edition]) -> dict[str, str]:
    """How today's data differ from each: of none, and why, where the wording cannot be used."""
    try:
        with widgets.spinner(t("editions-comparing")):
            return {one.id: summary_today(one) for one in editions}
    except WordingError as error:
        _say_wording(error)
        return {}


def _say_wording(error: WordingError) -> None:
    put(caution(t("state-wording-title"), wording_faults(error)))
    put(note(t("state-wording-text")))


def _columns() -> list[Column]:
    def of(row: TableRow) -> Edition:
        edition: Edition = row["edition"]
        return edition

    def name(row: TableRow) -> str:
        address = page_address("editions", edition=of(row).id)
        return link(of(row).name.text(language()), address)

    def differs(row: TableRow) -> str:
        if of(row).state != "published":
            return "–"
        return str(row["today"]) or t("editions-not-compared")

    return [
        Column(t("editions-column-name"), name, html=True),
        Column(t("editions-column-period"), lambda row: of(row).period),
        Column(t("editions-column-scheme"), lambda row: of(row).scheme),
        Column(t("editions-column-state"), lambda row: t(f"editions-state-{of(row).state}")),
        Column(t("editions-column-who"), lambda row: _who(of(row)), tone=lambda row: "quiet"),
        Column(t("editions-column-when"), lambda row: _when(of(row)), tone=lambda row: "quiet"),
        Column(t("editions-column-today"), differs, wrap=True),
    ]


def _one(editions: Editions, id: str) -> None:
    """One edition, or why it cannot be shown."""
    put(f'<p class="trail">{link(t("editions-all"), page_address("editions"))}</p>')
    try:
        found = editions.find(id)
        said = found.notice
    except ShirongError as error:
        put(caution(t("editions-not-shown", id=id), [error.text(language())]))
        return
    draw_title(said)
    put(_standing(found))
    remember_facts(_standing(found))
    if found.state == "draft" or not acting().sees_all:
        part = "content"
    else:
        part = choose_part("part", ["content", "difference"], lambda code: t(f"editions-{code}"))
    if part == "difference":
        try:
            draw_difference(found)
        except WordingError as error:
            _say_wording(error)
        return
    _documents(found)
    with st.container(key="notice"):
        for number, one in enumerate(said.sections, start=1):
            draw_section(said, one, number, leads=False)
        draw_provenance(said)
    put(section(t("editions-kept")))
    own = found.manifest
    schemes = [f"{name} {code}" for name, code in own.scheme_hashes.items()]
    facts = [
        (t("editions-kept-schemes"), "; ".join(schemes)),
        (t("editions-kept-rows"), t("editions-rows", n=len(found.records))),
        (t("editions-kept-hash"), own.hash),
    ]
    put(facts_list(facts))


def _standing(one: Edition) -> str:
    """Its number, its state and whose it is, in a line."""
    parts = [escape(one.name.text(language())), escape(t(f"editions-state-{one.state}"))]
    parts += [escape(text) for text in (_who(one), _when(one)) if text]
    for code, other in (("corrected-by", one.corrected_by), ("corrects", one.manifest.corrects)):
        if other:
            address = page_address("editions", edition=other)
            parts.append(link(t(f"editions-{code}", id=other), address))
    return f'<p class="note">{" · ".join(parts)}</p>'


def _who(one: Edition) -> str:
    return one.manifest.published_by or one.manifest.frozen_by


def _when(one: Edition) -> str:
    return f.date(one.manifest.published_at or one.manifest.frozen_at)


def _documents(edition: Edition) -> None:
    """A button for each document that can be made of the frozen content."""
    own = edition.manifest
    on = None if own.published_at is None else own.published_at.date()
    number = edition.numbered.text(language()) if own.number is not None else ""
    document_buttons(edition.notice, view.current_view().issuer, number, on)
