"""已发通报: the editions of notices as they were published."""

from ui.editions import page

page.show()
