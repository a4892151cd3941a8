"""单位画像: why this score, why this change, which rows."""

from ui.unit import page

page.show()
