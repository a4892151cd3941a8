"""Whether an import has something that a person should decide before it is stored."""

from collections.abc import Sequence

from data.importing.account import Account
from data.importing.intake import NO_UNIT


def asks(accounts: Sequence[Account]) -> bool:
    """A sheet was not understood, leaves columns undecided, names no unit, contradicts itself, has
    doubtful dates, or calls a unit by another name."""
    return any(
        not a.readable
        or a.profile is None
        or a.undecided
        or a.doubts
        or a.conflicts
        or a.renames
        or any(message.code == NO_UNIT for message in a.warnings)
        for a in accounts
    )
