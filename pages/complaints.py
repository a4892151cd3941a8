"""诉求办理: how complaints are handled, by unit and channel; do inspectors see the same?"""

from ui.complaints import page

page.show()
