"""执法办案: penalty cases by team, cause and month, their reviews, tasks and big cases."""

from ui.enforcement import page

page.show()
