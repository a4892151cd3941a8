"""The page 公平性 (Fairness)."""
