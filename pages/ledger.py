"""整改台账: what is open and overdue, who owes it, how old it is, and whether the pile shrinks."""

from ui.ledger import page

page.show()
