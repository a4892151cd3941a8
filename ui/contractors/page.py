"""作业单位排名: sanitation contractors, in the navigation as soon as there is a ranking of them."""

from ui.header import is_ranked
from ui.navigation import PageEntry
from ui.ranking.listing import show_ranking

PLACE = PageEntry("ranking", 40, shown=lambda: is_ranked("contractor"))


def show() -> None:
    """Draw the page."""
    show_ranking("contractor")
