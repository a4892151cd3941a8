"""道路排名: roads by what lies at their addresses."""

from ui.roads import page

page.show()
