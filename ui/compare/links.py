"""Ways to the page of two units: from the page of one, and from a ranking."""

from html import escape

import pandas as pd

from data.access.rights import may
from metrics.scoring.ranking import Ranking
from ui.i18n import t
from ui.links import link, page_address
from ui.markup import put

MOST = 8  # units that the page of a unit offers to compare with


def compare_address(kind: str, unit: str, other: str) -> str:
    """The page of two units of a kind."""
    return page_address("compare", kind=kind, unit=unit, other=other)


def compare_with(ranking: Ranking, unit: str) -> None:
    """The rivals of a unit in its group, those nearest by rank first in the row; those of other
    groups where it is alone in its own."""
    if not may("others"):
        return
    table, kind = ranking.table, ranking.scheme.scores.kind
    own = table[table["unit"] == unit]
    if own.empty:
        return
    group = own["group"].iloc[0]
    same = table["group"].isna() if pd.isna(group) else table["group"] == group
    units = table.loc[same, "unit"].tolist() if same.sum() > 1 else table["unit"].tolist()
    at = units.index(unit)
    near = sorted((name for name in units if name != unit), key=lambda n: abs(units.index(n) - at))
    links = [link(name, compare_address(kind, unit, name)) for name in near[:MOST]]
    if links:
        put(f'<p class="note">{escape(t("compare-with"))} {" · ".join(links)}</p>')


def compare_first_two(ranking: Ranking, units: list[str]) -> None:
    """On a ranking page: the way to compare two units, which begins with the first two shown."""
    if len(units) > 1 and may("others"):
        address = compare_address(ranking.scheme.scores.kind, *units[:2])
        put(f'<p class="note">{link(t("compare-first-two"), address)}</p>')
