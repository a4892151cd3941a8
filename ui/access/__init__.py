"""Who comes in: the guard before the dashboard, its login page, who is behind a run."""
