"""道路排名: roads by what lies at their addresses, in the navigation as soon as there is a ranking
of them."""

from ui.header import is_ranked
from ui.navigation import PageEntry
from ui.ranking.listing import show_ranking

PLACE = PageEntry("ranking", 60, shown=lambda: is_ranked("road"))


def show() -> None:
    """Draw the page."""
    show_ranking("road")
