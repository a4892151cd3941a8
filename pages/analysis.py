"""自助分析: any measure by rows and columns, under filters, over any days; down to the rows."""

from ui.analysis import page

page.show()
