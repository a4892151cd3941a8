"""Any question of the facts: a measure by rows and columns, under filters, over any days."""
