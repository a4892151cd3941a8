"""Computed sentences."""
