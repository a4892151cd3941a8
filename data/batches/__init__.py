"""Imports as batches: what each brought, how they merge, and how one is taken back."""
