"""The type of notices: styles, fonts and what stands for those that a machine does not have.

As 运城's monthly notice is set: level one 黑体, level two 楷体, text 仿宋, 16 points on lines of
23, first lines two characters in, digits in Times New Roman. Word looks a missing font up in the
document's font table, where each names one other (it takes no list:
https://learn.microsoft.com/openspecs/office_standards/ms-oi29500/f7c44a60-3d38-4925-8934-57d77c277e84).
"""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from metrics.documents.docx_parts import LATIN

TEXT, LEVEL_ONE, LEVEL_TWO, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
SIZE, LINE = 16, 23  # points
# Font -> the one that stands for it, and its PANOSE class, by which one is chosen where both lack.
_FONTS = {
    TEXT: ("仿宋", "02010609030101010101", "modern"),
    LEVEL_ONE: ("SimHei", "02010609060101010101", "modern"),
    LEVEL_TWO: ("楷体", "02010609060101010101", "modern"),
    TITLE: ("宋体", "02010600030101010101", "auto"),
}
_BLACK = RGBColor(0, 0, 0)
_FONT_TABLE = "/word/fontTable.xml"


def styled(document: Document) -> Document:
    """Set Normal, Heading 1 and 2, Title and Subtitle of a new document; name its fonts."""
    _set(document, "Normal", TEXT, SIZE)
    _set(document, "Title", TITLE, 22, LINE + 9)
    _set(document, "Subtitle", TITLE, 22, LINE + 9)
    _set(document, "Heading 1", LEVEL_ONE, SIZE)
    _set(document, "Heading 2", LEVEL_TWO, SIZE)
    _name_fonts(document)
    return document


def indented(paragraph: Paragraph) -> Paragraph:
    """The first line begins two characters in, whatever their size."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), f"{2 * SIZE * 20}")
    return paragraph


def page_number(paragraph: Paragraph) -> None:
    """— 1 — in the foot, as Word counts."""
    for kind, text in (
        ("text", "— "),
        ("begin", ""),
        ("field", "PAGE"),
        ("end", ""),
        ("text", " —"),
    ):
        run = paragraph.add_run(text if kind == "text" else "")
        run.font.size, run.font.name = Pt(14), LATIN
        if kind == "field":
            field = OxmlElement("w:instrText")
            field.text = text
            run._r.append(field)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _set(document: Document, name: str, font: str, size: float, line: float = LINE) -> None:
    style: Any = document.styles[name]
    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.bold, style.font.italic, style.font.color.rgb = False, False, _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]  # a theme's font goes before a named one
    for key in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{key}"), LATIN)
    fonts.set(qn("w:eastAsia"), font)
    for border in style.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)
    spacing = style.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)


def _name_fonts(document: Document) -> None:
    """Add our fonts to the document's table, each with the one that stands for it."""
    for relation in document.part.rels.values():
        part = None if relation.is_external else relation.target_part
        if part is None or part.partname != _FONT_TABLE:
            continue
        table = parse_xml(part.blob)
        for name, (other, panose, family) in _FONTS.items():
            table.append(
                parse_xml(
                    f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{other}"/>'
                    f'<w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
                    f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
                )
            )
        part._blob = serialize_part_xml(table)
