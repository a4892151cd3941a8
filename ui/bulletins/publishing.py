"""Publishing from the page of the notice: what stands already, and one button with a question."""

import streamlit as st

from kernel.messages import ShirongError
from metrics.bulletin.content import Notice
from metrics.editions.edition import Edition
from metrics.editions.edition_folder import Editions
from metrics.editions.freezing import freeze
from metrics.editions.publishing import Publishing, publish, save_draft
from metrics.telling.background import start_telling
from ui import format as f
from ui import store, widgets
from ui.bulletins.made import facts_behind
from ui.header import Shown
from ui.i18n import language, said, t
from ui.links import link, page_address
from ui.markup import caution, note, put
from ui.workspace import shown_store

_PUBLISH = ("bulletin-publish", "bulletin-publish-what", "bulletin-publish-now")
_CORRECT = ("bulletin-correct", "bulletin-correct-what", "bulletin-correct-now")


def publish_controls(shown: Shown, notice: Notice) -> None:
    """What of this period is published, and the way to publish it or a correction."""
    if done := st.session_state.pop("edition published", ""):
        put(_leading(t("bulletin-published-now", name=done[1]), done[0]))
    if told := st.session_state.pop("edition told", ""):
        put(caution(told, []))
    editions = Editions(shown_store().folder)
    standing = editions.standing(notice.kind, notice.scheme, notice.period)
    if standing is not None:
        put(_standing(standing))
    if not notice.finished:
        put(note(t("bulletin-unfinished")))
        return
    way, what, now = _CORRECT if standing else _PUBLISH
    with widgets.popover(t(way), needs="publish"):
        put(note(t(what)))
        widgets.text_input(t("views-who"), key="bulletin-who")
        widgets.button(
            t(now),
            key="bulletin-publish",
            type="primary",
            on_click=_publish,
            args=(shown, notice, standing),
            needs="publish",
        )


def edition_page(id: str) -> str:
    """The page of an edition."""
    return page_address("editions", edition=id)


def _standing(edition: Edition) -> str:
    own = edition.manifest
    words = t(
        "bulletin-stands",
        name=said(edition.name),
        at=f.date(own.published_at),
        by=own.published_by or t("bulletin-nobody"),
    )
    return _leading(words, edition.id)


def _leading(words: str, id: str) -> str:
    return f'<p class="note">{link(words, edition_page(id))}</p>'


def _publish(shown: Shown, notice: Notice, standing: Edition | None) -> None:
    """Freeze what the page shows, and publish it."""
    state, own = st.session_state, shown_store()
    who, folders = state.get("bulletin-who", ""), store.places_of_schemes()
    try:
        facts = facts_behind(shown.snapshot, shown.scheme, notice.period, folders)
        frozen = freeze(facts, notice, shown.snapshot.version, folders)
        draft = save_draft(own, frozen, who)
        corrects = standing.id if standing else ""
        edition = publish(own, draft.id, Publishing(by=who, corrects=corrects))
    except ShirongError as error:
        state["edition told"] = error.text(language())
    else:
        state["edition published"] = (edition.id, said(edition.name))
        start_telling(own.folder)
