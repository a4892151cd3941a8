"""The page 督办台账 (Ledger)."""
