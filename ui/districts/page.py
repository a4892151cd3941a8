"""区域排名: the districts of each group by score, what moved, and what the scores are made of."""

from ui.navigation import PageEntry
from ui.ranking.listing import show_ranking

PLACE = PageEntry("ranking", 10)


def show() -> None:
    """Draw the page."""
    show_ranking("district")
