"""What a person says of the files of one import that they do not say themselves."""

from dataclasses import dataclass
from datetime import datetime

from data.layouts.dating import Choice
from data.parsing.dates import Order, read_moment
from kernel.messages import Message, ShirongError


class HintError(ShirongError):
    """What was entered is not understood."""


@dataclass(frozen=True)
class Hints:
    """as_of: the time that the files speak of, where they do not tell it (`everywhere`: whatever
    they tell). dates: how half-converted columns of dates are read, once a person has said so.
    order: month or day, what stands first in columns of dates that do not prove it. hidden_sheets:
    they are read as well."""

    as_of: datetime | None = None
    everywhere: bool = False
    dates: Choice | None = None
    order: Order | None = None
    hidden_sheets: bool = False


NO_HINTS = Hints()


def read_as_of(text: str) -> datetime:
    """A moment as a person enters it; a day alone means its end. Raises HintError."""
    found = read_moment(text.strip())
    if found is None:
        raise HintError(Message("as-of-not-understood", {"text": text}))
    return found.at if found.timed else found.at.replace(hour=23, minute=59, second=59)
