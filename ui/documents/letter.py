"""The supervision letter (督办单): one sheet per responsible unit, with what it has to do.

Set as official Chinese letters are (`metrics.documents.docx_parts`).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt

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
from ui import format as f
from ui.documents.numbered import Numbered
from ui.i18n import t
from ui.tables import records

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
    document = a4(landscape=True)
    written = 0
    owners = items["owner"].fillna("").astype(str)
    for owner, own in items.groupby(owners, sort=False):
        if written:
            document.add_page_break()
        _sheet(document, str(owner), own, moment, about, issuer, numbered)
        written += len(own)
        tell(written)
    return as_bytes(document)


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
    line(document, issuer, 26, HEADING, ALIGN.CENTER, RED)
    number = numbered and numbered.numbers.get(owner)
    on = numbered.on if numbered and number else moment.date()
    due = numbered.due if numbered and number else None
    blank = t("letter-number", year=str(moment.year))
    red_rule(line(document, number or blank, 14, BODY, ALIGN.CENTER))
    line(document, t("letter-title"), 22, HEADING, ALIGN.CENTER)
    line(document, t("letter-to", unit=owner or t("letter-no-owner")), 16, BODY)
    overdue = int(items["overdue"].sum())
    unjudged = int(items["unjudged"].sum())
    code = "letter-text-unjudged" if unjudged else "letter-text"
    day = {"year": due.year, "month": due.month, "day": due.day} if due else {}
    by = t("letter-by" if due else "letter-by-blank", **day)
    counts = {"n": str(len(items)), "overdue": str(overdue), "unjudged": str(unjudged)}
    text = t(code, time=f.date(moment), by=by, **counts)
    line(document, text, 16, BODY).paragraph_format.first_line_indent = Pt(32)
    _table(document, records(items))
    source = t("clause-separator").join(f"{name} {text}" for name, text in about.items())
    line(document, t("letter-source", source=source), 10.5, BODY)
    line(document, issuer, 16, BODY, ALIGN.RIGHT)
    line(document, t("letter-date", year=on.year, month=on.month, day=on.day), 16,
          BODY, ALIGN.RIGHT)  # fmt: skip


def _table(document: Document, items: Sequence[Mapping[str, Any]]) -> None:
    heads = ["#", *(t(code) for code in (
        "column-case", "column-place", "column-category", "column-deadline",
        "column-days-overdue", "letter-action",
    ))]  # fmt: skip
    table = ruled_table(document, heads, WIDTHS)
    for number, item in enumerate(items, start=1):
        kind = item["subcategory"] if not f.missing(item["subcategory"]) else item["category"]
        place = " ".join(str(p) for p in (item["district"], item["place"]) if not f.missing(p))
        days = "" if f.missing(item["days_overdue"]) else f.fixed(item["days_overdue"], 1)
        cells = [str(number), f.text(item["number"]), place or f.NOTHING, f.text(kind)]
        texts = [*cells, f.date(item["deadline"]), days, action_of(item)]
        fill_row(table.add_row(), texts, WIDTHS)


def action_of(item: Mapping[str, Any]) -> str:
    """What the owner of an item of the ledger is asked to do."""
    if item["held"]:
        return t("action-held")
    if item["overdue"]:
        return t("action-overdue")
    if item["returned"]:
        return t("action-returned")
    return t("action-no-deadline") if item["unjudged"] else t("action-open")
