"""视图: the saved views of a store."""

from ui.views import page

page.show()
