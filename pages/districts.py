"""区域排名: the districts of each group by score, what moved, and what the scores are made of."""

from ui.districts import page

page.show()
