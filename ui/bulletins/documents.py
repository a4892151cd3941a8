"""A notice as files: to be signed, to be computed with, to be shown."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from metrics.bulletin.content import Notice, words_text
from metrics.bulletin.facts import say
from metrics.documents.briefing_pptx import briefing_pptx
from metrics.documents.notice_docx import notice_docx
from metrics.documents.notice_xlsx import notice_xlsx
from ui.download import XLSX_TYPE, download
from ui.i18n import language, t

_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX_TYPE = f"{_OFFICE}.wordprocessingml.document"
PPTX_TYPE = f"{_OFFICE}.presentationml.presentation"


def document_buttons(
    notice: Notice,
    issuer: str = "",
    number: str = "",
    on: date | None = None,
    slides: Callable[[], Notice] | None = None,
) -> None:
    """Buttons for the notice as .docx and .xlsx and, where its steps are given, the briefing as
    .pptx; each file is made when it is asked for. number, on: of an edition."""
    lang = language()
    by = issuer or words_text(say("issuer"), lang)
    name = f"{notice.scheme}-{notice.period}-{notice.kind}"
    with st.container(horizontal=True, gap="small", key=f"documents-{name}"):
        download(
            t("bulletin-docx"),
            lambda: notice_docx(notice, lang, by, number, on=on),
            f"{name}.docx",
            DOCX_TYPE,
            f"{name}-docx",
        )
        download(
            t("bulletin-xlsx"),
            lambda: notice_xlsx(notice, lang),
            f"{name}.xlsx",
            XLSX_TYPE,
            f"{name}-xlsx",
        )
        if slides is not None:
            steps = slides
            download(
                t("bulletin-pptx"),
                lambda: briefing_pptx(steps(), lang),
                f"{name}.pptx",
                PPTX_TYPE,
                f"{name}-pptx",
            )
