"""Which profile a sheet is of, and with which header."""

from collections.abc import Sequence

from data.intake import period_texts
from data.matching import Match, choose
from data.profile import Profile
from data.reader import Sheet, UnreadableFileError


def recognise(
    sheet: Sheet, profiles: Sequence[Profile]
) -> tuple[Sheet, Match | None, Match | None]:
    """The sheet, the profile that fits it, and the nearest one when none fits.

    Where none fits the header that was found, profiles that say where their header is are tried
    with that row; the sheet then comes back with this header.
    """
    match, nearest = choose(profiles, sheet.columns, period_texts(sheet))
    if match is not None:
        return sheet, match, None
    for row in sorted({p.header_row for p in profiles if p.header_row is not None}):
        try:
            other = sheet.with_header(row)
        except UnreadableFileError:  # the table has no such row
            continue
        mine = [profile for profile in profiles if profile.header_row == row]
        if found := choose(mine, other.columns, period_texts(other))[0]:
            return other, found, None
    return sheet, None, nearest
