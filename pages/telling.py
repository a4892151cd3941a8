"""告知: who is told what, what would go out now, and what was sent."""

from ui.telling import page

page.show()
