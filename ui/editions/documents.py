"""The documents of an edition, made of its frozen content and nothing else."""

from importlib import import_module
from importlib.util import find_spec

import streamlit as st

from metrics.editions.edition import Edition
from ui.download import download
from ui.i18n import language, t
from ui.view import current_view

_DOCX = "metrics.documents.notice_docx"
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document_buttons(edition: Edition) -> None:
    """A button for each document that can be made."""
    if find_spec(_DOCX) is None:
        return
    lang, issuer, own = language(), current_view().issuer, edition.manifest

    def made() -> bytes:
        on = None if own.published_at is None else own.published_at.date()
        number = edition.numbered.text(lang) if own.number is not None else ""
        content: bytes = import_module(_DOCX).notice_docx(
            edition.notice, lang, issuer, number=number, on=on
        )
        return content

    with st.container(horizontal=True, gap="small", key="edition-documents"):
        label = t("editions-docx")
        download(label, made, f"{edition.id}.docx", _DOCX_TYPE, f"{edition.id}-docx")
