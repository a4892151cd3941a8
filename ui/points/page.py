"""点位排名: markets, toilets, parks, sites ..., in the navigation as soon as there is a ranking of
them."""

from ui.header import is_ranked
from ui.navigation import PageEntry
from ui.ranking.listing import show_ranking

PLACE = PageEntry("ranking", 70, shown=lambda: is_ranked("object"))


def show() -> None:
    """Draw the page."""
    show_ranking("object")
