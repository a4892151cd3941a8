"""队伍排名: enforcement teams, contractors and departments, each by schemes of their own."""

from ui.teams import page

page.show()
