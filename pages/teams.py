"""队伍排名: enforcement teams."""

from ui.teams import page

page.show()
