"""区域排名: the districts of each group by score, what moved, and what the scores are made of."""

from ui.header import open_page
from ui.ranking.page import show_ranking

show_ranking(open_page(["district"]))
