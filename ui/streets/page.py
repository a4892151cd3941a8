"""街道排名: streets and towns, in the navigation as soon as facts name them or a scheme
scores them."""

from ui.header import is_ranked
from ui.navigation import PageEntry
from ui.ranking.listing import show_ranking

PLACE = PageEntry("ranking", 20, shown=lambda: is_ranked("street"))


def show() -> None:
    """Draw the page."""
    show_ranking("street")
