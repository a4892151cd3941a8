"""Which profile a sheet is of, and with which header."""

from collections.abc import Sequence
from itertools import islice

from data.importing.intake import period_texts
from data.importing.mapping import Mapping
from data.layouts.matching import Match, choose_profile
from data.layouts.profile import Profile
from data.reader import Sheet, UnreadableFileError

_LOOKED_AT = 100  # rows of a table without names of columns


def recognise(
    sheet: Sheet, profiles: Sequence[Profile]
) -> tuple[Sheet, Match | None, Match | None]:
    """The sheet, the profile that fits it, and the nearest one when none fits.

    Where none fits the header that was found, profiles that say where their header is are tried
    with that row; the sheet then comes back with this header.
    """
    match, nearest = choose_profile(profiles, sheet.columns, period_texts(sheet))
    if match is not None and _reads(sheet, match):
        return sheet, match, None
    for row in sorted({p.header_row for p in profiles if p.header_row is not None}):
        try:
            other = sheet.with_header(row)
        except UnreadableFileError:  # the table has no such row
            continue
        mine = [profile for profile in profiles if profile.header_row == row]
        found = choose_profile(mine, other.columns, period_texts(other))[0]
        if found is not None and _reads(other, found):
            return other, found, None
    return sheet, None, nearest


def _reads(sheet: Sheet, match: Match) -> bool:
    """Whether most rows of a table without header are records: 列1, 列2 ... fit any such table."""
    if sheet.header_row is not None:
        return True
    known = match.used | match.dropped | match.ignored
    rows = list(islice(sheet.rows(), _LOOKED_AT))
    if not rows or len(known) < len(sheet.columns):
        return False
    chunk = Mapping(match, sheet.columns, period_texts(sheet)).chunk(rows)
    return sum(r.outcome == "rejected" for r in chunk.rejected) < len(rows) / 2
