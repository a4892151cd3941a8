"""任务目标: targets, rank goals, own figures, weekly returns, the place above."""

from ui.targets import page

page.show()
