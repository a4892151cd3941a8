"""The supervision letter (督办单): one sheet per responsible unit, with what it has to do.

Set as official Chinese letters are (GB/T 9704): red head, 仿宋 for text, 黑体 for headings. Word
takes a Chinese font only from `w:eastAsia`, so it is written there beside the Latin one.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Row as TableRow
from docx.text.paragraph import Paragraph

from kernel.text import visible
from ui import format as f
from ui.documents.numbered import Numbered
from ui.i18n import t
from ui.tables import records

BODY, HEADING, LATIN = "仿宋", "黑体", "Times New Roman"
RED = RGBColor(0xC0, 0x00, 0x00)
WIDTHS = (1.2, 4.6, 5.6, 3.6, 3.4, 2.0, 4.4)  # centimetres, of the landscape page's 24.8


def letter(
    items: pd.DataFrame,
    moment: datetime,
    about: Mapping[str, str],
    issuer: str,
    tell: Callable[[int], None] = lambda written: None,
    numbered: Numbered | None = None,
) -> bytes:
    """The letter on these items of the ledger (`metrics.analyses.ledger.items`), as a .docx file.

    moment: what the ledger speaks of, which is also the letter's date; about: where the figures
    come from, as in the downloads; issuer: who signs it; numbered: the numbers under which the
    letters were registered, when they are sent and to be answered (None: blanks to fill in); tell:
    called with the number of items written so far. Takes time in proportion to the items and the
    letters.
    """
    document = new_document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2.45)
    page.top_margin = page.bottom_margin = Cm(2)
    written = 0
    owners = items["owner"].fillna("").astype(str)
    for owner, own in items.groupby(owners, sort=False):
        if written:
            document.add_page_break()
        _sheet(document, str(owner), own, moment, about, issuer, numbered)
        written += len(own)
        tell(written)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _sheet(
    document: Document,
    owner: str,
    items: pd.DataFrame,
    moment: datetime,
    about: Mapping[str, str],
    issuer: str,
    numbered: Numbered | None,
) -> None:
    """One letter: head, to whom, what, by when, and from whom."""
    _line(document, issuer, 26, HEADING, ALIGN.CENTER, RED)
    number = numbered and numbered.numbers.get(owner)
    on = numbered.on if numbered and number else moment.date()
    due = numbered.due if numbered and number else None
    blank = t("letter-number", year=str(moment.year))
    _red_rule(_line(document, number or blank, 14, BODY, ALIGN.CENTER))
    _line(document, t("letter-title"), 22, HEADING, ALIGN.CENTER)
    _line(document, t("letter-to", unit=owner or t("letter-no-owner")), 16, BODY)
    overdue = int(items["overdue"].sum())
    unjudged = int(items["unjudged"].sum())
    code = "letter-text-unjudged" if unjudged else "letter-text"
    day = {"year": due.year, "month": due.month, "day": due.day} if due else {}
    by = t("letter-by" if due else "letter-by-blank", **day)
    counts = {"n": str(len(items)), "overdue": str(overdue), "unjudged": str(unjudged)}
    text = t(code, time=f.date(moment), by=by, **counts)
    _line(document, text, 16, BODY).paragraph_format.first_line_indent = Pt(32)
    _table(document, records(items))
    source = t("clause-separator").join(f"{name} {text}" for name, text in about.items())
    _line(document, t("letter-source", source=source), 10.5, BODY)
    _line(document, issuer, 16, BODY, ALIGN.RIGHT)
    _line(document, t("letter-date", year=on.year, month=on.month, day=on.day), 16,
          BODY, ALIGN.RIGHT)  # fmt: skip


def _table(document: Document, items: Sequence[Mapping[str, Any]]) -> None:
    heads = ["#", *(t(code) for code in (
        "column-case", "column-place", "column-category", "column-deadline",
        "column-days-overdue", "letter-action",
    ))]  # fmt: skip
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)  # Word goes by the cells, LibreOffice by the grid
    _fill(table.rows[0], heads, HEADING)
    _repeat_head(table.rows[0])
    for number, item in enumerate(items, start=1):
        kind = item["subcategory"] if not f.missing(item["subcategory"]) else item["category"]
        place = " ".join(str(p) for p in (item["district"], item["place"]) if not f.missing(p))
        days = "" if f.missing(item["days_overdue"]) else f.fixed(item["days_overdue"], 1)
        cells = [str(number), f.text(item["number"]), place or f.NOTHING, f.text(kind)]
        _fill(table.add_row(), [*cells, f.date(item["deadline"]), days, action_of(item)], BODY)


def action_of(item: Mapping[str, Any]) -> str:
    """What the owner of an item of the ledger is asked to do."""
    if item["held"]:
        return t("action-held")
    if item["overdue"]:
        return t("action-overdue")
    if item["returned"]:
        return t("action-returned")
    return t("action-no-deadline") if item["unjudged"] else t("action-open")


def _fill(row: TableRow, texts: Sequence[str], font: str) -> None:
    for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
        cell.width = Cm(width)
        _run(cell.paragraphs[0], text, 12, font)


def _line(
    document: Document,
    text: str,
    size: float,
    font: str,
    align: ALIGN | None = None,
    color: RGBColor | None = None,
) -> Paragraph:
    paragraph = document.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(4)
    _run(paragraph, text, size, font, color)
    return paragraph


def _run(
    paragraph: Paragraph, text: str, size: float, font: str, color: RGBColor | None = None
) -> None:
    run = paragraph.add_run(visible(text))  # XML bears no control characters
    run.font.size = Pt(size)
    run.font.name = LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if color is not None:
        run.font.color.rgb = color


def _red_rule(paragraph: Paragraph) -> None:
    """The red line under the head."""
    border = OxmlElement("w:pBdr")
    rule = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "6", "color": "C00000"}.items():
        rule.set(qn(f"w:{name}"), value)
    border.append(rule)
    paragraph._p.get_or_add_pPr().append(border)


def _repeat_head(row: TableRow) -> None:
    """The heading of the table stands on each of its pages."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
