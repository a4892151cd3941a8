"""队伍排名: enforcement teams, contractors and departments, each by schemes of their own."""

from ui.header import open_page
from ui.navigation import PageEntry
from ui.ranking.listing import show_ranking

PLACE = PageEntry("ranking", 30)


def show() -> None:
    """Draw the page."""
    show_ranking(open_page(["team", "contractor", "department"]))
