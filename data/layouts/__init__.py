"""Layouts of exports: profiles, how a sheet is matched with one, and how its rows are read."""
