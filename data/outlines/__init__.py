"""Outlines of districts and streets."""
