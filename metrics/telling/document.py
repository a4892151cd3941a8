"""The document of what one recipient is told: a sheet with the matters in a table."""

from collections.abc import Sequence
from datetime import date

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from kernel.messages import Message
from metrics.documents.docx_parts import (
    BODY,
    HEADING,
    RED,
    a4,
    as_bytes,
    fill_row,
    line,
    red_rule,
    ruled_table,
)

_WIDTHS = (1.2, 3.2, 11.7)  # centimetres, of the page's 16.1


def telling_document(
    recipient: str,
    matters: Sequence[tuple[str, str]],
    source: str,
    day: date,
    lang: str,
) -> bytes:
    """A .docx file. matters: what each is, and what is said of it; source: by what."""

    def say(code: str, **params: str) -> str:
        return Message(code, params, "metrics").text(lang)

    document = a4()
    red_rule(line(document, say("tell-title"), 22, HEADING, ALIGN.CENTER, RED))
    line(document, say("tell-to", name=recipient), 16)
    heads = ["#", say("tell-column-what"), say("tell-column-text")]
    table = ruled_table(document, heads, _WIDTHS)
    for number, (what, text) in enumerate(matters, start=1):
        fill_row(table.add_row(), [str(number), what, text], _WIDTHS)
    line(document, source, 10.5, BODY)
    line(document, f"{day}", 16, BODY, ALIGN.RIGHT)
    return as_bytes(document)
