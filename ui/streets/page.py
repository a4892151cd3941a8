"""街道排名: streets and towns, in the navigation as soon as a scheme scores them."""

from ui.header import open_page, scored_kinds
from ui.navigation import PageEntry
from ui.ranking.listing import show_ranking

PLACE = PageEntry("ranking", 20, shown=lambda: "street" in scored_kinds())


def show() -> None:
    """Draw the page."""
    show_ranking(open_page(["street"]))
