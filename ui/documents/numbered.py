"""What stands on letters whose numbers are registered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Numbered:
    """The number of each unit's letter, when they are sent, by when to answer (None: open)."""

    numbers: Mapping[str, str]
    on: date
    due: date | None
