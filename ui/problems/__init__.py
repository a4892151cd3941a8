"""The page 问题分析 (Problems)."""
