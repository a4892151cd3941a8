"""Parts of a .docx that is set as official Chinese letters are (GB/T 9704): red head, 仿宋 for
text, 黑体 for headings.

Word takes a Chinese font only from `w:eastAsia`, so it is written there beside the Latin one.
Colours, sizes and widths are those of the caller: points for letters, centimetres for the page.
"""

import io
from collections.abc import Sequence

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.table import _Row as TableRow
from docx.text.paragraph import Paragraph

from kernel.text import visible

BODY, HEADING, LATIN = "仿宋", "黑体", "Times New Roman"
RED = RGBColor(0xC0, 0x00, 0x00)


def a4(landscape: bool = False) -> Document:
    """An empty document of A4 pages: 16.1 centimetres wide between its margins, 24.8 across."""
    document = new_document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    if landscape:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2.45)
    page.top_margin = page.bottom_margin = Cm(2)
    return document


def as_bytes(document: Document) -> bytes:
    """The file of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def line(
    document: Document,
    text: str,
    size: float,
    font: str = BODY,
    align: ALIGN | None = None,
    color: RGBColor | None = None,
) -> Paragraph:
    """A paragraph of its own at the end of the document."""
    paragraph = document.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(4)
    add_run(paragraph, text, size, font, color)
    return paragraph


def add_run(
    paragraph: Paragraph,
    text: str,
    size: float,
    font: str = BODY,
    color: RGBColor | None = None,
) -> None:
    """Text at the end of a paragraph, in a Chinese and the Latin font; XML bears no control
    characters, so they are shown."""
    run = paragraph.add_run(visible(text))
    run.font.size = Pt(size)
    run.font.name = LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if color is not None:
        run.font.color.rgb = color


def ruled_table(document: Document, heads: Sequence[str], widths: Sequence[float]) -> Table:
    """A table with lines and its row of headings, which stands on each page; widths: centimetres.

    Rows are added by `fill_row(table.add_row(), ...)`.
    """
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)  # Word goes by the cells, LibreOffice by the grid
    fill_row(table.rows[0], heads, widths, HEADING)
    repeat_head(table.rows[0])
    return table


def fill_row(
    row: TableRow,
    texts: Sequence[str],
    widths: Sequence[float],
    font: str = BODY,
    size: float = 12,
) -> None:
    """The texts of a row of a table, a cell each."""
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Cm(width)
        add_run(cell.paragraphs[0], text, size, font)


def repeat_head(row: TableRow) -> None:
    """The heading of the table stands on each of its pages."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def red_rule(paragraph: Paragraph) -> None:
    """The red line under the head."""
    border = OxmlElement("w:pBdr")
    rule = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "6", "color": "C00000"}.items():
        rule.set(qn(f"w:{name}"), value)
    border.append(rule)
    paragraph._p.get_or_add_pPr().append(border)
