"""A change of the scheme between a period and the one that it is compared with."""

from dataclasses import dataclass

import pandas as pd

from kernel.periods import Period


@dataclass(frozen=True)
class Reform:
    """A change of the scheme since the period that a ranking is compared with.

    before, now: the versions that scored that period and this one. table: `Ranking.table` with the
    earlier period scored again by this one's version, so that a change is no change of rules.
    """

    compared: Period
    before: tuple[int, ...]
    now: tuple[int, ...]
    table: pd.DataFrame
