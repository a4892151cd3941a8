"""The page 诉求办理 (Complaints)."""
