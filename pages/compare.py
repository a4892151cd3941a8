"""对比: two units side by side."""

from ui.compare import page

page.show()
