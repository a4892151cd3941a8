"""Names that nobody knows: found, suggested, decided."""
