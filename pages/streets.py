"""街道排名: streets and towns, in the navigation as soon as a scheme scores them."""

from ui.streets import page

page.show()
