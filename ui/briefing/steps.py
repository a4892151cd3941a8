"""The steps of the briefing: a section each, on more screens where a table is longer than one."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from metrics.bulletin.content import Notice, NoticeTable, Section

DRAWN_WHOLE = ("headline", "ranking")  # on one screen each, by pictures of their own
MOST_ROWS = 8  # of a table on one screen
MOST_BESIDE = 6  # columns of a table that stands beside another
MOST_SCREENS = 2  # of one table: of a longer one the first rows, and that there are more


@dataclass(frozen=True)
class BriefingStep:
    """One screen. id: how the address names it. tables: what of the section's tables it shows,
    two side by side at most. left: rows that no screen shows."""

    id: str
    section: Section
    tables: tuple[NoticeTable, ...] = ()
    left: int = 0


def briefing_steps(notice: Notice) -> list[BriefingStep]:
    """All steps, in their order; sections with nothing to say are left out."""
    return [step for one in notice.sections if not one.empty for step in _steps(one)]


def _steps(section: Section) -> Iterator[BriefingStep]:
    shown = () if section.id in DRAWN_WHOLE else section.tables
    pieces = [piece for table in shown if table.rows for piece in _pieces(table)]
    if not pieces:
        yield BriefingStep(section.id, section)
    for number, (tables, left) in enumerate(pieces, start=1):
        own = section if number == 1 else replace(section, sentences=())
        id = section.id if number == 1 else f"{section.id}-{number}"
        yield BriefingStep(id, own, tables, left)


def _pieces(table: NoticeTable) -> list[tuple[tuple[NoticeTable, ...], int]]:
    """A table by screens; a narrow one that takes two stands in two halves on one. Of one that is
    shown as bars, the rows that are drawn."""
    if table.chart is not None and table.chart.kind == "bars":
        table = replace(table, rows=table.drawn, total=0, rest=0)
    pieces = list(_cut(table))
    narrow = len(table.columns) <= MOST_BESIDE and not any(one.long for one in table.columns)
    if len(pieces) == 2 and narrow and table.chart is None:
        return [(tuple(piece for piece, _ in pieces), 0)]
    return [((piece,), left) for piece, left in pieces]


def _cut(table: NoticeTable) -> Iterator[tuple[NoticeTable, int]]:
    """A table in pieces of at most `MOST_ROWS` rows, of about the same length; its totals stand
    under the last."""
    own = table.rows[: len(table.rows) - table.total]
    totals = table.rows[len(own) :]
    most = MOST_ROWS - table.total
    screens = math.ceil(len(own) / most)
    if screens > MOST_SCREENS:
        yield replace(table, rows=(*own[:most], *totals)), len(own) - most
        return
    size = math.ceil(len(own) / max(screens, 1))
    for begin in range(0, len(own), max(size, 1)):
        last = begin + size >= len(own)
        rows = (*own[begin : begin + size], *(totals if last else ()))
        yield replace(table, rows=rows, total=table.total if last else 0), 0
