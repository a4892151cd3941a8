"""责任部门排名: departments."""

from ui.departments import page

page.show()
