"""数据核对: the store proves itself; each check opens to the rows where something does not hold."""

from ui.checks import page

page.show()
