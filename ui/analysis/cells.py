"""A cell of an answer as an address names it, and back."""

from urllib.parse import quote, unquote

from metrics.pivot.answer import CellKey
from metrics.pivot.question import UNSTATED_SIGN, Question
from ui.links import page_address

WHOLE = "all"  # the cell of no dimension


def cell_address(asked: Question, key: CellKey, head: CellKey) -> str:
    """The address of the rows behind a cell."""
    named = [*zip(asked.rows, key, strict=False), *zip(asked.columns, head, strict=False)]
    parts = [f"{name}.{UNSTATED_SIGN if code is None else _safe(code)}" for name, code in named]
    return page_address("analysis", ask=asked.line, chosen=" ".join(parts) or WHOLE)


def read_cell(text: str) -> dict[str, str | None]:
    """Dimension -> code of the cell that an address names. ValueError for what names none."""
    if text == WHOLE:
        return {}
    found: dict[str, str | None] = {}
    for part in text.split():
        name, point, code = part.partition(".")
        if not point:
            raise ValueError(part)
        found[name] = None if code == UNSTATED_SIGN else unquote(code)
    return found


def _safe(code: str) -> str:
    return "".join(quote(s) if s.isspace() or s == "%" else s for s in code).replace("~", "%7E")
