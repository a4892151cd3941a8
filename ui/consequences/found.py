"""What the pages ask of the consequences, cached per version of the store."""

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.consequences.leaders import leaders
from metrics.consequences.orders import Consequences
from metrics.narrative.consequence_words import list_lines
from metrics.scoring.lists import Lists
from ui.cache import computed
from ui.header import Shown
from ui.i18n import said
from ui.store import consequences_found


def of_page(shown: Shown) -> Consequences:
    """The steps and the register of what a page shows."""
    return consequences_found(shown.snapshot, shown.scheme, shown.period)


def leaders_of(shown: Shown) -> pd.DataFrame:
    """Who answers for the units at the end of what a page shows."""
    return computed(shown, _leaders)


def _leaders(con: duckdb.DuckDBPyConnection, period: Period) -> pd.DataFrame:
    return leaders(con, period.last_day)


def steps_of_page(shown: Shown) -> list[str]:
    """What the ladder orders of the units shown, line by line."""
    found = of_page(shown)
    lines = list_lines(Lists(), found.steps, found.register, found.period)
    members = set(shown.ranking.table.loc[shown.ranking.table["group"] == shown.group, "unit"])
    kept = [m for m in lines if not shown.group or m.params.get("unit", None) in (None, *members)]
    return [said(line) for line in kept]
