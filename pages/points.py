"""点位排名: markets, toilets, parks, sites ...."""

from ui.points import page

page.show()
