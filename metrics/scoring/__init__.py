"""Scores and ranks under a scheme, and what explains them."""
