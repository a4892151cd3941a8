"""考核办法: the rules in words, what the points are given for; and what other rules would do."""

from ui.scheme import page

page.show()
