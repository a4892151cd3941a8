"""作业单位排名: sanitation contractors."""

from ui.contractors import page

page.show()
