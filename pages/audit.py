"""操作记录: who did what, when and from where."""

from ui.audit import page

page.show()
