"""A notice as a Word file: red head, numbered sections, tables that stand on any page, its sources.

The skeleton and the type are those of a real monthly notice, that of 运城
(`metrics.documents.notice_styles`).
"""

from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell as TableCell
from docx.text.paragraph import Paragraph

from kernel.text import spaced
from metrics.bulletin.content import Notice, NoticeTable, Section, words_text
from metrics.documents.docx_parts import (
    RED,
    a4,
    add_run,
    as_bytes,
    red_rule,
    repeat_head,
)
from metrics.documents.notice_styles import (
    LEVEL_ONE,
    SIZE,
    TEXT,
    TITLE,
    indented,
    page_number,
    styled,
)
from metrics.documents.notice_words import (
    document_text,
    heads_text,
    numeral,
    section_sentences,
    table_texts,
    whole_sentence,
)
from metrics.documents.table_layout import TableLayout, laid_out, letters_wide

LISTED = ("steps",)  # sections of which each sentence stands on its own, others run on
HEAD_FILL, GREY = "548DD4", RGBColor(0x7E, 0x7E, 0x7E)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
PORTRAIT, LANDSCAPE = 16.1, 24.8  # centimetres between the margins
_SIZES = (12, 10.5, 9)  # points of a table that is read with ease
_SMALL = (8, 7, 6, 5)  # of tables that do not fit across a page otherwise
_TITLE_SIZES = {"zh": 22, "en": 18}
_TOGETHER = 10  # rows of a table that is not parted between pages


def notice_docx(
    notice: Notice,
    lang: str,
    issuer: str,
    number: str = "",
    signer: str = "",
    on: date | None = None,
) -> bytes:
    """The notice as a .docx file of A4 pages. number: of the issue, without one a blank to fill in;
    signer: who signs it, "" nobody; on: its date, None a blank."""
    document = styled(a4())
    _head(document, notice, lang, issuer, number, on)
    for at, section in enumerate(notice.sections, start=1):
        _section(document, notice, section, numeral(at, lang), lang)
    _signature(document, lang, issuer, signer, on)
    _attachment(document, notice, lang)
    _foot(document)
    document.core_properties.title = spaced(words_text(notice.title, lang))
    document.core_properties.author = spaced(issuer)
    return as_bytes(document)


def _head(
    document: Document, notice: Notice, lang: str, issuer: str, number: str, on: date | None
) -> None:
    """The issuing body in red, number and date, the red line, the title."""
    body = document.add_paragraph()
    body.alignment = ALIGN.CENTER
    _lines(body, 44)
    add_run(body, spaced(issuer), 32 if lang == "zh" and len(issuer) <= 14 else 24, TITLE, RED)
    issue = document.add_paragraph()
    issue.paragraph_format.tab_stops.add_tab_stop(Cm(PORTRAIT), ALIGN.RIGHT)
    year = on.year if on else notice.period[:4]
    code = "number" if number else "number-blank"
    said = document_text(code, lang, year=f"{year}", number=spaced(number))
    add_run(issue, f"{said}\t{_date(on, lang)}", SIZE, TEXT)
    red_rule(issue)
    for at, text in enumerate(parts := title_lines(notice, lang)):
        title = document.add_paragraph(style="Title" if at == 0 else "Subtitle")
        title.alignment = ALIGN.CENTER
        title.paragraph_format.space_before = Pt(18 if at == 0 else 0)
        title.paragraph_format.space_after = Pt(18 if at == len(parts) - 1 else 0)
        add_run(title, text, _TITLE_SIZES[lang], TITLE)


def title_lines(notice: Notice, lang: str) -> list[str]:
    """The title in one line, or in two that part after the period and not within a word."""
    title = spaced(words_text(notice.title, lang))
    if letters_wide(title) * _TITLE_SIZES[lang] * 2.54 / 72 <= PORTRAIT:
        return [title]
    first, parting, rest = title.partition("）" if lang == "zh" else ", ")
    return [f"{first}{parting}".strip(), rest] if rest else [title]


def _section(document: Document, notice: Notice, section: Section, at: str, lang: str) -> None:
    title = spaced(words_text(section.title, lang))
    heading = document_text("section", lang, number=at, title=title)
    indented(document.add_paragraph(heading, style="Heading 1"))
    texts = section_sentences(notice, section, lang)
    if section.id not in LISTED:
        texts = [("" if lang == "zh" else " ").join(texts)]
    for text in filter(None, texts):
        indented(_paragraph(document, text))
    shown = [table for table in section.tables if table.rows]
    for number, table in enumerate(shown, start=1):
        name = spaced(words_text(table.title, lang))
        if len(shown) > 1:
            name = document_text("table", lang, number=numeral(number, lang), title=name)
        put_table(document, table, name, lang)


def put_table(document: Document, table: NoticeTable, name: str, lang: str) -> None:
    """A table under its heading, with its note; across a page of its own where it is too wide."""
    heads = heads_text(table.columns, lang)
    rows = table_texts(table.columns, table.rows, lang)
    numbers = [column.digits is not None for column in table.columns]
    layout = laid_out(heads, rows, numbers, PORTRAIT, _SIZES)
    across = layout is None
    if layout is None:
        _turn(document, landscape=True)
        layout = laid_out(heads, rows, numbers, LANDSCAPE, (*_SIZES, *_SMALL))
    layout = layout or TableLayout(_SMALL[-1], (LANDSCAPE / len(heads),) * len(heads))
    indented(document.add_paragraph(name, style="Heading 2"))
    noted = table.note is not None
    _rows(document, heads, rows, numbers, layout, table.total, noted)
    if table.note is not None:
        note = _paragraph(document, whole_sentence(table.note, lang), 10.5, GREY)
        _lines(note, 16)
    if across:
        _turn(document, landscape=False)


def _rows(
    document: Document,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[bool],
    layout: TableLayout,
    total: int,
    noted: bool,
) -> None:
    """The table itself: its head on each page, no row parted, a short one on one page, its last
    rows and its note not alone."""
    table = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, layout.widths, strict=True):
        column.width = Cm(width)
    repeat_head(table.rows[0])
    kept = len(rows) if len(rows) <= _TOGETHER else 2
    last = len(rows)
    for at, (row, texts) in enumerate(zip(table.rows, (heads, *rows), strict=True)):
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        bold = at == 0 or at > len(rows) - total
        cells = zip(row.cells, texts, numbers, layout.widths, strict=True)
        for cell, text, is_number, width in cells:
            cell.width = Cm(width)
            _cell(cell, text, layout.size, at == 0, bold)
            align = ALIGN.CENTER if at == 0 else ALIGN.RIGHT if is_number else ALIGN.LEFT
            cell.paragraphs[0].alignment = align
            next_too = at < kept or last - 2 <= at < last or (noted and at == last)
            cell.paragraphs[0].paragraph_format.keep_with_next = next_too
    _narrow_margins(table._tbl)


def _cell(cell: TableCell, text: str, size: float, head: bool, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    add_run(paragraph, text, size, LEVEL_ONE if head else TEXT, WHITE if head else None)
    paragraph.runs[0].bold = bold or None
    if head:
        fill = OxmlElement("w:shd")
        for name, value in {"val": "clear", "color": "auto", "fill": HEAD_FILL}.items():
            fill.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(fill)


def _signature(document: Document, lang: str, issuer: str, signer: str, on: date | None) -> None:
    """Who issues it, who signs it, and when; together on one page, and never without any of what
    they sign."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    said = [spaced(issuer), _date(on, lang)]
    if signer:
        said.insert(1, document_text("signer", lang, name=spaced(signer)))
    for at, text in enumerate(said):
        line = _paragraph(document, text)
        line.alignment = ALIGN.RIGHT
        line.paragraph_format.right_indent = Pt(2 * SIZE)
        line.paragraph_format.space_before = Pt(2 * SIZE if at == 0 else 0)
        line.paragraph_format.keep_with_next = at < len(said) - 1


def _attachment(document: Document, notice: Notice, lang: str) -> None:
    """附件: where the figures come from, on a page of its own."""
    heading = document.add_paragraph(document_text("attachment", lang), style="Heading 1")
    heading.paragraph_format.page_break_before = True
    rows = [[spaced(words_text(words, lang)) for words in pair] for pair in notice.about]
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    widths = (4.1, PORTRAIT - 4.1)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for texts in rows:
        for cell, text, width in zip(table.add_row().cells, texts, widths, strict=True):
            cell.width = Cm(width)
            _cell(cell, text, 12, head=False, bold=False)


def _foot(document: Document) -> None:
    """Page numbers; sections that follow have the foot of the first."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = ALIGN.CENTER
    page_number(foot)


def _turn(document: Document, landscape: bool) -> None:
    """Go on with pages that lie across, or stand again."""
    page = document.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    page.page_width, page.page_height = width, height


def _paragraph(
    document: Document, text: str, size: float = SIZE, color: RGBColor | None = None
) -> Paragraph:
    paragraph = document.add_paragraph()
    add_run(paragraph, text, size, TEXT, color)
    return paragraph


def _lines(paragraph: Paragraph, height: float) -> None:
    """Lines of another height than those of the text, so that letters are not cut."""
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(height)


def _narrow_margins(table: object) -> None:
    """A millimetre left and right of each cell, as `laid_out` reckons."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        own = OxmlElement(f"w:{side}")
        own.set(qn("w:w"), "57")
        own.set(qn("w:type"), "dxa")
        margins.append(own)
    table.tblPr.append(margins)  # type: ignore[attr-defined]


def _date(on: date | None, lang: str) -> str:
    if on is None:
        return document_text("date-blank", lang)
    pad = "02d" if lang == "en" else "d"
    parts = {"month": f"{on.month:{pad}}", "day": f"{on.day:{pad}}"}
    return document_text("date", lang, year=f"{on.year}", **parts)
