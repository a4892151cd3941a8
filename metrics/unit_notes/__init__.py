"""Notes: what happened, how a unit explains it, what was redrawn, on a day or in a period."""
