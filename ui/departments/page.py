"""责任部门排名: departments, in the navigation as soon as there is a ranking of them."""

from ui.header import is_ranked
from ui.navigation import PageEntry
from ui.ranking.listing import show_ranking

PLACE = PageEntry("ranking", 50, shown=lambda: is_ranked("department"))


def show() -> None:
    """Draw the page."""
    show_ranking("department")
