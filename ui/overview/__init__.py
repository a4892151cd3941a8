"""The page 总览 (Overview)."""
