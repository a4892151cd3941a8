"""Assessment schemes: their model, their rules, what is checked of them."""
