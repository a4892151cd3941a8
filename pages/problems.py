"""问题分析: what kinds of problems, where and when, rising or falling, and what comes back."""

from ui.problems import page

page.show()
