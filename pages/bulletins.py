"""通报: the notice of a period, as it will be written."""

from ui.bulletins import page

page.show()
