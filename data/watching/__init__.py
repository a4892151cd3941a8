"""A folder whose files are imported as they arrive: its settings, its files, where they go."""
