"""Tables of the pages, as plain HTML: aligned, readable from the back of the room, printable.

Every cell is escaped; only `Column.html` marks a column whose cells are our own markup.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from ui.markup import CELL_MOST, brief

FEW = 3  # rows that one sees at once
WRAPPED_MOST = 200  # ems of a text that takes several lines
TableRow = Mapping[str, Any]
CellText = Callable[[TableRow], str]


@dataclass(frozen=True)
class Column:
    """One column: its heading (`sub` below it) and how a cell is written from a row.

    `align` is left, right (numbers) or center; `tone` gives a cell its colour (better, worse,
    quiet, strong); `html` marks cells that are markup of our own; `title` explains the heading.
    """

    label: str
    cell: CellText
    align: str = "left"
    sub: str = ""
    tone: CellText | None = None
    html: bool = False
    title: str = ""
    wrap: bool = False


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, each by the names of its columns."""
    rows: dict[str, Any] = {}  # says what a row is
    return frame.to_dict("records", into=rows)


def table(
    rows: Sequence[TableRow],
    columns: Sequence[Column],
    *,
    group_of: CellText | None = None,
    foot: TableRow | None = None,
    compact: bool = False,
    tree: bool = False,
) -> str:
    """The HTML of a table. `group_of` puts a heading line before each new group; `foot` is a row of
    totals, written like the others. It sorts by its headings (`ui.sorting`) where it has more than
    a few rows; not where they stand below each other as a tree."""
    sorts = len(rows) > FEW and not tree
    head = "".join(_heading(column, sorts) for column in columns)
    body = []
    group = ""
    for row in rows:
        if group_of and group_of(row) != group:
            group = group_of(row)
            if group:
                body.append(
                    f'<tr class="group"><th scope="colgroup" colspan="{len(columns)}">'
                    f"{brief(group, CELL_MOST)}</th></tr>"
                )
        body.append(f"<tr>{''.join(_cell(column, row) for column in columns)}</tr>")
    tail = f"<tfoot><tr>{''.join(_cell(c, foot) for c in columns)}</tr></tfoot>" if foot else ""
    css = "sheet" + " compact" * compact + " sorts" * sorts
    return (
        f'<div class="scroll"><table class="{css}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody>{tail}</table></div>"
    )


def _heading(column: Column, sorts: bool) -> str:
    sub = f"<small>{escape(column.sub)}</small>" if column.sub else ""
    title = f' title="{escape(column.title)}"' if column.title else ""
    way = ' tabindex="0" aria-sort="none"' if sorts else ""
    name = brief(column.label, CELL_MOST)
    return f'<th scope="col" class="{column.align}"{title}{way}>{name}{sub}</th>'


def _cell(column: Column, row: TableRow) -> str:
    text = column.cell(row)
    classes = [column.align]
    if column.tone and (tone := column.tone(row)):
        classes.append(tone)
    if column.wrap:
        classes.append("wrap")
    words = text if column.html else brief(text, WRAPPED_MOST if column.wrap else CELL_MOST)
    return f'<td class="{" ".join(classes)}">{words}</td>'
