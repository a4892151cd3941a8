"""数据导入: drop files, see what they would change and where every row went, take one back."""

from ui.imports import page

page.show()
