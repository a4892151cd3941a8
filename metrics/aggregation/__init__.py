"""Facts counted by unit and period."""
