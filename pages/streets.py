"""街道排名: streets and towns, in the navigation as soon as a scheme scores them."""

from ui.header import open_page
from ui.ranking.page import show_ranking

show_ranking(open_page(["street"]))
