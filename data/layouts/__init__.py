"""Layouts of exports: profiles, how a sheet is matched with one, how its cells are converted."""
