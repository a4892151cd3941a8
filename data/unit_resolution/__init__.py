"""Names of units: the register, its aliases, and the units that facts belong to."""
