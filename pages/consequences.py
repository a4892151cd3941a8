"""奖惩: who is to answer by the ladder, what was decided and took place, and the form for it."""

from ui.consequences import page

page.show()
