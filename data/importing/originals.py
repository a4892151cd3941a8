"""Rows that are not stored, as they are kept: the columns that a layout asks for, masked.

Whoever puts a rejected row right needs what the layout reads of it, and finds the rest in the file,
by its row. Columns that nobody asks for may say who complained and how to reach them.
"""

import json
from collections.abc import Collection, Sequence

from data.layouts.matching import Match
from data.parsing.privacy import is_personal_header, mask, mask_cell

_FREELY = frozenset(("text",))  # types of fields in which people write
_TITLES = 3  # filled cells of a line above the header; more are a row of data, perhaps


class Originals:
    """What is kept of the rows of one sheet."""

    def __init__(self, match: Match, columns: Sequence[str], read: Collection[int]) -> None:
        """`read`: positions of the columns that the layout reads."""
        types = {field.name: field.type for field in match.profile.canonical.fields}
        written = {i for name, _, i in match.fields if types[name] in _FREELY}
        written |= {i for _, _, i, _ in match.units}
        asked = {i for i in match.asked if not is_personal_header(columns[i])}
        kept = sorted((asked | set(read)) - match.dropped)
        self._columns = [(i, columns[i], mask if i in written else mask_cell) for i in kept]

    def of(self, cells: Sequence[str | None]) -> str:
        """The kept cells of a row as JSON: name of the column -> text."""
        kept = {
            name: masked(text)
            for i, name, masked in self._columns
            if i < len(cells) and (text := cells[i])
        }
        return json.dumps(kept, ensure_ascii=False)


def title_line(cells: Sequence[str | None]) -> str:
    """A line above the header, by the numbers of its columns; a row that was taken for one, with
    many cells, is not kept."""
    kept = {f"{i}": mask_cell(text) for i, text in enumerate(cells, start=1) if text}
    return json.dumps(kept if len(kept) <= _TITLES else {}, ensure_ascii=False)
