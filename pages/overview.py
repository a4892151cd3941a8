"""总览: where we stand, who moved, what needs a decision. One screen."""

from ui.overview import page

page.show()
