"""公平性: is the ranking real, are the inspectors even-handed, is coverage enough."""

from ui.fairness import page

page.show()
