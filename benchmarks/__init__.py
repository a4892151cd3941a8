"""How fast, and how sure: what is measured is written into docs."""
