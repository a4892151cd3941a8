"""The page 数据核对 (Checks)."""
