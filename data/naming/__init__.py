"""Names of units and categories: the register, what is unknown, and what is decided about it."""
