"""考核对象: roads, markets, toilets and other objects: ranked, over time, expiring, one by one."""

from ui.objects import page

page.show()
