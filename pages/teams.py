"""队伍排名: enforcement teams, contractors and departments, each by schemes of their own."""

from ui.header import open_page
from ui.ranking.page import show_ranking

show_ranking(open_page(["team", "contractor", "department"]))
