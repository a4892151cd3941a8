"""Imports as batches: their books, what two versions differ in, and how one is taken back."""
