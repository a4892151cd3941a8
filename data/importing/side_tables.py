"""Tables that stand side by side in one sheet, which its header row shows."""

from collections.abc import Sequence

from data.importing.intake import period_texts
from data.layouts.matching import choose_profile
from data.layouts.profile import Profile
from data.reader import Sheet, fold


def split_side_tables(sheet: Sheet, profiles: Sequence[Profile]) -> list[Sheet]:
    """The tables of a sheet that stand beside each other; the sheet itself where there is one.

    A table begins after a blank column, or where the first name comes again. It is one of its own
    when its columns alone fit a layout and name something that the table to its left names too.
    """
    names = [fold(name) for name in sheet.written_header]
    firsts = [i for i, name in enumerate(names) if name]
    if not firsts or sheet.header_row is None:
        return [sheet]
    after_blank = [i for i in firsts[1:] if not names[i - 1]]
    repeated = [i for i in firsts[1:] if names[i] == names[firsts[0]]]
    for begins in (after_blank, repeated):
        if begins and len(ends := _own_tables(sheet, begins, profiles)):
            return sheet.side_tables(ends)
    return [sheet]


def _own_tables(sheet: Sheet, begins: Sequence[int], profiles: Sequence[Profile]) -> list[int]:
    """Of the columns where a table may begin, those where one does; [] for none."""
    titles, written = period_texts(sheet), sheet.written_header
    edges = [*begins, len(written)]
    left = written[: begins[0]]
    if choose_profile(profiles, left, titles)[0] is None:
        return []
    found = []
    for start, end in zip(edges, edges[1:], strict=False):
        own = written[start:end]
        shared = {fold(name) for name in own if name} & {fold(name) for name in left}
        if shared and choose_profile(profiles, own, titles)[0] is not None:
            found.append(start)
    return found
